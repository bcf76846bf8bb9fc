package org.relaxometry.bssfp.estimation.posterior;

import java.util.Arrays;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
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

    /** Reach of the sum over θ in standard deviations where the fit says where θ is. */
    private static final double REACH_SIGMA = 4.5;

    /** Distance of its nodes in standard deviations of θ at one shape. */
    private static final double NODE_SIGMA = 1.3;

    /** Nodes below e to this power of the best are nothing. */
    private static final double NEGLIGIBLE_LN = -14;

    private static final int CIRCLE_NODES = 48;

    private final double[] increment;
    private final double[] theta = new double[CIRCLE_NODES];
    private final double[] greatest = new double[CIRCLE_NODES];
    private final double[] exponent = new double[CIRCLE_NODES];
    private final double[][] cosPsi;
    private final double[][] sinPsi;
    private final double[] covariance = new double[4];
    private double[] real;
    private double[] imaginary;
    private double halfPrecision;
    private double distance;
    private int nodes;

    /** What the shapes of a row share, [cycle][node]: the parts of ḡ S and |g|² above the denominator 1 − b cos ψ. */
    private final double[][] alongReal;

    private final double[][] alongImaginary;
    private final double[][] along;

    /** Σ|g|² of each node, and the parts of Σ ḡ S. */
    private final double[] power = new double[CIRCLE_NODES];

    private final double[] fitReal = new double[CIRCLE_NODES];
    private final double[] fitImaginary = new double[CIRCLE_NODES];

    SampleLikelihood(Protocol protocol) {
        increment = protocol.phaseIncrementsRad();
        cosPsi = new double[increment.length][CIRCLE_NODES];
        sinPsi = new double[increment.length][CIRCLE_NODES];
        alongReal = new double[increment.length][CIRCLE_NODES];
        alongImaginary = new double[increment.length][CIRCLE_NODES];
        along = new double[increment.length][CIRCLE_NODES];
    }

    /**
     * Takes the samples of a voxel whose θ the fit knows.
     *
     * @param sigma of the noise on every real and imaginary part
     * @param fit at its solution
     */
    void setNear(double[] real, double[] imaginary, double sigma, EllipseFit fit) {
        fit.covariance(covariance);
        double reach = Math.min(Math.PI, REACH_SIGMA * sigma * Math.sqrt(covariance[3]));
        double apart = NODE_SIGMA * sigma * Math.sqrt(fit.thetaVarianceAtShape());
        int count = (int) Math.min(CIRCLE_NODES, Math.ceil(2 * reach / apart));
        take(real, imaginary, sigma, count, 2 * reach / count, fit.thetaRad() - reach);
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
        for (int j = 0; j < increment.length; j++) {
            for (int k = 0; k < nodes; k++) {
                cosPsi[j][k] = Math.cos(theta[k] - increment[j]);
                sinPsi[j][k] = Math.sin(theta[k] - increment[j]);
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
    public void row(double a) {
        for (int j = 0; j < increment.length; j++) {
            for (int k = 0; k < nodes; k++) {
                double x = 1 - a * cosPsi[j][k];
                double y = a * sinPsi[j][k];
                alongReal[j][k] = x * real[j] + y * imaginary[j];
                alongImaginary[j][k] = x * imaginary[j] - y * real[j];
                along[j][k] = x * x + y * y;
            }
        }
    }

    @Override
    public double ln(double b) {
        Arrays.fill(power, 0, nodes, 0);
        Arrays.fill(fitReal, 0, nodes, 0);
        Arrays.fill(fitImaginary, 0, nodes, 0);
        // nodes innermost: they depend on nothing but themselves, so several go at once
        for (int j = 0; j < increment.length; j++) {
            addCycle(b, cosPsi[j], along[j], alongReal[j], alongImaginary[j]);
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < nodes; k++) {
            double explained = fitReal[k] * fitReal[k] + fitImaginary[k] * fitImaginary[k];
            exponent[k] = halfPrecision * explained / power[k];
            greatest[k] = Math.max(greatest[k], exponent[k]);
            largest = Math.max(largest, exponent[k]);
        }
        double sum = 0;
        for (int k = 0; k < nodes; k++) {
            if (exponent[k] > largest + NEGLIGIBLE_LN) {
                sum += Math.exp(exponent[k] - largest) / power[k];
            }
        }
        return largest + Math.log(sum);
    }

    private void addCycle(double b, double[] cos, double[] ofPower, double[] ofReal, double[] ofImaginary) {
        for (int k = 0; k < nodes; k++) {
            double d = 1 / (1 - b * cos[k]);
            power[k] += d * d * ofPower[k];
            fitReal[k] += d * ofReal[k];
            fitImaginary[k] += d * ofImaginary[k];
        }
    }

    /** Mean and standard deviation of θ in radians for a shape. */
    double[] theta(double atA, double b) {
        row(atA);
        ln(b);
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < nodes; k++) {
            largest = Math.max(largest, exponent[k]);
        }
        double sum = 0;
        double cos = 0;
        double sin = 0;
        for (int k = 0; k < nodes; k++) {
            double weight = Math.exp(exponent[k] - largest) / power[k];
            sum += weight;
            cos += weight * Math.cos(theta[k]);
            sin += weight * Math.sin(theta[k]);
        }
        double concentration = Math.min(1, Math.hypot(cos, sin) / sum);
        // for narrow densities the length of the mean of e^{iθ} is e^{−σ²/2}
        return new double[] {Math.atan2(sin + 0.0, cos), Math.sqrt(-2 * Math.log(concentration))};
    }
}
