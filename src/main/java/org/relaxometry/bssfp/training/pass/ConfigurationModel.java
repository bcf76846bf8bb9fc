package org.relaxometry.bssfp.training.pass;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.Excitation;

/**
 * The configurations of a voxel as a network is shown them, from T1, T2 and θ, and the way back: from the gradient with
 * respect to the configurations to that with respect to T1, T2 and θ.
 *
 * <p>Of the signal (Birk et al., Sci. Rep. 15, 4825 (2025), Eq. 1) normalisation and phase reference leave the ellipse alone:
 * M0, (1 − E1), sin α, e<sup>−TE/T2</sup> and the phase θ TE/TR are common to all cycles and cancel, and so does D.
 *
 * <pre>
 * s_j = (1 − a e^{−iψ_j}) / (1 − b cos ψ_j),   ψ_j = θ − φ_j,   a = E2
 * b = a (1 − E1)(1 + cos α) / D,   D = (1 − E1 cos α) − (E1 − cos α) a²
 * F_p = Σ_j s_j e^{ipφ_j},   f_p = F_p e^{−i arg F_0} / √(|F_−1|² + |F_0|² + |F_1|²)
 * </pre>
 *
 * <p>A pulse of some length gives another b and θ, {@link Excitation}.
 *
 * <p>The sum over j is written out, aliasing and all, for any increments. In double: the ellipse is a small difference where
 * T2 is long. Owns scratch buffers, so an instance serves one thread.
 */
public final class ConfigurationModel {

    private final double repetitionTimeMs;
    private final double flipAngleRad;
    private final EllipticalSignal signal;
    private final double[] cosIncrement;
    private final double[] sinIncrement;

    private final double[] cosPsi;
    private final double[] sinPsi;
    private final double[] x;
    private final double[] y;
    private final double[] inverse;

    private double a;
    private double b;
    private double e1;
    private double cosAlpha;
    private double denominator;
    /** Null where the pulse takes no time. */
    private Excitation pulse;

    private double t1;
    private double t2;
    private final double[] real = new double[3];
    private final double[] imaginary = new double[3];
    private double norm;
    private double cosReference;
    private double sinReference;
    private double zerothMagnitude;

    ConfigurationModel(Protocol protocol) {
        repetitionTimeMs = protocol.repetitionTimeMs();
        flipAngleRad = protocol.flipAngleRad();
        signal = new EllipticalSignal(protocol);
        double[] increments = protocol.phaseIncrementsRad();
        int cycles = increments.length;
        cosIncrement = new double[cycles];
        sinIncrement = new double[cycles];
        for (int j = 0; j < cycles; j++) {
            cosIncrement[j] = Math.cos(increments[j]);
            sinIncrement[j] = Math.sin(increments[j]);
        }
        cosPsi = new double[cycles];
        sinPsi = new double[cycles];
        x = new double[cycles];
        y = new double[cycles];
        inverse = new double[cycles];
    }

    /** Computes f for {@link #real} and {@link #imaginary}, and keeps what {@link #gradient} needs. */
    void evaluate(double t1Ms, double t2Ms, double thetaRad, double b1Ratio) {
        t1 = t1Ms;
        t2 = t2Ms;
        e1 = Math.exp(-repetitionTimeMs / t1Ms);
        a = Math.exp(-repetitionTimeMs / t2Ms);
        cosAlpha = Math.cos(b1Ratio * flipAngleRad);
        denominator = (1 - e1 * cosAlpha) - (e1 - cosAlpha) * a * a;
        b = a * (1 - e1) * (1 + cosAlpha) / denominator;
        double shapeThetaRad = thetaRad;
        if (signal.hasPulse()) {
            pulse = signal.excitationAt(b1Ratio, thetaRad);
            b = pulse.b(t1Ms, t2Ms);
            shapeThetaRad = pulse.thetaRad(thetaRad);
        }
        sumCycles(Math.cos(shapeThetaRad), Math.sin(shapeThetaRad));
        double power = 0;
        for (int k = 0; k < 3; k++) {
            power += real[k] * real[k] + imaginary[k] * imaginary[k];
        }
        norm = Math.sqrt(power);
        zerothMagnitude = Math.sqrt(real[1] * real[1] + imaginary[1] * imaginary[1]);
        cosReference = real[1] / zerothMagnitude;
        sinReference = imaginary[1] / zerothMagnitude;
        for (int k = 0; k < 3; k++) {
            double re = real[k];
            real[k] = (re * cosReference + imaginary[k] * sinReference) / norm;
            imaginary[k] = (imaginary[k] * cosReference - re * sinReference) / norm;
        }
    }

    /** F−1, F0 and F+1 before reference and normalisation. */
    private void sumCycles(double cosTheta, double sinTheta) {
        double sumX = 0;
        double sumY = 0;
        double xCos = 0;
        double xSin = 0;
        double yCos = 0;
        double ySin = 0;
        for (int j = 0; j < x.length; j++) {
            double cos = cosTheta * cosIncrement[j] + sinTheta * sinIncrement[j];
            double sin = sinTheta * cosIncrement[j] - cosTheta * sinIncrement[j];
            double r = 1 / (1 - b * cos);
            double re = (1 - a * cos) * r;
            double im = a * sin * r;
            cosPsi[j] = cos;
            sinPsi[j] = sin;
            inverse[j] = r;
            x[j] = re;
            y[j] = im;
            sumX += re;
            sumY += im;
            xCos += re * cosIncrement[j];
            xSin += re * sinIncrement[j];
            yCos += im * cosIncrement[j];
            ySin += im * sinIncrement[j];
        }
        real[0] = xCos + ySin;
        imaginary[0] = yCos - xSin;
        real[1] = sumX;
        imaginary[1] = sumY;
        real[2] = xCos - ySin;
        imaginary[2] = yCos + xSin;
    }

    /** Real part of f, order −1, 0 or +1. */
    double real(int order) {
        return real[order + 1];
    }

    /** Imaginary part of f, order −1, 0 or +1; 0 for order 0. */
    double imaginary(int order) {
        return imaginary[order + 1];
    }

    /** |f|, order −1, 0 or +1. */
    double magnitude(int order) {
        double re = real[order + 1];
        double im = imaginary[order + 1];
        return Math.sqrt(re * re + im * im);
    }

    /**
     * Carries a gradient with respect to |f| of the last evaluation back to the parameters.
     *
     * @param byMagnitude derivatives by |f−1|, |f0|, |f+1|
     * @param byParameter receives the derivatives by T1 and T2 in 1/ms and θ in 1/rad
     */
    void magnitudeGradient(double[] byMagnitude, double[] byParameter) {
        double g0 = byMagnitude[0] / magnitude(-1);
        double g1 = byMagnitude[1] / magnitude(0);
        double g2 = byMagnitude[2] / magnitude(1);
        // |f| does not see the reference, so the component along arg f carries all
        gradient(g0 * real[0], g1 * real[1], g2 * real[2], g0 * imaginary[0], g2 * imaginary[2], byParameter);
    }

    /**
     * Carries a gradient with respect to f of the last evaluation back to the parameters.
     *
     * @param byParameter receives the derivatives by T1 and T2 in 1/ms and θ in 1/rad
     */
    void gradient(
            double byRealMinus,
            double byRealZero,
            double byRealPlus,
            double byImaginaryMinus,
            double byImaginaryPlus,
            double[] byParameter) {
        // through the norm: only what is across f remains
        double along = byRealMinus * real[0]
                + byRealZero * real[1]
                + byRealPlus * real[2]
                + byImaginaryMinus * imaginary[0]
                + byImaginaryPlus * imaginary[2];
        double minusReal = (byRealMinus - along * real[0]) / norm;
        double minusImaginary = (byImaginaryMinus - along * imaginary[0]) / norm;
        double zeroReal = (byRealZero - along * real[1]) / norm;
        double plusReal = (byRealPlus - along * real[2]) / norm;
        double plusImaginary = (byImaginaryPlus - along * imaginary[2]) / norm;
        // through the reference: F0 across its own direction turns the other two
        double byReference = norm
                * (minusReal * imaginary[0]
                        - minusImaginary * real[0]
                        + plusReal * imaginary[2]
                        - plusImaginary * real[2]);
        double zeroImaginary = byReference / zerothMagnitude;
        double c = cosReference;
        double s = sinReference;
        sumBack(
                minusReal * c - minusImaginary * s,
                minusReal * s + minusImaginary * c,
                zeroReal * c - zeroImaginary * s,
                zeroReal * s + zeroImaginary * c,
                plusReal * c - plusImaginary * s,
                plusReal * s + plusImaginary * c,
                byParameter);
    }

    private void sumBack(
            double minusReal,
            double minusImaginary,
            double zeroReal,
            double zeroImaginary,
            double plusReal,
            double plusImaginary,
            double[] byParameter) {
        double sumReal = minusReal + plusReal;
        double sumImaginary = minusImaginary + plusImaginary;
        double differenceReal = minusReal - plusReal;
        double differenceImaginary = minusImaginary - plusImaginary;
        double byA = 0;
        double byB = 0;
        double byTheta = 0;
        for (int j = 0; j < x.length; j++) {
            double byX = zeroReal + sumReal * cosIncrement[j] - differenceImaginary * sinIncrement[j];
            double byY = zeroImaginary + sumImaginary * cosIncrement[j] + differenceReal * sinIncrement[j];
            double cos = cosPsi[j];
            double sin = sinPsi[j];
            double r = inverse[j];
            double alongSample = byX * x[j] + byY * y[j];
            byA += r * (byY * sin - byX * cos);
            byB += r * cos * alongSample;
            byTheta += r * (a * (byX * sin + byY * cos) - b * sin * alongSample);
        }
        byParameter[2] = byTheta;
        if (pulse != null) {
            // that b depends on θ a little is left out
            double bByT1 = 1 / pulse.t1ByB(a, b, t1);
            byParameter[0] = byB * bByT1;
            byParameter[1] = (byA - byB * bByT1 * pulse.t1ByA(a, b, t1)) * a * repetitionTimeMs / (t2 * t2);
            return;
        }
        double bByE1 = (b * (cosAlpha + a * a) - a * (1 + cosAlpha)) / denominator;
        double bByA = ((1 - e1) * (1 + cosAlpha) + 2 * a * b * (e1 - cosAlpha)) / denominator;
        byParameter[0] = byB * bByE1 * e1 * repetitionTimeMs / (t1 * t1);
        byParameter[1] = (byA + byB * bByA) * a * repetitionTimeMs / (t2 * t2);
    }
}
