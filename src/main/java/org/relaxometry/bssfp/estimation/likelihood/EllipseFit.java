package org.relaxometry.bssfp.estimation.likelihood;

import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.Angle;

/**
 * Maximum-likelihood fit of the elliptical signal S_j = M (1 − a e^{−iψ_j}) / (1 − b cos ψ_j), ψ_j = θ − φ_j, to one voxel.
 *
 * <p>Noise is normal, white and equal on all real and imaginary parts, so the likelihood is greatest where
 * Σ |S_j − Ŝ_j|² is least. M is eliminated; a linear start (exact without noise) is followed by Gauss–Newton steps, then by
 * Newton steps where a voxel has not settled. A voxel whose linear start is no ellipse, or leads to none, starts again
 * from the best of a coarse grid of shapes. For any N ≥ 3 and any increments. The flip angle plays no part.
 *
 * <p>Source: Björk et al., Magn. Reson. Med. 72, 880 (2014), doi:10.1002/mrm.24986 (LORE-GN). An instance serves one thread
 * and holds the result of its latest {@link #fit}.
 */
public final class EllipseFit {

    /** Settled: the step expected next is below this part of the standard deviation. */
    private static final double STEP_PER_SIGMA = 1e-3;

    /** Settled too, noise or not: the step changes the signal by less than this part of it. */
    private static final double STEP_PER_SIGNAL = 1e-10;

    /** Residual powers this close, as a part of the signal power, are equal: it is a difference of rounded numbers. */
    static final double ROUNDING = 1e-13;

    /** White matter settles in two to four steps at an SNR of 25; more steps than these need second derivatives. */
    static final int GAUSS_NEWTON_STEPS = 5;

    private static final int MAX_STEPS = 25;

    /** A misfit of more than half the signal, as noise alone gives with many cycles, is no solution. */
    private static final double MAX_RESIDUAL_POWER = 0.25;

    private static final double FIRST_DAMPING = 0.01;
    private static final double MAX_DAMPING = 1e8;

    /** A step may go this part of the way to the edge b = 0 or 1, and of a to 0. */
    static final double WAY_TO_EDGE = 0.9;

    private static final int START_ANGLES = 8;

    /** Shapes (a, b) to start from, T1 and T2 from short to long. */
    private static final double[][] START_SHAPES = {{0.75, 0.4}, {0.93, 0.4}, {0.93, 0.7}, {0.99, 0.9}};

    private final double[] cosIncrement;
    private final double[] sinIncrement;
    private final LinearStart start;
    private final NormalEquations equations;
    private final NewtonStep step;

    private double a;
    private double b;
    private double cosTheta;
    private double sinTheta;
    private double signalPower;

    public EllipseFit(Protocol protocol) {
        double[] increments = protocol.phaseIncrementsRad();
        cosIncrement = new double[increments.length];
        sinIncrement = new double[increments.length];
        for (int j = 0; j < increments.length; j++) {
            cosIncrement[j] = Math.cos(increments[j]);
            sinIncrement[j] = Math.sin(increments[j]);
        }
        start = new LinearStart(cosIncrement, sinIncrement);
        equations = new NormalEquations(cosIncrement, sinIncrement);
        step = new NewtonStep(cosIncrement, sinIncrement);
    }

    /**
     * Fits one voxel.
     *
     * @param real real parts, N
     * @param imaginary imaginary parts, N
     * @return {@link EstimationStatus#OK} where 0 &lt; a &lt; 1 and 0 &lt; b &lt; 1 were found; AT_LEAST where a ≥ 1 fits best, so
     *     that T1 and T2 are longer than can be told; NO_SOLUTION where the misfit is more than half of the signal;
     *     NOT_CONVERGED (all three keep the last shape and its residual); NO_SIGNAL or NOT_FINITE
     */
    public EstimationStatus fit(double[] real, double[] imaginary) {
        signalPower = 0;
        for (int j = 0; j < cosIncrement.length; j++) {
            signalPower += real[j] * real[j] + imaginary[j] * imaginary[j];
        }
        if (!(signalPower < Double.POSITIVE_INFINITY)) {
            return EstimationStatus.NOT_FINITE;
        }
        if (signalPower == 0) {
            return EstimationStatus.NO_SIGNAL;
        }
        if (start.estimate(real, imaginary)) {
            moveTo(start.a(), start.b(), start.cosTheta(), start.sinTheta());
            if (descend(real, imaginary) == EstimationStatus.OK) {
                return EstimationStatus.OK;
            }
        }
        startFromGrid(real, imaginary);
        return descend(real, imaginary);
    }

    /** Takes over what {@link EllipseRows} found for a voxel that settled there. */
    void adopt(EllipseRows rows, int voxel) {
        moveTo(rows.a[voxel], rows.b[voxel], rows.cosTheta[voxel], rows.sinTheta[voxel]);
        signalPower = rows.signalPower[voxel];
        equations.explainedPower = rows.explainedPower[voxel];
        equations.mReal = rows.mReal[voxel];
        equations.mImaginary = rows.mImaginary[voxel];
        equations.mPower = rows.mPower[voxel];
        equations.h11 = rows.h11[voxel];
        equations.h12 = rows.h12[voxel];
        equations.h13 = rows.h13[voxel];
        equations.h22 = rows.h22[voxel];
        equations.h23 = rows.h23[voxel];
        equations.h33 = rows.h33[voxel];
    }

    private void startFromGrid(double[] real, double[] imaginary) {
        double bestPower = -1;
        double[] bestShape = START_SHAPES[0];
        double bestAngle = 0;
        for (int k = 0; k < START_ANGLES; k++) {
            double angle = 2 * Math.PI * k / START_ANGLES;
            for (double[] shape : START_SHAPES) {
                equations.evaluate(real, imaginary, shape[0], shape[1], Math.cos(angle), Math.sin(angle));
                if (equations.explainedPower > bestPower) {
                    bestPower = equations.explainedPower;
                    bestShape = shape;
                    bestAngle = angle;
                }
            }
        }
        moveTo(bestShape[0], bestShape[1], Math.cos(bestAngle), Math.sin(bestAngle));
    }

    private EstimationStatus descend(double[] real, double[] imaginary) {
        equations.evaluate(real, imaginary, a, b, cosTheta, sinTheta);
        double damping = 0;
        for (int count = 0; count < MAX_STEPS; count++) {
            if (count < GAUSS_NEWTON_STEPS) {
                step.useGaussNewton(equations);
            } else if (!isExplained()) {
                return EstimationStatus.NO_SOLUTION;
            } else {
                step.useSecondDerivatives(equations, real, imaginary, a, b, cosTheta, sinTheta);
            }
            while (!step.solve(equations, damping)) {
                damping = more(damping);
                if (damping > MAX_DAMPING) {
                    return EstimationStatus.NOT_CONVERGED;
                }
            }
            if (damping < 1 && step.decrement(equations) <= negligibleDecrement()) {
                return isExplained()
                        ? a < 1 ? EstimationStatus.OK : EstimationStatus.AT_LEAST
                        : EstimationStatus.NO_SOLUTION;
            }
            damping = takeStep(real, imaginary) ? less(damping) : more(damping);
        }
        return EstimationStatus.NOT_CONVERGED;
    }

    /** Moves by the step and sets up the equations there, or stays where that fits worse. */
    private boolean takeStep(double[] real, double[] imaginary) {
        double oldA = a;
        double oldB = b;
        double oldCos = cosTheta;
        double oldSin = sinTheta;
        double oldPower = equations.explainedPower;
        // θ turns by atan(step3), which is step3 for the small steps and spares sine and cosine
        double length = Math.sqrt(1 + step.step3 * step.step3);
        moveTo(
                a - a * Math.min(step.step1, WAY_TO_EDGE),
                Math.min(b + b * Math.max(step.step2, -WAY_TO_EDGE), b + WAY_TO_EDGE * (1 - b)),
                (oldCos - step.step3 * oldSin) / length,
                (oldSin + step.step3 * oldCos) / length);
        equations.evaluate(real, imaginary, a, b, cosTheta, sinTheta);
        if (equations.explainedPower >= oldPower - ROUNDING * signalPower) {
            return true;
        }
        moveTo(oldA, oldB, oldCos, oldSin);
        equations.evaluate(real, imaginary, a, b, cosTheta, sinTheta);
        return false;
    }

    private void moveTo(double newA, double newB, double newCos, double newSin) {
        a = newA;
        b = newB;
        cosTheta = newCos;
        sinTheta = newSin;
    }

    private double negligibleDecrement() {
        return negligibleDecrement(residualPower(), signalPower, degreesOfFreedom());
    }

    static double negligibleDecrement(double residualPower, double signalPower, int degreesOfFreedom) {
        return STEP_PER_SIGMA * STEP_PER_SIGMA * residualPower / degreesOfFreedom
                + STEP_PER_SIGNAL * STEP_PER_SIGNAL * signalPower;
    }

    private boolean isExplained() {
        return isExplained(residualPower(), signalPower);
    }

    static boolean isExplained(double residualPower, double signalPower) {
        return residualPower <= MAX_RESIDUAL_POWER * signalPower;
    }

    private static double more(double damping) {
        return Math.max(10 * damping, FIRST_DAMPING);
    }

    private static double less(double damping) {
        return damping > FIRST_DAMPING ? damping / 10 : 0;
    }

    /** a = E2. */
    public double a() {
        return a;
    }

    /** Eccentricity parameter b. */
    public double b() {
        return b;
    }

    /** Off-resonance precession per TR, θ, in (−π, π]. */
    public double thetaRad() {
        // adding zero turns the negative zero, for which the angle would be −π
        return Angle.of(sinTheta + 0.0, cosTheta);
    }

    /** Re M, in the units of the samples. */
    public double mReal() {
        return equations.mReal;
    }

    /** Im M, in the units of the samples. */
    public double mImaginary() {
        return equations.mImaginary;
    }

    /** |M|, in the units of the samples. */
    public double magnitude() {
        return Math.sqrt(equations.mPower);
    }

    /** Σ |S|². */
    public double signalPower() {
        return signalPower;
    }

    /** Σ |S − Ŝ|². */
    public double residualPower() {
        return Math.max(0, signalPower - equations.explainedPower);
    }

    /** Root mean square misfit over root mean square signal, exact to 1e-7. */
    public double residualRatio() {
        return Math.sqrt(residualPower() / signalPower);
    }

    /** 2N real samples less the five unknowns. */
    public int degreesOfFreedom() {
        return 2 * cosIncrement.length - 5;
    }

    /**
     * Writes the inverse of the Fisher matrix at the solution for unit noise per real and imaginary part: variances of ln a,
     * ln b and θ and the covariance of ln a and ln b.
     *
     * @param covariance receives var(ln a), cov(ln a, ln b), var(ln b), var(θ)
     */
    public void covariance(double[] covariance) {
        NormalEquations e = equations;
        double m11 = e.h22 * e.h33 - e.h23 * e.h23;
        double m12 = e.h13 * e.h23 - e.h12 * e.h33;
        double m13 = e.h12 * e.h23 - e.h13 * e.h22;
        double scale = 1 / (e.mPower * (e.h11 * m11 + e.h12 * m12 + e.h13 * m13));
        covariance[0] = scale * m11;
        covariance[1] = -scale * m12;
        covariance[2] = scale * (e.h11 * e.h33 - e.h13 * e.h13);
        covariance[3] = scale * (e.h11 * e.h22 - e.h12 * e.h12);
    }

    /** Variance of θ where a and b are known to be those of the solution, for unit noise per real and imaginary part. */
    public double thetaVarianceAtShape() {
        return 1 / (equations.mPower * equations.h33);
    }
}
