package org.relaxometry.bssfp.accuracy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.plot.map.MapGrid;
import org.relaxometry.bssfp.plot.style.ColourMap;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** The figures of {@code docs/accuracy.md} about networks. */
final class AccuracyFigures {

    private static final int BRAIN_SIDE = 64;
    /** Beside the midline: much white and grey matter, little fluid. */
    private static final int BRAIN_SLICE = 7;

    private static final int GRID_SIDE = 40;
    private static final int GRID_SAMPLES = 100;

    private AccuracyFigures() {}

    /** T1 and T2 of one slice: truth and every method, N = 12, 6 and 4. */
    static BufferedImage brain(ShippedModels models) throws IOException {
        List<String> columns = new ArrayList<>(List.of("truth", "Maximum likelihood", "MIRACLE (fast)"));
        columns.addAll(SampleBrainMaps.NETWORK_METHODS);
        columns.add("noise-aware, extended");
        List<MapGrid.Row> rows = new ArrayList<>();
        for (int cycles : List.of(12, 6, 4)) {
            Map<String, ParameterMaps> maps = new SampleBrainMaps(cycles).byEveryMethod(models);
            for (Parameter parameter : List.of(Parameter.T1, Parameter.T2)) {
                List<float[]> cells = new ArrayList<>();
                cells.add(flipped(truth(parameter), BRAIN_SIDE));
                for (String method : columns.subList(1, columns.size())) {
                    cells.add(maps.containsKey(method) ? plane(maps.get(method), parameter) : null);
                }
                float[][] present = cells.stream().filter(Objects::nonNull).toArray(float[][]::new);
                String label = parameter.symbol() + " (ms), N = " + cycles;
                rows.add(new MapGrid.Row(label, ParameterDisplay.of(parameter, present), cells));
            }
        }
        List<String> headings = columns.stream()
                .map(each -> each.replaceFirst("(?<=[^l]) (?=\\S+$)", "\n"))
                .toList();
        return MapGrid.render(
                headings,
                rows,
                BRAIN_SIDE,
                BRAIN_SIDE,
                3,
                "Sample brain, slice " + (BRAIN_SLICE + 1) + ", SNR 25, true B1. Black: no value. Fluid lies beyond the"
                        + " training of all networks but the last: they give it one end of their range or the other, and most of it is marked in their status maps.");
    }

    /** Bias of the noise-aware networks over the grid of tissue, and their root mean square error beside maximum likelihood's. */
    static BufferedImage bias(ShippedModels models) {
        List<String> columns = new ArrayList<>();
        List<float[]> t1Bias = new ArrayList<>();
        List<float[]> t1Gain = new ArrayList<>();
        List<float[]> t2Bias = new ArrayList<>();
        List<float[]> t2Gain = new ArrayList<>();
        for (int cycles : List.of(12, 4)) {
            NetworkAccuracy network = NetworkAccuracy.of(
                    models.of("noise-aware", cycles, "uniform").orElseThrow());
            NetworkAccuracy likelihood = NetworkAccuracy.ofMaximumLikelihood(
                    new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles)));
            for (int snr : new int[] {25, 10}) {
                GridErrors ours = network.onGrid(snr, GRID_SIDE, GRID_SAMPLES);
                GridErrors theirs = likelihood.onGrid(snr, GRID_SIDE, GRID_SAMPLES);
                columns.add("N = " + cycles + ", SNR " + snr);
                t1Bias.add(flipped(ours.t1BiasPercent(), GRID_SIDE));
                t2Bias.add(flipped(ours.t2BiasPercent(), GRID_SIDE));
                t1Gain.add(flipped(ratio(theirs.t1RootMeanSquarePercent(), ours.t1RootMeanSquarePercent()), GRID_SIDE));
                t2Gain.add(flipped(ratio(theirs.t2RootMeanSquarePercent(), ours.t2RootMeanSquarePercent()), GRID_SIDE));
            }
        }
        return MapGrid.render(
                columns,
                List.of(
                        new MapGrid.Row("T1 bias (%)", display(false, -40, 40, t1Bias), t1Bias),
                        new MapGrid.Row("T1 gain", display(true, 1 / 3.0, 3, t1Gain), t1Gain),
                        new MapGrid.Row("T2 bias (%)", display(false, -40, 40, t2Bias), t2Bias),
                        new MapGrid.Row("T2 gain", display(true, 1 / 3.0, 3, t2Gain), t2Gain)),
                GRID_SIDE,
                GRID_SIDE,
                6,
                "In every square T1 goes from 360 ms (left) to 2080 ms (right), T2 from 20 ms (bottom) to 120 ms (top);"
                        + " θ = 0, B1 = 1, " + GRID_SAMPLES + " samples of each tissue. Gain: root mean square error of"
                        + " maximum likelihood, clipped to these ranges, over the network's; red: the network is better.");
    }

    private static ParameterDisplay display(boolean logarithmic, double lower, double upper, List<float[]> maps) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (float[] map : maps) {
            for (float value : map) {
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
            }
        }
        return new ParameterDisplay(ColourMap.VIK, logarithmic, lower, upper, smallest, largest);
    }

    private static float[] plane(ParameterMaps maps, Parameter parameter) {
        return flipped(maps.map(parameter).getPlane(BRAIN_SLICE).getCurrentStorageArray(), BRAIN_SIDE);
    }

    private static float[] truth(Parameter parameter) {
        double[] volume = SampleBrain.values(SampleBrain.truth(parameter.symbol() + "_ms.nii.gz"));
        float[] plane = new float[BRAIN_SIDE * BRAIN_SIDE];
        for (int v = 0; v < plane.length; v++) {
            double value = volume[BRAIN_SLICE * plane.length + v];
            plane[v] = value > 0 ? (float) value : Float.NaN;
        }
        return plane;
    }

    /** Last row on top: rows run upwards in the brain's files and along T2. */
    private static float[] flipped(float[] plane, int width) {
        float[] flipped = new float[plane.length];
        for (int start = 0; start < plane.length; start += width) {
            System.arraycopy(plane, start, flipped, plane.length - width - start, width);
        }
        return flipped;
    }

    private static float[] ratio(float[] numerator, float[] denominator) {
        float[] ratio = new float[numerator.length];
        for (int v = 0; v < ratio.length; v++) {
            ratio[v] = numerator[v] / denominator[v];
        }
        return ratio;
    }
}
