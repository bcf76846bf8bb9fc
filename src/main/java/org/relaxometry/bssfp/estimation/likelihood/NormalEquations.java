package org.relaxometry.bssfp.estimation.likelihood;

/**
 * Gradient and Gauss–Newton matrix of the elliptical signal with M eliminated.
 *
 * <p>At a shape (a, b, θ) let ψ_j = θ − φ_j, d = 1/(1 − b cos ψ) and g = (1 − a e^{−iψ}) d, so that S ≈ M g. The coordinates
 * are (−ln a, ln b, θ). Up to multiples of g, which M takes up, the derivatives of g by them are
 *
 * <pre>
 * t1 = d,   t2 = g d,   t3 = i d − b σ g,   σ = d sin ψ
 * </pre>
 *
 * As d cos ψ = (d − 1)/b and σ² = d² − (d − 1)²/b², every inner product of g, t1, t2, t3 and S is a combination of the sums
 * of d, d², d³, d⁴, σd, σd², σd³, S, Sd, Sd², Sσ, Sσd over the cycles: one short pass per step. Dividing by b costs digits
 * below b ≈ 1e-3, where T1 is far beyond any tissue.
 */
final class NormalEquations {

    /** Half the gradient of the explained power over |M|². */
    double gradient1;

    double gradient2;
    double gradient3;

    /** Gauss–Newton matrix over |M|²: the Fisher matrix for unit noise is |M|² times this. */
    double h11;

    double h12;
    double h13;
    double h22;
    double h23;
    double h33;

    double mReal;
    double mImaginary;

    /** |M|². */
    double mPower;

    /** |⟨g, S⟩|² / ⟨g, g⟩, what the model explains of Σ |S|². */
    double explainedPower;

    private final double[] cosIncrement;
    private final double[] sinIncrement;

    private double d1;
    private double d2;
    private double d3;
    private double d4;
    private double sd1;
    private double sd2;
    private double sd3;
    private double x0;
    private double y0;
    private double xd1;
    private double yd1;
    private double xd2;
    private double yd2;
    private double xs0;
    private double ys0;
    private double xs1;
    private double ys1;

    NormalEquations(double[] cosIncrement, double[] sinIncrement) {
        this.cosIncrement = cosIncrement;
        this.sinIncrement = sinIncrement;
    }

    /** Sets up everything for these samples at this shape. */
    void evaluate(double[] real, double[] imaginary, double a, double b, double cosTheta, double sinTheta) {
        sum(real, imaginary, b, cosTheta, sinTheta);
        combine(a, b);
    }

    private void sum(double[] real, double[] imaginary, double b, double cosTheta, double sinTheta) {
        d1 = d2 = d3 = d4 = sd1 = sd2 = sd3 = 0;
        x0 = y0 = xd1 = yd1 = xd2 = yd2 = xs0 = ys0 = xs1 = ys1 = 0;
        for (int j = 0; j < cosIncrement.length; j++) {
            double x = real[j];
            double y = imaginary[j];
            double cosPsi = cosTheta * cosIncrement[j] + sinTheta * sinIncrement[j];
            double sinPsi = sinTheta * cosIncrement[j] - cosTheta * sinIncrement[j];
            double d = 1 / (1 - b * cosPsi);
            double dd = d * d;
            double s = sinPsi * d;
            double sd = s * d;
            d1 += d;
            d2 += dd;
            d3 += dd * d;
            d4 += dd * dd;
            sd1 += sd;
            sd2 += sd * d;
            sd3 += sd * dd;
            x0 += x;
            y0 += y;
            xd1 += x * d;
            yd1 += y * d;
            xd2 += x * dd;
            yd2 += y * dd;
            xs0 += x * s;
            ys0 += y * s;
            xs1 += x * sd;
            ys1 += y * sd;
        }
    }

    private void combine(double a, double b) {
        // Re g = rest d + ratio,  Im g = a σ,  |g|² = g2 d² + g1 d,  b² σ² = slope d² + 2d − 1
        double ratio = a / b;
        double rest = 1 - ratio;
        double g1 = 2 * ratio;
        double g2 = 1 + a * a - g1;
        double slope = (b - 1) * (b + 1);

        // ⟨g, g⟩ and ⟨g, t⟩; the second is real, and the imaginary part of the third is the real part of the first
        double perPower = 1 / (g2 * d2 + g1 * d1);
        double gt1Real = rest * d2 + ratio * d1;
        double gt1Imaginary = -a * sd1;
        double gt2 = g2 * d3 + g1 * d2;
        double gt3Real = a * sd1 - b * (g2 * sd2 + g1 * sd1);
        h11 = d2 - perPower * (gt1Real * gt1Real + gt1Imaginary * gt1Imaginary);
        h12 = rest * d3 + ratio * d2 - perPower * gt1Real * gt2;
        h13 = -b * (rest * sd2 + ratio * sd1) - perPower * gt1Real * (gt3Real + gt1Imaginary);
        h22 = g2 * d4 + g1 * d3 - perPower * gt2 * gt2;
        h23 = a * sd2 - b * (g2 * sd3 + g1 * sd2) - perPower * gt2 * gt3Real;
        h33 = (1 - g2) * d2 + g2 * (2 * d3 + slope * d4) - perPower * (gt3Real * gt3Real + gt1Real * gt1Real);

        // ⟨g, S⟩, ⟨t2, S⟩, ⟨t3, S⟩; ⟨t1, S⟩ is the sum of Sd
        double gsReal = ratio * x0 + rest * xd1 + a * ys0;
        double gsImaginary = ratio * y0 + rest * yd1 - a * xs0;
        double t2Real = ratio * xd1 + rest * xd2 + a * ys1;
        double t2Imaginary = ratio * yd1 + rest * yd2 - a * xs1;
        double t3Real = yd1 - a * xs0 - b * rest * xs1 - ratio * (slope * yd2 + 2 * yd1 - y0);
        double t3Imaginary = -xd1 - a * ys0 - b * rest * ys1 + ratio * (slope * xd2 + 2 * xd1 - x0);
        mReal = gsReal * perPower;
        mImaginary = gsImaginary * perPower;
        mPower = mReal * mReal + mImaginary * mImaginary;
        explainedPower = mReal * gsReal + mImaginary * gsImaginary;
        double perM = 1 / mPower;
        gradient1 = perM * (mReal * xd1 + mImaginary * yd1) - gt1Real;
        gradient2 = perM * (mReal * t2Real + mImaginary * t2Imaginary) - gt2;
        gradient3 = perM * (mReal * t3Real + mImaginary * t3Imaginary) - gt3Real;
    }
}
