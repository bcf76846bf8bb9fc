package org.relaxometry.bssfp.training;

import java.util.Arrays;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.statistics.Range;

/** The smoothed two-dimensional histogram of T1 and T2 maps, drawn from through its cumulative sum. */
final class MapDensity implements ParameterDistribution {

    /** A density of {@value #BINS} × {@value #BINS} cells needs this many voxels to be more than a few spikes. */
    static final int MIN_VOXELS = 1000;

    private static final int BINS = 128;

    /** Standard deviation of the smoothing in cells, about 20 ms of T1 and 1.2 ms of T2 over the tissue ranges. */
    private static final double SMOOTHING_BINS = 1.5;

    private final Range t1Ms;
    private final Range t2Ms;
    private final int voxels;
    /** Cumulative density of the cells, T1 by T1, T2 within. */
    private final double[] cumulative;

    MapDensity(float[] t1, float[] t2, Range t1Ms, Range t2Ms) {
        if (t1.length != t2.length) {
            throw new IllegalArgumentException("The T1 map has " + t1.length + " voxels, the T2 map " + t2.length
                    + ", but they must cover the same voxels.");
        }
        UniformDistribution.requireUsable(t1Ms, t2Ms);
        this.t1Ms = t1Ms;
        this.t2Ms = t2Ms;
        double[] histogram = new double[BINS * BINS];
        int count = 0;
        for (int v = 0; v < t1.length; v++) {
            if (t1Ms.contains(t1[v]) && t2Ms.contains(t2[v]) && t1[v] >= t2[v]) {
                histogram[bin(t1[v], t1Ms) * BINS + bin(t2[v], t2Ms)]++;
                count++;
            }
        }
        if (count < MIN_VOXELS) {
            throw new IllegalArgumentException("A density needs at least " + MIN_VOXELS + " voxels with T1 from "
                    + t1Ms.min() + " to " + t1Ms.max() + " ms, T2 from " + t2Ms.min() + " to " + t2Ms.max()
                    + " ms and T1 >= T2, but only " + count + " of the " + t1.length
                    + " voxels of these maps are such. Are the maps in milliseconds?");
        }
        voxels = count;
        double[] alongT2 = smooth(histogram, 1, BINS);
        cumulative = smooth(alongT2, BINS, 1);
        for (int cell = 1; cell < cumulative.length; cell++) {
            cumulative[cell] += cumulative[cell - 1];
        }
    }

    private static int bin(float value, Range range) {
        return Math.min(BINS - 1, (int) ((value - range.min()) / range.width() * BINS));
    }

    /** Convolves with a normal kernel along one axis; what would leave the range stays in its outermost cell. */
    private static double[] smooth(double[] density, int step, int rowStep) {
        int reach = (int) Math.ceil(4 * SMOOTHING_BINS);
        double[] out = new double[density.length];
        for (int row = 0; row < BINS; row++) {
            for (int cell = 0; cell < BINS; cell++) {
                double value = density[row * rowStep + cell * step];
                for (int shift = -reach; value != 0 && shift <= reach; shift++) {
                    int target = Math.max(0, Math.min(BINS - 1, cell + shift));
                    double distance = shift / SMOOTHING_BINS;
                    out[row * rowStep + target * step] += value * Math.exp(-0.5 * distance * distance);
                }
            }
        }
        return out;
    }

    @Override
    public String name() {
        return "from maps";
    }

    @Override
    public String source() {
        return "Smoothed histogram of T1 and T2 maps, " + voxels + " voxels.";
    }

    /** Tells densities apart, as {@link TrainingState} must. */
    @Override
    public String toString() {
        return "MapDensity[" + t1Ms + ", " + t2Ms + ", " + voxels + " voxels, hash " + Arrays.hashCode(cumulative)
                + "]";
    }

    @Override
    public Range t1Ms() {
        return t1Ms;
    }

    @Override
    public Range t2Ms() {
        return t2Ms;
    }

    @Override
    public double density(double atT1Ms, double atT2Ms) {
        if (!(t1Ms.contains(atT1Ms) && t2Ms.contains(atT2Ms) && atT1Ms >= atT2Ms)) {
            return 0;
        }
        int cell = bin((float) atT1Ms, t1Ms) * BINS + bin((float) atT2Ms, t2Ms);
        return cumulative[cell] - (cell == 0 ? 0 : cumulative[cell - 1]);
    }

    @Override
    public Tissue draw(GaussianNoise random) {
        while (true) {
            double place = random.uniform() * cumulative[cumulative.length - 1];
            int found = Arrays.binarySearch(cumulative, place);
            int cell = Math.min(cumulative.length - 1, found >= 0 ? found : -found - 1);
            double t1 = t1Ms.min() + (cell / BINS + random.uniform()) / BINS * t1Ms.width();
            double t2 = t2Ms.min() + (cell % BINS + random.uniform()) / BINS * t2Ms.width();
            if (t1 >= t2) {
                return new Tissue(t1, t2);
            }
        }
    }
}
