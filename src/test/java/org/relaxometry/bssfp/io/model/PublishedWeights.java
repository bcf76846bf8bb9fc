package org.relaxometry.bssfp.io.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkModel;

/** The networks that the authors published, as {@code test-data/golden} describes them; their weights are not in this repository. */
public final class PublishedWeights {

    /** Names of the networks. */
    public static final List<String> NAMES = List.of(
            "svnn_mag_12pc",
            "svnn_mag_ext_12pc",
            "pinn_mag_12pc",
            "svnn_complex_12pc",
            "svnn_complex_6pc",
            "svnn_complex_4pc",
            "pinn_complex_4pc");

    private PublishedWeights() {}

    /** Imports a network; where its weights are not here, the test is skipped. */
    public static NetworkModel read(String name) throws IOException {
        JsonObject description = description(name);
        return PublishedModels.read(
                file(name),
                NetworkKind.valueOf(description.get("network").getAsString()),
                description.get("npc").getAsInt(),
                description.get("training_distribution").getAsString().replace("uniform_ext", "uniform extended"));
    }

    /** The weights; where they are not here, the test is skipped. */
    static Path file(String name) throws IOException {
        return file(description(name).get("weights"));
    }

    /** The weights whose file is named so in a golden description. */
    public static Path file(JsonElement name) {
        return Needs.shared("golden/weights/" + name.getAsString());
    }

    static JsonObject description(String name) throws IOException {
        return JsonParser.parseString(Files.readString(Path.of("test-data", "golden", "published_" + name + ".json")))
                .getAsJsonObject();
    }
}
