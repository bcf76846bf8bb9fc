package org.relaxometry.bssfp.app.roi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.app.estimate.EstimationCommand;
import org.relaxometry.bssfp.app.estimate.SampledRegions;
import org.relaxometry.bssfp.app.frame.HostProgress;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.frame.Windows;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.io.roi.SeriesRois;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.montecarlo.inspect.Inspection;
import org.relaxometry.bssfp.montecarlo.inspect.VoxelInspector;
import org.relaxometry.bssfp.montecarlo.roi.RoiSampling;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.volume.ChosenVoxels;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.NeighbourWeights;

/**
 * A series and the methods that look at it.
 *
 * @param checked the series
 * @param methods of its protocol
 * @param inspector of these methods; serves one thread
 * @param noise of the series; from the residual where it does not show
 * @param threads for Monte Carlo sampling
 * @param averaged what the run averaged, where its method looks at neighbours and not at voxels one by one
 */
public record InspectedRun(
        EstimationCommand.CheckedSeries checked,
        List<StudyMethod> methods,
        VoxelInspector inspector,
        NoiseLevel noise,
        int threads,
        Optional<AdaptiveLikelihood.Averaged> averaged) {

    /** Samples of all voxels of a region together, and those of one voxel at most. */
    private static final int SAMPLES = 200_000;

    private static final int MOST_SAMPLES = 5000;
    private static final int FEWEST_SAMPLES = 100;
    private static final int SEED = 1;
    private static final int RETAINED = 1_000_000;

    public static InspectedRun of(
            EstimationCommand.CheckedSeries checked, List<StudyMethod> methods, NoiseLevel noise, int threads) {
        VoxelInspector inspector = new VoxelInspector(checked.series().protocol(), methods, noise);
        return new InspectedRun(checked, methods, inspector, noise, threads, Optional.empty());
    }

    /** The same beside maps whose method looks at neighbours. */
    public InspectedRun beside(AdaptiveLikelihood.Averaged maps) {
        return new InspectedRun(checked, methods, inspector, noise, threads, Optional.of(maps));
    }

    /**
     * Looks at voxels.
     *
     * @param positions in the series
     */
    Inspection inspect(int[] positions) {
        PhaseCycledSeries unmasked = checked.series().withoutMask();
        Inspection own =
                inspector.inspect(ChosenVoxels.read(unmasked, positions).voxels());
        return averaged.isPresent() && positions.length == 1
                ? AveragedVoxel.with(own, averaged.get(), positions[0])
                : own;
    }

    /** The neighbours that the run averaged a voxel with; none of a region, nor where it averaged nothing. */
    Optional<NeighbourWeights.Of> neighbours(int[] positions) {
        return positions.length == 1
                ? averaged.flatMap(run -> AveragedVoxel.neighbours(run, positions[0]))
                : Optional.empty();
    }

    /** In a few words, with a blank before; empty where it is not known. */
    String noiseText() {
        return noise instanceof NoiseLevel.Sigma level
                ? String.format(Locale.ROOT, " (sigma %.4g, %s)", level.value(), level.source())
                : "";
    }

    /** Adds noise of the level of the series to a region again and again, and shows what comes of it. */
    void sample(RoiVoxels place) {
        if (!(noise instanceof NoiseLevel.Sigma level)) {
            throw new IllegalArgumentException(
                    "The series does not show its noise. Start the Inspector with noise=…, or use Monte Carlo ROIs….");
        }
        SampledRegions sampled =
                SampledRegions.of(checked.series(), new SeriesRois(List.of(place), "Inspector", List.of(), List.of()));
        int voxels = sampled.chosen().positions().length;
        int samples = Math.max(FEWEST_SAMPLES, Math.min(MOST_SAMPLES, SAMPLES / voxels));
        Progress progress = new HostProgress("Monte Carlo on " + place.name(), () -> false);
        RoiSampling.Result result = RoiSampling.run(
                sampled.chosen().voxels(),
                sampled.regions(),
                methods,
                new SamplingSettings(
                        samples,
                        level,
                        SEED,
                        SamplingSettings.USUAL_PARAMETERS,
                        Map.of(),
                        Math.max(1, RETAINED / voxels)),
                threads,
                progress);
        String footer = Version.footer(
                checked.series().protocol().describe(),
                "noise added" + noiseText(),
                result.sampling().samples() + " samples, seed " + SEED,
                checked.b1Source());
        RunRecord record = new RunRecord(checked.loaded())
                .put("Method", "Monte Carlo sampling of a region in the Inspector")
                .put("ROIs", sampled.record())
                .put("AddedNoise", level.record())
                .put("Samples", result.sampling().samples())
                .put("Seed", SEED)
                .put("Convention", checked.handedness().record())
                .put("SeriesCheck", checked.check().record())
                .put("B1", checked.b1Source());
        RoiWindows.show(new RoiResults(result, sampled, checked.loaded(), record, footer), "", Windows.OF_A_PERSON);
    }
}
