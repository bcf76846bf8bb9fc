package org.relaxometry.bssfp.montecarlo.roi;

import org.apache.commons.statistics.distribution.TDistribution;
import org.relaxometry.bssfp.statistics.CoefficientOfDetermination;

/**
 * How well two maps of the same quantity agree, voxel by voxel: bias and limits of agreement (Bland and Altman, Lancet 327, 307
 * (1986), doi:10.1016/S0140-6736(86)90837-8; Stat. Methods Med. Res. 8, 135 (1999), doi:10.1177/096228029900800204), coefficient
 * of determination and correlation.
 *
 * <pre>
 * d = other − reference,   bias = mean(d),   limits = bias ± 1.96 s,   s = standard deviation of d (n − 1)
 * standard error of the bias s/√n,   of a limit s √(1/n + 1.96²/(2(n − 1)));   95 % intervals by Student's t
 * </pre>
 *
 * <p>Intervals take the voxels as independent. Neighbours in a smooth map are not, so the intervals are then too narrow.
 *
 * @param pairs voxels where both maps have a finite value
 * @param leftOut voxels where one has none
 * @param bias mean difference, in the unit of the maps
 * @param sigma standard deviation of the differences
 * @param lowerLimit lower limit of agreement
 * @param upperLimit upper limit of agreement
 * @param biasHalfWidth half of the 95 % interval of the bias
 * @param limitHalfWidth half of the 95 % interval of either limit
 * @param cod coefficient of determination, 1 − Σ d² / Σ (reference − mean)²
 * @param correlation Pearson's
 */
public record MapAgreement(
        int pairs,
        int leftOut,
        double bias,
        double sigma,
        double lowerLimit,
        double upperLimit,
        double biasHalfWidth,
        double limitHalfWidth,
        double cod,
        double correlation) {

    /** Fewest pairs that a standard deviation says anything about. */
    public static final int MIN_PAIRS = 5;

    private static final double Z = 1.959963984540054;

    /**
     * Compares the maps where both have a value.
     *
     * @param reference one map, [voxel]
     * @param other the other, [voxel]; not a number where there is no value
     * @throws IllegalArgumentException where fewer than {@value #MIN_PAIRS} voxels have both
     */
    public static MapAgreement of(float[] reference, float[] other) {
        if (reference.length != other.length) {
            throw new IllegalArgumentException("The maps have " + reference.length + " and " + other.length
                    + " voxels, so they cannot be compared voxel by voxel.");
        }
        CoefficientOfDetermination cod = new CoefficientOfDetermination();
        double meanX = 0;
        double meanY = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        double bias = 0;
        double squares = 0;
        int n = 0;
        for (int v = 0; v < reference.length; v++) {
            double x = reference[v];
            double y = other[v];
            if (Double.isFinite(x) && Double.isFinite(y)) {
                n++;
                double dx = x - meanX;
                double dy = y - meanY;
                meanX += dx / n;
                meanY += dy / n;
                xx += dx * (x - meanX);
                yy += dy * (y - meanY);
                xy += dx * (y - meanY);
                double delta = y - x - bias;
                bias += delta / n;
                squares += delta * (y - x - bias);
                cod.add(x, (y - x) * (y - x));
            }
        }
        if (n < MIN_PAIRS) {
            throw new IllegalArgumentException("Only " + n + " voxels have a value in both maps, but at least "
                    + MIN_PAIRS + " are needed to compare them.");
        }
        double sigma = Math.sqrt(squares / (n - 1));
        double t = TDistribution.of(n - 1).inverseCumulativeProbability(0.975);
        return new MapAgreement(
                n,
                reference.length - n,
                bias,
                sigma,
                bias - Z * sigma,
                bias + Z * sigma,
                t * sigma / Math.sqrt(n),
                t * sigma * Math.sqrt(1.0 / n + Z * Z / (2 * (n - 1))),
                cod.value(),
                xy / Math.sqrt(xx * yy));
    }
}
