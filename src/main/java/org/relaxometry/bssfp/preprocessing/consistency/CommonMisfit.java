package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Which part of the misfit is the same in voxels a few apart: noise is not, whatever its level, nor is noise that an
 * interpolation made alike in neighbours; what is wrong with the series is.
 *
 * <p>Of the misfits r, r′ of two voxels, turned and scaled by their M, the share is Σ Re⟨r, r′⟩ / Σ (|r|² + |r′|²)/2. A misfit of
 * which the part s per sample is common moves T1 and T2 as noise of the standard deviation s would, if it lies as noise does
 * partly in what the parameters can follow.
 *
 * @param share of the misfit power that is common; 0 where it does not stand out of the chance, or with too few pairs
 * @param change typical change of ln T1 or ln T2, the larger, that goes with it
 */
record CommonMisfit(double share, double change) {

    /** Distance of the two voxels of a pair along x. */
    static final int DISTANCE = 3;

    private static final int MIN_PAIRS = 50;

    /** Pairs of a larger misfit than twice the typical count less: flowing blood, edges. */
    private static final double TYPICAL_MISFITS = 2;

    /**
     * Fits both voxels of every pair.
     *
     * @param pairs where the two voxels stand among the samples
     * @param cycles the cycles to look at, in the order of the increments of the protocol
     * @param sigmas standard deviations by which the share must stand out
     */
    static CommonMisfit of(VoxelSamples samples, List<int[]> pairs, Protocol protocol, int[] cycles, double sigmas) {
        Linearisation at = new Linearisation(protocol);
        List<double[]> products = new ArrayList<>();
        List<Double> changes = new ArrayList<>();
        for (int[] pair : pairs) {
            if (!fits(at, samples, pair[0], cycles)) {
                continue;
            }
            double[] first = scaled(at);
            double sigma = Math.sqrt(at.misfitPower() / at.degreesOfFreedom());
            double change = sigma * Math.max(length(at.logT1), length(at.logT2));
            if (fits(at, samples, pair[1], cycles)) {
                products.add(product(first, scaled(at)));
                changes.add(change);
            }
        }
        if (products.size() < MIN_PAIRS) {
            return new CommonMisfit(0, 0);
        }
        double share = share(products, sigmas);
        return new CommonMisfit(share, Math.sqrt(share) * median(changes.stream()));
    }

    private static boolean fits(Linearisation at, VoxelSamples samples, int sample, int[] cycles) {
        double[] real = new double[cycles.length];
        double[] imaginary = new double[cycles.length];
        for (int j = 0; j < cycles.length; j++) {
            real[j] = samples.real()[cycles[j]][sample];
            imaginary[j] = samples.imaginary()[cycles[j]][sample];
        }
        return at.fit(real, imaginary, samples.b1Ratio()[sample]) == EstimationStatus.OK;
    }

    /** Misfit in units of M. */
    private static double[] scaled(Linearisation at) {
        double x = at.mReal();
        double y = at.mImaginary();
        double power = x * x + y * y;
        double[] scaled = new double[at.misfit.length];
        for (int i = 0; i < scaled.length; i += 2) {
            scaled[i] = (at.misfit[i] * x + at.misfit[i + 1] * y) / power;
            scaled[i + 1] = (at.misfit[i + 1] * x - at.misfit[i] * y) / power;
        }
        return scaled;
    }

    /** Inner product and mean power. */
    private static double[] product(double[] first, double[] second) {
        double product = 0;
        double power = 0;
        for (int i = 0; i < first.length; i++) {
            product += first[i] * second[i];
            power += 0.5 * (first[i] * first[i] + second[i] * second[i]);
        }
        return new double[] {product, power};
    }

    private static double share(List<double[]> products, double sigmas) {
        double typical = median(products.stream().map(pair -> pair[1]));
        double product = 0;
        double power = 0;
        double squares = 0;
        for (double[] pair : products) {
            double weight = pair[1] > 0 ? Math.min(1, TYPICAL_MISFITS * typical / pair[1]) : 0;
            product += weight * pair[0];
            power += weight * pair[1];
            squares += weight * weight * pair[0] * pair[0];
        }
        return product > sigmas * Math.sqrt(squares) ? product / power : 0;
    }

    private static double length(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
    }

    private static double median(Stream<Double> values) {
        return SortedSamples.finite(values.mapToDouble(Double::doubleValue).toArray())
                .median();
    }
}
