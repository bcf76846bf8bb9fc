package org.relaxometry.bssfp.estimation.miracle;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.Angle;
import org.relaxometry.bssfp.signal.ConfigurationBlock;
import org.relaxometry.bssfp.signal.ConfigurationTransform;

/**
 * What both MIRACLE methods share: everything but how the two equations are solved.
 *
 * <p>The configurations of a steady state at off-resonance θ are F<sub>p</sub> = m<sub>p</sub> e<sup>i(pθ + χ)</sup>
 * with the common phase χ, m<sub>0</sub> &gt; 0, m<sub>1</sub> &gt; 0 and m<sub>−1</sub> &lt; 0. Hence
 *
 * <pre>
 * θ = arg(F1 F0* − F0 F−1*),   ΔB0 = θ/(2π TR)
 * |F0| = M0 tan(α/2) e^{−TE/T2} 2r (1 − r E2) / (E2 (1 − r²)),   r = |F1|/|F0|
 * </pre>
 */
abstract class MiracleEstimator implements RelaxometryEstimator {

    private static final Set<Parameter> OUTPUTS =
            Collections.unmodifiableSet(EnumSet.of(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE, Parameter.M0));

    final Protocol protocol;
    final MiracleEquations equations;
    private final ConfigurationTransform transform;
    private final double hertzPerRadian;
    private ConfigurationBlock configurations = new ConfigurationBlock(0);

    /** Solution of the latest {@link #solve(double, double, double, double)}. */
    double t1Ms;

    double t2Ms;
    double e2;

    MiracleEstimator(Protocol protocol) {
        this.protocol = protocol;
        equations = new MiracleEquations(protocol);
        transform = new ConfigurationTransform(protocol);
        hertzPerRadian = protocol.offResonancePeriodHz() / (2 * Math.PI);
    }

    /**
     * T1, T2 and E2 of one voxel into {@link #t1Ms}, {@link #t2Ms} and {@link #e2}, which mean nothing where the status has
     * no values.
     *
     * @param minus |F−1|
     * @param zero |F0|
     * @param plus |F1|
     * @param b1Ratio actual over nominal flip angle
     */
    abstract EstimationStatus solve(double minus, double zero, double plus, double b1Ratio);

    @Override
    public final double longestMs() {
        return MiracleEquations.LONGEST_MS;
    }

    @Override
    public final Set<Parameter> outputs() {
        return OUTPUTS;
    }

    @Override
    public final void estimate(SeriesBlock in, ParameterBlock out) {
        if (configurations.capacity() < in.size()) {
            configurations = new ConfigurationBlock(in.capacity());
        }
        transform.transform(in.real(), in.imaginary(), in.size(), configurations);
        float[] t1 = out.of(Parameter.T1);
        float[] t2 = out.of(Parameter.T2);
        float[] offResonance = out.of(Parameter.OFF_RESONANCE);
        float[] m0 = out.of(Parameter.M0);
        for (int v = 0; v < in.size(); v++) {
            double zero = magnitude(0, v);
            EstimationStatus status = solve(in, v, zero);
            if (status.hasValues()) {
                t1[v] = (float) Math.min(t1Ms, MiracleEquations.LONGEST_MS);
                t2[v] = (float) Math.min(t2Ms, MiracleEquations.LONGEST_MS);
                offResonance[v] = (float) offResonanceHz(v);
                m0[v] = (float) (zero / equations.zeroOfUnitM0(t2Ms, e2));
                out.status()[v] = status.code();
            } else {
                out.reject(v, status);
            }
        }
    }

    private EstimationStatus solve(SeriesBlock in, int voxel, double zero) {
        if (!Double.isFinite(zero)) {
            return EstimationStatus.NOT_FINITE;
        }
        if (zero == 0 && allZero(in.real(), voxel) && allZero(in.imaginary(), voxel)) {
            return EstimationStatus.NO_SIGNAL;
        }
        float b1Ratio = in.b1Ratio()[voxel];
        if (!(b1Ratio > 0 && b1Ratio < Float.POSITIVE_INFINITY)) {
            return EstimationStatus.NO_B1;
        }
        return solve(magnitude(-1, voxel), zero, magnitude(1, voxel), b1Ratio);
    }

    private static boolean allZero(float[][] samples, int voxel) {
        for (float[] cycle : samples) {
            if (cycle[voxel] != 0) {
                return false;
            }
        }
        return true;
    }

    private double magnitude(int order, int voxel) {
        double x = configurations.real(order)[voxel];
        double y = configurations.imaginary(order)[voxel];
        return Math.sqrt(x * x + y * y);
    }

    private double offResonanceHz(int voxel) {
        double x = configurations.real(0)[voxel];
        double y = configurations.imaginary(0)[voxel];
        // F1 − F−1 in the real and F1 + F−1 in the imaginary part: F0 F−1* is conj(F−1 F0*)
        double real = configurations.real(1)[voxel] - configurations.real(-1)[voxel];
        double imaginary = configurations.imaginary(1)[voxel] - configurations.imaginary(-1)[voxel];
        double realSum = configurations.real(1)[voxel] + configurations.real(-1)[voxel];
        double imaginarySum =
                configurations.imaginary(1)[voxel] + configurations.imaginary(-1)[voxel];
        double theta = Angle.of(imaginarySum * x - realSum * y, real * x + imaginary * y);
        return hertzPerRadian * (theta == -Math.PI ? Math.PI : theta);
    }
}
