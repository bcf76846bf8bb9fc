package org.relaxometry.bssfp.signal;

/**
 * Normally distributed random numbers in numbered streams.
 *
 * <p>The numbers depend on the seed and the stream index alone. Work that is cut into parts (voxels, blocks, batches)
 * gives each part the stream of its index and so gets the same noise with any number of threads. Streams are as
 * independent as 256 well-mixed bits of state make them. An instance serves one thread.
 *
 * <p>Bits: xoshiro256++ (Blackman and Vigna, ACM Trans. Math. Softw. 47, 36 (2021), doi:10.1145/3460772), seeded by
 * SplitMix64. Normal numbers: ziggurat of 256 layers (Marsaglia and Tsang, J. Stat. Softw. 5(8), 2000,
 * doi:10.18637/jss.v005.i08) with layer and abscissa from separate bits of one 64-bit number; {@link StrictMath} makes
 * them the same on every machine.
 */
public final class GaussianNoise {

    /** Mean |F0| of the simulated signals at M0 = 1 to which an SNR refers (Birk et al., Sci. Rep. 15, 4825 (2025)). */
    public static final double REFERENCE_SIGNAL = 0.074;

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int LAYERS = 256;

    /** Where the tail begins; it closes the ziggurat of 256 layers of equal area. */
    private static final double TAIL = 3.6541528853610088;

    /** Area of a layer under exp(−x²/2). */
    private static final double AREA = 0.004928673233974655;

    /** Abscissas are signed 53-bit integers. */
    private static final double ABSCISSA_UNIT = 0x1p-52;

    private static final double[] EDGE = new double[LAYERS + 1];
    private static final double[] HEIGHT = new double[LAYERS + 1];
    private static final double[] SCALE = new double[LAYERS];
    private static final long[] INSIDE = new long[LAYERS];

    static {
        // the bottom layer is as wide as a rectangle of its area would be; what lies beyond TAIL in it is the tail
        EDGE[0] = AREA / StrictMath.exp(-0.5 * TAIL * TAIL);
        EDGE[1] = TAIL;
        for (int i = 1; i < LAYERS - 1; i++) {
            EDGE[i + 1] = Math.sqrt(-2 * StrictMath.log(AREA / EDGE[i] + StrictMath.exp(-0.5 * EDGE[i] * EDGE[i])));
        }
        for (int i = 0; i < LAYERS; i++) {
            HEIGHT[i] = StrictMath.exp(-0.5 * EDGE[i] * EDGE[i]);
            SCALE[i] = EDGE[i] * ABSCISSA_UNIT;
            INSIDE[i] = (long) (EDGE[i + 1] / EDGE[i] / ABSCISSA_UNIT);
        }
        HEIGHT[LAYERS] = 1;
    }

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    /**
     * A stream at its beginning.
     *
     * @param seed any number; what a record of the run names
     * @param stream index of the part of the work
     */
    public GaussianNoise(long seed, long stream) {
        long key = mix(mix(seed + GOLDEN_GAMMA) + stream * GOLDEN_GAMMA);
        s0 = mix(key += GOLDEN_GAMMA);
        s1 = mix(key += GOLDEN_GAMMA);
        s2 = mix(key += GOLDEN_GAMMA);
        s3 = mix(key + GOLDEN_GAMMA);
    }

    /**
     * Standard deviation of the noise that goes with an SNR, for M0 = 1: η = 0.074 / (√2 SNR) on the real and on the
     * imaginary part of every phase-cycle image. The SNR of |F0|, the mean over N cycles, is √N higher.
     *
     * @param snr signal-to-noise ratio, positive; infinite means no noise
     */
    public static double standardDeviation(double snr) {
        if (!(snr > 0)) {
            throw new IllegalArgumentException("The SNR must be more than 0, but is " + snr + ".");
        }
        return REFERENCE_SIGNAL / (Math.sqrt(2) * snr);
    }

    /** The next number of mean 0 and standard deviation 1. */
    public double next() {
        while (true) {
            long bits = nextBits();
            int layer = (int) bits & (LAYERS - 1);
            long abscissa = bits >> 11;
            double x = abscissa * SCALE[layer];
            if (Math.abs(abscissa) < INSIDE[layer]) {
                return x;
            }
            if (layer == 0) {
                return Math.copySign(tail(), x);
            }
            double y = HEIGHT[layer] + uniform() * (HEIGHT[layer + 1] - HEIGHT[layer]);
            if (y < StrictMath.exp(-0.5 * x * x)) {
                return x;
            }
        }
    }

    /** Adds noise of this standard deviation to the first {@code length} values. */
    public void addTo(float[] values, int length, double standardDeviation) {
        for (int i = 0; i < length; i++) {
            values[i] += (float) (standardDeviation * next());
        }
    }

    /** Adds noise of this standard deviation to all values. */
    public void addTo(double[] values, double standardDeviation) {
        for (int i = 0; i < values.length; i++) {
            values[i] += standardDeviation * next();
        }
    }

    private double tail() {
        while (true) {
            double x = -StrictMath.log(uniform()) / TAIL;
            if (-2 * StrictMath.log(uniform()) >= x * x) {
                return TAIL + x;
            }
        }
    }

    /** The next number of the uniform distribution on (0, 1]. */
    public double uniform() {
        return ((nextBits() >>> 11) + 1) * 0x1p-53;
    }

    private long nextBits() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** Finaliser of SplitMix64. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
