package org.relaxometry.bssfp.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.InputKernel;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkEngine;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;

/** The authors' published networks against their outputs in double precision; the weights are not in this repository. */
class PublishedModelsTest {

    static Stream<Arguments> networksAndEngines() {
        return PublishedWeights.NAMES.stream().flatMap(name -> Stream.of(EngineChoice.JAVA, EngineChoice.DJL_PYTORCH)
                .map(choice -> Arguments.of(name, choice)));
    }

    @ParameterizedTest
    @MethodSource("networksAndEngines")
    void outputsAreThoseOfDoublePrecision(String name, EngineChoice choice) throws IOException {
        NetworkModel model = PublishedWeights.read(name);
        GoldenTable table = GoldenTable.read("published_" + name + ".csv");
        List<String> features = texts(PublishedWeights.description(name), "features");
        float[][] inputs = new float[features.size()][table.size()];
        for (int i = 0; i < features.size(); i++) {
            for (int row = 0; row < table.size(); row++) {
                inputs[i][row] = (float) table.number(row, "raw_" + features.get(i));
            }
        }
        ModelCard card = model.card();
        InputKernel.standardise(inputs, table.size(), card.inputMean(), card.inputStandardDeviation());
        List<String> outputs = texts(PublishedWeights.description(name), "outputs");
        float[][] results = new float[outputs.size()][table.size()];
        open(choice, model).evaluate(inputs, table.size(), results);

        List<Range> ranges = Stream.of(
                        card.outputRanges().t1Ms(),
                        card.outputRanges().t2Ms(),
                        card.outputRanges().thetaRad())
                .limit(outputs.size())
                .toList();
        for (int k = 0; k < outputs.size(); k++) {
            for (int row = 0; row < table.size(); row++) {
                double value =
                        ranges.get(k).min() + results[k][row] * ranges.get(k).width();
                assertThat(value)
                        .as("%s of row %s", outputs.get(k), row)
                        .isCloseTo(table.number(row, "out64_" + outputs.get(k)), tolerance(table, row, outputs.get(k)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networksAndEngines")
    void noiseFreeSamplesGiveTheSameThroughTheEstimator(String name, EngineChoice choice) throws IOException {
        NetworkModel model = PublishedWeights.read(name);
        GoldenTable table = GoldenTable.read("published_" + name + ".csv");
        // rows 60 to 89 have noise that is not among the columns
        int rows = 60;
        SeriesBlock in = simulate(model, table, rows);
        NetworkEstimator estimator =
                new NetworkEstimator(model, model.card().protocol(), open(choice, model), NoiseLevel.FROM_RESIDUAL);
        ParameterBlock out = new ParameterBlock(estimator.outputs(), rows);

        estimator.estimate(in, out);

        for (int row = 0; row < rows; row++) {
            assertThat((double) out.of(Parameter.T1)[row])
                    .as("T1 of row %s", row)
                    .isCloseTo(table.number(row, "out64_T1_ms"), tolerance(table, row, "T1_ms"));
            assertThat((double) out.of(Parameter.T2)[row])
                    .as("T2 of row %s", row)
                    .isCloseTo(table.number(row, "out64_T2_ms"), tolerance(table, row, "T2_ms"));
            if (estimator.outputs().contains(Parameter.OFF_RESONANCE)) {
                double theta = out.of(Parameter.OFF_RESONANCE)[row] * 2 * Math.PI * 4.8e-3;
                assertThat(theta)
                        .as("θ of row %s", row)
                        .isCloseTo(table.number(row, "out64_theta_rad"), tolerance(table, row, "theta_rad"));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("org.relaxometry.bssfp.io.model.PublishedWeights#NAMES")
    void importedCardsSayWhatTheAuthorsTrainedFor(String name) throws IOException {
        JsonObject description = PublishedWeights.description(name);
        ModelCard card = PublishedWeights.read(name).card();

        assertThat(card.protocol().cycles()).isEqualTo(description.get("npc").getAsInt());
        assertThat(card.input() == NetworkInput.COMPLEX_CONFIGURATIONS)
                .isEqualTo(description.get("complex_input").getAsBoolean());
        assertThat(card.inputMean()).isEqualTo(numbers(description, "mean"));
        assertThat(card.inputStandardDeviation()).isEqualTo(numbers(description, "std"));
        assertThat(card.outputRanges().t1Ms().max())
                .isEqualTo(numbers(description, "param_max").get(0));
        assertThat(card.outputRanges().t2Ms().max())
                .isEqualTo(numbers(description, "param_max").get(1));
    }

    @Test
    void importedModelsCanBeWrittenAndReadBack(@TempDir Path folder) throws IOException {
        NetworkModel model = PublishedWeights.read("svnn_complex_6pc");

        NetworkModel back = ModelFiles.read(ModelFiles.write(model, folder, false));

        assertThat(back.card()).isEqualTo(model.card());
        assertThat(back.weights().parameters()).isEqualTo(model.weights().parameters());
    }

    @Test
    void aCardWrittenByHandNeedsNoChecksums(@TempDir Path folder) throws IOException {
        NetworkModel model = PublishedWeights.read("svnn_mag_12pc");
        String draft = ModelCardJson.write(model.card()).replaceAll(",\\s*\"(weights|card)_sha256\": \"\\w+\"", "");
        assertThat(draft).doesNotContain("sha256");
        Path card = Files.writeString(folder.resolve("card.json"), draft);

        assertThat(PublishedModels.read(PublishedWeights.file("svnn_mag_12pc"), card)
                        .card())
                .isEqualTo(model.card());
        assertThatIOException()
                .isThrownBy(() -> PublishedModels.read(PublishedWeights.file("svnn_complex_6pc"), card))
                .withMessageContaining("describes layers [4, 64, 64, 2]");
    }

    @Test
    void unknownTrainingSetsAreRefused() throws IOException {
        Path file = PublishedWeights.file("svnn_mag_12pc");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublishedModels.read(file, NetworkKind.SVNN, 8, "uniform"))
                .withMessageContaining("8 cycles, uniform");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublishedModels.read(file, NetworkKind.SVNN, 12, "in vivo"))
                .withMessageContaining("Write a model card");
    }

    /** 1e-4 of the value, as float32 reaches it; θ passes zero, where 2e-6 rad is float32 of its range. */
    private static Offset<Double> tolerance(GoldenTable table, int row, String output) {
        double absolute = output.startsWith("theta") ? 2e-6 : 0;
        return within(Math.max(absolute, 1e-4 * Math.abs(table.number(row, "out64_" + output))));
    }

    private static SeriesBlock simulate(NetworkModel model, GoldenTable table, int rows) {
        int cycles = model.card().protocol().cycles();
        BssfpSignal signal = new BssfpSignal(model.card().protocol());
        SeriesBlock in = new SeriesBlock(cycles, rows);
        in.setSize(rows);
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        for (int row = 0; row < rows; row++) {
            double b1Ratio = table.number(row, "raw_B1");
            signal.simulate(
                    table.number(row, "T1_true"),
                    table.number(row, "T2_true"),
                    table.number(row, "theta_true"),
                    b1Ratio,
                    1,
                    real,
                    imaginary);
            for (int j = 0; j < cycles; j++) {
                in.real()[j][row] = (float) real[j];
                in.imaginary()[j][row] = (float) imaginary[j];
            }
            in.b1Ratio()[row] = (float) b1Ratio;
        }
        return in;
    }

    private static List<String> texts(JsonObject object, String key) {
        return object.getAsJsonArray(key).asList().stream()
                .map(each -> each.getAsString())
                .toList();
    }

    private static List<Double> numbers(JsonObject object, String key) {
        return object.getAsJsonArray(key).asList().stream()
                .map(each -> each.getAsDouble())
                .toList();
    }

    private static NetworkEngine open(EngineChoice choice, NetworkModel model) {
        Needs.engine(choice);
        return choice.open(model.weights()).engine();
    }
}
