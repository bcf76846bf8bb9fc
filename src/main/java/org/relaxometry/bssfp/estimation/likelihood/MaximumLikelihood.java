package org.relaxometry.bssfp.estimation.likelihood;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.Excitation;
import org.relaxometry.bssfp.signal.NoiseLevel;

/**
 * T1, T2, off-resonance and M0 by maximum likelihood, with the standard deviation each voxel's noise gives them.
 *
 * <p>{@link EllipseFit} finds the shape (a, b, θ) and {@link EllipticalSignal} turns it into T1 and T2. Without noise the
 * answer is exact for every N ≥ 3 and any increments; with noise it reaches the Cramér–Rao bound
 * ({@link org.relaxometry.bssfp.signal.CramerRaoBound}) where the noise is low enough for any method to. ΔB0 is
 * θ/(2π TR) as in Eq. 1 of Birk et al. 2025, known modulo 1/TR; the receive phase is free and has no part in it.
 *
 * <p>T1 and T2 beyond {@link #MAX_RELAXATION_TIME_MS} are given as that, a lower bound without standard deviation, with the
 * status {@link EstimationStatus#AT_LEAST}; so they are where the likelihood rises up to a = E2 = 1. In fluid noise leads many
 * voxels there, and a median that left them out would be short.
 *
 * <p>The standard deviations are those of the inverse Fisher matrix at the solution, times the noise level: the given one,
 * or √(Σ|S − Ŝ|² / (2N − 5)) of the voxel itself. The latter rests on 2N − 5 degrees of freedom, at N = 3 on a single one,
 * and says little there; it also counts any misfit of the model as noise.
 */
public final class MaximumLikelihood implements RelaxometryEstimator {

    /** Name of the method as users choose it. */
    public static final String NAME = "Maximum likelihood";

    /** Longest T1 and T2 in ms. */
    public static final double MAX_RELAXATION_TIME_MS = 10_000;

    /** Stands for a ≥ 1: both times beyond all bounds, M0 finite. */
    private static final double LARGEST_A = 1 - 1e-9;

    private static final Set<Parameter> OUTPUTS =
            Collections.unmodifiableSet(EnumSet.range(Parameter.T1, Parameter.RESIDUAL));

    /**
     * So many voxels go one by one before {@link EllipseRows} takes over, with the same bits: it is faster only once its many loops
     * are compiled, which costs more than a small map can win back.
     */
    static final int VOXELS_BEFORE_ROWS = 1_000_000;

    /** Voxels that have gone one by one, of all estimators together, as what is compiled is so for the whole process. */
    private static final AtomicLong ONE_BY_ONE = new AtomicLong();

    private final Protocol protocol;
    private final NoiseLevel noise;
    private final EllipticalSignal ellipse;
    private final EllipseFit fit;
    private final double[] real;
    private final double[] imaginary;
    private final double[] covariance = new double[4];

    /** Null until needed. */
    private EllipseRows rows;

    private Excitation pulse;
    private double pulseB1Ratio = Double.NaN;

    /** Estimates the noise level of every voxel from its own residual. */
    public MaximumLikelihood(Protocol protocol) {
        this(protocol, NoiseLevel.FROM_RESIDUAL);
    }

    /**
     * @param noise of the images, in their units and more than none
     * @throws IllegalArgumentException where it is none
     */
    public MaximumLikelihood(Protocol protocol, NoiseLevel noise) {
        if (noise instanceof NoiseLevel.Known known && known.isNone()) {
            throw new IllegalArgumentException("The noise level must be more than 0, but is " + known.describe() + ".");
        }
        this.protocol = protocol;
        this.noise = noise;
        ellipse = new EllipticalSignal(protocol);
        fit = new EllipseFit(protocol);
        real = new double[protocol.cycles()];
        imaginary = new double[protocol.cycles()];
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String settings() {
        return "noise level "
                + (noise instanceof NoiseLevel.Known known
                        ? known.sigma(protocol.cycles()) + " per real and imaginary part, given"
                        : "from each voxel's residual")
                + "; T1 and T2 up to " + (int) MAX_RELAXATION_TIME_MS + " ms";
    }

    @Override
    public double longestMs() {
        return MAX_RELAXATION_TIME_MS;
    }

    @Override
    public Set<Parameter> outputs() {
        return OUTPUTS;
    }

    @Override
    public RelaxometryEstimator independentCopy() {
        return new MaximumLikelihood(protocol, noise);
    }

    @Override
    public void estimate(SeriesBlock in, ParameterBlock out) {
        boolean alongRows = isAlongRows();
        if (!alongRows) {
            ONE_BY_ONE.addAndGet(in.size());
        }
        estimate(in, out, alongRows);
    }

    static boolean isAlongRows() {
        return ONE_BY_ONE.get() >= VOXELS_BEFORE_ROWS;
    }

    /** Estimates by {@link EllipseRows}, or every voxel by itself. */
    void estimate(SeriesBlock in, ParameterBlock out, boolean alongRows) {
        if (alongRows && rows == null) {
            rows = new EllipseRows(protocol);
        }
        Maps maps = Maps.of(out);
        for (int from = 0; from < in.size(); from += EllipseRows.VOXELS) {
            int to = Math.min(in.size(), from + EllipseRows.VOXELS);
            if (alongRows) {
                rows.fit(in, from, to - from);
            }
            for (int voxel = from; voxel < to; voxel++) {
                boolean isFitted = alongRows && rows.isSettled(voxel - from);
                if (isFitted) {
                    fit.adopt(rows, voxel - from);
                }
                EstimationStatus status = estimate(in, voxel, isFitted, maps);
                if (status.hasValues()) {
                    out.status()[voxel] = status.code();
                } else {
                    out.reject(voxel, status);
                }
            }
        }
    }

    /** The arrays of a block, [voxel]: they are looked up once for all voxels. */
    private record Maps(
            float[] t1Ms,
            float[] t2Ms,
            float[] offResonanceHz,
            float[] m0,
            float[] t1SigmaMs,
            float[] t2SigmaMs,
            float[] offResonanceSigmaHz,
            float[] residual) {

        static Maps of(ParameterBlock block) {
            return new Maps(
                    block.of(Parameter.T1),
                    block.of(Parameter.T2),
                    block.of(Parameter.OFF_RESONANCE),
                    block.of(Parameter.M0),
                    block.of(Parameter.T1_SIGMA),
                    block.of(Parameter.T2_SIGMA),
                    block.of(Parameter.OFF_RESONANCE_SIGMA),
                    block.of(Parameter.RESIDUAL));
        }
    }

    /** The pulse at a voxel. One that takes no time depends on B1 alone, which voxels often share. */
    private Excitation pulse(double b1Ratio, double thetaRad) {
        if (ellipse.hasPulse() || b1Ratio != pulseB1Ratio) {
            pulse = ellipse.excitation(b1Ratio, thetaRad);
            pulseB1Ratio = b1Ratio;
        }
        return pulse;
    }

    private void read(SeriesBlock in, int voxel) {
        for (int j = 0; j < real.length; j++) {
            real[j] = in.real()[j][voxel];
            imaginary[j] = in.imaginary()[j][voxel];
        }
    }

    /** A voxel without B1 that has no usable samples either is called after its samples. */
    private EstimationStatus statusWithoutB1() {
        double power = 0;
        for (int j = 0; j < real.length; j++) {
            power += real[j] * real[j] + imaginary[j] * imaginary[j];
        }
        return power == 0
                ? EstimationStatus.NO_SIGNAL
                : Double.isFinite(power) ? EstimationStatus.NO_B1 : EstimationStatus.NOT_FINITE;
    }

    /** Estimates a voxel, which is fitted first unless it is already. Writes nothing but where the status has values. */
    private EstimationStatus estimate(SeriesBlock in, int voxel, boolean isFitted, Maps out) {
        double b1Ratio = in.b1Ratio()[voxel];
        if (!(b1Ratio > 0 && b1Ratio < Double.POSITIVE_INFINITY)) {
            read(in, voxel);
            return statusWithoutB1();
        }
        if (!isFitted) {
            read(in, voxel);
            EstimationStatus status = fit.fit(real, imaginary);
            if (!status.hasValues()) {
                return status;
            }
        }
        double a = Math.min(fit.a(), LARGEST_A);
        double b = fit.b();
        double thetaRad = fit.thetaRad();
        Excitation voxelPulse = pulse(b1Ratio, thetaRad);
        double t1Ms = voxelPulse.t1Ms(a, b);
        double t2Ms = ellipse.t2Ms(a);
        if (!(t1Ms > 0 && voxelPulse.hasAngle())) {
            return EstimationStatus.NO_SOLUTION;
        }
        double sigma = noise instanceof NoiseLevel.Known known
                ? known.sigma(protocol.cycles())
                : Math.sqrt(fit.residualPower() / fit.degreesOfFreedom());
        fit.covariance(covariance);
        double t1ByLogA = a * voxelPulse.t1ByA(a, b, t1Ms);
        double t1ByLogB = b * voxelPulse.t1ByB(a, b, t1Ms);
        double t1Variance = t1ByLogA * t1ByLogA * covariance[0]
                + 2 * t1ByLogA * t1ByLogB * covariance[1]
                + t1ByLogB * t1ByLogB * covariance[2];
        double t2ByLogA = a * ellipse.t2ByA(a, t2Ms);
        double magnitude = fit.magnitude();
        setTime(out.t1Ms, out.t1SigmaMs, voxel, t1Ms, sigma * Math.sqrt(t1Variance));
        setTime(out.t2Ms, out.t2SigmaMs, voxel, t2Ms, sigma * t2ByLogA * Math.sqrt(covariance[0]));
        out.offResonanceHz[voxel] = (float) ellipse.offResonanceHz(voxelPulse.precessionRad(thetaRad));
        out.m0[voxel] = (float) voxelPulse.m0(magnitude, a, b, t1Ms, t2Ms);
        out.offResonanceSigmaHz[voxel] = (float) ellipse.offResonanceHz(sigma * Math.sqrt(covariance[3]));
        out.residual[voxel] = (float) fit.residualRatio();
        return t1Ms > MAX_RELAXATION_TIME_MS || t2Ms > MAX_RELAXATION_TIME_MS
                ? EstimationStatus.AT_LEAST
                : EstimationStatus.OK;
    }

    /** A time with its standard deviation, or the bound, which has none. */
    private static void setTime(float[] times, float[] sigmas, int voxel, double timeMs, double sigmaMs) {
        boolean isBound = timeMs > MAX_RELAXATION_TIME_MS;
        times[voxel] = (float) (isBound ? MAX_RELAXATION_TIME_MS : timeMs);
        sigmas[voxel] = (float) (isBound ? Double.NaN : sigmaMs);
    }
}
