package org.relaxometry.bssfp.bench;

import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.training.NetworkTrainer;
import org.relaxometry.bssfp.training.StepRunner;
import org.relaxometry.bssfp.training.TrainingData;
import org.relaxometry.bssfp.training.TrainingData.Part;
import org.relaxometry.bssfp.training.TrainingSpecification;
import org.relaxometry.bssfp.training.TrainingState;
import org.relaxometry.bssfp.training.pass.TrainingEngine;

/**
 * Epochs of one training to take the time of, by our trainer and by DJL's own with automatic differentiation. Both start with
 * the same weights and are shown the same samples in the same order; neither simulates, validates or reports.
 */
public final class EpochBenchmark {

    /** One way to train. */
    public interface Epochs extends AutoCloseable {

        /**
         * Trains for one more epoch.
         *
         * @return mean loss of its samples while the weights changed
         */
        double run();

        @Override
        void close();
    }

    private final TrainingSpecification specification;
    private final TrainingData data;

    /**
     * Simulates the samples.
     *
     * @param specification of samples that are drawn once and carry no noise
     */
    public EpochBenchmark(TrainingSpecification specification) {
        if (specification.drawsEveryEpoch() || specification.isNoisy()) {
            throw new IllegalArgumentException("The samples of every epoch must be the same, but those of "
                    + specification.kind().label() + " at SNR "
                    + specification.signalToNoise().max() + " are not.");
        }
        this.specification = specification;
        data = new TrainingData(specification);
    }

    /** Number of samples of an epoch. */
    public int samples() {
        return data.size(Part.TRAINING);
    }

    /** Our trainer, {@link NetworkTrainer}. */
    public Epochs ours(EngineChoice engine, int threads) {
        TrainingState state = TrainingState.initial(specification);
        TrainingEngine chosen = TrainingEngine.of(engine, specification.layerSizes());
        StepRunner runner = new StepRunner(specification, data, chosen, threads);
        return new Epochs() {
            private int epoch;

            @Override
            public double run() {
                epoch++;
                int[] order = data.order(epoch);
                int batchSize = specification.optimisation().batchSize();
                double rate = specification.optimisation().learningRate();
                double sum = 0;
                for (int from = 0; from < order.length; from += batchSize) {
                    int to = Math.min(from + batchSize, order.length);
                    sum += runner.step(state.parameters, state.adam, rate, epoch, order, from, to);
                }
                return sum / order.length;
            }

            @Override
            public void close() {
                runner.close();
            }
        };
    }

    /** DJL's trainer with automatic differentiation on one thread; PyTorch must be available. */
    public Epochs autograd() {
        return new AutogradReference(specification, data);
    }
}
