package org.relaxometry.bssfp.preprocessing.check;

import java.util.Arrays;
import java.util.Comparator;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * How the phase of M follows the off-resonance: arg M = θ TE/TR + receive phase, so from voxel to neighbouring voxel, where
 * the receive phase hardly changes, the slope of arg M against θ is +TE/TR.
 *
 * <p>A hint at whether the phase images are what they are taken for: halved phases halve the slope. It does <em>not</em>
 * tell the sign of ΔB0: conjugated data with reversed increments obey the same equation with −θ, slope included. Where the
 * receive phase or the coil combination is not smooth the slope is off with nothing wrong, so it decides nothing.
 *
 * @param slope of arg M against θ by least absolute deviations over the pairs, NaN without pairs
 * @param standardError of the slope
 * @param expected TE/TR
 * @param hint what it says
 */
public record EchoPhaseSlope(double slope, double standardError, double expected, Hint hint) {

    /** What the slope says about the phase images. */
    public enum Hint {
        /** Too few pairs of neighbours, or the field does not vary between them. */
        NONE,
        /** The noise of θ is not small against its differences. */
        WEAK,
        /** The slope is TE/TR within 0.2. */
        SUPPORTS,
        /** The slope is clearly another one. */
        CONTRADICTS
    }

    private static final int MIN_PAIRS = 20;

    /** Pairs further apart in θ or arg M than this many radians lie across an edge, or were fitted badly. */
    private static final double MAX_DIFFERENCE_RAD = 1;

    /** Least typical difference of θ between neighbours. */
    private static final double MIN_DIFFERENCE_RAD = 0.01;

    /** Most that the noise of a difference of θ may be of a typical difference: noise has a slope of its own. */
    private static final double MAX_NOISE_RATIO = 0.5;

    /** The sample brain and a measured bottle are within 0.04; noise flattens the slope by up to 0.17. */
    private static final double TOLERANCE = 0.2;

    /** From standard deviation to the standard error of a least-absolute-deviations fit: √(π/2). */
    private static final double MEDIAN_EFFICIENCY = Math.sqrt(Math.PI / 2);

    private static final double SIGMA_PER_MEDIAN_DEVIATION = 1.4826;

    private record Pair(double theta, double phase, double thetaSigma) {}

    /** From a sample whose voxels 2k and 2k + 1 are neighbours. */
    static EchoPhaseSlope of(EllipseSample sample, double expected) {
        Pair[] pairs = pairs(sample);
        if (pairs.length < MIN_PAIRS) {
            return new EchoPhaseSlope(Double.NaN, Double.NaN, expected, Hint.NONE);
        }
        double slope = slope(pairs);
        double deviation = SIGMA_PER_MEDIAN_DEVIATION
                * SortedSamples.finite(Arrays.stream(pairs)
                                .mapToDouble(pair -> Math.abs(pair.phase - slope * pair.theta))
                                .toArray())
                        .median();
        double squares = Arrays.stream(pairs)
                .mapToDouble(pair -> pair.theta * pair.theta)
                .sum();
        double standardError = MEDIAN_EFFICIENCY * deviation / Math.sqrt(squares);
        double typical = Math.sqrt(squares / pairs.length);
        double noise = SortedSamples.finite(
                        Arrays.stream(pairs).mapToDouble(Pair::thetaSigma).toArray())
                .median();
        return new EchoPhaseSlope(slope, standardError, expected, hint(slope, standardError, expected, typical, noise));
    }

    private static Pair[] pairs(EllipseSample sample) {
        Pair[] pairs = new Pair[sample.thetaRad().length / 2];
        for (int k = 0; k < pairs.length; k++) {
            pairs[k] = new Pair(
                    difference(sample.thetaRad(), k),
                    difference(sample.phaseRad(), k),
                    Math.hypot(sample.thetaSigmaRad()[2 * k], sample.thetaSigmaRad()[2 * k + 1]));
        }
        return Arrays.stream(pairs)
                .filter(pair -> Math.abs(pair.theta) < MAX_DIFFERENCE_RAD && Math.abs(pair.phase) < MAX_DIFFERENCE_RAD)
                .toArray(Pair[]::new);
    }

    /** On the circle: in [−π, π]. */
    private static double difference(double[] anglesRad, int pair) {
        return Math.IEEEremainder(anglesRad[2 * pair + 1] - anglesRad[2 * pair], 2 * Math.PI);
    }

    /** The slope that minimises Σ |Δ arg M − slope Δθ|: the median of the ratios, weighted by |Δθ|. */
    private static double slope(Pair[] pairs) {
        Pair[] sorted = Arrays.stream(pairs)
                .filter(pair -> pair.theta != 0)
                .sorted(Comparator.comparingDouble(pair -> pair.phase / pair.theta))
                .toArray(Pair[]::new);
        double half = 0.5
                * Arrays.stream(sorted)
                        .mapToDouble(pair -> Math.abs(pair.theta))
                        .sum();
        double sum = 0;
        for (Pair pair : sorted) {
            sum += Math.abs(pair.theta);
            if (sum >= half) {
                return pair.phase / pair.theta;
            }
        }
        return Double.NaN;
    }

    private static Hint hint(double slope, double standardError, double expected, double typical, double noise) {
        if (!(typical >= MIN_DIFFERENCE_RAD)) {
            return Hint.NONE;
        }
        if (!(noise < MAX_NOISE_RATIO * typical && 2 * standardError < TOLERANCE)) {
            return Hint.WEAK;
        }
        return Math.abs(slope - expected) <= TOLERANCE ? Hint.SUPPORTS : Hint.CONTRADICTS;
    }
}
