package org.relaxometry.bssfp.preprocessing.phase;

import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;

/**
 * The signal ellipse of one voxel while the field drifts. An off-resonance of Δf_j in cycle j adds δ_j = 2π TR Δf_j to θ and
 * turns the signal by δ_j TE/TR:
 *
 * <pre>
 * S_j = e^{iδ_j TE/TR} M (1 − a e^{−iψ_j}) / (1 − b cos ψ_j),   ψ_j = θ + δ_j − φ_j
 * </pre>
 *
 * Turned back by e^{−iδ_j TE/TR}, the samples are those of a protocol with the increments φ_j − δ_j. An instance serves one
 * thread.
 */
final class DriftedSignal {

    /** A misfit of more than half of the signal is no fit. */
    private static final double MAX_RESIDUAL = 0.5;

    private final double[] cosEcho;
    private final double[] sinEcho;
    private final EllipseFit fit;
    private final EllipticalSignal signal;

    /** Samples of the voxel, turned back. */
    final double[] real;

    final double[] imaginary;

    /** @param drift δ in radians, by cycle */
    DriftedSignal(Protocol protocol, double[] drift) {
        int cycles = protocol.cycles();
        double echoRatio = protocol.echoTimeMs() / protocol.repetitionTimeMs();
        cosEcho = new double[cycles];
        sinEcho = new double[cycles];
        for (int j = 0; j < cycles; j++) {
            cosEcho[j] = Math.cos(echoRatio * drift[j]);
            sinEcho[j] = Math.sin(echoRatio * drift[j]);
        }
        Protocol shifted = protocol.withIncrements(IntStream.range(0, cycles)
                .mapToObj(j -> protocol.phaseIncrementsDeg().get(j) - Math.toDegrees(drift[j]))
                .toList());
        fit = new EllipseFit(shifted);
        signal = new EllipticalSignal(shifted);
        real = new double[cycles];
        imaginary = new double[cycles];
    }

    /** Takes the sample of a cycle. */
    void set(int cycle, double x, double y) {
        real[cycle] = x * cosEcho[cycle] + y * sinEcho[cycle];
        imaginary[cycle] = y * cosEcho[cycle] - x * sinEcho[cycle];
    }

    /** Fits the samples; true where an ellipse, with or without a T1 and T2, explains them. */
    boolean fit() {
        EstimationStatus status = fit.fit(real, imaginary);
        return status != EstimationStatus.NO_SIGNAL
                && status != EstimationStatus.NOT_FINITE
                && fit.residualRatio() <= MAX_RESIDUAL;
    }

    double residualRatio() {
        return fit.residualRatio();
    }

    /** Derivatives at the solution by Re M, Im M, a, b and θ: [parameter][cycle]. */
    void derivatives(double[][] byReal, double[][] byImaginary) {
        derivatives(signal, byReal, byImaginary);
    }

    /** The same, of another list of increments. */
    void derivatives(EllipticalSignal other, double[][] byReal, double[][] byImaginary) {
        other.derivatives(fit.mReal(), fit.mImaginary(), fit.a(), fit.b(), fit.thetaRad(), byReal, byImaginary);
    }

    /** Re M of the solution; the signal is linear in M, so its derivatives by M give it. */
    double mReal() {
        return fit.mReal();
    }

    double mImaginary() {
        return fit.mImaginary();
    }
}
