package org.relaxometry.bssfp.volume.correction;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.statistics.SortedSamples;
import org.relaxometry.bssfp.volume.ParameterMaps;

/**
 * Brings into the maps of a method that fits the ellipse what is known of the voxels besides.
 *
 * <p>T1 and T2 of a voxel and the shape (a, b) that was fitted stand for one another, so the shape is taken back from the maps and
 * read anew. Voxels without T1 and T2, and those that have no more than a lower bound, stay as they are.
 *
 * @param noisePercent median of σ(T1)/T1 from the noise, in percent; NaN where the method gives none
 * @param b1Percent median of σ(T1)/T1 from the doubt of B1; NaN likewise, or where B1 is not in doubt
 * @param lost voxels that have lost T1 and T2, as none explain them
 */
public record MapCorrection(double noisePercent, double b1Percent, int lost) {

    /** A field map is that of the series where it is off from the fitted ΔB0 by less, as a part of 1/TR, in most voxels. */
    private static final double SAME_FIELD = 0.15;

    /**
     * Changes the maps.
     *
     * @throws IllegalArgumentException where the field map is another than that of the series
     */
    public static MapCorrection apply(
            ParameterMaps maps, PhaseCycledSeries series, KnownOfVoxels known, int threads, Progress progress) {
        requireSameField(maps, series, known);
        int depth = series.grid().nz();
        float[] b1 = series.b1Ratio().map(ScalarVolume::values).orElse(new float[] {1});
        VoxelCorrection[] each = new VoxelCorrection[depth];
        try (WorkerPool pool = new WorkerPool(Math.min(threads, depth))) {
            pool.run(depth, progress, (worker, z) -> {
                each[z] = new VoxelCorrection(series.protocol(), known);
                correct(each[z], new Slice(maps, z), b1);
            });
        }
        return new MapCorrection(
                median(IntStream.range(0, depth).mapToObj(z -> each[z].noisePart())),
                known.b1Sigma() > 0 ? median(IntStream.range(0, depth).mapToObj(z -> each[z].b1Part())) : Double.NaN,
                IntStream.range(0, depth).map(z -> each[z].lost()).sum());
    }

    private static void requireSameField(ParameterMaps maps, PhaseCycledSeries series, KnownOfVoxels known) {
        if (known.fieldHz() == null || !maps.parameters().contains(Parameter.OFF_RESONANCE)) {
            return;
        }
        double periodHz = series.protocol().offResonancePeriodHz();
        float[] fitted = ScalarVolume.values(maps.map(Parameter.OFF_RESONANCE));
        double[] off = new double[fitted.length];
        for (int v = 0; v < off.length; v++) {
            off[v] =
                    Math.abs(Math.IEEEremainder(KnownOfVoxels.at(known.fieldHz(), v) - fitted[v], periodHz)) / periodHz;
        }
        double median = SortedSamples.finite(off).median();
        if (!(median < SAME_FIELD)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "The map of 'fieldmap' is not that of this series: it is off from the fitted off-resonance by %.0f Hz (median,"
                            + " modulo 1/TR), where %.0f Hz would be chance. Expected the unwrapped off-resonance in Hz of the same"
                            + " examination: is its sign, its unit or its shim another?",
                    median * periodHz,
                    periodHz / 4));
        }
    }

    private static double median(Stream<double[]> percents) {
        return SortedSamples.finite(percents.flatMapToDouble(Arrays::stream).toArray())
                .median();
    }

    private static void correct(VoxelCorrection correction, Slice slice, float[] b1) {
        for (int i = 0; i < slice.voxels(); i++) {
            EstimationStatus status = EstimationStatus.ofCode((int) slice.status[i]);
            if (status.isEstimate()) {
                correction.correct(slice, i, KnownOfVoxels.at(b1, slice.first + i));
            }
        }
    }

    /** One slice of the maps; what the method does not give is null. */
    static final class Slice {

        final int first;
        final double longestMs;
        final float[] t1;
        final float[] t2;
        final float[] field;
        final float[] m0;
        final float[] t1Sigma;
        final float[] t2Sigma;
        final float[] status;
        private final float[][] all;

        private Slice(ParameterMaps maps, int z) {
            first = z * maps.width() * maps.height();
            longestMs = maps.longestMs();
            t1 = plane(maps, Parameter.T1, z);
            t2 = plane(maps, Parameter.T2, z);
            field = plane(maps, Parameter.OFF_RESONANCE, z);
            m0 = plane(maps, Parameter.M0, z);
            t1Sigma = plane(maps, Parameter.T1_SIGMA, z);
            t2Sigma = plane(maps, Parameter.T2_SIGMA, z);
            status = maps.status().getPlane(z).getCurrentStorageArray();
            all = maps.parameters().stream().map(each -> plane(maps, each, z)).toArray(float[][]::new);
        }

        private static float[] plane(ParameterMaps maps, Parameter parameter, int z) {
            return maps.parameters().contains(parameter)
                    ? maps.map(parameter).getPlane(z).getCurrentStorageArray()
                    : null;
        }

        int voxels() {
            return status.length;
        }

        void reject(int i) {
            status[i] = EstimationStatus.NO_SOLUTION.code();
            for (float[] map : all) {
                map[i] = Float.NaN;
            }
        }
    }
}
