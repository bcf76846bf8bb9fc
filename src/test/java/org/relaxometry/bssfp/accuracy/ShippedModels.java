package org.relaxometry.bssfp.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.model.ModelFiles;

/** The models in the folder {@code models} of this repository, or another. */
final class ShippedModels {

    private static final Path FOLDER = Path.of("models");

    private final List<NetworkModel> models;

    private ShippedModels(List<NetworkModel> models) {
        this.models = models;
    }

    static ShippedModels read() throws IOException {
        return read(FOLDER);
    }

    static ShippedModels read(Path folder) throws IOException {
        List<NetworkModel> models = new java.util.ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList()) {
                models.add(ModelFiles.read(file));
            }
        }
        models.sort(Comparator.comparing((NetworkModel model) -> method(model.card()))
                .thenComparing(model -> -model.card().protocol().cycles())
                .thenComparing(model -> model.card().distribution().name())
                .thenComparing(model -> -snr(model.card())));
        return new ShippedModels(List.copyOf(models));
    }

    /** All of them, by method, number of cycles, distribution and SNR of the training. */
    List<NetworkModel> all() {
        return models;
    }

    /** The model of a method trained on the uniform distribution, without noise but for noise-aware ones. */
    Optional<NetworkModel> uniform(String method, int cycles) {
        return of(method, cycles, "uniform").filter(
                model -> method.equals(NetworkKind.NOISE_AWARE.label()) || Double.isInfinite(snr(model.card())));
    }

    /** The model of a method, of those trained on this distribution at the highest SNR. */
    Optional<NetworkModel> of(String method, int cycles, String distribution) {
        return models.stream()
                .filter(model -> method(model.card()).equals(method)
                        && model.card().protocol().cycles() == cycles
                        && model.card().distribution().name().equals(distribution))
                .findFirst();
    }

    static String method(ModelCard card) {
        return card.methodName();
    }

    /** Largest SNR of the training samples. */
    static double snr(ModelCard card) {
        return card.training() == null
                ? Double.POSITIVE_INFINITY
                : card.training().signalToNoise().max();
    }
}
