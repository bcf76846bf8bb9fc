package org.relaxometry.bssfp.app.quality;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.app.preprocess.StepInput;
import org.relaxometry.bssfp.app.preprocess.StepOutcome;
import org.relaxometry.bssfp.app.result.RemovedStructure;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.UnaskingWork;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.plot.map.MapFigure;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.preprocessing.check.NoiseEstimate;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/** The section of quality control that shows what averaging over neighbours would take away: noise alone, or anatomy too. */
final class QualityAveraging {

    private static final String HEADING = "What adaptive averaging would remove";
    private static final List<Parameter> SHOWN = List.of(Parameter.T1_REMOVED, Parameter.T2_REMOVED);

    private QualityAveraging() {}

    /** @param images with the mask of those voxels that matter */
    static void add(PhaseCycledSeries images, StepInput input, QualityPage page) throws IOException {
        NoiseEstimate noise;
        try {
            noise = NoiseEstimate.of(images);
        } catch (IllegalArgumentException noNoise) {
            page.add(new StepOutcome.Section(HEADING, List.of(noNoise.getMessage())));
            return;
        }
        Progress progress = input.progress("Averaging for quality control");
        AdaptiveLikelihood adaptive =
                new AdaptiveLikelihood(AdaptiveSettings.usual(images.grid()), VoxelNoise.uniform(noise.sigma()));
        ParameterMaps maps = adaptive.map(images, input.threads(), progress);
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("", "correlation of neighbouring voxels (noise: 0)"));
        for (Parameter parameter : SHOWN) {
            table.add(List.of(
                    parameter.symbol(),
                    String.format(Locale.ROOT, "%.2f", RemovedStructure.correlation(maps, parameter))));
        }
        RemovedStructure.finding(maps)
                .ifPresent(finding -> page.warn("Adaptive maximum likelihood: " + finding
                        + " Look at the picture below: where it shows anatomy, map this series voxel by voxel too, or with a lower"
                        + " strength or a shorter reach; where it is coarse everywhere, the noise is correlated by earlier"
                        + " interpolation, or its level is not known well."));
        BufferedImage figure = UnaskingWork.run(
                () -> MapFigure.render(
                        input.loaded().title(),
                        MapPanel.of(maps, SHOWN),
                        AdaptiveLikelihood.NAME + " · " + adaptive.settings(),
                        input.loaded().geometry().voxelSizeMm(),
                        input.loaded().geometry().upright()),
                progress);
        page.add(new StepOutcome.Section(
                HEADING,
                List.of(
                        "T1 and T2 averaged over neighbours less those of the voxel itself, in standard deviations of these. It must look like noise: then"
                                + " averaging would take nothing else away."),
                table,
                figure));
    }
}
