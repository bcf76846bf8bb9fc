package org.relaxometry.bssfp.signal;

import java.util.Arrays;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * Phase-cycled bSSFP signal of one unit of water and of one unit of fat in the same voxel.
 *
 * <pre>
 * S_j = e^{iφ} (W u_j + F v_j),   φ the receive phase and the echo phase θ TE/TR of water, W and F equilibrium magnetisations
 * u_j = s(T1, T2, θ − φ_j),   v_j = Σ_k w_k e^{2πi f_k TE} s(T1_fat, T2_fat, θ + 2π f_k TR − φ_j)
 * s(ψ) = tan(α/2) (b/a) e^{−TE/T2} (1 − a e^{−iψ}) / (1 − b cos ψ),   a and b as in {@link EllipticalSignal}
 * </pre>
 *
 * <p>Right after the pulse all spins have the same phase, so one phase serves both: W and F are real and not negative. Plähn et al. 2024,
 * doi:10.1002/mrm.30033, on the sign of the phases: that of {@link BssfpSignal} is the one with which
 * species add up. The pulse takes no time. An instance serves one thread.
 */
public final class WaterFatSignal {

    /** Rows that {@link #water} fills: real and imaginary part of u, and of its derivatives by θ, ln T1 and ln T2. */
    public static final int WATER_ROWS = 8;

    /** Rows that {@link #fat} fills: real and imaginary part of v, and of its derivative by θ. */
    public static final int FAT_ROWS = 4;

    private final FatSpectrum spectrum;
    private final double echoTimeMs;
    private final double repetitionTimeMs;
    private final double flipAngleRad;
    private final double[] cosIncrement;
    private final double[] sinIncrement;

    /** Per resonance: real and imaginary part of w e^{2πi f TE}, and cosine and sine of 2π f TR. */
    private final double[][] resonance;

    private double cosAlpha;
    private double tanHalf;
    private final Shape waterShape = new Shape();
    private final Shape fatShape = new Shape();

    /** a, b and tan(α/2) (b/a) e^{−TE/T2} of one kind of spins, and their derivatives. */
    private final class Shape {
        private double a;
        private double b;
        private double scale;
        private double aByLnT2;
        private double bByLnT1;
        private double bByLnT2;

        void set(double t1Ms, double t2Ms) {
            a = Math.exp(-repetitionTimeMs / t2Ms);
            double oneMinusE1 = -Math.expm1(-repetitionTimeMs / t1Ms);
            double oneMinusE2Squared = -Math.expm1(-2 * repetitionTimeMs / t2Ms);
            // b = numerator / denominator, and twice sin²(α/2) is 1 − cos α
            double numerator = a * oneMinusE1 * (1 + cosAlpha);
            double denominator = (1 - cosAlpha) * oneMinusE2Squared + oneMinusE1 * (cosAlpha + a * a);
            b = numerator / denominator;
            scale = tanHalf * b / a * Math.exp(-echoTimeMs / t2Ms);
            aByLnT2 = a * repetitionTimeMs / t2Ms;
            double byOneMinusE1 = a * (1 + cosAlpha) * (1 - cosAlpha) * oneMinusE2Squared / (denominator * denominator);
            bByLnT1 = -byOneMinusE1 * (1 - oneMinusE1) * repetitionTimeMs / t1Ms;
            double denominatorByA = 2 * a * (oneMinusE1 - (1 - cosAlpha));
            bByLnT2 = aByLnT2 * (b / a - b * denominatorByA / denominator);
        }
    }

    public WaterFatSignal(Protocol protocol, FatSpectrum spectrum) {
        this.spectrum = spectrum;
        flipAngleRad = protocol.flipAngleRad();
        echoTimeMs = protocol.echoTimeMs();
        repetitionTimeMs = protocol.repetitionTimeMs();
        double[] increments = protocol.phaseIncrementsRad();
        cosIncrement = new double[increments.length];
        sinIncrement = new double[increments.length];
        for (int j = 0; j < increments.length; j++) {
            cosIncrement[j] = Math.cos(increments[j]);
            sinIncrement[j] = Math.sin(increments[j]);
        }
        resonance = new double[spectrum.peaks()][];
        for (int k = 0; k < resonance.length; k++) {
            double radPerMs = 2 * Math.PI * spectrum.shiftHz(k) / 1000;
            resonance[k] = new double[] {
                spectrum.weight(k) * Math.cos(radPerMs * echoTimeMs),
                spectrum.weight(k) * Math.sin(radPerMs * echoTimeMs),
                Math.cos(radPerMs * repetitionTimeMs),
                Math.sin(radPerMs * repetitionTimeMs)
            };
        }
        setB1Ratio(1);
    }

    /** Number of phase cycles N. */
    public int cycles() {
        return cosIncrement.length;
    }

    /** Sets the actual over the nominal flip angle for what follows. */
    public void setB1Ratio(double b1Ratio) {
        double alpha = b1Ratio * flipAngleRad;
        cosAlpha = Math.cos(alpha);
        tanHalf = Math.tan(alpha / 2);
        fatShape.set(spectrum.t1Ms(), spectrum.t2Ms());
    }

    /**
     * Writes u and its derivatives.
     *
     * @param t1Ms T1 of water in ms; t2Ms likewise
     * @param thetaRad precession of water per TR
     * @param out receives {@value #WATER_ROWS} rows, [row][cycle]
     */
    public void water(double t1Ms, double t2Ms, double thetaRad, double[][] out) {
        waterShape.set(t1Ms, t2Ms);
        double a = waterShape.a;
        double b = waterShape.b;
        double scale = waterShape.scale;
        double aByT2 = waterShape.aByLnT2;
        double bByT1 = waterShape.bByLnT1;
        double bByT2 = waterShape.bByLnT2;
        double logScaleByT1 = bByT1 / b;
        double logScaleByT2 = bByT2 / b - aByT2 / a + echoTimeMs / t2Ms;
        double cosTheta = Math.cos(thetaRad);
        double sinTheta = Math.sin(thetaRad);
        for (int j = 0; j < cosIncrement.length; j++) {
            double cosPsi = cosTheta * cosIncrement[j] + sinTheta * sinIncrement[j];
            double sinPsi = sinTheta * cosIncrement[j] - cosTheta * sinIncrement[j];
            double d = 1 / (1 - b * cosPsi);
            double scaled = scale * d;
            double x = (1 - a * cosPsi) * scaled;
            double y = a * sinPsi * scaled;
            double byB = cosPsi * d;
            double byTheta = -b * sinPsi * d;
            out[0][j] = x;
            out[1][j] = y;
            out[2][j] = a * sinPsi * scaled + x * byTheta;
            out[3][j] = a * cosPsi * scaled + y * byTheta;
            double logByT1 = logScaleByT1 + bByT1 * byB;
            out[4][j] = x * logByT1;
            out[5][j] = y * logByT1;
            double logByT2 = logScaleByT2 + bByT2 * byB;
            out[6][j] = x * logByT2 - aByT2 * cosPsi * scaled;
            out[7][j] = y * logByT2 + aByT2 * sinPsi * scaled;
        }
    }

    /**
     * Writes v and its derivative by θ.
     *
     * @param thetaRad precession of water per TR
     * @param out receives {@value #FAT_ROWS} rows, [row][cycle]
     */
    public void fat(double thetaRad, double[][] out) {
        for (int row = 0; row < FAT_ROWS; row++) {
            Arrays.fill(out[row], 0);
        }
        double fatA = fatShape.a;
        double fatB = fatShape.b;
        double cosWater = Math.cos(thetaRad);
        double sinWater = Math.sin(thetaRad);
        for (double[] peak : resonance) {
            double cosTheta = cosWater * peak[2] - sinWater * peak[3];
            double sinTheta = sinWater * peak[2] + cosWater * peak[3];
            double real = fatShape.scale * peak[0];
            double imaginary = fatShape.scale * peak[1];
            for (int j = 0; j < cosIncrement.length; j++) {
                double cosPsi = cosTheta * cosIncrement[j] + sinTheta * sinIncrement[j];
                double sinPsi = sinTheta * cosIncrement[j] - cosTheta * sinIncrement[j];
                double d = 1 / (1 - fatB * cosPsi);
                double x = (1 - fatA * cosPsi) * d;
                double y = fatA * sinPsi * d;
                double byTheta = -fatB * sinPsi * d;
                double xByTheta = y + x * byTheta;
                double yByTheta = fatA * cosPsi * d + y * byTheta;
                out[0][j] += real * x - imaginary * y;
                out[1][j] += real * y + imaginary * x;
                out[2][j] += real * xByTheta - imaginary * yByTheta;
                out[3][j] += real * yByTheta + imaginary * xByTheta;
            }
        }
    }
}
