package org.relaxometry.bssfp.training.pass;

/**
 * What training makes small: a mean over the samples, and its derivatives by the sums of the last layer, that is before the
 * output activation. An instance serves one thread.
 */
public interface TrainingLoss {

    /**
     * The sum of the losses of the first {@code batch.size()} samples, not yet divided by their number.
     *
     * @param batch inputs and true parameters
     * @param sums of the last layer, [output][sample]
     * @param scale by which the derivatives are multiplied, one over the number of samples of the whole step
     * @param gradient receives the derivatives, [output][sample]; null where only the loss is wanted
     */
    double evaluate(Batch batch, float[][] sums, double scale, float[][] gradient);
}
