package org.relaxometry.bssfp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.io.model.PublishedWeights;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.training.pass.Adam;
import org.relaxometry.bssfp.training.pass.Batch;
import org.relaxometry.bssfp.training.pass.NetworkPass;
import org.relaxometry.bssfp.training.pass.TrainingEngine;
import org.relaxometry.bssfp.training.pass.TrainingLoss;

/**
 * Three steps of Adam from the published weights times 0.9, against the same steps in float64 PyTorch with automatic
 * differentiation. The weights are read where they lie beside the repository.
 */
class GoldenTrainingTest {

    /** Single precision: 24 bits, a few hundred terms per sum. */
    private static final double RELATIVE = 1e-5;

    @ParameterizedTest
    @CsvSource({
        "train_svnn_mag_12pc.json, JAVA",
        "train_svnn_mag_12pc.json, DJL",
        "train_pinn_mag_12pc.json, JAVA",
        "train_pinn_mag_12pc.json, DJL",
        "train_svnn_complex_6pc.json, JAVA",
        "train_svnn_complex_6pc.json, DJL",
        "train_pinn_complex_4pc.json, JAVA",
        "train_pinn_complex_4pc.json, DJL"
    })
    void threeStepsAreThoseOfPyTorchInDoublePrecision(String file, TrainingEngine engine) throws IOException {
        JsonObject golden = json(file);
        Path weights = PublishedWeights.file(golden.get("net"));
        if (engine == TrainingEngine.DJL) {
            Needs.pyTorch();
        }
        Protocol protocol = new Protocol(
                4.8, 2.4, 15, Protocol.standardIncrementsDeg(golden.get("npc").getAsInt()));
        TrainingSpecification specification = TrainingSpecification.published(
                file,
                NetworkKind.valueOf(golden.get("loss").getAsString()),
                file.contains("complex"),
                protocol,
                ParameterDistribution.uniform(),
                Double.POSITIVE_INFINITY,
                1);
        JsonObject statistics =
                json("zscore_stats.json").getAsJsonObject(golden.get("stats").getAsString());
        Batch batch = batch(golden);
        TrainingLoss loss = StepRunner.newLoss(
                specification, numbers(statistics.get("mean_train240k")), numbers(statistics.get("std_train240k")));
        float[] parameters = parameters(weights, golden.get("weights_scale").getAsDouble());
        Adam adam = new Adam(parameters.length);
        int outputs = specification.outputs().size();
        float[][] sums = new float[outputs][batch.size()];
        float[][] bySums = new float[outputs][batch.size()];
        float[] gradient = new float[parameters.length];
        try (NetworkPass pass = engine.newPass(specification.layerSizes(), batch.size())) {
            for (JsonElement element : golden.getAsJsonArray("steps")) {
                JsonObject step = element.getAsJsonObject();
                pass.setParameters(parameters);
                pass.forward(batch.inputs(), batch.size(), sums);
                double sum = loss.evaluate(batch, sums, 1.0 / batch.size(), bySums);
                pass.backward(bySums, gradient);
                assertThat(sum / batch.size())
                        .isCloseTo(
                                step.get("loss").getAsDouble(),
                                within(RELATIVE * step.get("loss").getAsDouble()));
                assertOutputs(step, sums, bySums);
                assertGradient(step, gradient, specification.layerSizes());
                adam.beginStep();
                adam.update(parameters, gradient, golden.get("lr").getAsDouble(), 0, parameters.length);
                List<Integer> sizes = specification.layerSizes();
                assertClose(tail(parameters, outputs), step.get("after_step_b3"));
                assertClose(Arrays.copyOf(parameters, sizes.get(0)), step.get("after_step_W1_row0"));
            }
        }
    }

    private static void assertOutputs(JsonObject step, float[][] sums, float[][] bySums) {
        List<Double> outputs = flat(step.getAsJsonArray("sigmoid_out"));
        double[] y = new double[outputs.size()];
        double[] byY = new double[outputs.size()];
        for (int i = 0; i < y.length; i++) {
            int output = i % sums.length;
            int sample = i / sums.length;
            y[i] = 1 / (1 + Math.exp(-sums[output][sample]));
            // the losses give derivatives by what goes into the sigmoid
            byY[i] = bySums[output][sample] / (y[i] * (1 - y[i]));
        }
        assertClose(y, outputs);
        assertClose(byY, flat(step.getAsJsonArray("dloss_dsigmoid")));
    }

    private static void assertGradient(JsonObject step, float[] gradient, List<Integer> sizes) {
        int offset = 0;
        int[] starts = new int[6];
        for (int layer = 0; layer < 3; layer++) {
            starts[2 * layer] = offset;
            starts[2 * layer + 1] = offset + sizes.get(layer) * sizes.get(layer + 1);
            offset = starts[2 * layer + 1] + sizes.get(layer + 1);
        }
        List<Double> norms = numbers(step.get("grad_norms"));
        for (int part = 0; part < 6; part++) {
            int end = part == 5 ? gradient.length : starts[part + 1];
            double squares = 0;
            for (int i = starts[part]; i < end; i++) {
                squares += (double) gradient[i] * gradient[i];
            }
            assertThat(Math.sqrt(squares)).isCloseTo(norms.get(part), within(RELATIVE * norms.get(part)));
        }
        assertGradient(gradient, starts[5], step.get("grad_b3"), norms.get(5));
        assertGradient(gradient, starts[1], step.get("grad_b1_first8"), norms.get(1));
        assertGradient(gradient, starts[0], step.get("grad_W1_row0"), norms.get(0));
        assertGradient(gradient, starts[2], step.get("grad_W2_0_first8"), norms.get(2));
        assertGradient(gradient, starts[4], step.get("grad_W3_row0_first8"), norms.get(4));
    }

    /** An element is a sum in which much cancels, so its error is measured by the whole matrix. */
    private static void assertGradient(float[] gradient, int start, JsonElement expected, double norm) {
        List<Double> numbers = numbers(expected);
        for (int i = 0; i < numbers.size(); i++) {
            assertThat((double) gradient[start + i]).isCloseTo(numbers.get(i), within(RELATIVE * norm));
        }
    }

    private static void assertClose(float[] actual, JsonElement expected) {
        double[] values =
                IntStream.range(0, actual.length).mapToDouble(i -> actual[i]).toArray();
        assertClose(values, numbers(expected));
    }

    /** Relative to all values: each may be a difference in which much cancels. */
    private static void assertClose(double[] actual, List<Double> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double norm = Math.sqrt(expected.stream().mapToDouble(x -> x * x).sum());
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected.get(i), within(RELATIVE * norm));
        }
    }

    private static List<Double> flat(JsonArray rows) {
        return rows.asList().stream().flatMap(row -> numbers(row).stream()).toList();
    }

    private static float[] tail(float[] values, int count) {
        return Arrays.copyOfRange(values, values.length - count, values.length);
    }

    private static Batch batch(JsonObject golden) {
        JsonArray z = golden.getAsJsonArray("z");
        int inputs = z.get(0).getAsJsonArray().size();
        Batch batch = new Batch(inputs, z.size());
        batch.setSize(z.size());
        for (int s = 0; s < z.size(); s++) {
            List<Double> row = numbers(z.get(s));
            for (int k = 0; k < inputs; k++) {
                batch.inputs()[k][s] = row.get(k).floatValue();
            }
            batch.t1Ms()[s] = numbers(golden.get("T1")).get(s).floatValue();
            batch.t2Ms()[s] = numbers(golden.get("T2")).get(s).floatValue();
            batch.thetaRad()[s] = numbers(golden.get("theta")).get(s).floatValue();
            batch.b1Ratio()[s] = numbers(golden.get("B1")).get(s).floatValue();
        }
        return batch;
    }

    /** The six tensors data/0 to data/5, which are W1, b1, W2, b2, W3, b3 as plain float32. */
    private static float[] parameters(Path file, double scale) throws IOException {
        FloatBuffer all = FloatBuffer.allocate(100_000);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String folder = zip.entries().nextElement().getName().replaceAll("/.*", "");
            for (int tensor = 0; tensor < 6; tensor++) {
                ZipEntry entry = zip.getEntry(folder + "/data/" + tensor);
                try (InputStream in = zip.getInputStream(entry)) {
                    all.put(ByteBuffer.wrap(in.readAllBytes())
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer());
                }
            }
        }
        float[] parameters = Arrays.copyOf(all.array(), all.position());
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) (parameters[i] * scale);
        }
        return parameters;
    }

    private static JsonObject json(String name) throws IOException {
        return JsonParser.parseString(Files.readString(Path.of("test-data", "golden", name)))
                .getAsJsonObject();
    }

    private static List<Double> numbers(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsDouble)
                .toList();
    }
}
