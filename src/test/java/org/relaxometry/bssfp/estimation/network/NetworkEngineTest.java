package org.relaxometry.bssfp.estimation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.Needs;

class NetworkEngineTest {

    private static final List<List<Integer>> NETWORKS = List.of(
            List.of(4, 64, 64, 2), List.of(6, 256, 256, 3), List.of(26, 33, 7, 5), List.of(3, 2), List.of(1, 3, 2));

    static Stream<Arguments> engines() {
        return Stream.of(EngineChoice.JAVA, EngineChoice.DJL_PYTORCH)
                .flatMap(choice -> Stream.of(OutputActivation.values()).flatMap(activation -> NETWORKS.stream()
                        .map(layers -> Arguments.of(choice, TestModels.weights(layers, activation, 5)))));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void outputsAreThoseOfDoublePrecision(EngineChoice choice, NetworkWeights weights) {
        int size = 3000;
        float[][] inputs = inputs(weights, size);
        float[][] outputs = evaluate(open(choice, weights), weights, inputs);

        double[] expected = new double[outputs.length];
        for (int v = 0; v < size; v++) {
            reference(weights, inputs, v, expected);
            for (int k = 0; k < outputs.length; k++) {
                // sums of up to 256 products of order 0.1 in float32: a few units of 6e-8
                assertThat((double) outputs[k][v]).isCloseTo(expected[k], within(2e-6));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aVoxelDoesNotDependOnItsBlock(EngineChoice choice, NetworkWeights weights) {
        NetworkEngine engine = open(choice, weights);
        int size = 4500;
        float[][] inputs = inputs(weights, size);
        float[][] whole = evaluate(engine, weights, inputs);
        for (int part : new int[] {1, 2, 17, 63, 64, 65, 511, 2048, 2100}) {
            int start = size - part - 11;
            float[][] partInputs = new float[inputs.length][];
            for (int i = 0; i < inputs.length; i++) {
                partInputs[i] = Arrays.copyOfRange(inputs[i], start, start + part);
            }
            float[][] outputs = evaluate(engine, weights, partInputs);
            // PyTorch rounds the last bit of networks of odd widths by the place in the block; those of the paper it
            // does not
            float tolerance = choice == EngineChoice.JAVA || weights.outputs(0) % 64 == 0 ? 0 : 2e-7f;
            for (int k = 0; k < outputs.length; k++) {
                assertThat(outputs[k])
                        .containsExactly(Arrays.copyOfRange(whole[k], start, start + part), within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void nothingIsWrittenBeyondTheSize(EngineChoice choice, NetworkWeights weights) {
        float[][] inputs = inputs(weights, 10);
        float[][] outputs = new float[weights.outputs(weights.layers() - 1)][10];
        NetworkEngine engine = open(choice, weights);

        engine.evaluate(inputs, 0, outputs);
        assertThat(outputs[0]).containsOnly(0);

        engine.evaluate(inputs, 7, outputs);
        assertThat(Arrays.copyOfRange(outputs[0], 7, 10)).containsOnly(0);
        assertThat(Arrays.copyOf(outputs[0], 7)).doesNotContain(0);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void copiesGiveTheSame(EngineChoice choice, NetworkWeights weights) {
        NetworkEngine engine = open(choice, weights);
        float[][] inputs = inputs(weights, 100);

        assertThat(evaluate(engine.independentCopy(), weights, inputs))
                .isDeepEqualTo(evaluate(engine, weights, inputs));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aVoxelThatIsNotANumberLeavesItsNeighboursAlone(EngineChoice choice, NetworkWeights weights) {
        NetworkEngine engine = open(choice, weights);
        float[][] inputs = inputs(weights, 100);
        float[][] clean = evaluate(engine, weights, inputs);
        inputs[0][50] = Float.NaN;

        float[][] outputs = evaluate(engine, weights, inputs);

        for (int k = 0; k < outputs.length; k++) {
            clean[k][50] = outputs[k][50];
            assertThat(outputs[k]).isEqualTo(clean[k]);
        }
    }

    @Test
    void autoTakesPyTorchAndSaysSo() {
        Needs.pyTorch();

        EngineChoice.Selection selection =
                EngineChoice.AUTO.open(TestModels.weights(NETWORKS.get(0), OutputActivation.LINEAR, 1));

        assertThat(selection.engine().name()).isEqualTo("DJL PyTorch 2.7.1");
        assertThat(selection.report()).isEqualTo("Engine: DJL PyTorch 2.7.1");
    }

    @Test
    void startingPyTorchLeavesTheJvmsSettingsAsTheyWere() {
        PyTorch.instance();

        assertThat(System.getProperty("ai.djl.pytorch.num_threads")).isNull();
        assertThat(Thread.currentThread().getContextClassLoader()).isNotNull();
    }

    @Test
    void thousandsOfUsesLeaveNativeMemoryFlat() {
        NetworkWeights weights = TestModels.weights(List.of(6, 256, 256, 3), OutputActivation.SIGMOID, 5);
        float[][] inputs = inputs(weights, 256);
        NetworkEngine engine = open(EngineChoice.DJL_PYTORCH, weights);
        useOften(engine, weights, inputs, 500);
        long before = residentBytes();

        useOften(engine, weights, inputs, 2000);

        // one evaluation makes 1.3 MB of arrays, so a leak of all would be 2.6 GB; 64 MB for the JVM's own growth
        assertThat(residentBytes() - before).isLessThan(64L << 20);
    }

    private static void useOften(NetworkEngine engine, NetworkWeights weights, float[][] inputs, int times) {
        for (int i = 0; i < times; i++) {
            // a fresh copy now and then, as each map makes one for each thread
            NetworkEngine used = i % 10 == 0 ? engine.independentCopy() : engine;
            evaluate(used, weights, inputs);
        }
    }

    private static long residentBytes() {
        Path status = Path.of("/proc/self/statm");
        assumeTrue(Files.exists(status), "resident memory is read from /proc");
        System.gc();
        try {
            return 4096 * Long.parseLong(Files.readString(status).split(" ")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NetworkEngine open(EngineChoice choice, NetworkWeights weights) {
        Needs.engine(choice);
        return choice.open(weights).engine();
    }

    private static float[][] inputs(NetworkWeights weights, int size) {
        Random random = new Random(9);
        float[][] inputs = new float[weights.inputs(0)][size];
        for (float[] input : inputs) {
            for (int v = 0; v < size; v++) {
                input[v] = (float) random.nextGaussian();
            }
        }
        return inputs;
    }

    private static float[][] evaluate(NetworkEngine engine, NetworkWeights weights, float[][] inputs) {
        int size = inputs[0].length;
        float[][] outputs = new float[weights.outputs(weights.layers() - 1)][size];
        engine.evaluate(inputs, size, outputs);
        return outputs;
    }

    private static void reference(NetworkWeights weights, float[][] inputs, int voxel, double[] outputs) {
        double[] x = new double[inputs.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = inputs[i][voxel];
        }
        for (int layer = 0; layer < weights.layers(); layer++) {
            float[] weight = weights.weight(layer);
            float[] bias = weights.bias(layer);
            double[] y = new double[bias.length];
            for (int out = 0; out < y.length; out++) {
                y[out] = bias[out];
                for (int in = 0; in < x.length; in++) {
                    y[out] += weight[out * x.length + in] * x[in];
                }
                if (layer < weights.layers() - 1) {
                    y[out] = Math.max(0, y[out]);
                } else if (weights.outputActivation() == OutputActivation.SIGMOID) {
                    y[out] = 1 / (1 + Math.exp(-y[out]));
                }
            }
            x = y;
        }
        System.arraycopy(x, 0, outputs, 0, outputs.length);
    }
}
