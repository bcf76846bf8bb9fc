package org.relaxometry.bssfp.montecarlo;

import java.util.Arrays;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.training.ParameterDistribution;

/**
 * Simulated voxels by their true parameters; M0 is 1.
 *
 * @param name as it stands in tables
 * @param t1Ms T1 in ms, [point]
 * @param t2Ms T2 in ms, [point]
 * @param thetaRad off-resonance precession per TR, θ, in radians, [point]
 * @param b1Ratio actual over nominal flip angle, [point]
 */
public record TestPoints(String name, double[] t1Ms, double[] t2Ms, double[] thetaRad, double[] b1Ratio) {

    /** The order of draws must not depend on what else a seed is used for. */
    private static final long DRAWS = -1;

    public TestPoints {
        if (t1Ms.length == 0
                || t2Ms.length != t1Ms.length
                || thetaRad.length != t1Ms.length
                || b1Ratio.length != t1Ms.length) {
            throw new IllegalArgumentException("Every point needs T1, T2, theta and B1, but there are " + t1Ms.length
                    + ", " + t2Ms.length + ", " + thetaRad.length + " and " + b1Ratio.length + ".");
        }
    }

    /** The linear grid, T1 running fastest, on resonance with B1 = 1. */
    public static TestPoints grid(double[] t1AxisMs, double[] t2AxisMs) {
        int width = t1AxisMs.length;
        double[] t1 = new double[width * t2AxisMs.length];
        double[] t2 = new double[t1.length];
        for (int i = 0; i < t1.length; i++) {
            t1[i] = t1AxisMs[i % width];
            t2[i] = t2AxisMs[i / width];
        }
        return onResonance(width + " x " + t2AxisMs.length + " grid", t1, t2);
    }

    /** Draws of T1 and T2, on resonance with B1 = 1. */
    public static TestPoints draws(ParameterDistribution distribution, int count, long seed) {
        GaussianNoise random = new GaussianNoise(seed, DRAWS);
        double[] t1 = new double[count];
        double[] t2 = new double[count];
        for (int i = 0; i < count; i++) {
            Tissue tissue = distribution.draw(random);
            t1[i] = tissue.t1Ms();
            t2[i] = tissue.t2Ms();
        }
        return onResonance(count + " draws, " + distribution.name(), t1, t2);
    }

    /** One tissue at many off-resonances, B1 = 1. */
    public static TestPoints ofTissue(Tissue tissue, double[] thetaRad) {
        return new TestPoints(
                tissue.t1Ms() + "/" + tissue.t2Ms() + " ms",
                constant(tissue.t1Ms(), thetaRad.length),
                constant(tissue.t2Ms(), thetaRad.length),
                thetaRad,
                constant(1, thetaRad.length));
    }

    private static TestPoints onResonance(String name, double[] t1Ms, double[] t2Ms) {
        return new TestPoints(name, t1Ms, t2Ms, new double[t1Ms.length], constant(1, t1Ms.length));
    }

    /** Points of a linear axis, both ends included. */
    public static double[] axis(Range range, int points) {
        if (points < 2) {
            throw new IllegalArgumentException("An axis needs at least 2 points, but was given " + points + ".");
        }
        double[] axis = new double[points];
        for (int i = 0; i < points; i++) {
            axis[i] = range.min() + range.width() * i / (points - 1);
        }
        return axis;
    }

    public static double[] constant(double value, int count) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    /** Angles that divide the circle into equal parts, within (−π, π). */
    public static double[] circleRad(int count) {
        double[] angles = new double[count];
        for (int k = 0; k < count; k++) {
            angles[k] = Math.PI * ((2.0 * k + 1) / count - 1);
        }
        return angles;
    }

    /** Number of points. */
    public int count() {
        return t1Ms.length;
    }

    /** The noise-free samples; the methods are told the true B1. */
    public Voxels simulate(Protocol protocol) {
        return Voxels.simulate(protocol, t1Ms, t2Ms, thetaRad, b1Ratio);
    }
}
