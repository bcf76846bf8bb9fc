package org.relaxometry.bssfp.estimation.posterior;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.Range;

/**
 * The posterior under an even prior over T1 and T2 in ms, by plain sums over T1, T2 and the whole circle of θ: first coarse, then
 * over the box that holds all but 1e-7 of it. M is integrated out. Shares no line with the product.
 */
final class BruteForce {

    private static final int COARSE = 40;
    private static final int FINE = 64;
    private static final int COARSE_ANGLES = 180;
    private static final double NEGLIGIBLE = 1e-7;

    private final Protocol protocol;
    private final int angles;

    double meanT1Ms;
    double meanT2Ms;
    double sigmaT1Ms;
    double sigmaT2Ms;
    private Range t1Box;
    private Range t2Box;

    /** @param angles of θ in the fine sum, several within its standard deviation */
    BruteForce(Protocol protocol, int angles) {
        this.protocol = protocol;
        this.angles = angles;
    }

    /** Takes the samples of one voxel at B1 = 1. */
    void sum(double[] real, double[] imaginary, double sigma, Range t1Ms, Range t2Ms) {
        sum(real, imaginary, sigma, t1Ms, t2Ms, COARSE, COARSE_ANGLES);
        Range t1 = new Range(Math.max(t1Ms.min(), t1Box.min()), Math.min(t1Ms.max(), t1Box.max()));
        Range t2 = new Range(Math.max(t2Ms.min(), t2Box.min()), Math.min(t2Ms.max(), t2Box.max()));
        sum(real, imaginary, sigma, t1, t2, FINE, angles);
    }

    private void sum(double[] real, double[] imaginary, double sigma, Range t1, Range t2, int side, int circle) {
        double[] ln = new double[side * side];
        double largest = Double.NEGATIVE_INFINITY;
        double[][] cos = new double[circle][real.length];
        double[][] sin = new double[circle][real.length];
        for (int k = 0; k < circle; k++) {
            for (int j = 0; j < real.length; j++) {
                double psi = 2 * Math.PI * k / circle - protocol.phaseIncrementsRad()[j];
                cos[k][j] = Math.cos(psi);
                sin[k][j] = Math.sin(psi);
            }
        }
        for (int cell = 0; cell < ln.length; cell++) {
            ln[cell] = lnLikelihood(
                    real, imaginary, sigma, at(t1, side, cell / side), at(t2, side, cell % side), cos, sin);
            largest = Math.max(largest, ln[cell]);
        }
        double total = 0;
        double[] first = new double[2];
        double[] second = new double[2];
        double[] box = {t1.max(), t1.min(), t2.max(), t2.min()};
        for (int cell = 0; cell < ln.length; cell++) {
            double time1 = at(t1, side, cell / side);
            double time2 = at(t2, side, cell % side);
            double weight = Math.exp(ln[cell] - largest);
            total += weight;
            first[0] += weight * time1;
            first[1] += weight * time2;
            second[0] += weight * time1 * time1;
            second[1] += weight * time2 * time2;
            if (weight > NEGLIGIBLE) {
                box[0] = Math.min(box[0], time1 - 1.5 * t1.width() / side);
                box[1] = Math.max(box[1], time1 + 1.5 * t1.width() / side);
                box[2] = Math.min(box[2], time2 - 1.5 * t2.width() / side);
                box[3] = Math.max(box[3], time2 + 1.5 * t2.width() / side);
            }
        }
        meanT1Ms = first[0] / total;
        meanT2Ms = first[1] / total;
        sigmaT1Ms = Math.sqrt(second[0] / total - meanT1Ms * meanT1Ms);
        sigmaT2Ms = Math.sqrt(second[1] / total - meanT2Ms * meanT2Ms);
        t1Box = new Range(box[0], box[1]);
        t2Box = new Range(box[2], box[3]);
    }

    private static double at(Range range, int side, int index) {
        return range.min() + (index + 0.5) * range.width() / side;
    }

    private double lnLikelihood(
            double[] real, double[] imaginary, double sigma, double t1, double t2, double[][] cos, double[][] sin) {
        double e1 = Math.exp(-protocol.repetitionTimeMs() / t1);
        double e2 = Math.exp(-protocol.repetitionTimeMs() / t2);
        double cosAlpha = Math.cos(protocol.flipAngleRad());
        double c = e2 * (e1 - 1) * (1 + cosAlpha);
        double d = (1 - e1 * cosAlpha) - (e1 - cosAlpha) * e2 * e2;
        double[] exponent = new double[cos.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < cos.length; k++) {
            double power = 0;
            double x = 0;
            double y = 0;
            for (int j = 0; j < real.length; j++) {
                double scale = 1 / (1 + c / d * cos[k][j]);
                double u = (1 - e2 * cos[k][j]) * scale;
                double v = e2 * sin[k][j] * scale;
                power += u * u + v * v;
                x += u * real[j] + v * imaginary[j];
                y += u * imaginary[j] - v * real[j];
            }
            exponent[k] = (x * x + y * y) / (2 * sigma * sigma * power) - Math.log(power);
            largest = Math.max(largest, exponent[k]);
        }
        double sum = 0;
        for (double value : exponent) {
            sum += Math.exp(value - largest);
        }
        return largest + Math.log(sum);
    }
}
