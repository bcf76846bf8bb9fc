package org.relaxometry.bssfp.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.group.ProtocolKeys;
import org.relaxometry.bssfp.app.group.ThreadsKey;
import org.relaxometry.bssfp.app.group.TrainingKeys;
import org.relaxometry.bssfp.app.group.TrainingRequest;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.FileName;
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
        visible = false,
        attrs = @Attr(name = "no-record"))
public class TrainNetwork extends RelaxometryCommand {

    /** A training that has begun and not ended leaves it beside the model to be. */
    private static final String STATE = ".training";

    private static final String CURVE = ".png";

    private static final int DOCUMENT_SCALE = 2;

    /** Who ends the program does not wait longer for the weights to be written. */
    private static final int SECONDS_TO_WRITE = 5;

    private final Key<String> image = key(Key.image(
            "image",
            "Image with the protocol",
            "Open image, or path of a file, whose protocol the network is trained for. Empty: the protocol is"
                    + " given by the keys below or by the protocol file."));

    private final ProtocolKeys protocol = new ProtocolKeys(keys)
            .timesAndAngle(ProtocolKeys.FILE_OR_IMAGE, false)
            .increments(
                    ", such as 45, 135, 225, 315; or the word standard and the number of cycles N, such"
                            + " as standard 12, for 180/N (2j - 1), j = 1 … N. Empty: "
                            + ProtocolKeys.FILE_OR_IMAGE + ".",
                    false)
            .pulse();

    private final Key<String> file = ProtocolKeys.file("");

    private final TrainingKeys training = TrainingKeys.all(keys, file);

    private final Key<String> output = key(Key.folder(
            "output",
            "Output folder",
            "Where the model is written: NAME.safetensors, NAME.json and NAME.png with the losses."));

    private final Key<EngineChoice> engine = key(Key.oneOf(
                    "engine",
                    "Engine",
                    "auto takes the faster one of those that work here.",
                    List.of(EngineChoice.values()),
                    EngineChoice::label)
            .more());

    private final ThreadsKey threads = new ThreadsKey(
            keys,
            "Number of processor threads at most; every 128 samples of a batch keep one busy. The"
                    + " network does not depend on it.");

    private final Key<Boolean> resume = key(Key.tick(
                    "resume",
                    "Resume an unfinished training",
                    "Whether to go on where a cancelled or killed training with the same keys ended.",
                    true)
            .more());

    private final Key<Boolean> overwrite = key(Key.tick(
                    "overwrite",
                    "Overwrite an existing model",
                    "Whether a model of this name in the output folder may be replaced.",
                    false)
            .more());

    @Override
    protected void execute() throws IOException {
        if (output.value().isEmpty()) {
            throw new IllegalArgumentException("A network that is not written is lost: give output=FOLDER.");
        }
        int workers = threads.count();
        TrainingSpecification specification = specification();
        NetworkTrainer trainer = new NetworkTrainer(specification, engine.value(), workers, Version.current());
        Path state = FileName.path("output", output.value())
                .toAbsolutePath()
                .normalize()
                .resolve(specification.name() + STATE);
        boolean goesOn = Files.exists(state) && resume.value() && isSameTraining(trainer, state);
        // what an unfinished training of these very keys wrote is its own to replace
        try (ResultFolder folder = new ResultFolder(output.value(), "", overwrite.value() || goesOn)) {
            folder.claim(fileNames(specification.name()));
            if (!goesOn) {
                Files.deleteIfExists(state);
            }
            log("Training " + specification.name() + ": " + specification.describe() + ", engine " + trainer.engine());
            trainAndWrite(specification, trainer, state, folder);
        }
    }

    private static List<String> fileNames(String modelName) {
        List<String> names = new ArrayList<>(ModelFiles.fileNames(modelName));
        names.add(modelName + CURVE);
        return names;
    }

    private TrainingSpecification specification() throws IOException {
        Map<String, String> stated = protocol.texts();
        stated.put("image", image.value());
        stated.put("protocol", file.value());
        LoadedProtocol loaded = LoadedProtocol.load(new SeriesRequest(stated), progress("Reading the protocol"));
        say(loaded.notes(), loaded.warnings());
        TrainingRequest request = new TrainingRequest(training.texts());
        ParameterDistribution tissue = request.distribution(progress("Reading maps"), this::log);
        return request.specification(loaded.protocol(), tissue);
    }

    private boolean isSameTraining(NetworkTrainer trainer, Path state) throws IOException {
        try {
            log("Goes on after epoch " + trainer.epochsIn(state) + " of an unfinished training (" + state + ").");
            return true;
        } catch (IOException e) {
            if (!overwrite.value()) {
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
            TrainingSpecification specification, NetworkTrainer trainer, Path state, ResultFolder folder)
            throws IOException {
        TrainingRun run = new TrainingRun(
                specification,
                progress("Simulating samples"),
                this::log,
                audience().opensWindows());
        AtomicBoolean ending = new AtomicBoolean();
        CountDownLatch written = new CountDownLatch(1);
        // Ctrl-C, or whoever closes ImageJ: the best weights so far shall be written
        folder.beforeShutdown(() -> {
            ending.set(true);
            run.cancel();
            try {
                written.await(SECONDS_TO_WRITE, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            long start = System.nanoTime();
            TrainedNetwork trained = run.train(trainer, state);
            double seconds = (System.nanoTime() - start) * 1e-9;
            // Java draws nothing any more while the program is ending
            run.undisturbed(() -> write(trained.model(), folder, !ending.get()));
            if (trained.complete()) {
                Files.deleteIfExists(state);
            }
            report(trained, specification, state, seconds);
            folder.remarks().forEach(this::log);
        } finally {
            written.countDown();
        }
    }

    private static List<Path> write(NetworkModel model, ResultFolder folder, boolean withCurve) throws IOException {
        ModelCard card = model.card();
        Path staging = null;
        for (String name : ModelFiles.fileNames(card.name())) {
            staging = folder.place(name).getParent();
        }
        ModelFiles.write(model, staging, true);
        if (withCurve) {
            ModelCard.Training training = card.training();
            Figure figure = LossFigure.of(
                    card.name(), training.epochs(), training.trainingLosses(), training.validationLosses());
            AtomicFile.write(
                    folder.place(card.name() + CURVE), true, out -> FigureFiles.writePng(figure, DOCUMENT_SCALE, out));
        }
        return folder.publish();
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
