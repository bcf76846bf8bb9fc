package org.relaxometry.bssfp.statistics;

/** The finite values of a map: their number, exact extremes, and quantiles from a regular sample of them. */
public final class FiniteValues {

    /** Enough for quantiles good to a fraction of a per cent, and sorted in milliseconds. */
    private static final int SAMPLE_SIZE = 200_000;

    private final SortedSamples sample;
    private final double smallest;
    private final double largest;

    /** @param planes [z][voxel] */
    public FiniteValues(float[][] planes) {
        long count = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (float[] plane : planes) {
            for (float value : plane) {
                if (Float.isFinite(value)) {
                    count++;
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                }
            }
        }
        smallest = count == 0 ? Double.NaN : min;
        largest = count == 0 ? Double.NaN : max;
        sample = SortedSamples.all(sample(planes, count));
    }

    public boolean isEmpty() {
        return sample.isEmpty();
    }

    /** Exact; NaN where there are no values. */
    public double smallest() {
        return smallest;
    }

    /** Exact; NaN where there are no values. */
    public double largest() {
        return largest;
    }

    /** Value below which this fraction of the values lies; there must be values. */
    public double quantile(double fraction) {
        return sample.at((int) Math.rint(fraction * (sample.size() - 1)));
    }

    /** Fraction of the values in a closed interval; there must be values. */
    public double fractionWithin(double lower, double upper) {
        return sample.fractionWithin(lower, upper);
    }

    /** Every n-th finite value, so that the same map always gives the same sample. */
    private static float[] sample(float[][] planes, long count) {
        long step = Math.max(1, (count + SAMPLE_SIZE - 1) / SAMPLE_SIZE);
        float[] values = new float[(int) ((count + step - 1) / step)];
        long index = 0;
        for (float[] plane : planes) {
            for (float value : plane) {
                if (Float.isFinite(value) && index++ % step == 0) {
                    values[(int) ((index - 1) / step)] = value;
                }
            }
        }
        return values;
    }
}
