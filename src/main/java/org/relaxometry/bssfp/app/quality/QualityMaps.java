package org.relaxometry.bssfp.app.quality;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.relaxometry.bssfp.app.preprocess.StepInput;
import org.relaxometry.bssfp.app.preprocess.StepOutcome;
import org.relaxometry.bssfp.app.result.StatusCounts;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.UnaskingWork;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.plot.map.MapFigure;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.statistics.SortedSamples;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** The sections of quality control that show maps by maximum likelihood, and their ranges. */
final class QualityMaps {

    private static final double MANY_UNSOLVED = 0.05;
    private static final List<Parameter> SHOWN =
            List.of(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE, Parameter.RESIDUAL);

    private QualityMaps() {}

    static void add(PhaseCycledSeries images, StepInput input, QualityPage page) throws IOException {
        Protocol protocol = images.protocol();
        Progress progress = input.progress("Mapping for quality control");
        ParameterMaps maps = ParameterMapper.map(images, new MaximumLikelihood(protocol), input.threads(), progress);
        BufferedImage figure = UnaskingWork.run(
                () -> MapFigure.render(
                        input.loaded().title(),
                        MapPanel.of(maps, SHOWN),
                        "Maximum likelihood · " + protocol.describe(),
                        input.loaded().geometry().voxelSizeMm(),
                        input.loaded().geometry().upright()),
                progress);
        page.add(new StepOutcome.Section("Maps and residual", StatusCounts.describe(maps), figure));
        page.add(ranges(maps, input, page, progress));
    }

    private static StepOutcome.Section ranges(
            ParameterMaps maps, StepInput input, QualityPage page, Progress progress) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("", "1 %", "median", "99 %"));
        for (Parameter parameter : SHOWN) {
            progress.checkCanceled();
            float[] map = flat(ParameterMaps.planes(maps.map(parameter)));
            table.add(row(parameter.symbol() + " (" + parameter.unit() + ")", inside(map, input.mask())));
        }
        input.b1Ratio().ifPresent(b1 -> table.add(row("B1 (ratio)", inside(positive(b1), input.mask()))));
        if (input.b1Ratio().isEmpty()) {
            page.warn(
                    "There is no B1 map: where the true flip angle is 10 % lower or higher, T1 is off by -19 % or +21 %.");
        }
        input.mask().ifPresent(mask -> {
            double unsolved = unsolvedRatio(flat(ParameterMaps.planes(maps.status())), mask);
            table.add(List.of(
                    "without T1 and T2, or with lower bounds only, inside the mask",
                    "",
                    String.format(Locale.ROOT, "%.2f %%", 100 * unsolved),
                    ""));
            if (unsolved > MANY_UNSOLVED) {
                page.warn(String.format(
                        Locale.ROOT,
                        "%.1f %% of the voxels inside the mask have no T1 and T2, or lower bounds only.",
                        100 * unsolved));
            }
        });
        String where = input.mask().isPresent() ? "Inside the mask." : "Of the whole volume.";
        return new StepOutcome.Section("Ranges", List.of(where), table, null);
    }

    private static double unsolvedRatio(float[] status, Mask mask) {
        int inside = 0;
        int solved = 0;
        for (int i = 0; i < status.length; i++) {
            if (mask.inside()[i]) {
                inside++;
                solved += EstimationStatus.ofCode((int) status[i]).isEstimate() ? 1 : 0;
            }
        }
        return inside == 0 ? 1 : 1 - (double) solved / inside;
    }

    private static List<String> row(String name, float[] values) {
        SortedSamples sorted = SortedSamples.finite(values);
        return List.of(name, text(sorted, 0.01), text(sorted, 0.5), text(sorted, 0.99));
    }

    private static String text(SortedSamples sorted, double part) {
        int rank = (int) Math.min(sorted.size() - 1, part * sorted.size());
        return String.format(Locale.ROOT, "%.4g", sorted.isEmpty() ? Double.NaN : sorted.at(rank));
    }

    private static float[] flat(float[][] planes) {
        float[] all = new float[planes.length * planes[0].length];
        for (int z = 0; z < planes.length; z++) {
            System.arraycopy(planes[z], 0, all, z * planes[0].length, planes[0].length);
        }
        return all;
    }

    private static float[] inside(float[] values, Optional<Mask> mask) {
        if (mask.isPresent()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = mask.get().inside()[i] ? values[i] : Float.NaN;
            }
        }
        return values;
    }

    private static float[] positive(float[] values) {
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = result[i] > 0 ? result[i] : Float.NaN;
        }
        return result;
    }
}
