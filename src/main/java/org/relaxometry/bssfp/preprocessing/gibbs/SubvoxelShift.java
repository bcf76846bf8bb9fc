package org.relaxometry.bssfp.preprocessing.gibbs;

import java.util.Arrays;

/**
 * Takes the ringing out of the same lines of all cycles, given by their Fourier coefficients: each voxel's value comes from the shifted
 * copy of its line that oscillates least beside it, and the cycles, which have their edges in common, have one shift in common.
 *
 * <pre>
 * x_s(l) = x(l + s) for s = −1/2 … 1/2 in steps of 1/(2 STEPS), by the Fourier coefficients
 * V_s(l) = min over both sides ± of Σ_cycles Σ_{t=1…3} |x_s(l ± t) − x_s(l ± (t+1))|
 * result(l) = x_s between its two samples around l, by linear interpolation, at the s of the least V
 * </pre>
 *
 * A shifted copy must vary less than the line itself by a margin, or the line's own value stays. Without a margin (Kellner's
 * method) noise alone picks a shift nearly everywhere, and the interpolation takes a quarter of the noise away.
 *
 * <p>Source: Kellner et al., Magn. Reson. Med. 76, 1574 (2016), doi:10.1002/mrm.26054; the sum over cycles is our own. |…| is the
 * modulus of the complex difference, which a constant phase leaves alone. The Nyquist coefficient of an even length has no shifted copy
 * and counts in the unshifted line only. An instance serves one thread.
 */
final class SubvoxelShift {

    /** Shifts to each side. Twice as many, as Kellner has, leave the same ringing. */
    private static final int STEPS = 10;

    private static final int LANES = AxisLines.LANES;

    private final int length;
    private final FourierLines transform;

    /** Of every shift, 0, +1, −1, +2 …, and coefficient: e^{iks}/n. */
    private final float[][] cosine = new float[2 * STEPS + 1][];

    private final float[][] sine = new float[2 * STEPS + 1][];

    /** One of each cycle. */
    private final float[][] shiftedReal;

    private final float[][] shiftedImaginary;

    /** |x_s(l + 1) − x_s(l)|, summed over the cycles. */
    private final float[] jump;

    private final float[] variation;
    private final float[] least;
    private final boolean[] better = new boolean[LANES];

    SubvoxelShift(int length, int cycles, FourierLines transform) {
        this.length = length;
        this.transform = transform;
        int size = length * LANES;
        shiftedReal = new float[cycles][size];
        shiftedImaginary = new float[cycles][size];
        jump = new float[size];
        variation = new float[size];
        least = new float[size];
        for (int k = 0; k < cosine.length; k++) {
            cosine[k] = new float[length];
            sine[k] = new float[length];
            tabulate(shift(k), cosine[k], sine[k]);
        }
    }

    private static double shift(int k) {
        return (k % 2 == 1 ? 1 : -1) * ((k + 1) / 2) / (2.0 * STEPS);
    }

    private void tabulate(double shift, float[] cosines, float[] sines) {
        for (int k = 0; k < length; k++) {
            int frequency = 2 * k <= length ? k : k - length;
            if (2 * k != length || shift == 0) {
                double angle = 2 * Math.PI * frequency * shift / length;
                cosines[k] = (float) (Math.cos(angle) / length);
                sines[k] = (float) (Math.sin(angle) / length);
            }
        }
    }

    /**
     * Writes the lines without ringing.
     *
     * @param margin by how much less a shifted copy must vary, summed over the cycles
     * @param real real parts of the coefficients of every cycle, [k · LANES + v]
     * @param imaginary imaginary parts, likewise
     */
    void remove(float margin, float[][] real, float[][] imaginary, float[][] lineReal, float[][] lineImaginary) {
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        for (int k = 0; k < cosine.length; k++) {
            Arrays.fill(jump, 0);
            for (int j = 0; j < real.length; j++) {
                shift(real[j], imaginary[j], cosine[k], sine[k], shiftedReal[j], shiftedImaginary[j]);
                transform.inverse(shiftedReal[j], shiftedImaginary[j]);
                addJumps(shiftedReal[j], shiftedImaginary[j]);
            }
            vary();
            keepBetter(shift(k), lineReal, lineImaginary);
            if (k == 0) {
                for (int i = 0; i < least.length; i++) {
                    least[i] -= margin;
                }
            }
        }
    }

    private void shift(float[] real, float[] imaginary, float[] cosines, float[] sines, float[] re, float[] im) {
        for (int k = 0; k < length; k++) {
            float c = cosines[k];
            float s = sines[k];
            for (int i = k * LANES; i < (k + 1) * LANES; i++) {
                re[i] = real[i] * c - imaginary[i] * s;
                im[i] = real[i] * s + imaginary[i] * c;
            }
        }
    }

    private void addJumps(float[] re, float[] im) {
        int last = re.length - LANES;
        for (int i = 0; i < last; i++) {
            float dr = re[i + LANES] - re[i];
            float di = im[i + LANES] - im[i];
            jump[i] += (float) Math.sqrt(dr * dr + di * di);
        }
        for (int v = 0; v < LANES; v++) {
            float dr = re[v] - re[last + v];
            float di = im[v] - im[last + v];
            jump[last + v] += (float) Math.sqrt(dr * dr + di * di);
        }
    }

    /** Into {@code variation} at l the path from l over l + 1 and l + 2 to l + 3. */
    private void vary() {
        for (int l = 0; l < length; l++) {
            int here = l * LANES;
            int next = at(l + 1);
            int third = at(l + 2);
            for (int v = 0; v < LANES; v++) {
                variation[here + v] = jump[here + v] + jump[next + v] + jump[third + v];
            }
        }
    }

    private void keepBetter(double shift, float[][] lineReal, float[][] lineImaginary) {
        float far = (float) Math.abs(shift);
        float near = 1 - far;
        for (int l = 0; l < length; l++) {
            int here = l * LANES;
            if (isBetter(here, at(l - 4), at(l + 1))) {
                int other = at(shift > 0 ? l - 1 : l + 1);
                for (int j = 0; j < lineReal.length; j++) {
                    blend(near, far, here, other, shiftedReal[j], lineReal[j]);
                    blend(near, far, here, other, shiftedImaginary[j], lineImaginary[j]);
                }
            }
        }
    }

    /** Whether any of the voxels here varies less than before, and which. */
    private boolean isBetter(int here, int left, int right) {
        boolean any = false;
        for (int v = 0; v < LANES; v++) {
            float candidate = Math.min(variation[left + v], variation[right + v]);
            better[v] = candidate < least[here + v];
            if (better[v]) {
                least[here + v] = candidate;
                any = true;
            }
        }
        return any;
    }

    private void blend(float near, float far, int here, int other, float[] shifted, float[] line) {
        for (int v = 0; v < LANES; v++) {
            if (better[v]) {
                line[here + v] = near * shifted[here + v] + far * shifted[other + v];
            }
        }
    }

    /** Place of an element of the periodic line. */
    private int at(int l) {
        return Math.floorMod(l, length) * LANES;
    }
}
