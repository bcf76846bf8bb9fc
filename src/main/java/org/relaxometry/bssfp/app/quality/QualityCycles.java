package org.relaxometry.bssfp.app.quality;

import java.awt.image.BufferedImage;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.app.preprocess.StepInput;
import org.relaxometry.bssfp.app.preprocess.StepOutcome;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.plot.map.SliceMosaic;
import org.relaxometry.bssfp.preprocessing.check.CycleMisfit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** The section of quality control that shows every cycle, and how well it follows the others. */
final class QualityCycles {

    private QualityCycles() {}

    static StepOutcome.Section section(StepInput input, SeriesBlock bright) {
        Protocol protocol = input.series().protocol();
        List<List<String>> table = new ArrayList<>();
        CycleMisfit misfit = CycleMisfit.of(bright, protocol);
        table.add(
                List.of("cycle", "increment (°)", "mean magnitude of bright voxels", "misfit of the signal model (%)"));
        for (int j = 0; j < protocol.cycles(); j++) {
            table.add(List.of(
                    Integer.toString(j + 1),
                    number(protocol.phaseIncrementsDeg().get(j)),
                    String.format(Locale.ROOT, "%.4g", meanMagnitude(bright, j)),
                    String.format(Locale.ROOT, "%.1f", 100 * misfit.ratio()[j])));
        }
        return new StepOutcome.Section(
                "Cycles at a glance",
                List.of("Middle slice of every cycle: magnitude, and phase as hue. Banding moves from cycle to cycle;"
                        + " anatomy must not."),
                table,
                atAGlance(input));
    }

    private static BufferedImage atAGlance(StepInput input) {
        ComplexSeries series = input.series();
        VolumeGrid grid = series.grid();
        int slice = grid.nz() / 2;
        List<float[]> magnitudes = new ArrayList<>();
        List<float[]> phases = new ArrayList<>();
        for (ComplexVolume cycle : series.cycles()) {
            float[] magnitude = new float[grid.sliceVoxels()];
            float[] phase = new float[grid.sliceVoxels()];
            for (int i = 0; i < magnitude.length; i++) {
                double x = cycle.real()[slice * magnitude.length + i];
                double y = cycle.imaginary()[slice * magnitude.length + i];
                magnitude[i] = (float) Math.hypot(x, y);
                phase[i] = (float) Math.atan2(y, x);
            }
            magnitudes.add(magnitude);
            phases.add(phase);
        }
        double white = magnitudes.stream().mapToDouble(SliceMosaic::white).max().orElseThrow();
        List<SliceMosaic.Tile> tiles = new ArrayList<>();
        List<Double> increments = series.protocol().phaseIncrementsDeg();
        for (int j = 0; j < magnitudes.size(); j++) {
            tiles.add(new SliceMosaic.Tile(
                    (j + 1) + ": " + number(increments.get(j)) + "°", SliceMosaic.grey(magnitudes.get(j), white)));
        }
        for (int j = 0; j < magnitudes.size(); j++) {
            tiles.add(new SliceMosaic.Tile(
                    (j + 1) + ": phase", SliceMosaic.phase(magnitudes.get(j), phases.get(j), white / 3)));
        }
        int columns = magnitudes.size() <= 8 ? magnitudes.size() : (magnitudes.size() + 1) / 2;
        return input.mosaic().render(tiles, columns);
    }

    private static double meanMagnitude(SeriesBlock bright, int cycle) {
        double sum = 0;
        for (int v = 0; v < bright.size(); v++) {
            sum += Math.hypot(bright.real()[cycle][v], bright.imaginary()[cycle][v]);
        }
        return sum / bright.size();
    }

    private static String number(double value) {
        return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
