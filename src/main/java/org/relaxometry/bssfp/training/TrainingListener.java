package org.relaxometry.bssfp.training;

import java.util.List;
import java.util.function.Supplier;
import org.relaxometry.bssfp.estimation.network.NetworkModel;

/** Watches a training and may end it. Called from the thread that trains. */
public interface TrainingListener {

    /** Nobody watches, nobody cancels. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * The samples are simulated, and training begins.
     *
     * @param trainingLosses of the epochs run before, where it goes on
     * @param validationLosses of the same epochs
     */
    default void begins(List<Double> trainingLosses, List<Double> validationLosses) {}

    /**
     * How far an epoch is; several times a second.
     *
     * @param epoch from 1
     * @param fraction part of the epoch done, 0 to 1
     * @param trainingLoss mean over the samples of the epoch so far
     * @param secondsLeft until the last epoch, as long as epochs take what they took; NaN until one can tell
     */
    default void progress(int epoch, double fraction, double trainingLoss, double secondsLeft) {}

    /**
     * An epoch has ended.
     *
     * @param epoch from 1
     * @param trainingLoss mean over the training samples, while the weights changed
     * @param validationLoss mean over the validation samples, with the weights of its end
     * @param best whether it is the smallest so far, so that these weights are kept
     */
    default void epochEnded(int epoch, double trainingLoss, double validationLoss, boolean best) {}

    /**
     * Follows {@link #epochEnded}, for who wants to know what the network can do by then.
     *
     * @param epoch from 1
     * @param model makes the network with the weights of the epoch's end, best or not; only during the call
     */
    default void epochModel(int epoch, Supplier<NetworkModel> model) {}

    /** Asked several times a second; the best weights so far are kept. */
    default boolean isCanceled() {
        return false;
    }
}
