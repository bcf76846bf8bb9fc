package org.relaxometry.bssfp.app.train;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.method.NetworkChoice;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * How well a network gives back T1 and T2 of voxels simulated as its card says: free of noise, uniform over the ranges of the
 * training. A card that belongs to other weights shows here.
 *
 * @param t1Percent median |error| of T1 in %
 * @param t2Percent median |error| of T2 in %
 */
record SimulationCheck(double t1Percent, double t2Percent) {

    private static final int VOXELS = 2000;

    /** Told to networks that want to know the noise level. */
    private static final double SIGNAL_TO_NOISE = 25;

    static SimulationCheck of(NetworkModel model) {
        ModelCard card = model.card();
        ModelCard.Ranges ranges = card.distribution().ranges();
        Range theta = ranges.thetaRad() == null ? new Range(0, 0) : ranges.thetaRad();
        BssfpSignal signal = new BssfpSignal(card.protocol());
        SeriesBlock block = new SeriesBlock(signal.cycles(), VOXELS);
        block.setSize(VOXELS);
        SplittableRandom random = new SplittableRandom(1);
        double[] t1Ms = new double[VOXELS];
        double[] t2Ms = new double[VOXELS];
        double[] real = new double[signal.cycles()];
        double[] imaginary = new double[signal.cycles()];
        for (int v = 0; v < VOXELS; v++) {
            do {
                t1Ms[v] = within(ranges.t1Ms(), random);
                t2Ms[v] = within(ranges.t2Ms(), random);
            } while (t1Ms[v] < t2Ms[v]);
            double b1Ratio = within(card.distribution().b1Ratio(), random);
            signal.simulate(t1Ms[v], t2Ms[v], within(theta, random), b1Ratio, 1, real, imaginary);
            for (int j = 0; j < real.length; j++) {
                block.real()[j][v] = (float) real[j];
                block.imaginary()[j][v] = (float) imaginary[j];
            }
            block.b1Ratio()[v] = (float) b1Ratio;
        }
        RelaxometryEstimator estimator = new NetworkChoice(model, "simulated")
                .prepare(card.protocol(), EngineChoice.JAVA)
                .estimator(NoiseLevel.snr(SIGNAL_TO_NOISE));
        ParameterBlock out = new ParameterBlock(estimator.outputs(), VOXELS);
        estimator.estimate(block, out);
        return new SimulationCheck(medianError(out.of(Parameter.T1), t1Ms), medianError(out.of(Parameter.T2), t2Ms));
    }

    private static double within(Range range, SplittableRandom random) {
        return range.min() + random.nextDouble() * range.width();
    }

    private static double medianError(float[] estimates, double[] truth) {
        double[] errors = new double[truth.length];
        Arrays.setAll(errors, v -> 100 * Math.abs(estimates[v] / truth[v] - 1));
        return SortedSamples.all(errors).median();
    }
}
