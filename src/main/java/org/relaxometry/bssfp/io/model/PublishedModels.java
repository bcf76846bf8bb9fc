package org.relaxometry.bssfp.io.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.estimation.network.NetworkOutput;
import org.relaxometry.bssfp.estimation.network.NetworkWeights;
import org.relaxometry.bssfp.estimation.network.OutputActivation;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.Range;

/**
 * Import of networks that the authors of Birk et al. 2025 published, or that were trained with their code, from PyTorch
 * {@code state_dict} files ({@code .pt}).
 *
 * <p>Such a file holds nothing but weights. What it was trained for must be said; an error there makes maps wrong by 20 to
 * 200 % without a sign of it.
 */
public final class PublishedModels {

    private static final String STATISTICS = "published-input-statistics.json";
    private static final int MAX_TEXT_BYTES = 16 << 20;
    private static final double THETA_END_RAD = 0.9 * Math.PI;
    private static final Range B1_RATIO = new Range(0.7, 1.3);

    private PublishedModels() {}

    /**
     * Imports a network of the paper's protocol (TR 4.8 ms, TE 2.4 ms, 15°, increments (π/N)(2j − 1)) with the input statistics
     * of the authors' training sets, regenerated from their seeds. Whether it was trained on magnitudes or complex
     * configurations is seen from its first layer.
     *
     * @param file the .pt file
     * @param kind SVNN or PINN
     * @param cycles number of phase cycles N it was trained for: 12, 6 or 4
     * @param distribution it was trained on: {@code uniform}, or {@code uniform extended} (magnitude, N = 12)
     * @throws IOException where the file is refused, naming it
     * @throws IllegalArgumentException where there are no statistics for such a training set
     */
    public static NetworkModel read(Path file, NetworkKind kind, int cycles, String distribution) throws IOException {
        NetworkWeights weights = StateDictFile.read(file);
        boolean complex = isComplex(weights, file);
        boolean extended = distribution.equals("uniform extended");
        String key = (complex ? "complex" : "magnitude") + "_" + (extended ? "uniform_ext" : distribution) + "_"
                + cycles + "pc";
        CardFields statistics = new CardFields(JsonText.parse(statistics()), "");
        if (kind != NetworkKind.SVNN && kind != NetworkKind.PINN || !statistics.has(key)) {
            throw new IllegalArgumentException("The input statistics of published SVNN and PINN networks are known for"
                    + " 12, 6 and 4 phase cycles trained on uniform, and for magnitudes of 12 cycles trained on uniform"
                    + " extended, but asked for is " + kind.label() + (complex ? " complex, " : ", ") + cycles
                    + " cycles, " + distribution + ". Write a model card for other networks.");
        }
        Range theta = complex ? new Range(-THETA_END_RAD, THETA_END_RAD) : null;
        ModelCard.Ranges ranges = new ModelCard.Ranges(
                extended ? new Range(360, 5000) : new Range(360, 2080),
                extended ? new Range(20, 2500) : new Range(20, 120),
                theta);
        CardFields ours = statistics.object(key);
        ModelCard card = new ModelCard(
                stem(file),
                kind,
                complex ? NetworkInput.COMPLEX_CONFIGURATIONS : NetworkInput.MAGNITUDE_CONFIGURATIONS,
                ours.numbers("mean_train240k"),
                ours.numbers("std_train240k"),
                weights.layerSizes(),
                OutputActivation.SIGMOID,
                complex
                        ? List.of(NetworkOutput.T1, NetworkOutput.T2, NetworkOutput.THETA)
                        : List.of(NetworkOutput.T1, NetworkOutput.T2),
                ranges,
                new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles)),
                new ModelCard.Distribution(distribution, ranges, B1_RATIO, "authors' training set"),
                null,
                "imported",
                "Imported from " + file.getFileName() + "; input statistics of the authors' training set, regenerated.",
                "see the source of the imported file",
                "Birk et al., Sci. Rep. 15, 4825 (2025)",
                weights.sha256());
        return new NetworkModel(card, weights);
    }

    /**
     * Imports a network with a model card written for it: the JSON of a card, without its two checksums.
     *
     * @param file the .pt file
     * @param card the card's file
     * @throws IOException where one of them is refused, naming it
     */
    public static NetworkModel read(Path file, Path card) throws IOException {
        NetworkWeights weights = StateDictFile.read(file);
        String text = new String(ModelFiles.readAll(card, MAX_TEXT_BYTES), StandardCharsets.UTF_8);
        try {
            return new NetworkModel(ModelCardJson.readDraft(text, weights.sha256()), weights);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("The model card " + card + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static boolean isComplex(NetworkWeights weights, Path file) throws IOException {
        int in = weights.inputs(0);
        int out = weights.outputs(weights.layers() - 1);
        if (in == 6 && out == 3 || in == 4 && out == 2) {
            return in == 6;
        }
        throw new IOException("The PyTorch file " + file + " has a network of " + in + " inputs and " + out
                + " outputs; the published ones have 4 and 2 (magnitude) or 6 and 3 (complex).");
    }

    private static String statistics() throws IOException {
        try (InputStream in = PublishedModels.class.getResourceAsStream(STATISTICS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".pt") ? name.substring(0, name.length() - 3) : name;
    }
}
