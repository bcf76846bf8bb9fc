package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.Arrays;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.Excitation;

/**
 * The elliptical signal around its fit to one voxel: which small change of the samples the five parameters can follow, what
 * that does to T1 and T2, and what is left as a misfit.
 *
 * <p>Samples are vectors of 2N numbers, real and imaginary part of cycle 0, of cycle 1 and so on. Holds the latest voxel.
 */
final class Linearisation {

    private static final int PARAMETERS = 5;
    private static final int A = 2;
    private static final int B = 3;
    private static final int THETA = 4;

    private final int cycles;
    private final EllipseFit fit;
    private final EllipticalSignal signal;
    private final double[][] byReal;
    private final double[][] byImaginary;

    private double t1Ms;
    private double t2Ms;

    /** An orthonormal basis of what the parameters can follow, and the triangle that leads back to them. */
    private final double[][] basis;

    private final double[][] triangle = new double[PARAMETERS][PARAMETERS];

    /** Model and misfit, 2N each. */
    final double[] model;

    final double[] misfit;

    /** Change of ln T1 and ln T2 by a change of each sample, 2N each. */
    final double[] logT1;

    final double[] logT2;

    Linearisation(Protocol protocol) {
        cycles = protocol.cycles();
        fit = new EllipseFit(protocol);
        signal = new EllipticalSignal(protocol);
        byReal = new double[PARAMETERS][cycles];
        byImaginary = new double[PARAMETERS][cycles];
        basis = new double[PARAMETERS][2 * cycles];
        model = new double[2 * cycles];
        misfit = new double[2 * cycles];
        logT1 = new double[2 * cycles];
        logT2 = new double[2 * cycles];
    }

    /**
     * Fits a voxel.
     *
     * @param b1Ratio actual over nominal flip angle
     * @return OK where it has a T1 and T2, so that all the rest can be asked for; otherwise as {@link EllipseFit#fit}, or
     *     NO_SOLUTION where they are longer than maximum likelihood allows
     */
    EstimationStatus fit(double[] real, double[] imaginary, double b1Ratio) {
        EstimationStatus status = fit.fit(real, imaginary);
        if (status != EstimationStatus.OK) {
            return status;
        }
        Excitation pulse = signal.excitation(b1Ratio, fit.thetaRad());
        t1Ms = pulse.t1Ms(fit.a(), fit.b());
        t2Ms = signal.t2Ms(fit.a());
        double longestMs = MaximumLikelihood.MAX_RELAXATION_TIME_MS;
        if (!(pulse.hasAngle() && t1Ms > 0 && t1Ms < longestMs && t2Ms < longestMs)) {
            return EstimationStatus.NO_SOLUTION;
        }
        signal.derivatives(fit.mReal(), fit.mImaginary(), fit.a(), fit.b(), fit.thetaRad(), byReal, byImaginary);
        for (int j = 0; j < cycles; j++) {
            // the signal is linear in M
            model[2 * j] = fit.mReal() * byReal[0][j] + fit.mImaginary() * byReal[1][j];
            model[2 * j + 1] = fit.mReal() * byImaginary[0][j] + fit.mImaginary() * byImaginary[1][j];
            misfit[2 * j] = real[j] - model[2 * j];
            misfit[2 * j + 1] = imaginary[j] - model[2 * j + 1];
        }
        orthogonalise();
        double[] t1 = new double[PARAMETERS];
        t1[A] = pulse.t1ByA(fit.a(), fit.b(), t1Ms) / t1Ms;
        t1[B] = pulse.t1ByB(fit.a(), fit.b(), t1Ms) / t1Ms;
        bySamples(t1, logT1);
        double[] t2 = new double[PARAMETERS];
        t2[A] = signal.t2ByA(fit.a(), t2Ms) / t2Ms;
        bySamples(t2, logT2);
        return EstimationStatus.OK;
    }

    double t1Ms() {
        return t1Ms;
    }

    double t2Ms() {
        return t2Ms;
    }

    /** Re M. */
    double mReal() {
        return fit.mReal();
    }

    /** Im M. */
    double mImaginary() {
        return fit.mImaginary();
    }

    /** 2N − 5. */
    int degreesOfFreedom() {
        return fit.degreesOfFreedom();
    }

    /** θ in radians. */
    double thetaRad() {
        return fit.thetaRad();
    }

    /** Root mean square misfit over root mean square signal. */
    double misfitRatio() {
        return fit.residualRatio();
    }

    /** Σ|S − Ŝ|². */
    double misfitPower() {
        return fit.residualPower();
    }

    /** Re ∂Ŝ_j/∂θ with M unchanged. */
    double byThetaReal(int cycle) {
        return byReal[THETA][cycle];
    }

    /** Im ∂Ŝ_j/∂θ with M unchanged. */
    double byThetaImaginary(int cycle) {
        return byImaginary[THETA][cycle];
    }

    /** Parts of a vector of 2N numbers along the five basis vectors. */
    void project(double[] vector, double[] into) {
        for (int k = 0; k < PARAMETERS; k++) {
            into[k] = dot(basis[k], vector);
        }
    }

    /** Gram–Schmidt, each vector twice: the derivatives by a and b are nearly parallel. */
    private void orthogonalise() {
        for (int k = 0; k < PARAMETERS; k++) {
            for (int j = 0; j < cycles; j++) {
                basis[k][2 * j] = byReal[k][j];
                basis[k][2 * j + 1] = byImaginary[k][j];
            }
            for (int l = 0; l < k; l++) {
                triangle[l][k] = 0;
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int l = 0; l < k; l++) {
                    double part = dot(basis[l], basis[k]);
                    triangle[l][k] += part;
                    for (int i = 0; i < 2 * cycles; i++) {
                        basis[k][i] -= part * basis[l][i];
                    }
                }
            }
            triangle[k][k] = Math.sqrt(dot(basis[k], basis[k]));
            for (int i = 0; i < 2 * cycles; i++) {
                basis[k][i] /= triangle[k][k];
            }
        }
    }

    /** From derivatives by the parameters to derivatives by the samples. */
    private void bySamples(double[] byParameters, double[] into) {
        Arrays.fill(into, 0);
        double[] y = new double[PARAMETERS];
        for (int k = 0; k < PARAMETERS; k++) {
            double sum = byParameters[k];
            for (int l = 0; l < k; l++) {
                sum -= triangle[l][k] * y[l];
            }
            y[k] = sum / triangle[k][k];
            for (int i = 0; i < into.length; i++) {
                into[i] += y[k] * basis[k][i];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
