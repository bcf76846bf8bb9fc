package org.relaxometry.bssfp.estimation.likelihood;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.Angle;

/**
 * What the samples of one voxel say of a shape (a, b) that others propose: the likelihood with M and θ eliminated, its gradient and
 * its Fisher matrix.
 *
 * <p>With M and θ at their best for the given shape, ln L = |⟨g, S⟩|² / (2σ² ⟨g, g⟩) + const. Coordinates are x = (−ln a, ln b);
 * the gradient s and the matrix I are for unit noise, so ln L ≈ (s·δ − δ·I·δ/2)/σ² for a small step δ of them. Unlike the estimate
 * of {@link EllipseFit} there is an answer for voxels too noisy for a solution of their own. An instance serves one thread and holds
 * the result of its latest {@link #evaluate}.
 */
public final class ProfileLikelihood {

    private static final int MAX_STEPS = 12;

    /** Settled: θ is off by less than this part of its standard deviation, which enters the gradient squared. */
    private static final double STEP_PER_SIGMA = 0.02;

    private static final int START_ANGLES = 12;

    private final NormalEquations equations;
    private double cosTheta;
    private double sinTheta;
    private double signalPower;

    public ProfileLikelihood(Protocol protocol) {
        double[] increments = protocol.phaseIncrementsRad();
        double[] cosIncrement = new double[increments.length];
        double[] sinIncrement = new double[increments.length];
        for (int j = 0; j < increments.length; j++) {
            cosIncrement[j] = Math.cos(increments[j]);
            sinIncrement[j] = Math.sin(increments[j]);
        }
        equations = new NormalEquations(cosIncrement, sinIncrement);
    }

    /**
     * Eliminates M and θ at a shape.
     *
     * @param real real parts, N
     * @param imaginary imaginary parts, N
     * @param a in (0, 1); b likewise
     * @param thetaRad where to start from; NaN to look all round
     * @param sigma noise of real and imaginary part, which says how near is near enough
     * @return whether the samples say anything: false for no signal and for what is not finite
     */
    public boolean evaluate(double[] real, double[] imaginary, double a, double b, double thetaRad, double sigma) {
        signalPower = 0;
        for (int j = 0; j < real.length; j++) {
            signalPower += real[j] * real[j] + imaginary[j] * imaginary[j];
        }
        if (!(signalPower > 0 && signalPower < Double.POSITIVE_INFINITY)) {
            return false;
        }
        double start = Double.isNaN(thetaRad) ? bestAngle(real, imaginary, a, b) : thetaRad;
        cosTheta = Math.cos(start);
        sinTheta = Math.sin(start);
        equations.evaluate(real, imaginary, a, b, cosTheta, sinTheta);
        double tolerance = STEP_PER_SIGMA * STEP_PER_SIGMA * sigma * sigma;
        double step = equations.gradient3 / equations.h33;
        for (int count = 0; count < MAX_STEPS && equations.mPower * equations.h33 * step * step > tolerance; count++) {
            double oldCos = cosTheta;
            double oldSin = sinTheta;
            double oldPower = equations.explainedPower;
            turn(step);
            equations.evaluate(real, imaginary, a, b, cosTheta, sinTheta);
            if (equations.explainedPower >= oldPower) {
                step = equations.gradient3 / equations.h33;
            } else {
                step /= 4;
                cosTheta = oldCos;
                sinTheta = oldSin;
                equations.evaluate(real, imaginary, a, b, cosTheta, sinTheta);
            }
        }
        return equations.mPower > 0 && equations.h33 > 0;
    }

    private double bestAngle(double[] real, double[] imaginary, double a, double b) {
        double best = 0;
        double bestPower = -1;
        for (int k = 0; k < START_ANGLES; k++) {
            double angle = 2 * Math.PI * k / START_ANGLES;
            equations.evaluate(real, imaginary, a, b, Math.cos(angle), Math.sin(angle));
            if (equations.explainedPower > bestPower) {
                bestPower = equations.explainedPower;
                best = angle;
            }
        }
        return best;
    }

    /** Turns θ by atan(step), as {@link EllipseFit} does. */
    private void turn(double step) {
        double length = Math.sqrt(1 + step * step);
        double oldCos = cosTheta;
        cosTheta = (oldCos - step * sinTheta) / length;
        sinTheta = (sinTheta + step * oldCos) / length;
    }

    /** s₁: derivative of ln L by −ln a, times σ². */
    public double gradientA() {
        return equations.mPower * (equations.gradient1 - equations.h13 / equations.h33 * equations.gradient3);
    }

    /** s₂: derivative of ln L by ln b, times σ². */
    public double gradientB() {
        return equations.mPower * (equations.gradient2 - equations.h23 / equations.h33 * equations.gradient3);
    }

    /** I₁₁, of −ln a, times σ². */
    public double informationA() {
        return equations.mPower * (equations.h11 - equations.h13 * equations.h13 / equations.h33);
    }

    /** I₁₂, times σ². */
    public double informationAB() {
        return equations.mPower * (equations.h12 - equations.h13 * equations.h23 / equations.h33);
    }

    /** I₂₂, of ln b, times σ². */
    public double informationB() {
        return equations.mPower * (equations.h22 - equations.h23 * equations.h23 / equations.h33);
    }

    /** dθ/d(−ln a) along the profile. */
    public double thetaByA() {
        return -equations.h13 / equations.h33;
    }

    /** dθ/d(ln b) along the profile. */
    public double thetaByB() {
        return -equations.h23 / equations.h33;
    }

    /** Variance of θ at the given shape for unit noise. */
    public double thetaVariance() {
        return 1 / (equations.mPower * equations.h33);
    }

    /** θ in (−π, π] that fits best. */
    public double thetaRad() {
        return Angle.of(sinTheta + 0.0, cosTheta);
    }

    /** |M| that fits best, in the units of the samples. */
    public double magnitude() {
        return Math.sqrt(equations.mPower);
    }

    /** Σ |S − Ŝ|². */
    public double residualPower() {
        return Math.max(0, signalPower - equations.explainedPower);
    }

    /** Root mean square misfit over root mean square signal. */
    public double residualRatio() {
        return Math.sqrt(residualPower() / signalPower);
    }
}
