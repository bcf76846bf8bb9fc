package org.relaxometry.bssfp.io.model;

import com.google.gson.JsonObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * Models to choose from. The order is the order of preference: of several
 * that fit, the first is taken.
 *
 * <p>Shipped models are resources {@code /models/NAME.json} and {@code /models/NAME.safetensors}; {@code /models/index.json}
 * lists the names under the key {@code models}.
 */
public final class ModelLibrary {

    private static final String SHIPPED = "/models/";
    private static final int MAX_BYTES = 64 << 20;

    /** Where the files of a model are. */
    @FunctionalInterface
    interface Source {
        byte[] read(String fileName) throws IOException;
    }

    private final Source source;
    /** By the name of the files, which need not be the name in the card. */
    private final Map<String, ModelCard> cards = new LinkedHashMap<>();

    /** @param names of the models' files, most preferred first */
    ModelLibrary(List<String> names, Source source) throws IOException {
        this.source = source;
        for (String name : names) {
            cards.put(name, ModelFiles.decodeCard(source.read(name + ".json"), name));
        }
    }

    /**
     * The models shipped with the program.
     *
     * @throws IOException where the program's files are damaged
     */
    public static ModelLibrary shipped() throws IOException {
        Source resources = ModelLibrary::readResource;
        JsonObject index = JsonText.parse(new String(resources.read("index.json"), StandardCharsets.UTF_8));
        return new ModelLibrary(new CardFields(index, "").texts("models"), resources);
    }

    /** The cards, most preferred first. */
    public List<ModelCard> cards() {
        return List.copyOf(cards.values());
    }

    /**
     * The first model of a method that was trained for a protocol.
     *
     * @param methodName as {@link ModelCard#methodName()} gives it
     * @param protocol of the data
     * @throws IllegalArgumentException where there is none, with what keeps the nearest one from fitting
     * @throws IOException where its files are damaged
     */
    public NetworkModel pick(String methodName, Protocol protocol) throws IOException {
        for (Map.Entry<String, ModelCard> each : cards.entrySet()) {
            ModelCard card = each.getValue();
            if (card.methodName().equals(methodName)
                    && card.mismatchWith(protocol).isEmpty()) {
                return model(each.getKey());
            }
        }
        throw new IllegalArgumentException(cards.values().stream()
                .filter(card -> card.methodName().equals(methodName))
                .min(Comparator.comparingInt(card -> card.mismatchWith(protocol).size()))
                .map(card -> "None of the networks for " + methodName + " was trained for this protocol. The nearest, "
                        + card.name() + ", does not fit: " + String.join("; ", card.mismatchWith(protocol))
                        + ". Train a network for this protocol: it takes seconds.")
                .orElse("There is no network for the method " + methodName + "."));
    }

    /**
     * The model of this name.
     *
     * @throws IllegalArgumentException where there is none, with the names there are
     * @throws IOException where its files are damaged
     */
    public NetworkModel named(String name) throws IOException {
        if (!cards.containsKey(name)) {
            throw new IllegalArgumentException(
                    "There is no network \"" + name + "\". There are: " + String.join(", ", cards.keySet()) + ".");
        }
        return model(name);
    }

    private NetworkModel model(String name) throws IOException {
        String file = name + ".safetensors";
        return ModelFiles.decode(cards.get(name), source.read(file), file);
    }

    private static byte[] readResource(String name) throws IOException {
        try (InputStream in = ModelLibrary.class.getResourceAsStream(SHIPPED + name)) {
            if (in == null) {
                throw new FileNotFoundException("The program's file " + SHIPPED + name + " is missing.");
            }
            return ModelFiles.readAll(in, MAX_BYTES, name);
        }
    }
}
