package org.relaxometry.bssfp.montecarlo.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.montecarlo.MonteCarlo;
import org.relaxometry.bssfp.montecarlo.SampleStatistics;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.CoefficientOfDetermination;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * How soon a network has learnt what it will know: coefficient of determination of the maps of every epoch against those of the
 * last, per region, and the validation loss (Birk et al., Sci. Rep. 15, 4825 (2025), Fig. 8 and S8).
 */
public final class LearningCurve {

    /**
     * One epoch and region.
     *
     * @param epoch from 1
     * @param validationLoss at its end
     * @param region name
     * @param codOfT1 coefficient of determination of T1 against the last epoch
     * @param codOfT2 coefficient of determination of T2 against the last epoch
     */
    public record Point(int epoch, double validationLoss, String region, double codOfT1, double codOfT2) {}

    /**
     * What came of it.
     *
     * @param points epoch by epoch
     */
    public record Result(List<Point> points) {

        /** One row per epoch and region. */
        public StudyTable table() {
            return new StudyTable(
                    List.of("epoch", "validation loss", "region", "CoD of T1", "CoD of T2"),
                    points.stream()
                            .map(point -> List.<Object>of(
                                    point.epoch(),
                                    point.validationLoss(),
                                    point.region(),
                                    point.codOfT1(),
                                    point.codOfT2()))
                            .toList());
        }
    }

    private LearningCurve() {}

    /**
     * Maps the voxels with every epoch's network.
     *
     * @param epochs as {@link org.relaxometry.bssfp.training.TrainingListener#epochModel} hands them over, the last one last
     * @param estimator opens a network for the protocol of the voxels
     * @param voxels measured or simulated
     * @param regions such as white matter and grey matter; voxels without an estimate have no part
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Result run(
            List<NetworkModel> epochs,
            Function<NetworkModel, RelaxometryEstimator> estimator,
            Voxels voxels,
            List<RegionOfInterest> regions,
            int threads,
            Progress progress) {
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("A learning curve needs the networks of its epochs, but there is none.");
        }
        regions.forEach(region -> region.requireWithin(voxels));
        int count = epochs.size();
        SampleStatistics last = maps(estimator.apply(epochs.get(count - 1)), voxels, threads, progress.part(0, count));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ModelCard.Training training = epochs.get(i).card().training();
            SampleStatistics here = i == count - 1
                    ? last
                    : maps(estimator.apply(epochs.get(i)), voxels, threads, progress.part(i + 1, count));
            for (RegionOfInterest region : regions) {
                points.add(new Point(
                        training.epochs(),
                        training.validationLosses().get(training.epochs() - 1),
                        region.name(),
                        agreement(Parameter.T1, region, here, last),
                        agreement(Parameter.T2, region, here, last)));
            }
        }
        return new Result(points);
    }

    private static SampleStatistics maps(
            RelaxometryEstimator estimator, Voxels voxels, int threads, Progress progress) {
        return MonteCarlo.run(
                        voxels, List.of(estimator), new SamplingSettings(1, NoiseLevel.NONE, 0), threads, progress)
                .statistics()
                .get(0);
    }

    private static double agreement(
            Parameter parameter, RegionOfInterest region, SampleStatistics here, SampleStatistics last) {
        CoefficientOfDetermination agreement = new CoefficientOfDetermination();
        for (int v : region.voxels()) {
            double truth = last.unperturbed(parameter, v);
            double error = here.unperturbed(parameter, v) - truth;
            if (!Double.isNaN(error)) {
                agreement.add(truth, error * error);
            }
        }
        return agreement.value();
    }
}
