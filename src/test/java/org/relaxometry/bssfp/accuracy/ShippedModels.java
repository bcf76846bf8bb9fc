package org.relaxometry.bssfp.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.model.ModelFiles;

/** The models in the folder {@code models} of this repository, or in another. */
final class ShippedModels {

    static final Path FOLDER = Path.of("models");

    private final List<NetworkModel> models = new ArrayList<>();

    ShippedModels(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".safetensors"))
                    .toList()) {
                models.add(ModelFiles.read(file));
            }
        }
        models.sort(Comparator.comparing((NetworkModel model) -> model.card().methodName())
                .thenComparing(model -> -model.card().protocol().cycles())
                .thenComparing(model -> model.card().distribution().name())
                .thenComparing(model -> -largestSnr(model.card())));
    }

    /** All of them, by method, number of cycles, distribution and SNR of the training. */
    List<NetworkModel> all() {
        return models;
    }

    /** The model of a method; of several trained on this distribution at one SNR each, that of the highest, infinite mostly. */
    Optional<NetworkModel> of(String method, int cycles, String distribution) {
        return models.stream()
                .filter(model -> model.card().methodName().equals(method)
                        && model.card().protocol().cycles() == cycles
                        && model.card().distribution().name().equals(distribution))
                .findFirst();
    }

    /** Largest SNR of the training samples. */
    static double largestSnr(ModelCard card) {
        return card.training().signalToNoise().max();
    }
}
