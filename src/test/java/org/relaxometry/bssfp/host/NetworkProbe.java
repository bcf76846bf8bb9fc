package org.relaxometry.bssfp.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.training.LearningRateSchedule;
import org.relaxometry.bssfp.training.NetworkTrainer;
import org.relaxometry.bssfp.training.ParameterDistribution;
import org.relaxometry.bssfp.training.TrainingListener;
import org.relaxometry.bssfp.training.TrainingSpecification;

/** Put into a host's {@code plugins} folder and called from a macro, by {@link NetworkHostIT}. */
public final class NetworkProbe {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));

    private NetworkProbe() {}

    /**
     * Trains, saves, opens and maps with several choices of the engine one after another. Prints a line for each: {@code
     * Engine: …; T1 …}, or why the engine cannot be used.
     */
    public static String run(String labels) throws IOException {
        for (String label : labels.split(",")) {
            try {
                System.out.println(trainAndMap(List.of(EngineChoice.values()).stream()
                        .filter(choice -> choice.label().equals(label))
                        .findFirst()
                        .orElseThrow()));
            } catch (IllegalArgumentException e) {
                System.out.println(e.getMessage());
            }
        }
        return "";
    }

    private static String trainAndMap(EngineChoice choice) throws IOException {
        TrainingSpecification specification = new TrainingSpecification(
                "probe",
                NetworkKind.SVNN,
                NetworkInput.COMPLEX_CONFIGURATIONS,
                PROTOCOL,
                ParameterDistribution.uniform(),
                2000,
                TrainingSpecification.NOISE_FREE,
                List.of(16),
                new TrainingSpecification.Optimisation(2, 128, 1e-3, LearningRateSchedule.CONSTANT, 2),
                1);
        NetworkModel trained = new NetworkTrainer(specification, choice, 2, "probe")
                .train(TrainingListener.NONE)
                .model();
        Path folder = Files.createTempDirectory("probe");
        NetworkModel model = ModelFiles.read(ModelFiles.write(trained, folder, true));
        EngineChoice.Selection selection = choice.open(model.weights());
        NetworkEstimator estimator = new NetworkEstimator(model, PROTOCOL, selection.engine(), NoiseLevel.NONE);
        ParameterBlock out = new ParameterBlock(estimator.outputs(), 1);
        estimator.estimate(series(), out);
        return String.format(Locale.ROOT, "%s; T1 %.2f", selection.report(), out.of(Parameter.T1)[0]);
    }

    private static SeriesBlock series() {
        SeriesBlock block = new SeriesBlock(PROTOCOL.cycles(), 1);
        block.setSize(1);
        block.b1Ratio()[0] = 1;
        for (int j = 0; j < PROTOCOL.cycles(); j++) {
            block.real()[j][0] = 1 + 0.1F * j;
        }
        return block;
    }
}
