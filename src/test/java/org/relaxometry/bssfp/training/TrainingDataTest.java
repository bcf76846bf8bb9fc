package org.relaxometry.bssfp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.training.TrainingData.Part;
import org.relaxometry.bssfp.training.pass.Batch;

class TrainingDataTest {

    @ParameterizedTest
    @CsvSource({"12, false", "6, false", "12, true", "6, true", "4, true"})
    void inputsAreDistributedAsThoseOfTheAuthors(int cycles, boolean complex) throws IOException {
        JsonObject golden = JsonParser.parseString(Files.readString(Path.of("test-data/golden/zscore_stats.json")))
                .getAsJsonObject()
                .getAsJsonObject((complex ? "complex" : "magnitude") + "_uniform_" + cycles + "pc");
        TrainingData data = new TrainingData(specification(cycles, complex, 100_000, Double.POSITIVE_INFINITY));
        JsonArray mean = golden.getAsJsonArray("mean_train240k");
        JsonArray deviation = golden.getAsJsonArray("std_train240k");
        for (int k = 0; k < mean.size(); k++) {
            double sigma = deviation.get(k).getAsDouble();
            // 60 000 draws against 240 000 others: four standard errors, 4 √(1/60 000 + 1/240 000)
            assertThat(data.mean().get(k)).isCloseTo(mean.get(k).getAsDouble(), within(0.0183 * sigma));
            assertThat(data.standardDeviation().get(k)).isCloseTo(sigma, within(0.0183 * sigma));
        }
    }

    @Test
    void trainingInputsHaveMeanZeroAndDeviationOne() {
        TrainingSpecification specification = specification(12, true, 5000, Double.POSITIVE_INFINITY);
        TrainingData data = new TrainingData(specification);
        int[] order = data.order(1);
        Batch batch = new Batch(6, order.length);
        data.training(1, order, 0, order.length, new SampleSimulator(specification, order.length), batch);
        for (float[] values : batch.inputs()) {
            double mean = average(values);
            double squares = 0;
            for (float value : values) {
                squares += (value - mean) * (value - mean);
            }
            // single precision
            assertThat(mean).isCloseTo(0, within(1e-6));
            assertThat(Math.sqrt(squares / (values.length - 1))).isCloseTo(1, within(1e-6));
        }
    }

    private static double average(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    @Test
    void anEpochVisitsEverySampleOnceInAnOrderOfItsOwn() {
        TrainingData data = new TrainingData(specification(12, false, 5000, Double.POSITIVE_INFINITY));
        int[] first = data.order(1);
        int[] second = data.order(2);
        assertThat(first).hasSize(3000).doesNotHaveDuplicates().isNotEqualTo(second);
        assertThat(data.order(1)).isEqualTo(first);
        assertThat(Arrays.stream(first).max()).hasValue(2999);
        assertThat(List.of(data.size(Part.TRAINING), data.size(Part.VALIDATION), data.size(Part.TEST)))
                .containsExactly(3000, 1000, 1000);
    }

    @Test
    void noiseIsDrawnAnewEveryEpochButForValidation() {
        TrainingSpecification specification = specification(12, false, 5000, 25);
        TrainingData data = new TrainingData(specification);
        SampleSimulator simulator = new SampleSimulator(specification, 100);
        int[] order = data.order(1);
        assertThat(inputs(data, simulator, 1, order)).isEqualTo(inputs(data, simulator, 1, order));
        assertThat(inputs(data, simulator, 1, order)).isNotEqualTo(inputs(data, simulator, 2, order));
        Batch batch = new Batch(4, 100);
        data.fixed(Part.VALIDATION, 0, 100, batch);
        float[] once = batch.inputs()[0].clone();
        data.fixed(Part.VALIDATION, 0, 100, batch);
        assertThat(batch.inputs()[0]).isEqualTo(once);
    }

    private static float[] inputs(TrainingData data, SampleSimulator simulator, int epoch, int[] order) {
        Batch batch = new Batch(4, 100);
        data.training(epoch, order, 0, 100, simulator, batch);
        return batch.inputs()[0].clone();
    }

    @Test
    void networksBeyondThePaperDrawNewParametersEveryEpoch() {
        TrainingSpecification specification = TrainingSpecification.noiseAware(
                "test",
                new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4)),
                ParameterDistribution.uniform(),
                1);
        SampleSimulator simulator = new SampleSimulator(specification, 100);
        TrainingData data = new TrainingData(specification);
        Batch first = new Batch(10, 100);
        Batch second = new Batch(10, 100);
        int[] order = data.order(1);
        data.training(1, order, 0, 100, simulator, first);
        data.training(2, order, 0, 100, simulator, second);
        assertThat(first.t1Ms()).isNotEqualTo(second.t1Ms());
    }

    private static TrainingSpecification specification(int cycles, boolean complex, int samples, double snr) {
        TrainingSpecification published = TrainingSpecification.published(
                "test",
                NetworkKind.SVNN,
                complex,
                new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles)),
                ParameterDistribution.uniform(),
                snr,
                1);
        return new TrainingSpecification(
                published.name(),
                published.kind(),
                published.input(),
                published.protocol(),
                published.distribution(),
                samples,
                published.signalToNoise(),
                published.hiddenLayers(),
                published.optimisation(),
                published.seed());
    }
}
