package org.relaxometry.bssfp.training.pass;

import java.util.List;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.Range;

/**
 * Compares the inputs with those of the signal model at the outputs (PINN of Birk et al., Sci. Rep. 15, 4825 (2025)): the
 * sigmoid outputs give T1, T2 and, for complex inputs, θ; with the B1 of the sample the {@link ConfigurationModel} gives
 * configurations; the loss is the mean over samples and inputs but B1 of the squared difference of z-scores. The true
 * parameters are not used, but for B1.
 */
public final class PhysicsLoss implements TrainingLoss {

    private final ConfigurationModel model;
    private final boolean magnitude;
    private final Range[] ranges;
    private final double[] mean;
    private final double[] inverseDeviation;
    /** Inputs but B1. */
    private final int features;

    private final double[] feature;
    private final double[] byFeature;
    private final double[] byParameter = new double[3];

    /**
     * @param input magnitude or complex configurations
     * @param mean of every input over the training set
     * @param standardDeviation of every input over the training set
     */
    public PhysicsLoss(
            Protocol protocol,
            NetworkInput input,
            ModelCard.Ranges ranges,
            List<Double> mean,
            List<Double> standardDeviation) {
        if (input == NetworkInput.SAMPLES) {
            throw new IllegalArgumentException(
                    "A physics-informed network compares configurations, but its inputs are " + input.label() + ".");
        }
        model = new ConfigurationModel(protocol);
        magnitude = input == NetworkInput.MAGNITUDE_CONFIGURATIONS;
        this.ranges = magnitude
                ? new Range[] {ranges.t1Ms(), ranges.t2Ms()}
                : new Range[] {ranges.t1Ms(), ranges.t2Ms(), ranges.thetaRad()};
        features = input.width(protocol.cycles()) - 1;
        this.mean = mean.stream().mapToDouble(Double::doubleValue).toArray();
        inverseDeviation = standardDeviation.stream().mapToDouble(s -> 1 / s).toArray();
        feature = new double[features];
        byFeature = new double[features];
    }

    @Override
    public double evaluate(Batch batch, float[][] sums, double scale, float[][] gradient) {
        double loss = 0;
        double[] y = new double[3];
        double[] parameter = new double[3];
        for (int s = 0; s < batch.size(); s++) {
            for (int k = 0; k < ranges.length; k++) {
                y[k] = Sigmoid.of(sums[k][s]);
                parameter[k] = ranges[k].min() + y[k] * ranges[k].width();
            }
            // magnitude networks assume resonance: parameter[2] stays 0
            model.evaluate(parameter[0], parameter[1], parameter[2], batch.b1Ratio()[s]);
            loss += compare(batch, s, 2 * scale / features);
            if (gradient == null) {
                continue;
            }
            back();
            for (int k = 0; k < ranges.length; k++) {
                gradient[k][s] = (float) (byParameter[k] * ranges[k].width() * y[k] * (1 - y[k]));
            }
        }
        return loss;
    }

    /** The loss of one sample; leaves its derivatives by the features, times the scale over 2, behind. */
    private double compare(Batch batch, int sample, double scale) {
        if (magnitude) {
            for (int k = 0; k < 3; k++) {
                feature[k] = model.magnitude(k - 1);
            }
        } else {
            for (int k = 0; k < 3; k++) {
                feature[k] = model.real(k - 1);
            }
            feature[3] = -model.imaginary(-1);
            feature[4] = model.imaginary(1);
        }
        double loss = 0;
        for (int k = 0; k < features; k++) {
            double error = (feature[k] - mean[k]) * inverseDeviation[k] - batch.inputs()[k][sample];
            loss += error * error;
            byFeature[k] = scale * error * inverseDeviation[k];
        }
        return loss / features;
    }

    private void back() {
        if (magnitude) {
            model.magnitudeGradient(byFeature, byParameter);
        } else {
            model.gradient(byFeature[0], byFeature[1], byFeature[2], -byFeature[3], byFeature[4], byParameter);
        }
    }
}
