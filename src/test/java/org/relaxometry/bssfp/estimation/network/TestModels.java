package org.relaxometry.bssfp.estimation.network;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.Range;

/** Networks of arbitrary weights, and cards for them. */
public final class TestModels {

    public static final Protocol PAPER_12 = paper(12);

    private TestModels() {}

    /** The protocol of Birk et al. 2025 with N cycles. */
    public static Protocol paper(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }

    /** Weights of the size that PyTorch starts with, uniform ±1/√inputs. */
    public static NetworkWeights weights(List<Integer> layers, OutputActivation activation, long seed) {
        Random random = new Random(seed);
        float[] parameters = new float[NetworkWeights.parameterCount(layers)];
        int position = 0;
        for (int layer = 1; layer < layers.size(); layer++) {
            double bound = 1 / Math.sqrt(layers.get(layer - 1));
            int end = position + (layers.get(layer - 1) + 1) * layers.get(layer);
            for (; position < end; position++) {
                parameters[position] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        }
        return new NetworkWeights(layers, activation, parameters);
    }

    /** A model of one kind of input and these outputs; a linear output layer where it gives more than T1, T2, θ. */
    public static NetworkModel model(NetworkInput input, List<NetworkOutput> outputs, Protocol protocol) {
        int width = input.width(protocol.cycles());
        OutputActivation activation = outputs.stream().allMatch(o -> o.ordinal() <= NetworkOutput.THETA.ordinal())
                ? OutputActivation.SIGMOID
                : OutputActivation.LINEAR;
        List<Integer> layers = List.of(width, 16, 16, outputs.size());
        return model(input, outputs, protocol, weights(layers, activation, 42));
    }

    public static NetworkModel model(
            NetworkInput input, List<NetworkOutput> outputs, Protocol protocol, NetworkWeights weights) {
        int width = input.width(protocol.cycles());
        NetworkKind kind =
                switch (input) {
                    case MAGNITUDE_CONFIGURATIONS, COMPLEX_CONFIGURATIONS -> NetworkKind.SVNN;
                    case SAMPLES -> NetworkKind.NOISE_AWARE;
                };
        ModelCard.Ranges ranges = new ModelCard.Ranges(
                new Range(360, 2080), new Range(20, 120), new Range(-0.9 * Math.PI, 0.9 * Math.PI));
        ModelCard card = new ModelCard(
                "test " + input.label(),
                kind,
                input,
                Collections.nCopies(width, 0.1),
                Collections.nCopies(width, 0.5),
                weights.layerSizes(),
                weights.outputActivation(),
                outputs,
                ranges,
                protocol,
                new ModelCard.Distribution("uniform", ranges, new Range(0.7, 1.3), "a test"),
                new ModelCard.Training(
                        400_000,
                        new Range(25, Double.POSITIVE_INFINITY),
                        7,
                        3,
                        2,
                        "Adam 2e-4, constant",
                        128,
                        List.of(0.5, 0.25, 0.125),
                        List.of(0.4, 0.2, 0.3),
                        0.2),
                "0.1.0",
                "notes with \"quotes\", θ and\nlines",
                "CC0",
                "nobody",
                weights.sha256());
        return new NetworkModel(card, weights);
    }
}
