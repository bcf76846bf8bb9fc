package org.relaxometry.bssfp.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.List;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.training.TrainingData;
import org.relaxometry.bssfp.training.TrainingSpecification;
import org.relaxometry.bssfp.training.pass.ConfigurationModel;
import org.relaxometry.bssfp.training.pass.PhysicsLoss;

/**
 * {@link PhysicsLoss} in tensor operations, for automatic differentiation: the same ellipse as {@link ConfigurationModel}, all
 * that cancels left out. Labels are the inputs of the network, z-scored, and B1 as it is.
 *
 * <p>Factors are arrays and never plain numbers, because DJL 0.35 frees those before their derivative is taken; and every
 * product is asked of an array of the step, to whose manager its result then belongs.
 */
final class AutogradPhysicsLoss extends Loss {

    private final boolean magnitude;
    /** Smallest values and widths of T1, T2 and, for complex inputs, θ. */
    private final NDArray minimum;

    private final NDArray width;
    /** −TR in ms, one, and the nominal flip angle in rad. */
    private final NDArray minusRepetitionTime;

    private final NDArray one;
    private final NDArray flipAngle;
    /** Phase increments φ, of shape (1, N); cos pφ and sin pφ, of shape (N, 3). */
    private final NDArray increments;

    private final NDArray cosines;
    private final NDArray sines;
    /** Of every input but B1. */
    private final NDArray mean;

    private final NDArray inverseDeviation;

    AutogradPhysicsLoss(NDManager manager, TrainingSpecification specification, TrainingData data) {
        super("physics");
        magnitude = specification.input() == NetworkInput.MAGNITUDE_CONFIGURATIONS;
        ModelCard.Ranges all = specification.ranges();
        List<Range> ranges = List.of(all.t1Ms(), all.t2Ms(), all.thetaRad())
                .subList(0, specification.outputs().size());
        minimum = row(manager, ranges.stream().mapToDouble(Range::min).toArray());
        width = row(manager, ranges.stream().mapToDouble(Range::width).toArray());
        Protocol protocol = specification.protocol();
        minusRepetitionTime = row(manager, -protocol.repetitionTimeMs());
        one = row(manager, 1);
        flipAngle = row(manager, protocol.flipAngleRad());
        increments = row(manager, protocol.phaseIncrementsRad());
        NDArray orders = row(manager, -1, 0, 1);
        NDArray turns = increments.transpose().mul(orders);
        cosines = turns.cos();
        sines = turns.sin();
        int features = specification.layerSizes().get(0) - 1;
        mean = row(
                manager,
                data.mean().stream()
                        .limit(features)
                        .mapToDouble(Double::doubleValue)
                        .toArray());
        inverseDeviation = row(
                manager,
                data.standardDeviation().stream()
                        .limit(features)
                        .mapToDouble(s -> 1 / s)
                        .toArray());
    }

    private static NDArray row(NDManager manager, double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return manager.create(floats, new Shape(1, values.length));
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray parameters = predictions.singletonOrThrow().mul(width).add(minimum);
        NDArray features = features(parameters, labels.get(1));
        NDArray wanted = slice(labels.get(0), 0, mean.getShape().get(1));
        return features.sub(mean).mul(inverseDeviation).sub(wanted).square().mean();
    }

    private NDArray features(NDArray parameters, NDArray b1Ratio) {
        NDArray e1 = quotient(minusRepetitionTime, slice(parameters, 0, 1)).exp();
        NDArray a = quotient(minusRepetitionTime, slice(parameters, 1, 2)).exp();
        NDArray cosAlpha = b1Ratio.mul(flipAngle).cos();
        NDArray d = e1.mul(cosAlpha).neg().add(1).sub(e1.sub(cosAlpha).mul(a.square()));
        NDArray b = a.mul(e1.neg().add(1)).mul(cosAlpha.add(1)).div(d);
        NDArray theta = magnitude ? b1Ratio.zerosLike() : slice(parameters, 2, 3);
        NDArray psi = theta.sub(increments);
        NDArray cosPsi = psi.cos();
        NDArray scale = quotient(one, b.mul(cosPsi).neg().add(1));
        NDArray x = a.mul(cosPsi).neg().add(1).mul(scale);
        NDArray y = a.mul(psi.sin()).mul(scale);
        NDArray real = x.matMul(cosines).sub(y.matMul(sines));
        NDArray imaginary = x.matMul(sines).add(y.matMul(cosines));
        NDArray power = real.square().add(imaginary.square());
        NDArray norm = power.sum(new int[] {1}, true).sqrt();
        if (magnitude) {
            return power.sqrt().div(norm);
        }
        NDArray zeroth = slice(power, 1, 2).sqrt();
        NDArray cos = slice(real, 1, 2).div(zeroth);
        NDArray sin = slice(imaginary, 1, 2).div(zeroth);
        NDArray referredReal = real.mul(cos).add(imaginary.mul(sin)).div(norm);
        NDArray referredImaginary = imaginary.mul(cos).sub(real.mul(sin)).div(norm);
        return referredReal.concat(slice(referredImaginary, 0, 1).neg(), 1).concat(slice(referredImaginary, 2, 3), 1);
    }

    private static NDArray slice(NDArray array, long from, long to) {
        return array.get(NDIndex.sliceAxis(1, from, to));
    }

    /** The result belongs to the denominator's manager. */
    private static NDArray quotient(NDArray numerator, NDArray denominator) {
        NDArray quotient = numerator.div(denominator);
        quotient.attach(denominator.getManager());
        return quotient;
    }
}
