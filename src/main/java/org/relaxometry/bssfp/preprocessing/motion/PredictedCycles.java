package org.relaxometry.bssfp.preprocessing.motion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * What every cycle should look like where the reference lies, bands and contrast included: the signal ellipse is fitted to
 * all other cycles, voxel by voxel, and read at the increment of this one. On the finest grid of the registration.
 */
final class PredictedCycles {

    /** The ellipse has five unknowns: what it predicts from four other cycles is noise that registers worse than the reference. */
    static final int MIN_CYCLES = 6;

    /** Voxels below this part of the mean magnitude are not fitted. */
    private static final double LEAST_PART = 0.1;

    private final Protocol protocol;
    private final VolumeGrid grid;
    private final List<ComplexSpline> splines = new ArrayList<>();
    private final List<SplineImage> magnitudes = new ArrayList<>();
    private final List<ComplexVolume> corrected = new ArrayList<>();
    private final double least;

    /** None of the cycles is corrected yet. */
    PredictedCycles(ComplexSeries series, Progress progress) {
        protocol = series.protocol();
        double sum = 0;
        for (ComplexVolume cycle : series.cycles()) {
            ScalarVolume real = Pyramid.finest(new ScalarVolume(cycle.grid(), cycle.real()));
            ScalarVolume imaginary = Pyramid.finest(new ScalarVolume(cycle.grid(), cycle.imaginary()));
            ComplexVolume image = new ComplexVolume(real.grid(), real.values(), imaginary.values());
            float[] magnitude = image.magnitude();
            for (float value : magnitude) {
                sum += value;
            }
            splines.add(new ComplexSpline(image, progress));
            magnitudes.add(new SplineImage(
                    image.grid(),
                    Smoothing.of(new ScalarVolume(image.grid(), magnitude)).values()));
            corrected.add(ComplexVolume.zeros(image.grid()));
        }
        grid = corrected.get(0).grid();
        least = LEAST_PART * sum / grid.voxels() / protocol.cycles();
    }

    /** The magnitude of a cycle as it was measured, smoothed. */
    SplineImage measured(int cycle) {
        return magnitudes.get(cycle);
    }

    /** Corrects a cycle for its motion, for the predictions of the others. */
    void correct(int cycle, RigidMotion motion, WorkerPool pool, Progress progress) {
        splines.get(cycle).readInto(corrected.get(cycle), motion, pool, progress);
    }

    /** How badly the cycles follow the signal model as they are corrected now: {@link ModelMisfit}. */
    double misfit(WorkerPool pool, Progress progress) {
        return ModelMisfit.of(protocol, corrected, least / LEAST_PART, pool, progress);
    }

    /**
     * The magnitude that a cycle should have, smoothed, from the other cycles as they are corrected now; 0 where they do not say.
     */
    ScalarVolume predicted(int cycle, WorkerPool pool, Progress progress) {
        int[] others =
                IntStream.range(0, protocol.cycles()).filter(j -> j != cycle).toArray();
        List<Double> increments = protocol.phaseIncrementsDeg();
        Protocol part = protocol.withIncrements(
                IntStream.of(others).mapToObj(increments::get).toList());
        Prediction[] predictions = IntStream.range(0, pool.size())
                .mapToObj(worker -> new Prediction(part, others, Math.toRadians(increments.get(cycle))))
                .toArray(Prediction[]::new);
        float[] magnitude = new float[grid.voxels()];
        pool.run(grid.ny() * grid.nz(), (worker, row) -> {
            progress.checkCanceled();
            for (int voxel = row * grid.nx(); voxel < (row + 1) * grid.nx(); voxel++) {
                magnitude[voxel] = predictions[worker].of(voxel);
            }
        });
        return Smoothing.of(new ScalarVolume(grid, magnitude));
    }

    /** One voxel after the other, for one thread. */
    private final class Prediction {

        private final EllipseFit fit;
        private final int[] others;
        private final double increment;
        private final double[] real;
        private final double[] imaginary;

        Prediction(Protocol part, int[] others, double increment) {
            fit = new EllipseFit(part);
            this.others = others;
            this.increment = increment;
            real = new double[others.length];
            imaginary = new double[others.length];
        }

        float of(int voxel) {
            double power = 0;
            for (int k = 0; k < others.length; k++) {
                real[k] = corrected.get(others[k]).real()[voxel];
                imaginary[k] = corrected.get(others[k]).imaginary()[voxel];
                power += real[k] * real[k] + imaginary[k] * imaginary[k];
            }
            // not a number where a cycle does not reach
            if (!(power > others.length * least * least)) {
                return 0;
            }
            EstimationStatus status = fit.fit(real, imaginary);
            if (status == EstimationStatus.NO_SIGNAL || status == EstimationStatus.NOT_FINITE) {
                return 0;
            }
            double psi = fit.thetaRad() - increment;
            double a = fit.a();
            return (float)
                    (fit.magnitude() * Math.sqrt(1 - 2 * a * Math.cos(psi) + a * a) / (1 - fit.b() * Math.cos(psi)));
        }
    }
}
