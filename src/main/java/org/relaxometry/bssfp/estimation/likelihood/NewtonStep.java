package org.relaxometry.bssfp.estimation.likelihood;

/**
 * A damped step from {@link NormalEquations}: with their own Gauss–Newton matrix, or with the full second derivatives,
 * which settle where noise is high and Gauss–Newton circles around the solution.
 */
final class NewtonStep {

    /** Finite difference in the coordinates: errs by 1e-6 of the matrix, which only slows the last steps. */
    private static final double DIFFERENCE = 1e-6;

    double step1;
    double step2;
    double step3;

    private final NormalEquations shifted;

    private double c11;
    private double c12;
    private double c13;
    private double c22;
    private double c23;
    private double c33;

    NewtonStep(double[] cosIncrement, double[] sinIncrement) {
        shifted = new NormalEquations(cosIncrement, sinIncrement);
    }

    void useGaussNewton(NormalEquations at) {
        c11 = at.h11;
        c12 = at.h12;
        c13 = at.h13;
        c22 = at.h22;
        c23 = at.h23;
        c33 = at.h33;
    }

    /** Differentiates the gradient along the three coordinates at the shape of {@code at}. */
    void useSecondDerivatives(
            NormalEquations at,
            double[] real,
            double[] imaginary,
            double a,
            double b,
            double cosTheta,
            double sinTheta) {
        shifted.evaluate(real, imaginary, a * (1 - DIFFERENCE), b, cosTheta, sinTheta);
        double scale = shifted.mPower / at.mPower;
        c11 = (at.gradient1 - scale * shifted.gradient1) / DIFFERENCE;
        c12 = (at.gradient2 - scale * shifted.gradient2) / DIFFERENCE;
        c13 = (at.gradient3 - scale * shifted.gradient3) / DIFFERENCE;
        shifted.evaluate(real, imaginary, a, b * (1 + DIFFERENCE), cosTheta, sinTheta);
        scale = shifted.mPower / at.mPower;
        c22 = (at.gradient2 - scale * shifted.gradient2) / DIFFERENCE;
        c23 = (at.gradient3 - scale * shifted.gradient3) / DIFFERENCE;
        shifted.evaluate(real, imaginary, a, b, cosTheta - DIFFERENCE * sinTheta, sinTheta + DIFFERENCE * cosTheta);
        scale = shifted.mPower / at.mPower;
        c33 = (at.gradient3 - scale * shifted.gradient3) / DIFFERENCE;
    }

    /**
     * Solves for the step, the Gauss–Newton diagonal times {@code damping} added to the matrix (Levenberg–Marquardt).
     *
     * @return false where the matrix is not positive definite
     */
    boolean solve(NormalEquations at, double damping) {
        double p1 = c11 + at.h11 * damping;
        double l21 = c12 / p1;
        double l31 = c13 / p1;
        double p2 = c22 + at.h22 * damping - l21 * c12;
        double q = c23 - l31 * c12;
        double l32 = q / p2;
        double p3 = c33 + at.h33 * damping - l31 * c13 - l32 * q;
        if (!(p1 > 0 && p2 > 0 && p3 > 0)) {
            return false;
        }
        double y2 = at.gradient2 - l21 * at.gradient1;
        double y3 = at.gradient3 - l31 * at.gradient1 - l32 * y2;
        step3 = y3 / p3;
        step2 = y2 / p2 - l32 * step3;
        step1 = at.gradient1 / p1 - l21 * step2 - l31 * step3;
        return true;
    }

    /** The fall of the residual power that the quadratic model expects of an undamped step. */
    double decrement(NormalEquations at) {
        return at.mPower * (at.gradient1 * step1 + at.gradient2 * step2 + at.gradient3 * step3);
    }
}
