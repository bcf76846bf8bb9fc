package org.relaxometry.bssfp.training.pass;

import java.util.List;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkOutput;
import org.relaxometry.bssfp.estimation.network.OutputActivation;
import org.relaxometry.bssfp.statistics.Range;

/**
 * Compares the outputs with the true parameters (SVNN of Birk et al., Sci. Rep. 15, 4825 (2025)): the mean over samples and
 * outputs of (y − p)², p the parameter or its logarithm scaled to 0…1 over its output range, or the cosine or sine of θ.
 *
 * <p>A network may also give the logarithm ℓ of the standard deviation of an output, learnt by the negative log-likelihood of
 * a normal density, ℓ + (y − p)² e<sup>−2ℓ</sup>/2. There y counts as given: were it learnt by the likelihood too, samples
 * with large σ would hardly count, and y would no longer be the mean of p given the inputs. The likelihood enters with weight
 * {@value #SIGMA_WEIGHT}: enough for its own last layer, which Adam scales anyway, and little in the layers that serve the
 * mean.
 */
public final class SupervisedLoss implements TrainingLoss {

    public static final double SIGMA_WEIGHT = 0.02;

    /** σ below this part of a range is beyond the network's own accuracy; the bound keeps e^{−2ℓ} finite early on. */
    private static final double MIN_LN_SIGMA = Math.log(1e-4);

    private final List<NetworkOutput> outputs;
    private final ModelCard.Ranges ranges;
    private final boolean sigmoid;
    private final int means;

    public SupervisedLoss(List<NetworkOutput> outputs, OutputActivation activation, ModelCard.Ranges ranges) {
        this.outputs = outputs;
        this.ranges = ranges;
        sigmoid = activation == OutputActivation.SIGMOID;
        means = (int)
                outputs.stream().filter(output -> meanOf(output) == output).count();
    }

    @Override
    public double evaluate(Batch batch, float[][] sums, double scale, float[][] gradient) {
        double loss = 0;
        for (int k = 0; k < outputs.size(); k++) {
            NetworkOutput output = outputs.get(k);
            float[] by = gradient == null ? null : gradient[k];
            loss += meanOf(output) == output
                    ? meanLoss(output, batch, sums[k], scale / means, by) / means
                    : sigmaLoss(output, batch, sums, k, scale / means, by) / means;
        }
        return loss;
    }

    private double meanLoss(NetworkOutput output, Batch batch, float[] sums, double scale, float[] by) {
        double loss = 0;
        for (int s = 0; s < batch.size(); s++) {
            double y = activate(sums[s]);
            double error = y - target(output, batch, s);
            loss += error * error;
            if (by != null) {
                by[s] = (float) (2 * error * scale * (sigmoid ? y * (1 - y) : 1));
            }
        }
        return loss;
    }

    private double sigmaLoss(NetworkOutput output, Batch batch, float[][] sums, int index, double scale, float[] by) {
        NetworkOutput mean = meanOf(output);
        float[] means = sums[outputs.indexOf(mean)];
        double loss = 0;
        for (int s = 0; s < batch.size(); s++) {
            double lnSigma = Math.max(MIN_LN_SIGMA, sums[index][s]);
            double error = activate(means[s]) - target(mean, batch, s);
            double square = error * error * Math.exp(-2 * lnSigma);
            loss += SIGMA_WEIGHT * (lnSigma + 0.5 * square);
            if (by != null) {
                double slope = SIGMA_WEIGHT * scale * (1 - square);
                by[s] = (float) (sums[index][s] < MIN_LN_SIGMA ? Math.min(0, slope) : slope);
            }
        }
        return loss;
    }

    private double activate(float sum) {
        return sigmoid ? Sigmoid.of(sum) : sum;
    }

    private double target(NetworkOutput output, Batch batch, int sample) {
        return switch (output) {
            case T1 -> scaled(batch.t1Ms()[sample], ranges.t1Ms());
            case T2 -> scaled(batch.t2Ms()[sample], ranges.t2Ms());
            case LN_T1 -> logarithm(batch.t1Ms()[sample], ranges.t1Ms());
            case LN_T2 -> logarithm(batch.t2Ms()[sample], ranges.t2Ms());
            case THETA -> scaled(batch.thetaRad()[sample], ranges.thetaRad());
            case COS_THETA -> Math.cos(batch.thetaRad()[sample]);
            case SIN_THETA -> Math.sin(batch.thetaRad()[sample]);
            default -> throw new IllegalStateException("No parameter is " + output);
        };
    }

    private static double scaled(double value, Range range) {
        return (value - range.min()) / range.width();
    }

    private static double logarithm(double value, Range range) {
        return Math.log(value / range.min()) / Math.log(range.max() / range.min());
    }

    /** The output whose standard deviation this one describes, or the output itself. */
    private NetworkOutput meanOf(NetworkOutput output) {
        return switch (output) {
            case LN_SIGMA_T1 -> outputs.contains(NetworkOutput.LN_T1) ? NetworkOutput.LN_T1 : NetworkOutput.T1;
            case LN_SIGMA_T2 -> outputs.contains(NetworkOutput.LN_T2) ? NetworkOutput.LN_T2 : NetworkOutput.T2;
            case LN_SIGMA_THETA -> NetworkOutput.THETA;
            default -> output;
        };
    }
}
