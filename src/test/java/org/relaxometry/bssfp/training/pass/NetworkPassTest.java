package org.relaxometry.bssfp.training.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.estimation.network.NetworkWeights;
import org.relaxometry.bssfp.estimation.network.PyTorch;
import org.relaxometry.bssfp.signal.GaussianNoise;

class NetworkPassTest {

    private static final int SAMPLES = 37;

    /** Odd sizes: blocks of four by two leave every kind of remainder. */
    private static final List<Integer> LAYERS = List.of(5, 11, 7, 3);

    private final float[] parameters = random(NetworkWeights.parameterCount(LAYERS), 1);
    private final float[][] inputs = {
        random(SAMPLES, 2), random(SAMPLES, 3), random(SAMPLES, 4), random(SAMPLES, 5), random(SAMPLES, 6)
    };
    private final float[][] weights = {random(SAMPLES, 7), random(SAMPLES, 8), random(SAMPLES, 9)};

    @Test
    void forwardIsTheSumOverUnitsWithTheNegativeCutOff() {
        float[][] sums = new float[3][SAMPLES];
        try (NetworkPass pass = new JavaPass(LAYERS, 64)) {
            pass.setParameters(parameters);
            pass.forward(inputs, SAMPLES, sums);
        }
        for (int s = 0; s < SAMPLES; s++) {
            double[] expected = byHand(s);
            for (int k = 0; k < 3; k++) {
                // single precision, a dozen terms
                assertThat((double) sums[k][s]).isCloseTo(expected[k], within(1e-5));
            }
        }
    }

    @Test
    void backwardIsTheGradientByDifferences() {
        float[] gradient = new float[parameters.length];
        try (NetworkPass pass = new JavaPass(LAYERS, 64)) {
            pass.setParameters(parameters);
            pass.forward(inputs, SAMPLES, new float[3][SAMPLES]);
            pass.backward(weights, gradient);
        }
        for (int i = 0; i < parameters.length; i++) {
            double value = parameters[i];
            double step = 1e-3;
            parameters[i] = (float) (value + step);
            double above = weightedByHand();
            double width = parameters[i];
            parameters[i] = (float) (value - step);
            width -= parameters[i];
            double difference = (above - weightedByHand()) / width;
            parameters[i] = (float) value;
            // a kink of a rectifier within the step shows as a small part of the sum over samples
            assertThat((double) gradient[i]).isCloseTo(difference, within(0.02 + 0.01 * Math.abs(difference)));
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 37", "64, 64", "512, 300"})
    void pyTorchAndJavaAgree(int capacity, int size) {
        Needs.pyTorch();
        List<Integer> layers = List.of(6, 256, 256, 3);
        float[] values = random(NetworkWeights.parameterCount(layers), 11);
        for (int i = 0; i < values.length; i++) {
            values[i] *= 0.05f;
        }
        float[][] in = new float[6][];
        float[][] by = new float[3][];
        for (int k = 0; k < 6; k++) {
            in[k] = random(capacity, 20 + k);
            by[k % 3] = random(capacity, 30 + k);
        }
        float[][] javaSums = new float[3][capacity];
        float[][] djlSums = new float[3][capacity];
        float[] javaGradient = new float[values.length];
        float[] djlGradient = new float[values.length];
        run(new JavaPass(layers, capacity), values, in, size, javaSums, by, javaGradient);
        run(new DjlPass(PyTorch.instance(), layers, capacity), values, in, size, djlSums, by, djlGradient);
        for (int k = 0; k < 3; k++) {
            for (int s = 0; s < size; s++) {
                // single precision, 256 terms in another order
                assertThat(djlSums[k][s]).isCloseTo(javaSums[k][s], within(1e-5f));
            }
        }
        for (int i = 0; i < values.length; i++) {
            assertThat(djlGradient[i]).isCloseTo(javaGradient[i], within(1e-4f));
        }
    }

    private static void run(
            NetworkPass pass, float[] values, float[][] in, int size, float[][] sums, float[][] by, float[] gradient) {
        try (pass) {
            pass.setParameters(values);
            // twice: the second pass must not see the first
            pass.forward(in, size / 2, sums);
            pass.backward(by, gradient);
            pass.forward(in, size, sums);
            pass.backward(by, gradient);
        }
    }

    private double weightedByHand() {
        double sum = 0;
        for (int s = 0; s < SAMPLES; s++) {
            double[] out = byHand(s);
            for (int k = 0; k < 3; k++) {
                sum += weights[k][s] * out[k];
            }
        }
        return sum;
    }

    private double[] byHand(int sample) {
        double[] units = new double[inputs.length];
        for (int i = 0; i < units.length; i++) {
            units[i] = inputs[i][sample];
        }
        int offset = 0;
        for (int layer = 1; layer < LAYERS.size(); layer++) {
            double[] next = new double[LAYERS.get(layer)];
            int biases = offset + next.length * units.length;
            for (int k = 0; k < next.length; k++) {
                next[k] = parameters[biases + k];
                for (int i = 0; i < units.length; i++) {
                    next[k] += parameters[offset + k * units.length + i] * units[i];
                }
                if (layer < LAYERS.size() - 1) {
                    next[k] = Math.max(0, next[k]);
                }
            }
            offset = biases + next.length;
            units = next;
        }
        return units;
    }

    private static float[] random(int length, long seed) {
        GaussianNoise random = new GaussianNoise(seed, 0);
        float[] values = new float[length];
        random.addTo(values, length, 0.5);
        return values;
    }
}
