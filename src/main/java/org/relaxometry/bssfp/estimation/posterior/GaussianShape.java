package org.relaxometry.bssfp.estimation.posterior;

/**
 * The likelihood as a normal density of (a, b) around the shape that fits best: five numbers of the fit stand for the samples.
 *
 * <p>It is normal in (a, b) rather than in ln T1 and ln T2, where noise makes it skew.
 */
final class GaussianShape implements ShapeLikelihood {

    private double a;
    private double b;
    private double varianceA;
    private double slope;
    private double halfPrecisionA;
    private double halfPrecisionB;
    private double rowCentre;
    private double rowLn;

    /** Takes the fit of a voxel: shape, and variances and covariance of a and b. */
    void set(double a, double b, double varianceA, double covariance, double varianceB) {
        this.a = a;
        this.b = b;
        this.varianceA = varianceA;
        slope = covariance / varianceA;
        halfPrecisionA = 0.5 / varianceA;
        halfPrecisionB = 0.5 / (varianceB - covariance * slope);
    }

    double a() {
        return a;
    }

    double sigmaA() {
        return Math.sqrt(varianceA);
    }

    /** The most likely b at this a. */
    double centreB(double atA) {
        return b + slope * (atA - a);
    }

    /** Standard deviation of b at a given a. */
    double sigmaBGivenA() {
        return Math.sqrt(0.5 / halfPrecisionB);
    }

    @Override
    public void row(double atA) {
        double d = atA - a;
        rowCentre = b + slope * d;
        rowLn = -halfPrecisionA * d * d;
    }

    @Override
    public double ln(double atB) {
        double d = atB - rowCentre;
        return rowLn - halfPrecisionB * d * d;
    }
}
