package org.relaxometry.bssfp.estimation.posterior;

import java.util.Arrays;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * The likelihood of the samples themselves, with M and θ integrated out: every complex M and every θ are alike beforehand.
 *
 * <pre>
 * ∫∫ exp(−Σ|S − M g|² / 2σ²) dM dθ ∝ ∫ exp(|Σ ḡ S|² / (2σ² Σ|g|²)) / Σ|g|² dθ,   g_j = (1 − a e^{−iψ_j}) / (1 − b cos ψ_j)
 * </pre>
 *
 * The integral over θ is a sum over nodes at equal distances; those that count for nothing at any shape seen so far can be
 * left out, and the others divided, before shapes are looked at more closely.
 */
final class SampleLikelihood implements ShapeLikelihood {

    /** Reach of the sum over θ in standard deviations where the fit says where θ is, and nodes there. */
    private static final double REACH_SIGMA = 4.5;

    private static final int NEAR_NODES = 11;
    private static final int CIRCLE_NODES = 48;

    private final double[] increment;
    private final double[] theta = new double[CIRCLE_NODES];
    private final double[] greatest = new double[CIRCLE_NODES];
    private final double[] exponent = new double[CIRCLE_NODES];
    private final double[][] cosPsi;
    private final double[][] sinPsi;
    private double[] real;
    private double[] imaginary;
    private double halfPrecision;
    private double distance;
    private int nodes;
    private double a;

    SampleLikelihood(Protocol protocol) {
        increment = protocol.phaseIncrementsRad();
        cosPsi = new double[CIRCLE_NODES][increment.length];
        sinPsi = new double[CIRCLE_NODES][increment.length];
    }

    /**
     * Takes the samples of a voxel whose θ the fit knows.
     *
     * @param sigma of the noise on every real and imaginary part
     */
    void setNear(double[] real, double[] imaginary, double sigma, double thetaRad, double thetaSigma) {
        double reach = Math.min(Math.PI, REACH_SIGMA * thetaSigma);
        take(real, imaginary, sigma, NEAR_NODES, 2 * reach / NEAR_NODES, thetaRad - reach);
    }

    /** Takes the samples of a voxel of any θ. */
    void setAnywhere(double[] real, double[] imaginary, double sigma) {
        take(real, imaginary, sigma, CIRCLE_NODES, 2 * Math.PI / CIRCLE_NODES, 0);
    }

    private void take(double[] re, double[] im, double sigma, int count, double apart, double first) {
        real = re;
        imaginary = im;
        halfPrecision = 0.5 / (sigma * sigma);
        nodes = count;
        distance = apart;
        for (int k = 0; k < nodes; k++) {
            theta[k] = first + (k + 0.5) * distance;
        }
        turn();
    }

    private void turn() {
        for (int k = 0; k < nodes; k++) {
            for (int j = 0; j < increment.length; j++) {
                cosPsi[k][j] = Math.cos(theta[k] - increment[j]);
                sinPsi[k][j] = Math.sin(theta[k] - increment[j]);
            }
        }
        Arrays.fill(greatest, 0, nodes, Double.NEGATIVE_INFINITY);
    }

    /** Leaves out the nodes that were nowhere within e to this power of the best, and divides the others by three if few are left. */
    void refine(double negligibleLn) {
        double best = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < nodes; k++) {
            best = Math.max(best, greatest[k]);
        }
        int kept = 0;
        for (int k = 0; k < nodes; k++) {
            if (greatest[k] > best + negligibleLn) {
                exponent[kept++] = theta[k];
            }
        }
        int parts = 3 * kept <= CIRCLE_NODES ? 3 : 1;
        distance /= parts;
        nodes = parts * kept;
        for (int k = 0; k < nodes; k++) {
            theta[k] = exponent[k / parts] + (k % parts - (parts - 1) / 2) * distance;
        }
        turn();
    }

    @Override
    public void row(double atA) {
        a = atA;
    }

    @Override
    public double ln(double b) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < nodes; k++) {
            double power = 0;
            double fitReal = 0;
            double fitImaginary = 0;
            double[] cos = cosPsi[k];
            double[] sin = sinPsi[k];
            for (int j = 0; j < cos.length; j++) {
                double d = 1 / (1 - b * cos[j]);
                double x = (1 - a * cos[j]) * d;
                double y = a * sin[j] * d;
                power += x * x + y * y;
                fitReal += x * real[j] + y * imaginary[j];
                fitImaginary += x * imaginary[j] - y * real[j];
            }
            double ln = halfPrecision * (fitReal * fitReal + fitImaginary * fitImaginary) / power - Math.log(power);
            exponent[k] = ln;
            if (ln > greatest[k]) {
                greatest[k] = ln;
            }
            if (ln > largest) {
                largest = ln;
            }
        }
        double sum = 0;
        for (int k = 0; k < nodes; k++) {
            if (exponent[k] > largest - 25) {
                sum += Math.exp(exponent[k] - largest);
            }
        }
        return largest + Math.log(sum);
    }

    /** Mean and standard deviation of θ in radians for a shape. */
    double[] theta(double atA, double b) {
        a = atA;
        ln(b);
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < nodes; k++) {
            largest = Math.max(largest, exponent[k]);
        }
        double sum = 0;
        double cos = 0;
        double sin = 0;
        for (int k = 0; k < nodes; k++) {
            double weight = Math.exp(exponent[k] - largest);
            sum += weight;
            cos += weight * Math.cos(theta[k]);
            sin += weight * Math.sin(theta[k]);
        }
        double concentration = Math.min(1, Math.hypot(cos, sin) / sum);
        // for narrow densities the length of the mean of e^{iθ} is e^{−σ²/2}
        return new double[] {Math.atan2(sin + 0.0, cos), Math.sqrt(-2 * Math.log(concentration))};
    }
}
