package org.relaxometry.bssfp.app.cohort;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.sidecar.RunId;

/**
 * Takes the results of one series to where a BIDS derivative has them, and says in their JSON files what they were made from. Nothing
 * of the folders that they were made in remains in them.
 */
final class Derivative {

    /** What files of the data set are called in {@code Sources}. */
    static final String RAW = "raw";

    private static final String IMAGE = ".nii.gz";
    private static final String JSON = ".json";

    private static final String ELLIPSE = "doi:10.1002/mrm.26717";
    private static final String CONFIGURATIONS = "doi:10.1002/mrm.26384";
    private static final String NETWORKS = "doi:10.1038/s41598-025-88579-z";

    /** Where the signal model of a method was published; of all others, networks. */
    private static final Map<String, String> REFERENCES = Map.of(
            "Maximum likelihood", ELLIPSE,
            "Adaptive maximum likelihood", ELLIPSE,
            "Posterior", ELLIPSE,
            "MIRACLE", CONFIGURATIONS,
            "MIRACLE (fast)", CONFIGURATIONS);

    private final SeriesPlan plan;
    private final BidsDataset dataset;
    private final Path from;
    private final Path to;
    private final String stem;
    private final PlainRecords records;

    /**
     * @param from folder of the steps
     * @param to folder of the examination in the derivative
     * @param fingerprint of all that the results depend on
     */
    Derivative(SeriesPlan plan, BidsDataset dataset, Path from, Path to, String fingerprint) {
        this.plan = plan;
        this.dataset = dataset;
        this.from = from;
        this.to = to;
        stem = plan.series().name().stem();
        records = new PlainRecords(dataset.root(), from, fingerprint + " " + stem);
    }

    /** Moves all that is kept. */
    void collect(boolean keepSeries) throws IOException {
        for (String folder : List.of("anat", "fmap", "figures")) {
            Files.createDirectories(to.resolve(folder));
        }
        Path clean = from.resolve(SeriesSteps.CLEAN);
        if (plan.mask().isEmpty()) {
            move(clean.resolve(SeriesSteps.BRAIN_MASK), "anat/" + stem + "_desc-brain_mask" + IMAGE);
            JsonObject mask = new JsonObject();
            mask.addProperty("Type", "Brain");
            mask.add("Sources", sources());
            write("anat/" + stem + "_desc-brain_mask" + JSON, mask);
        }
        for (String figure : List.of("gibbs", "motion", "masks", "B1map")) {
            move(clean.resolve(figure + ".png"), "figures/" + stem + "_desc-" + figure + ".png");
        }
        if (Files.exists(clean.resolve(SeriesSteps.B1_MAP))) {
            move(clean.resolve(SeriesSteps.B1_MAP), "fmap/" + stem + "_desc-preproc_TB1map" + IMAGE);
            json(clean.resolve("B1map.json"), "fmap/" + stem + "_desc-preproc_TB1map" + JSON);
        }
        move(clean.resolve("qc.html"), stem + "_qc.html");
        if (keepSeries && Files.exists(clean.resolve("bssfp_part-mag.nii.gz"))) {
            for (String part : List.of("mag", "phase")) {
                String name = "anat/" + stem + "_part-" + part + "_desc-preproc_bssfp";
                move(clean.resolve("bssfp_part-" + part + IMAGE), name + IMAGE);
                json(clean.resolve("bssfp_part-" + part + JSON), name + JSON);
            }
        }
        maps();
    }

    private void maps() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(from.resolve(SeriesSteps.MAPS))) {
            all.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(JSON)) {
                json(file, "anat/" + name);
            } else {
                move(file, (name.endsWith(IMAGE) ? "anat/" : "figures/") + name);
            }
        }
    }

    private void move(Path file, String name) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, to.resolve(name));
        }
    }

    /** With what it was made from in the terms of BIDS. */
    private void json(Path file, String name) throws IOException {
        if (!(BoundedJson.parseRecord(Files.readString(file)) instanceof JsonObject record)) {
            throw new IOException("The record " + file + " is no JSON object.");
        }
        JsonObject json = new JsonObject();
        json.add("Sources", sources());
        if (record.get("Method") instanceof JsonPrimitive method) {
            json.addProperty("EstimationAlgorithm", method.getAsString());
            json.addProperty("EstimationReference", REFERENCES.getOrDefault(method.getAsString(), NETWORKS));
            json.addProperty(RunId.KEY, records.runId(method.getAsString()));
        }
        for (Map.Entry<String, JsonElement> member : record.entrySet()) {
            // names of files that have others now
            if (!member.getKey().equals("Files") && !json.has(member.getKey())) {
                json.add(member.getKey(), records.plain(member.getValue()));
            }
        }
        write(name, json);
    }

    private void write(String name, JsonObject json) throws IOException {
        Files.write(to.resolve(name), PlainRecords.text(json).getBytes(StandardCharsets.UTF_8));
    }

    private JsonArray sources() {
        JsonArray sources = new JsonArray();
        plan.series().files().forEach(file -> sources.add(dataset.uri(RAW, file.path())));
        plan.b1().ifPresent(file -> sources.add(dataset.uri(RAW, file.path())));
        plan.mask().ifPresent(file -> sources.add(dataset.uri(RAW, file.path())));
        return sources;
    }

    /** Rewrites what a command has written. */
    PlainRecords records() {
        return records;
    }

    /** What a command said, with files of the data set as BIDS names them and without the folder of the steps. */
    String plain(String text) {
        return records.plain(text);
    }
}
