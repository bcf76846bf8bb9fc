package org.relaxometry.bssfp.preprocessing.gibbs;

import java.util.Arrays;

/**
 * Takes the ringing out of lines given by their Fourier coefficients: each voxel's value comes from the shifted copy of its line
 * that oscillates least beside it.
 *
 * <pre>
 * x_s(l) = x(l + s) for s = −1/2 … 1/2 in steps of 1/(2 STEPS), by the Fourier coefficients
 * V_s(l) = min over both sides ± of Σ_{t=1…3} |x_s(l ± t) − x_s(l ± (t+1))|
 * result(l) = x_s between its two samples around l, by linear interpolation, at the s of the least V
 * </pre>
 *
 * A shifted copy must vary less than the line itself by a margin, or the line's own value stays. Without a margin (Kellner's
 * method) noise alone picks a shift nearly everywhere, and the interpolation takes a quarter of the noise away.
 *
 * <p>Source: Kellner et al., Magn. Reson. Med. 76, 1574 (2016), doi:10.1002/mrm.26054. |…| is the modulus of the complex
 * difference, which a constant phase leaves alone. The Nyquist coefficient of an even length has no shifted copy and counts
 * in the unshifted line only. An instance serves one thread.
 */
final class SubvoxelShift {

    /** Shifts to each side; what Kellner and his followers use. */
    private static final int STEPS = 20;

    private static final int LANES = AxisLines.LANES;

    private final int length;
    private final FourierLines transform;
    private final float[] shiftedReal;
    private final float[] shiftedImaginary;
    private final float[] jump;
    private final float[] variation;
    private final float[] least;

    SubvoxelShift(int length, FourierLines transform) {
        this.length = length;
        this.transform = transform;
        shiftedReal = new float[length * LANES];
        shiftedImaginary = new float[length * LANES];
        jump = new float[length * LANES];
        variation = new float[length * LANES];
        least = new float[length * LANES];
    }

    /**
     * Writes the lines without ringing.
     *
     * @param margin by how much less a shifted copy must vary
     * @param real real parts of the coefficients, [k · LANES + v]; receives the lines
     * @param imaginary imaginary parts, likewise
     */
    void remove(float margin, float[] real, float[] imaginary, float[] lineReal, float[] lineImaginary) {
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        for (int step = 0; step <= STEPS; step++) {
            double shift = step / (2.0 * STEPS);
            keepBetter(real, imaginary, shift, lineReal, lineImaginary);
            if (step > 0) {
                keepBetter(real, imaginary, -shift, lineReal, lineImaginary);
            } else {
                for (int i = 0; i < least.length; i++) {
                    least[i] -= margin;
                }
            }
        }
    }

    private void keepBetter(float[] real, float[] imaginary, double shift, float[] lineReal, float[] lineImaginary) {
        shift(real, imaginary, shift);
        transform.inverse(shiftedReal, shiftedImaginary);
        vary();
        float far = (float) Math.abs(shift);
        float near = 1 - far;
        int aside = shift > 0 ? -1 : 1;
        for (int l = 0; l < length; l++) {
            int here = l * LANES;
            int other = at(l + aside);
            int left = at(l - 4);
            int right = at(l + 1);
            for (int v = 0; v < LANES; v++) {
                float candidate = Math.min(variation[left + v], variation[right + v]);
                if (candidate < least[here + v]) {
                    least[here + v] = candidate;
                    lineReal[here + v] = near * shiftedReal[here + v] + far * shiftedReal[other + v];
                    lineImaginary[here + v] = near * shiftedImaginary[here + v] + far * shiftedImaginary[other + v];
                }
            }
        }
    }

    private void shift(float[] real, float[] imaginary, double shift) {
        for (int k = 0; k < length; k++) {
            int frequency = 2 * k <= length ? k : k - length;
            boolean lost = 2 * k == length && shift != 0;
            double angle = 2 * Math.PI * frequency * shift / length;
            float c = lost ? 0 : (float) (Math.cos(angle) / length);
            float s = lost ? 0 : (float) (Math.sin(angle) / length);
            for (int i = k * LANES; i < (k + 1) * LANES; i++) {
                shiftedReal[i] = real[i] * c - imaginary[i] * s;
                shiftedImaginary[i] = real[i] * s + imaginary[i] * c;
            }
        }
    }

    /** Into {@code variation} at l the path from l over l + 1 and l + 2 to l + 3. */
    private void vary() {
        for (int l = 0; l < length; l++) {
            int here = l * LANES;
            int next = at(l + 1);
            for (int v = 0; v < LANES; v++) {
                float re = shiftedReal[next + v] - shiftedReal[here + v];
                float im = shiftedImaginary[next + v] - shiftedImaginary[here + v];
                jump[here + v] = (float) Math.sqrt(re * re + im * im);
            }
        }
        for (int l = 0; l < length; l++) {
            int here = l * LANES;
            int next = at(l + 1);
            int third = at(l + 2);
            for (int v = 0; v < LANES; v++) {
                variation[here + v] = jump[here + v] + jump[next + v] + jump[third + v];
            }
        }
    }

    /** Place of an element of the periodic line. */
    private int at(int l) {
        return Math.floorMod(l, length) * LANES;
    }
}
