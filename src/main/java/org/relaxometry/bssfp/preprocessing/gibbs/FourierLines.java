package org.relaxometry.bssfp.preprocessing.gibbs;

import java.util.Arrays;

/**
 * Discrete Fourier transform of several complex lines at once, for any length.
 *
 * <p>Element k of line v lies at [k · lanes + v], so that the innermost loops run over the lines and use the vector units.
 * Stockham's self-sorting transform: factors 4, 2, then the odd prime factors of the length, each of them p by a sum of p
 * terms folded in halves. A prime length so costs its square; at the lengths of images that is still fast.
 *
 * <p>Why it is our own: docs/decisions/006-fourier-transform.md. An instance serves one thread.
 */
final class FourierLines {

    private final int length;
    private final int lanes;
    private final int[] factors;
    private final float[] cosine;
    private final float[] sine;
    private final float[] otherReal;
    private final float[] otherImaginary;
    private final float[] folded;

    FourierLines(int length, int lanes) {
        this.length = length;
        this.lanes = lanes;
        factors = factors(length);
        cosine = new float[length];
        sine = new float[length];
        for (int k = 0; k < length; k++) {
            cosine[k] = (float) Math.cos(2 * Math.PI * k / length);
            sine[k] = (float) -Math.sin(2 * Math.PI * k / length);
        }
        otherReal = new float[length * lanes];
        otherImaginary = new float[length * lanes];
        folded = new float[4 * length * lanes];
    }

    /** X_k = Σ_l x_l e^{−2πi kl/n} in place. */
    void forward(float[] real, float[] imaginary) {
        float[] inReal = real;
        float[] inImaginary = imaginary;
        float[] outReal = otherReal;
        float[] outImaginary = otherImaginary;
        int rest = length;
        int run = lanes;
        for (int factor : factors) {
            rest /= factor;
            for (int q = 0; q < rest; q++) {
                int in = q * run;
                int out = q * factor * run;
                int step = rest * run;
                int turn = q * (run / lanes);
                switch (factor) {
                    case 2 -> two(inReal, inImaginary, in, step, outReal, outImaginary, out, run, turn);
                    case 4 -> four(inReal, inImaginary, in, step, outReal, outImaginary, out, run, turn);
                    default -> odd(factor, inReal, inImaginary, in, step, outReal, outImaginary, out, run, turn);
                }
            }
            run *= factor;
            float[] swap = inReal;
            inReal = outReal;
            outReal = swap;
            swap = inImaginary;
            inImaginary = outImaginary;
            outImaginary = swap;
        }
        if (inReal != real) {
            System.arraycopy(inReal, 0, real, 0, length * lanes);
            System.arraycopy(inImaginary, 0, imaginary, 0, length * lanes);
        }
    }

    /** x_l = Σ_k X_k e^{+2πi kl/n} in place, not divided by n. */
    void inverse(float[] real, float[] imaginary) {
        forward(imaginary, real);
    }

    private void two(float[] xr, float[] xi, int in, int step, float[] yr, float[] yi, int out, int run, int turn) {
        float c = cosine[turn];
        float s = sine[turn];
        for (int v = 0; v < run; v++) {
            float ar = xr[in + v];
            float ai = xi[in + v];
            float br = xr[in + step + v];
            float bi = xi[in + step + v];
            yr[out + v] = ar + br;
            yi[out + v] = ai + bi;
            yr[out + run + v] = (ar - br) * c - (ai - bi) * s;
            yi[out + run + v] = (ar - br) * s + (ai - bi) * c;
        }
    }

    private void four(float[] xr, float[] xi, int in, int step, float[] yr, float[] yi, int out, int run, int turn) {
        float c1 = cosine[turn];
        float s1 = sine[turn];
        float c2 = cosine[2 * turn];
        float s2 = sine[2 * turn];
        float c3 = cosine[3 * turn];
        float s3 = sine[3 * turn];
        for (int v = 0; v < run; v++) {
            float evenSumReal = xr[in + v] + xr[in + 2 * step + v];
            float evenSumImaginary = xi[in + v] + xi[in + 2 * step + v];
            float evenDifferenceReal = xr[in + v] - xr[in + 2 * step + v];
            float evenDifferenceImaginary = xi[in + v] - xi[in + 2 * step + v];
            float oddSumReal = xr[in + step + v] + xr[in + 3 * step + v];
            float oddSumImaginary = xi[in + step + v] + xi[in + 3 * step + v];
            // (b − d) e^{−iπ/2}
            float oddDifferenceReal = xi[in + step + v] - xi[in + 3 * step + v];
            float oddDifferenceImaginary = xr[in + 3 * step + v] - xr[in + step + v];
            yr[out + v] = evenSumReal + oddSumReal;
            yi[out + v] = evenSumImaginary + oddSumImaginary;
            float r1 = evenDifferenceReal + oddDifferenceReal;
            float i1 = evenDifferenceImaginary + oddDifferenceImaginary;
            yr[out + run + v] = r1 * c1 - i1 * s1;
            yi[out + run + v] = r1 * s1 + i1 * c1;
            float r2 = evenSumReal - oddSumReal;
            float i2 = evenSumImaginary - oddSumImaginary;
            yr[out + 2 * run + v] = r2 * c2 - i2 * s2;
            yi[out + 2 * run + v] = r2 * s2 + i2 * c2;
            float r3 = evenDifferenceReal - oddDifferenceReal;
            float i3 = evenDifferenceImaginary - oddDifferenceImaginary;
            yr[out + 3 * run + v] = r3 * c3 - i3 * s3;
            yi[out + 3 * run + v] = r3 * s3 + i3 * c3;
        }
    }

    /** Outputs k and p − k share the sums over x_j + x_{p−j} (cosines) and x_j − x_{p−j} (sines). */
    private void odd(
            int p, float[] xr, float[] xi, int in, int step, float[] yr, float[] yi, int out, int run, int turn) {
        int half = p / 2;
        fold(half, p, xr, xi, in, step, run);
        float[] f = folded;
        System.arraycopy(xr, in, yr, out, run);
        System.arraycopy(xi, in, yi, out, run);
        for (int j = 0; j < half; j++) {
            int t = 4 * j * run;
            for (int v = 0; v < run; v++) {
                yr[out + v] += f[t + v];
                yi[out + v] += f[t + run + v];
            }
        }
        for (int k = 1; k <= half; k++) {
            sums(p, k, xr, xi, in, yr, yi, out, run);
            int low = out + k * run;
            int high = out + (p - k) * run;
            float cLow = cosine[k * turn];
            float sLow = sine[k * turn];
            float cHigh = cosine[(p - k) * turn];
            float sHigh = sine[(p - k) * turn];
            for (int v = 0; v < run; v++) {
                float a = yr[low + v];
                float b = yi[low + v];
                float c = yr[high + v];
                float d = yi[high + v];
                yr[low + v] = (a + d) * cLow - (b - c) * sLow;
                yi[low + v] = (a + d) * sLow + (b - c) * cLow;
                yr[high + v] = (a - d) * cHigh - (b + c) * sHigh;
                yi[high + v] = (a - d) * sHigh + (b + c) * cHigh;
            }
        }
    }

    private void fold(int half, int p, float[] xr, float[] xi, int in, int step, int run) {
        float[] f = folded;
        for (int j = 1; j <= half; j++) {
            int low = in + j * step;
            int high = in + (p - j) * step;
            int t = 4 * (j - 1) * run;
            for (int v = 0; v < run; v++) {
                f[t + v] = xr[low + v] + xr[high + v];
                f[t + run + v] = xi[low + v] + xi[high + v];
                f[t + 2 * run + v] = xr[low + v] - xr[high + v];
                f[t + 3 * run + v] = xi[low + v] - xi[high + v];
            }
        }
    }

    /** x_0 + Σ_j (x_j + x_{p−j}) cos into the place of output k, Σ_j (x_j − x_{p−j}) sin into that of p − k. */
    private void sums(int p, int k, float[] xr, float[] xi, int in, float[] yr, float[] yi, int out, int run) {
        float[] f = folded;
        int low = out + k * run;
        int high = out + (p - k) * run;
        System.arraycopy(xr, in, yr, low, run);
        System.arraycopy(xi, in, yi, low, run);
        Arrays.fill(yr, high, high + run, 0);
        Arrays.fill(yi, high, high + run, 0);
        for (int j = 1; j <= p / 2; j++) {
            float c = cosine[j * k % p * (length / p)];
            float s = -sine[j * k % p * (length / p)];
            int t = 4 * (j - 1) * run;
            for (int v = 0; v < run; v++) {
                yr[low + v] += c * f[t + v];
                yi[low + v] += c * f[t + run + v];
            }
            for (int v = 0; v < run; v++) {
                yr[high + v] += s * f[t + 2 * run + v];
                yi[high + v] += s * f[t + 3 * run + v];
            }
        }
    }

    private static int[] factors(int length) {
        int[] factors = new int[32];
        int count = 0;
        int rest = length;
        for (int candidate = 4; rest > 1; candidate = candidate == 4 ? 2 : candidate == 2 ? 3 : candidate + 2) {
            while (rest % candidate == 0) {
                factors[count++] = candidate;
                rest /= candidate;
            }
        }
        return Arrays.copyOf(factors, count);
    }
}
