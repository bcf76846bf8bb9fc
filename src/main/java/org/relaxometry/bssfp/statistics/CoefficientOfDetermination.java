package org.relaxometry.bssfp.statistics;

/**
 * CoD = 1 − Σ (y − ŷ)² / Σ (y − ȳ)² (Birk et al., Sci. Rep. 15, 4825 (2025), Eq. 2), point after point. It is 1 where all
 * estimates are right, 0 where they are no better than the mean of the truth, and NaN where the truth does not vary.
 */
public final class CoefficientOfDetermination {

    private int count;
    private double mean;
    private double spread;
    private double error;

    /**
     * @param truth y
     * @param squaredError (y − ŷ)², or its mean over several estimates
     */
    public void add(double truth, double squaredError) {
        count++;
        double delta = truth - mean;
        mean += delta / count;
        spread += delta * (truth - mean);
        error += squaredError;
    }

    public double value() {
        return spread > 0 ? 1 - error / spread : Double.NaN;
    }

    /** Number of points. */
    public int count() {
        return count;
    }
}
