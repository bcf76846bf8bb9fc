package org.relaxometry.bssfp.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.SampleBrain.Tissue;
import org.relaxometry.bssfp.accuracy.NetworkAccuracy.Pair;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.miracle.FastMiracle;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.estimation.network.NetworkOutput;
import org.relaxometry.bssfp.io.model.PublishedWeights;
import org.relaxometry.bssfp.plot.ColourMap;
import org.relaxometry.bssfp.plot.MapGrid;
import org.relaxometry.bssfp.plot.ParameterDisplay;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** Prints the tables of {@code docs/accuracy.md} about networks and draws its figures. */
public final class AccuracyReport {

    private static final List<Integer> CYCLES = List.of(12, 6, 4);
    private static final List<String> METHODS =
            List.of("SVNN", "PINN", "SVNN complex", "PINN complex", "full circle", "noise-aware");

    private AccuracyReport() {}

    /** Arguments: any of references, networks, coverage, brain, figures; none for all. Folder of models: system property models. */
    public static void main(String[] arguments) throws IOException {
        List<String> wanted = arguments.length == 0 ? List.of("references", "networks", "coverage", "brain", "figures") : List.of(arguments);
        ShippedModels models = ShippedModels.read(Path.of(System.getProperty("models", "models")));
        if (wanted.contains("references") || wanted.contains("networks")) {
            for (int cycles : CYCLES) {
            Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
            row("| Maximum likelihood | " + cycles + " | –", NetworkAccuracy.ofMaximumLikelihood(protocol));
        }
        for (String name : PublishedWeights.NAMES) {
            NetworkModel model = PublishedWeights.read(name);
            row("| published " + label(model.card()), NetworkAccuracy.of(model));
        }
    }

    private static String label(ModelCard card) {
        String noise = Double.isInfinite(ShippedModels.snr(card)) ? "" : ", SNR " + (int) ShippedModels.snr(card);
        return card.methodName() + " | " + card.protocol().cycles() + " | "
                + card.distribution().name() + noise;
    }

    private static void row(String label, NetworkAccuracy accuracy) {
        StringBuilder row = new StringBuilder(label);
        row.append(cell(" | %.2f / %.2f", accuracy.largestErrorPercent(org.relaxometry.bssfp.protocol.Tissue.WHITE_MATTER)));
        row.append(cell(" | %.2f / %.2f", accuracy.meanErrorPercent(100_000)));
        row.append(cell(" | %.4f / %.4f", accuracy.onGrid(Double.POSITIVE_INFINITY, 200, 1).determinationOfSamples()));
        row.append(cell(" | %.3f / %.3f", accuracy.onGrid(25, 200, 1).determinationOfSamples()));
        row.append(cell(" | %.3f / %.3f", accuracy.onGrid(10, 200, 1).determinationOfSamples()));
        row.append(cell(" | %.3f / %.3f", accuracy.onGrid(25, 50, 50).determinationOfMeans()));
        row.append(cell(" | %.3f / %.3f |", accuracy.onGrid(10, 50, 50).determinationOfMeans()));
        System.out.println(row);
    }

    private static void coverage(ShippedModels models) {
        double[] snrs = {5, 7, 10, 14, 20, 28, 40, 56, 80, 100};
        System.out.print("| network | N | trained on ");
        Arrays.stream(snrs).forEach(snr -> System.out.print("| SNR " + (int) snr + " "));
        System.out.println("|\n" + "|---".repeat(3 + snrs.length) + "|");
        for (NetworkModel model : models.all()) {
            if (model.card().outputs().contains(NetworkOutput.LN_SIGMA_T1)) {
                StringBuilder row = new StringBuilder("| " + label(model.card()));
                for (double snr : snrs) {
                    Pair share = NetworkAccuracy.of(model).coverage(snr, 50_000);
                    row.append(cell(" | %.1f / %.1f", new Pair(100 * share.t1(), 100 * share.t2())));
                }
                System.out.println(row + " |");
            }
        }
    }

    private static void brain(ShippedModels models) throws IOException {
        System.out.println("| N | method | WM T1 | WM T2 | WM ΔB0 | GM T1 | GM T2 | GM ΔB0 |\n" + "|---".repeat(8) + "|");
        for (int cycles : CYCLES) {
            SampleBrainMaps brain = SampleBrainMaps.read(cycles);
            maps(brain, models, cycles).forEach((method, maps) -> System.out.println("| " + cycles + " | " + method + " | "
                            + brain.errors(Tissue.WM, maps).cells() + " | "
                            + brain.errors(Tissue.GM, maps).cells() + " |"));
        }
    }

    /** By every method, in the order of the columns of the figure. */
    private static Map<String, ParameterMaps> maps(SampleBrainMaps brain, ShippedModels models, int cycles) {
        Map<String, ParameterMaps> maps = new LinkedHashMap<>();
        maps.put("Maximum likelihood", brain.map(new MaximumLikelihood(brain.protocol())));
        maps.put("MIRACLE (fast)", brain.map(new FastMiracle(brain.protocol())));
        for (String method : METHODS) {
            models.uniform(method, cycles).ifPresent(model -> maps.put(method, brain.map(model)));
        }
        models.of("noise-aware", cycles, "uniform extended")
                .ifPresent(model -> maps.put("noise-aware, extended", brain.map(model)));
        return maps;
    }

    private static void brainFigure(ShippedModels models, Path file) throws IOException {
        int slice = 12;
        List<String> columns = new ArrayList<>(List.of("truth", "Maximum likelihood", "MIRACLE (fast)"));
        columns.addAll(METHODS);
        columns.add("noise-aware, extended");
        List<MapGrid.Row> rows = new ArrayList<>();
        for (int cycles : CYCLES) {
            Map<String, ParameterMaps> maps = maps(SampleBrainMaps.read(cycles), models, cycles);
            for (Parameter parameter : List.of(Parameter.T1, Parameter.T2)) {
                List<float[]> cells = new ArrayList<>();
                for (String column : columns) {
                    cells.add(
                            column.equals("truth")
                                    ? truth(parameter, slice)
                                    : Optional.ofNullable(maps.get(column))
                                            .map(each -> upright(each.map(parameter)
                                                    .getPlane(slice)
                                                    .getCurrentStorageArray()))
                                            .orElse(null));
                }
                ParameterDisplay display = ParameterDisplay.of(
                        parameter, cells.stream().filter(each -> each != null).toArray(float[][]::new));
                rows.add(new MapGrid.Row(parameter.symbol() + " (ms), N = " + cycles, display, cells));
            }
        }
        ImageIO.write(
                MapGrid.render(
                        columns.stream()
                                .map(each -> each.replace(", ", ",\n").replace(" likelihood", "\nlikelihood").replace(" (", "\n(").replace(" complex", "\ncomplex"))
                                .toList(),
                        rows,
                        SampleBrainMaps.WIDTH,
                        SampleBrainMaps.HEIGHT,
                        3,
                        "Sample brain, slice " + (slice + 1) + ", SNR 25, true B1. Black: no value."),
                "png",
                file.toFile());
    }

    private static float[] truth(Parameter parameter, int slice) {
        double[] volume = SampleBrain.values(SampleBrain.truth(parameter == Parameter.T1 ? "T1_ms.nii.gz" : "T2_ms.nii.gz"));
        int size = SampleBrainMaps.WIDTH * SampleBrainMaps.HEIGHT;
        float[] plane = new float[size];
        for (int v = 0; v < size; v++) {
            double value = volume[slice * size + v];
            plane[v] = value > 0 ? (float) value : Float.NaN;
        }
        return upright(plane);
    }

    /** Rows run upwards in the file. */
    private static float[] upright(float[] plane) {
        return flipped(plane, SampleBrainMaps.WIDTH);
    }

    private static float[] flipped(float[] plane, int width) {
        float[] flipped = new float[plane.length];
        int height = plane.length / width;
        for (int y = 0; y < height; y++) {
            System.arraycopy(plane, y * width, flipped, (height - 1 - y) * width, width);
        }
        return flipped;
    }

    private static void biasFigure(ShippedModels models, Path file) throws IOException {
        int side = 40;
        int samples = 200;
        List<String> columns = new ArrayList<>();
        List<List<float[]>> values = Stream.generate(() -> (List<float[]>) new ArrayList<float[]>()).limit(4).toList();
        for (int cycles : List.of(12, 4)) {
            Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
            for (double snr : new double[] {25, 10}) {
                Optional<NetworkModel> model = models.uniform("noise-aware", cycles);
                if (model.isEmpty()) {
                    continue;
                }
                columns.add("N = " + cycles + ",\nSNR " + (int) snr);
                GridErrors ours = NetworkAccuracy.of(model.get()).onGrid(snr, side, samples);
                GridErrors likelihood = NetworkAccuracy.ofMaximumLikelihood(protocol).onGrid(snr, side, samples);
                values.get(0).add(flipped(ours.t1BiasPercent(), side));
                values.get(1).add(flipped(ratio(likelihood.t1RootMeanSquarePercent(), ours.t1RootMeanSquarePercent()), side));
                values.get(2).add(flipped(ours.t2BiasPercent(), side));
                values.get(3).add(flipped(ratio(likelihood.t2RootMeanSquarePercent(), ours.t2RootMeanSquarePercent()), side));
            }
        }
        List<String> labels = List.of("T1 bias (%)", "T1 gain", "T2 bias (%)", "T2 gain");
        List<MapGrid.Row> rows = new ArrayList<>();
        for (int r = 0; r < 4; r++) {
            double[] all = values.get(r).stream().flatMapToDouble(plane -> {
                double[] copy = new double[plane.length];
                Arrays.setAll(copy, v -> plane[v]);
                return Arrays.stream(copy);
            }).toArray();
            double smallest = Arrays.stream(all).min().orElse(0);
            double largest = Arrays.stream(all).max().orElse(1);
            ParameterDisplay display = r % 2 == 0
                    ? new ParameterDisplay(ColourMap.VIK, false, -40, 40, smallest, largest)
                    : new ParameterDisplay(ColourMap.VIK, true, 0.33, 3, smallest, largest);
            rows.add(new MapGrid.Row(labels.get(r), display, values.get(r)));
        }
        ImageIO.write(
                MapGrid.render(
                        columns,
                        rows,
                        side,
                        side,
                        5,
                        "T1 from 360 (left) to 2080 ms (right), T2 from 20 (bottom) to 120 ms (top), θ = 0, B1 = 1, "
                                + samples
                                + " samples of each tissue. Gain: root mean square error of maximum likelihood, clipped to these"
                                + " ranges, over that of the network; above 1 the network is better."),
                "png",
                file.toFile());
    }

    private static float[] ratio(float[] numerator, float[] denominator) {
        float[] ratio = new float[numerator.length];
        for (int v = 0; v < ratio.length; v++) {
            ratio[v] = numerator[v] / denominator[v];
        }
        return ratio;
    }

    private static String cell(String format, Pair pair) {
        return String.format(Locale.ROOT, format, pair.t1(), pair.t2());
    }
}
