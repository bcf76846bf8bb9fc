package org.relaxometry.bssfp.training;

import java.util.Locale;
import java.util.function.Consumer;

/** Writes a line for every epoch, for trainings that run in the background. */
public final class TrainingLog implements TrainingListener {

    private final Consumer<String> lines;
    private double secondsLeft = Double.NaN;

    /** @param lines receives one line after another, without line ends */
    public TrainingLog(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void progress(int epoch, double fraction, double trainingLoss, double secondsLeft) {
        this.secondsLeft = secondsLeft;
    }

    @Override
    public void epochEnded(int epoch, double trainingLoss, double validationLoss, boolean best) {
        lines.accept(String.format(
                Locale.ROOT,
                "epoch %d: training loss %.4g, validation loss %.4g%s%s",
                epoch,
                trainingLoss,
                validationLoss,
                best ? ", best so far" : "",
                Double.isNaN(secondsLeft) ? "" : String.format(Locale.ROOT, ", at most %.0f s left", secondsLeft)));
    }
}
