package org.relaxometry.bssfp.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.relaxometry.bssfp.app.key.TrainingRequest;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedProtocol;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.study.LossFigure;
import org.relaxometry.bssfp.plot.window.FigureFiles;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.training.NetworkTrainer;
import org.relaxometry.bssfp.training.ParameterDistribution;
import org.relaxometry.bssfp.training.TrainedNetwork;
import org.relaxometry.bssfp.training.TrainingSpecification;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** A network for the user's own protocol: simulates samples, trains, and writes the model's files. */
@Plugin(
        type = Command.class,
        name = "train",
        label = "Train Network...",
        description = "A network for one protocol, trained on simulated samples; map uses it.",
        attrs = @Attr(name = "no-record"))
public class TrainNetwork extends TrainingCommand {

    /** A training that has begun and not ended leaves it beside the model to be. */
    private static final String STATE = ".training";

    private static final String CURVE = ".png";

    private static final int DOCUMENT_SCALE = 2;

    /** Who ends the program does not wait longer for the weights to be written. */
    private static final int SECONDS_TO_WRITE = 5;

    @Override
    protected void execute() throws IOException {
        if (output == null || output.isBlank()) {
            throw new IllegalArgumentException("A network that is not written is lost: give output=FOLDER.");
        }
        int workers = workers(threads);
        TrainingSpecification specification = specification();
        NetworkTrainer trainer =
                new NetworkTrainer(specification, EngineChoice.ofLabel(engine), workers, Version.current());
        Path folder = Path.of(output.strip()).toAbsolutePath().normalize();
        Path state = folder.resolve(specification.name() + STATE);
        boolean goesOn = claimFiles(specification.name(), trainer, state);
        log("Training " + specification.name() + ": " + specification.describe() + ", engine " + trainer.engine());
        trainAndWrite(specification, trainer, state, goesOn || overwrite);
    }

    private TrainingSpecification specification() throws IOException {
        Map<String, String> texts = texts();
        Map<String, String> protocolTexts = new LinkedHashMap<>(texts);
        protocolTexts.keySet().retainAll(SeriesRequest.KEYS);
        LoadedProtocol loaded = LoadedProtocol.load(new SeriesRequest(protocolTexts), progress("Reading the protocol"));
        loaded.notes().forEach(this::log);
        loaded.warnings().forEach(warning -> log("WARNING: " + warning));
        TrainingRequest request = new TrainingRequest(texts);
        ParameterDistribution tissue = request.distribution(progress("Reading maps"), this::log);
        return request.specification(loaded.protocol(), tissue);
    }

    /**
     * Refuses before the training what would be refused after it.
     *
     * @return whether an unfinished training of the same keys is there to go on with
     */
    private boolean claimFiles(String modelName, NetworkTrainer trainer, Path state) throws IOException {
        List<String> names = new ArrayList<>(ModelFiles.fileNames(modelName));
        names.add(modelName + CURVE);
        boolean goesOn = Files.exists(state) && resume && isSameTraining(trainer, state);
        // what an unfinished training of these very keys wrote is its own to replace
        try (ResultFolder folder = new ResultFolder(output.strip(), "", overwrite || goesOn)) {
            folder.requireFree(names);
        }
        if (!goesOn) {
            Files.deleteIfExists(state);
        }
        return goesOn;
    }

    private boolean isSameTraining(NetworkTrainer trainer, Path state) throws IOException {
        try {
            log("Goes on after epoch " + trainer.epochsIn(state) + " of an unfinished training (" + state + ").");
            return true;
        } catch (IOException e) {
            if (!overwrite) {
                throw new IOException(
                        "There is an unfinished training of this name that these keys cannot go on with: " + state
                                + " is damaged or was begun with other keys. Choose another name, or overwrite=true or"
                                + " resume=false to begin anew.",
                        e);
            }
            return false;
        }
    }

    private void trainAndWrite(
            TrainingSpecification specification, NetworkTrainer trainer, Path state, boolean mayReplace)
            throws IOException {
        TrainingRun run = new TrainingRun(specification, progress("Simulating samples"), this::log, true);
        AtomicBoolean ending = new AtomicBoolean();
        CountDownLatch written = new CountDownLatch(1);
        // Ctrl-C, or whoever closes ImageJ: the best weights so far shall be written
        Thread onShutdown = new Thread(() -> {
            ending.set(true);
            run.cancel();
            try {
                written.await(SECONDS_TO_WRITE, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(onShutdown);
        try {
            long start = System.nanoTime();
            TrainedNetwork trained = run.train(trainer, state);
            double seconds = (System.nanoTime() - start) * 1e-9;
            run.undisturbed(() -> ModelFiles.write(trained.model(), state.getParent(), mayReplace));
            if (trained.complete()) {
                Files.deleteIfExists(state);
            }
            report(trained, specification, state, seconds);
            // Java draws nothing any more while the program is ending
            if (!ending.get()) {
                run.undisturbed(() -> writeCurve(trained.model().card(), state.getParent(), mayReplace));
            }
        } finally {
            written.countDown();
            if (!ending.get()) {
                Runtime.getRuntime().removeShutdownHook(onShutdown);
            }
        }
    }

    private static Path writeCurve(ModelCard card, Path folder, boolean mayReplace) throws IOException {
        ModelCard.Training training = card.training();
        Figure figure =
                LossFigure.of(card.name(), training.epochs(), training.trainingLosses(), training.validationLosses());
        Path file = folder.resolve(card.name() + CURVE);
        AtomicFile.write(file, mayReplace, out -> FigureFiles.writePng(figure, DOCUMENT_SCALE, out));
        return file;
    }

    private void report(TrainedNetwork trained, TrainingSpecification specification, Path state, double seconds) {
        ModelCard card = trained.model().card();
        ModelCard.Training training = card.training();
        log(String.format(
                Locale.ROOT,
                "Trained %d epochs in %.1f s; epoch %d is the best: validation loss %.4g, test loss %.4g.",
                training.epochs(),
                seconds,
                training.bestEpoch(),
                training.validationLoss(),
                trained.testLoss()));
        if (!trained.complete()) {
            log("Cancelled after " + training.epochs() + " of "
                    + specification.optimisation().epochs()
                    + " epochs. The best weights so far are kept. The same keys go on with the training from " + state
                    + ".");
        }
        Path weights = state.resolveSibling(ModelFiles.fileNames(card.name()).get(0));
        log("Wrote " + weights + ", with its card beside it.");
        log("Next: map with method=[" + card.methodName() + "] model=[" + weights + "]");
    }
}
