package org.relaxometry.bssfp.estimation.likelihood;

/**
 * Shape of the ellipse from the signal equation multiplied out, which is linear in A, B (complex), u and v:
 *
 * <pre>
 * S_j = A + B e^{iφ_j} + u S_j cos φ_j + v S_j sin φ_j,   A = M,  B = −M a e^{−iθ},  u + iv = b e^{iθ}
 * </pre>
 *
 * Exact without noise for any N ≥ 3. A and B are eliminated first: S, S cos φ and S sin φ are projected onto what 1 and
 * e^{iφ} cannot explain, and a 2 × 2 system remains for u and v. All sums it needs are F_p = Σ S_j e^{ipφ_j} for
 * p = −2 … 1 and five real moments of |S_j|².
 *
 * <p>Source: Björk et al., Magn. Reson. Med. 72, 880 (2014), doi:10.1002/mrm.24986 (LORE).
 */
final class LinearStart {

    /** Determinant over the product of the diagonal below which u and v are not told apart. */
    static final double SINGULAR = 1e-13;

    private final double[] cosIncrement;
    private final double[] sinIncrement;

    /** Σ e^{iφ} / N: the part of e^{iφ} along 1, zero for uniform increments. */
    final double overlapReal;

    final double overlapImaginary;

    /** Σ |e^{iφ} − overlap|². */
    final double norm;

    private double fm2Real;
    private double fm2Imaginary;
    private double fm1Real;
    private double fm1Imaginary;
    private double f0Real;
    private double f0Imaginary;
    private double f1Real;
    private double f1Imaginary;
    private double power;
    private double powerCos;
    private double powerSin;
    private double powerCosCos;
    private double powerCosSin;

    private double a;
    private double b;
    private double cosTheta;
    private double sinTheta;

    LinearStart(double[] cosIncrement, double[] sinIncrement) {
        this.cosIncrement = cosIncrement;
        this.sinIncrement = sinIncrement;
        int n = cosIncrement.length;
        double x = 0;
        double y = 0;
        for (int j = 0; j < n; j++) {
            x += cosIncrement[j] / n;
            y += sinIncrement[j] / n;
        }
        overlapReal = x;
        overlapImaginary = y;
        norm = n * (1 - x * x - y * y);
    }

    /**
     * Finds the shape of one voxel.
     *
     * @return false where the samples do not determine it
     */
    boolean estimate(double[] real, double[] imaginary) {
        sum(real, imaginary);
        int n = cosIncrement.length;
        // components along 1 and along the rest of e^{iφ}, of S, S cos φ and S sin φ
        double x0Real = 0.5 * (f1Real + fm1Real);
        double x0Imaginary = 0.5 * (f1Imaginary + fm1Imaginary);
        double y0Real = 0.5 * (f1Imaginary - fm1Imaginary);
        double y0Imaginary = -0.5 * (f1Real - fm1Real);
        double s1Real = besideOneReal(fm1Real, f0Real, f0Imaginary);
        double s1Imaginary = besideOneImaginary(fm1Imaginary, f0Real, f0Imaginary);
        double x1Real = besideOneReal(0.5 * (f0Real + fm2Real), x0Real, x0Imaginary);
        double x1Imaginary = besideOneImaginary(0.5 * (f0Imaginary + fm2Imaginary), x0Real, x0Imaginary);
        double y1Real = besideOneReal(0.5 * (f0Imaginary - fm2Imaginary), y0Real, y0Imaginary);
        double y1Imaginary = besideOneImaginary(-0.5 * (f0Real - fm2Real), y0Real, y0Imaginary);

        double xx = powerCosCos
                - (x0Real * x0Real + x0Imaginary * x0Imaginary) / n
                - (x1Real * x1Real + x1Imaginary * x1Imaginary) / norm;
        double yy = power
                - powerCosCos
                - (y0Real * y0Real + y0Imaginary * y0Imaginary) / n
                - (y1Real * y1Real + y1Imaginary * y1Imaginary) / norm;
        double xy = powerCosSin
                - (x0Real * y0Real + x0Imaginary * y0Imaginary) / n
                - (x1Real * y1Real + x1Imaginary * y1Imaginary) / norm;
        double xs = powerCos
                - (x0Real * f0Real + x0Imaginary * f0Imaginary) / n
                - (x1Real * s1Real + x1Imaginary * s1Imaginary) / norm;
        double ys = powerSin
                - (y0Real * f0Real + y0Imaginary * f0Imaginary) / n
                - (y1Real * s1Real + y1Imaginary * s1Imaginary) / norm;
        double determinant = xx * yy - xy * xy;
        if (!(determinant > SINGULAR * xx * yy)) {
            return false;
        }
        double u = (xs * yy - ys * xy) / determinant;
        double v = (ys * xx - xs * xy) / determinant;
        double bReal = (s1Real - u * x1Real - v * y1Real) / norm;
        double bImaginary = (s1Imaginary - u * x1Imaginary - v * y1Imaginary) / norm;
        double aReal = (f0Real - u * x0Real - v * y0Real) / n - overlapReal * bReal + overlapImaginary * bImaginary;
        double aImaginary = (f0Imaginary - u * x0Imaginary - v * y0Imaginary) / n
                - overlapReal * bImaginary
                - overlapImaginary * bReal;
        // conj(−B/A) = a e^{iθ}
        double scale = -1 / (aReal * aReal + aImaginary * aImaginary);
        return fromBoth(
                u,
                v,
                scale * (bReal * aReal + bImaginary * aImaginary),
                -scale * (bImaginary * aReal - bReal * aImaginary));
    }

    /** b e^{iθ} and a e^{iθ} disagree on θ with noise; the longer one says more, so the sum of both decides. */
    private boolean fromBoth(double bx, double by, double ax, double ay) {
        double length = Math.sqrt((ax + bx) * (ax + bx) + (ay + by) * (ay + by));
        cosTheta = (ax + bx) / length;
        sinTheta = (ay + by) / length;
        a = ax * cosTheta + ay * sinTheta;
        b = bx * cosTheta + by * sinTheta;
        return isEllipse(a, b);
    }

    static boolean isEllipse(double a, double b) {
        return a > 0 && a < 1 && b > 0 && b < 1;
    }

    private void sum(double[] real, double[] imaginary) {
        fm2Real = fm2Imaginary = fm1Real = fm1Imaginary = f0Real = f0Imaginary = f1Real = f1Imaginary = 0;
        power = powerCos = powerSin = powerCosCos = powerCosSin = 0;
        for (int j = 0; j < cosIncrement.length; j++) {
            double x = real[j];
            double y = imaginary[j];
            double c = cosIncrement[j];
            double s = sinIncrement[j];
            double xc = x * c;
            double xs = x * s;
            double yc = y * c;
            double ys = y * s;
            double minusReal = xc + ys;
            double minusImaginary = yc - xs;
            f0Real += x;
            f0Imaginary += y;
            f1Real += xc - ys;
            f1Imaginary += yc + xs;
            fm1Real += minusReal;
            fm1Imaginary += minusImaginary;
            fm2Real += minusReal * c + minusImaginary * s;
            fm2Imaginary += minusImaginary * c - minusReal * s;
            double w = x * x + y * y;
            double wc = w * c;
            power += w;
            powerCos += wc;
            powerSin += w * s;
            powerCosCos += wc * c;
            powerCosSin += wc * s;
        }
    }

    private double besideOneReal(double z, double alongReal, double alongImaginary) {
        return z - overlapReal * alongReal - overlapImaginary * alongImaginary;
    }

    private double besideOneImaginary(double z, double alongReal, double alongImaginary) {
        return z - overlapReal * alongImaginary + overlapImaginary * alongReal;
    }

    double a() {
        return a;
    }

    double b() {
        return b;
    }

    double cosTheta() {
        return cosTheta;
    }

    double sinTheta() {
        return sinTheta;
    }
}
