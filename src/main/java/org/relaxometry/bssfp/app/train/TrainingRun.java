package org.relaxometry.bssfp.app.train;

import ij.IJ;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.training.NetworkTrainer;
import org.relaxometry.bssfp.training.TrainedNetwork;
import org.relaxometry.bssfp.training.TrainingListener;
import org.relaxometry.bssfp.training.TrainingLog;
import org.relaxometry.bssfp.training.TrainingSpecification;

/**
 * A training under the eyes of its user: a window with the losses and ImageJ's progress bar, or, where there is no screen, a
 * line for an epoch, at most one every second. It can be cancelled in the window, as the host cancels, or by interrupting the
 * thread that waits for it.
 */
final class TrainingRun implements TrainingListener {

    private static final long LINE_INTERVAL_NS = 1_000_000_000L;

    private final int epochs;
    private final Progress progress;
    private final TrainingLog log;
    /** Null where there is none. */
    private final LossWindow window;

    private final long start = System.nanoTime();
    private volatile double simulationSeconds;
    private volatile boolean canceled;
    private long lastLine = start;

    /**
     * @param progress of the host
     * @param lines receives the lines for those without a screen
     * @param withWindow whether a window shows the losses
     */
    TrainingRun(TrainingSpecification specification, Progress progress, Consumer<String> lines, boolean withWindow) {
        epochs = specification.optimisation().epochs();
        this.progress = progress;
        log = new TrainingLog(line -> {
            long now = System.nanoTime();
            if (now - lastLine >= LINE_INTERVAL_NS) {
                lastLine = now;
                lines.accept(line);
            }
        });
        window = withWindow ? LossWindow.open(specification.name(), epochs, this::cancel) : null;
    }

    /**
     * Trains, and returns early with the best weights so far if cancelled.
     *
     * @param stateFile as for {@link NetworkTrainer#train(TrainingListener, Path)}
     */
    TrainedNetwork train(NetworkTrainer trainer, Path stateFile) throws IOException {
        try {
            return undisturbed(() -> trainer.train(this, stateFile));
        } finally {
            if (window != null) {
                window.end();
            }
        }
    }

    /** Ends the training soon; may be called from any thread. */
    void cancel() {
        canceled = true;
    }

    /** How long the simulation of the samples took. */
    double simulationSeconds() {
        return simulationSeconds;
    }

    @Override
    public void begins(List<Double> trainingLosses, List<Double> validationLosses) {
        simulationSeconds = (System.nanoTime() - start) * 1e-9;
        if (window != null) {
            for (int i = 0; i < trainingLosses.size(); i++) {
                window.add(trainingLosses.get(i), validationLosses.get(i));
            }
        }
    }

    @Override
    public void progress(int epoch, double fraction, double trainingLoss, double secondsLeft) {
        log.progress(epoch, fraction, trainingLoss, secondsLeft);
        if (!GraphicsEnvironment.isHeadless()) {
            String state = String.format(
                    Locale.ROOT, "Epoch %d of %d, at most %.0f s left", epoch, epochs, Math.ceil(secondsLeft));
            progress.update((epoch - 1 + fraction) / epochs);
            IJ.showStatus(state + " (Esc cancels)");
            if (window != null) {
                window.say(state);
            }
        }
    }

    @Override
    public void epochEnded(int epoch, double trainingLoss, double validationLoss, boolean best) {
        if (GraphicsEnvironment.isHeadless()) {
            log.epochEnded(epoch, trainingLoss, validationLoss, best);
        } else if (window != null) {
            window.add(trainingLoss, validationLoss);
        }
    }

    @Override
    public boolean isCanceled() {
        return canceled || progress.isCanceled();
    }

    /** Works on another thread: an interrupted one cannot write files, and the best weights so far shall be written. */
    <T> T undisturbed(Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "bSSFP training");
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                return task.get();
            } catch (InterruptedException e) {
                cancel();
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }
    }

    private static IOException rethrown(Throwable cause) {
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return (IOException) cause;
    }
}
