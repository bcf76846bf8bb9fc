package org.relaxometry.bssfp.app.cohort;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.cohort.Measure;
import org.relaxometry.bssfp.cohort.Measure.Direction;
import org.relaxometry.bssfp.io.file.BoundedJson;

/** Numbers of one series by which a study sees whether it is as good as the others. */
final class QualityNumbers {

    /** Each of them, by the name of its column. */
    static final Map<String, Measure> MEASURES = measures();

    private static final double PERCENT = 100;

    private QualityNumbers() {}

    private static Map<String, Measure> measures() {
        Map<String, Measure> all = new LinkedHashMap<>();
        all.put("snr_of_a_cycle", new Measure("the SNR of a cycle", "", 0.5, Direction.BOTH));
        all.put("largest_motion_mm", new Measure("the largest motion of the head", "mm", 0.2, Direction.HIGH));
        all.put("misfit_percent", new Measure("the misfit of the signal model", "%", 0.2, Direction.HIGH));
        all.put(
                "without_value_percent",
                new Measure("the share of the brain without T1 and T2", "%", 1, Direction.HIGH));
        all.put("brain_ml", new Measure("the volume of the brain", "ml", 30, Direction.BOTH));
        all.put("b1_median", new Measure("the median of B1 in the brain", "", 0.02, Direction.BOTH));
        return all;
    }

    /**
     * Of a series whose steps are done.
     *
     * @param steps folder of the steps
     * @param withoutValue share of the brain
     * @param b1Median NaN where there is no B1 map
     */
    static Map<String, Double> of(Path steps, String stem, double withoutValue, double b1Median) throws IOException {
        Map<String, Double> numbers = new LinkedHashMap<>();
        JsonObject masks = json(steps.resolve(SeriesSteps.CLEAN).resolve("masks.json"));
        JsonObject map = json(steps.resolve(SeriesSteps.MAPS).resolve(stem + "_T1map.json"));
        numbers.put("snr_of_a_cycle", number(masks, "SnrCycle"));
        numbers.put(
                "largest_motion_mm", motionMm(steps.resolve(SeriesSteps.CLEAN).resolve("motion.csv")));
        numbers.put(
                "misfit_percent",
                map.get("SeriesCheck") instanceof JsonObject check ? PERCENT * number(check, "Misfit") : Double.NaN);
        numbers.put("without_value_percent", PERCENT * withoutValue);
        numbers.put("brain_ml", number(masks, "BrainMl"));
        numbers.put("b1_median", b1Median);
        return numbers;
    }

    /** What the columns are, as a JSON file beside a table says it. */
    static Map<String, Object> dictionary() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("state", Map.of("Description", "done, or failed: not processed, see reason"));
        about.put("reason", Map.of("Description", "Why a series was not processed"));
        about.put("warnings", Map.of("Description", "What was doubtful, separated by |"));
        MEASURES.forEach((column, measure) -> {
            // in this order in every run
            Map<String, String> said = new LinkedHashMap<>();
            said.put("Description", measure.name());
            if (!measure.unit().isEmpty()) {
                said.put("Units", measure.unit());
            }
            about.put(column, said);
        });
        return about;
    }

    private static JsonObject json(Path file) throws IOException {
        return Files.exists(file) && BoundedJson.parseRecord(Files.readString(file)) instanceof JsonObject object
                ? object
                : new JsonObject();
    }

    private static double number(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return Optional.ofNullable(value).flatMap(BoundedJson::number).orElse(Double.NaN);
    }

    /** The largest mean displacement of the head in a cycle; NaN where motion was not looked for. */
    private static double motionMm(Path csv) throws IOException {
        if (!Files.exists(csv)) {
            return Double.NaN;
        }
        List<String> lines = Files.readAllLines(csv);
        int column = List.of(lines.get(0).split(",")).indexOf("mean_displacement_mm");
        return lines.stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[column]))
                .max()
                .orElse(Double.NaN);
    }
}
