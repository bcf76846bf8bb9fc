package org.relaxometry.bssfp.space;

/**
 * Magnitude and phase to real and imaginary part.
 *
 * <p>Cosine and sine are Chebyshev interpolants of degree 7 in x² on [−π, π], in double: within 1.2e-10 of the exact
 * values, far below the rounding of a float (6e-8), and without branches, so that the loop vectorises. It does
 * so over doubles alone, not where floats are turned into them: hence in blocks, which is three times faster.
 */
public final class PolarForm {

    private static final double TWO_PI = 2 * Math.PI;

    /** Values at once, whose doubles stay in the nearest cache. */
    private static final int BLOCK = 256;

    private PolarForm() {}

    /**
     * Converts in place.
     *
     * @param magnitudeToReal magnitudes, become real parts
     * @param phaseToImaginary phases in radians, become imaginary parts
     */
    public static void toCartesian(float[] magnitudeToReal, float[] phaseToImaginary, int size) {
        double[] angle = new double[Math.min(size, BLOCK)];
        double[] cosine = new double[angle.length];
        double[] sineRatio = new double[angle.length];
        for (int from = 0; from < size; from += BLOCK) {
            int count = Math.min(BLOCK, size - from);
            for (int i = 0; i < count; i++) {
                angle[i] = phaseToImaginary[from + i];
            }
            evaluate(angle, cosine, sineRatio, count);
            for (int i = 0; i < count; i++) {
                double magnitude = magnitudeToReal[from + i];
                magnitudeToReal[from + i] = (float) (magnitude * cosine[i]);
                phaseToImaginary[from + i] = (float) (magnitude * angle[i] * sineRatio[i]);
            }
        }
    }

    /** Turns angles into [−π, π], and gives cos x and sin x / x. */
    private static void evaluate(double[] angle, double[] cosine, double[] sineRatio, int count) {
        for (int i = 0; i < count; i++) {
            double phase = angle[i];
            double x = phase - TWO_PI * Math.rint(phase / TWO_PI);
            double t = x * x;
            double cos = -9.72173545229641e-12;
            cos = cos * t + 2.0603330520559667e-09;
            cos = cos * t + -2.753476751352774e-07;
            cos = cos * t + 2.480055133462778e-05;
            cos = cos * t + -0.0013888862973915836;
            cos = cos * t + 0.04166666347771072;
            cos = cos * t + -0.4999999985032299;
            cos = cos * t + 0.999999999884621;
            double sin = -6.610130391480685e-13;
            sin = sin * t + 1.5896476974197896e-10;
            sin = sin * t + -2.5038682225906885e-08;
            sin = sin * t + 2.7556701996840453e-06;
            sin = sin * t + -0.00019841254394353564;
            sin = sin * t + 0.008333333143206383;
            sin = sin * t + -0.16666666657742255;
            sin = sin * t + 0.9999999999931221;
            angle[i] = x;
            cosine[i] = cos;
            sineRatio[i] = sin;
        }
    }
}
