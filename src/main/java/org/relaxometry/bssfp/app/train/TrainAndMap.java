package org.relaxometry.bssfp.app.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.relaxometry.bssfp.app.bringin.OpenSampleBrain;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.TrainingKeys;
import org.relaxometry.bssfp.app.group.TrainingRequest;
import org.relaxometry.bssfp.app.map.MappingCommand;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.relaxometry.bssfp.method.NetworkChoice;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.training.NetworkTrainer;
import org.relaxometry.bssfp.training.TrainedNetwork;
import org.relaxometry.bssfp.training.TrainingSpecification;
import org.relaxometry.bssfp.volume.SeriesMapper;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * Maps a series by a network that is trained for it on the spot.
 *
 * <p>Source: Birk et al., Sci. Rep. 15, 4825 (2025), Fig. 8.
 */
@Plugin(
        type = Command.class,
        name = "trainmap",
        label = "Train and Map...",
        description = "Trains a network for the protocol of a series and maps the series by it, in one go.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class TrainAndMap extends MappingCommand {

    /** The model's files are named as the maps are: by what they are, after the prefix. */
    private static final String NETWORK = "network";

    /** For a look at the keys before there is a series. */
    private static final Protocol ANY_PROTOCOL = OpenSampleBrain.PROTOCOL_OF_SAMPLE;

    private final TrainingKeys training = TrainingKeys.onTheSpot(keys);

    private NetworkModel model;
    private double simulationSeconds;
    private double trainingSeconds;

    @Override
    protected void requireValidKeys() throws IOException {
        ModelFiles.fileNames(specification(ANY_PROTOCOL).name());
    }

    @Override
    protected List<String> furtherFiles() {
        return ModelFiles.fileNames(NETWORK);
    }

    @Override
    protected SeriesMapper mapper(CheckedSeries checked, RunRecord record) throws IOException {
        PhaseCycledSeries series = checked.series();
        TrainingSpecification specification = specification(series.protocol());
        NetworkTrainer trainer = new NetworkTrainer(specification, engine.value(), threads.count(), Version.current());
        log("Training: " + specification.describe() + ", engine " + trainer.engine());
        TrainingRun run = new TrainingRun(specification, progress("Simulating samples"), this::log, false);
        long start = System.nanoTime();
        TrainedNetwork trained = run.train(trainer, null);
        if (!trained.complete()) {
            throw new CancellationException("Cancelled while training.");
        }
        simulationSeconds = run.simulationSeconds();
        trainingSeconds = (System.nanoTime() - start) * 1e-9 - simulationSeconds;
        model = trained.model();
        return voxelwise(new NetworkChoice(model, "trained in this run"), NoiseLevel.FROM_RESIDUAL, series, record);
    }

    @Override
    protected void account(double mapSeconds, RunRecord record) {
        double total = simulationSeconds + trainingSeconds + mapSeconds;
        log(String.format(
                Locale.ROOT,
                "Simulated in %.1f s, trained in %.1f s, mapped in %.1f s: %.1f s in all.",
                simulationSeconds,
                trainingSeconds,
                mapSeconds,
                total));
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("Simulate", simulationSeconds);
        seconds.put("Train", trainingSeconds);
        seconds.put("Map", mapSeconds);
        seconds.put("Total", total);
        record.put("Seconds", seconds);
    }

    @Override
    protected void finish(ResultWriter writer) throws IOException {
        Path staging = null;
        for (String name : furtherFiles()) {
            staging = writer.place(name).getParent();
        }
        ModelFiles.write(model, staging, true);
    }

    private TrainingSpecification specification(Protocol protocol) throws IOException {
        Map<String, String> texts = training.texts();
        texts.put("name", output.prefix() + NETWORK);
        TrainingRequest request = new TrainingRequest(texts);
        return request.specification(protocol, request.distribution(Progress.NONE, this::log));
    }
}
