package org.relaxometry.bssfp.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.estimation.network.NetworkWeights;
import org.relaxometry.bssfp.training.TrainingData.Part;
import org.relaxometry.bssfp.training.TrainingSpecification.Optimisation;
import org.relaxometry.bssfp.training.pass.SupervisedLoss;
import org.relaxometry.bssfp.training.pass.TrainingEngine;

/**
 * Trains one network on simulated samples: Adam, early stopping, the weights of the epoch of the smallest validation loss. The
 * same specification gives the same weights, bit by bit, with any number of threads and after any break, on the same machine
 * and engine.
 *
 * <p>Source: Birk et al., Sci. Rep. 15, 4825 (2025), Methods.
 */
public final class NetworkTrainer {

    private static final long REPORT_INTERVAL_NS = 200_000_000L;

    private static final String CITATION = "Birk et al., Sci. Rep. 15, 4825 (2025), doi:10.1038/s41598-025-88579-z";

    private final TrainingSpecification specification;
    private final TrainingEngine engine;
    private final String engineRemark;
    private final int threads;
    private final String programVersion;
    /** When progress was last reported; epochs may be shorter than the interval. */
    private long reported = System.nanoTime();

    /**
     * @param specification what to train
     * @param engine with what; auto takes the faster one
     * @param threads at most, at least 1; every 128 samples of a batch keep one busy
     * @param programVersion for the model card
     * @throws IllegalArgumentException where PyTorch was asked for by name and cannot be loaded
     */
    public NetworkTrainer(
            TrainingSpecification specification, EngineChoice engine, int threads, String programVersion) {
        if (threads < 1) {
            throw new IllegalArgumentException("At least 1 thread is needed, but " + threads + " were asked for.");
        }
        this.specification = specification;
        this.engine = TrainingEngine.of(engine, specification.layerSizes());
        engineRemark = TrainingEngine.remark(engine, specification.layerSizes());
        this.threads = threads;
        this.programVersion = programVersion;
    }

    /** The engine taken, for the log, such as {@code DJL PyTorch 2.7.1}, with what there is to say of it. */
    public String engine() {
        return engine.describe() + (engineRemark.isEmpty() ? "" : " (" + engineRemark + ")");
    }

    /**
     * How many epochs a training has behind it that this trainer can go on with.
     *
     * @throws IOException where the file cannot be read, is damaged or of another training
     */
    public int epochsIn(Path stateFile) throws IOException {
        return TrainingState.load(stateFile, specification).epoch();
    }

    /**
     * Trains from the beginning, without leaving a trace.
     *
     * @throws IllegalArgumentException where the learning rate is so high that the loss grows beyond all bounds
     * @throws CancellationException if cancelled before the first epoch has ended
     */
    public TrainedNetwork train(TrainingListener listener) {
        try {
            return train(listener, null);
        } catch (IOException e) {
            throw new IllegalStateException("Without a file there is nothing to read or write.", e);
        }
    }

    /**
     * Goes on from the file where it exists, and keeps the file up to date after every epoch.
     *
     * @param stateFile of this training alone, its folder is made where it does not exist; may be null
     * @throws IOException where the file is damaged or of another training, or cannot be written
     * @throws CancellationException if cancelled before the first epoch has ended
     */
    public TrainedNetwork train(TrainingListener listener, Path stateFile) throws IOException {
        TrainingData data = new TrainingData(specification);
        try (StepRunner runner = new StepRunner(specification, data, engine, threads)) {
            TrainingState state = stateFile != null && Files.exists(stateFile)
                    ? TrainingState.load(stateFile, specification)
                    : TrainingState.initial(specification);
            listener.begins(List.copyOf(state.trainingLosses), List.copyOf(state.validationLosses));
            boolean canceled = listener.isCanceled();
            while (!isComplete(state) && !canceled) {
                TrainingState next = state.copy();
                if (runEpoch(next, data, runner, listener)) {
                    state = next;
                    if (stateFile != null) {
                        state.save(stateFile, specification);
                    }
                }
                canceled = listener.isCanceled();
            }
            if (state.epoch() == 0) {
                throw new CancellationException(
                        "Training was cancelled before its first epoch ended, so there is no network to keep.");
            }
            double testLoss = runner.loss(state.bestParameters, Part.TEST);
            return new TrainedNetwork(model(state, data, testLoss), testLoss, isComplete(state));
        }
    }

    private boolean isComplete(TrainingState state) {
        Optimisation optimisation = specification.optimisation();
        return state.epoch() >= optimisation.epochs() || state.epoch() - state.bestEpoch() >= optimisation.patience();
    }

    /** Whether the epoch came to its end; false where it was cancelled. */
    private boolean runEpoch(TrainingState state, TrainingData data, StepRunner runner, TrainingListener listener) {
        Optimisation optimisation = specification.optimisation();
        int epoch = state.epoch() + 1;
        int[] order = data.order(epoch);
        double sum = 0;
        long start = System.nanoTime();
        for (int from = 0; from < order.length; from += optimisation.batchSize()) {
            int to = Math.min(from + optimisation.batchSize(), order.length);
            double epochsDone = epoch - 1 + (double) from / order.length;
            double rate =
                    optimisation.learningRate() * optimisation.schedule().factor(epochsDone / optimisation.epochs());
            sum += runner.step(state.parameters, state.adam, rate, epoch, order, from, to);
            long now = System.nanoTime();
            if (now - reported > REPORT_INTERVAL_NS) {
                reported = now;
                if (listener.isCanceled()) {
                    return false;
                }
                double fraction = (double) to / order.length;
                double epochsLeft = optimisation.epochs() - epoch + 1 - fraction;
                listener.progress(epoch, fraction, sum / to, (now - start) * 1e-9 / fraction * epochsLeft);
            }
        }
        double validationLoss = runner.loss(state.parameters, Part.VALIDATION);
        if (!Double.isFinite(validationLoss)) {
            throw new IllegalArgumentException(
                    "In epoch " + epoch + " the loss grew beyond all bounds. The learning rate "
                            + optimisation.learningRate() + " is too high for these samples; choose a smaller one.");
        }
        state.endEpoch(sum / order.length, validationLoss);
        listener.epochEnded(epoch, sum / order.length, validationLoss, state.bestEpoch() == epoch);
        listener.epochModel(
                epoch, () -> model(state, state.parameters, epoch, data, "Weights at the end of epoch " + epoch + "."));
        return true;
    }

    private NetworkModel model(TrainingState state, TrainingData data, double testLoss) {
        return model(state, state.bestParameters, state.bestEpoch(), data, "Loss over test samples: " + testLoss + ".");
    }

    private NetworkModel model(TrainingState state, float[] parameters, int epoch, TrainingData data, String note) {
        NetworkWeights weights =
                new NetworkWeights(specification.layerSizes(), specification.outputActivation(), parameters);
        Optimisation optimisation = specification.optimisation();
        ParameterDistribution distribution = specification.distribution();
        ModelCard card = new ModelCard(
                specification.name(),
                specification.kind(),
                specification.input(),
                data.mean(),
                data.standardDeviation(),
                specification.layerSizes(),
                specification.outputActivation(),
                specification.outputs(),
                specification.ranges(),
                specification.protocol(),
                new ModelCard.Distribution(
                        distribution.name(),
                        specification.ranges(),
                        TrainingSpecification.B1_RATIO,
                        distribution.source()),
                new ModelCard.Training(
                        specification.drawsEveryEpoch() ? data.size(Part.TRAINING) : specification.samples(),
                        specification.signalToNoise(),
                        specification.seed(),
                        state.epoch(),
                        epoch,
                        optimisation.describe(),
                        optimisation.batchSize(),
                        state.trainingLosses,
                        state.validationLosses,
                        state.validationLosses.get(epoch - 1)),
                programVersion,
                notes(note),
                "BSD-2-Clause",
                CITATION,
                weights.sha256());
        return new NetworkModel(card, weights);
    }

    private String notes(String note) {
        String kind =
                switch (specification.kind()) {
                    case SVNN -> "Loss: mean squared difference of scaled parameters. ";
                    case PINN ->
                        "Loss: mean squared difference of the z-scored configurations from those of the signal model"
                                + " at the outputs. ";
                    case FULL_CIRCLE ->
                        "Loss: mean squared difference of scaled T1 and T2, cosine and sine of theta. Every"
                                + " epoch draws new samples. ";
                    case NOISE_AWARE ->
                        "Loss: mean squared difference of scaled T1 and T2, and "
                                + SupervisedLoss.SIGMA_WEIGHT
                                + " times the negative log-likelihood for their standard deviations, which does not move the"
                                + " means. Every epoch draws new samples and noise. The outputs are means and standard"
                                + " deviations of the posterior under the training distribution: where noise is high they"
                                + " are pulled towards that distribution. ";
                };
        return kind + note;
    }
}
