package org.relaxometry.bssfp.norm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.relaxometry.bssfp.io.file.BoundedJson;

/**
 * All norms that a site has learnt from one cohort, measured and mapped in one way.
 *
 * @param origin what the site calls the cohort
 * @param conditions what the records of the cohort's maps say of protocol and method; maps made otherwise cannot be compared
 * @param norms one for each region and map
 */
public record Norms(String origin, JsonObject conditions, List<Norm> norms) {

    private static final String ORIGIN = "Origin";
    private static final String CONDITIONS = "Conditions";
    private static final String NORMS = "Norms";

    /** More than any atlas has regions, times maps. */
    private static final int MOST = 100_000;

    private static final long LARGEST_FILE = 64 << 20;

    /** The norm of a region, by its name in capitals or not; empty where the cohort has none of it. */
    public Optional<Norm> of(String region, String map) {
        return norms.stream()
                .filter(norm -> norm.map().equals(map) && norm.region().strip().equalsIgnoreCase(region.strip()))
                .findFirst();
    }

    /** As the members of a JSON file. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(ORIGIN, origin);
        members.put(CONDITIONS, conditions);
        members.put(NORMS, norms.stream().map(Norms::members).toList());
        return members;
    }

    private static Map<String, Object> members(Norm norm) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("Region", norm.region());
        members.put("Map", norm.map());
        members.put("Unit", norm.unit());
        members.put("UsesAge", norm.usesAge());
        members.put("UsesSex", norm.usesSex());
        if (Double.isFinite(norm.meanAge())) {
            members.put("MeanAge", norm.meanAge());
            members.put("Youngest", norm.youngest());
            members.put("Oldest", norm.oldest());
        }
        members.put("Sexes", norm.sexes().stream().sorted().map(Sex::word).toList());
        members.put("People", norm.people());
        members.put("LeftOut", norm.leftOut());
        members.put("Coefficients", norm.coefficients());
        members.put("Inverse", norm.inverse());
        members.put("Spread", norm.spread());
        return members;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is no file of norms, or damaged
     * @throws IOException if it cannot be read
     */
    public static Norms read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "'norms': there is no file '" + file + "'. Expected norms.json, as Make Norms… writes it.");
        }
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
            throw noNorms(file, "it is a folder, or too large");
        }
        JsonElement read;
        try {
            read = BoundedJson.parseRecord(BoundedJson.text(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw noNorms(file, "it " + e.getMessage());
        }
        if (!(read instanceof JsonObject all)
                || !(all.get(ORIGIN) instanceof JsonPrimitive origin)
                || !(all.get(CONDITIONS) instanceof JsonObject conditions)
                || !(all.get(NORMS) instanceof JsonArray array)
                || array.size() > MOST) {
            throw noNorms(file, "it has not the members " + ORIGIN + ", " + CONDITIONS + " and " + NORMS);
        }
        List<Norm> norms = new ArrayList<>();
        for (JsonElement each : array) {
            try {
                norms.add(norm((JsonObject) each));
            } catch (ClassCastException | IllegalArgumentException | IllegalStateException | NullPointerException e) {
                throw noNorms(file, "its norm number " + (norms.size() + 1) + " is damaged");
            }
        }
        return new Norms(origin.getAsString(), conditions, List.copyOf(norms));
    }

    private static Norm norm(JsonObject of) {
        Set<Sex> sexes = new TreeSet<>();
        of.getAsJsonArray("Sexes")
                .forEach(each -> sexes.add(Sex.of(each.getAsString()).orElseThrow(IllegalArgumentException::new)));
        return new Norm(
                of.get("Region").getAsString(),
                of.get("Map").getAsString(),
                of.get("Unit").getAsString(),
                of.get("UsesAge").getAsBoolean(),
                of.get("UsesSex").getAsBoolean(),
                age(of, "MeanAge"),
                age(of, "Youngest"),
                age(of, "Oldest"),
                sexes,
                of.get("People").getAsInt(),
                of.get("LeftOut").getAsInt(),
                numbers(of.getAsJsonArray("Coefficients")),
                of.getAsJsonArray("Inverse").asList().stream()
                        .map(row -> numbers(row.getAsJsonArray()))
                        .toList(),
                of.get("Spread").getAsDouble());
    }

    private static double age(JsonObject of, String member) {
        return of.has(member) ? of.get(member).getAsDouble() : Double.NaN;
    }

    private static List<Double> numbers(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsDouble).toList();
    }

    private static IllegalArgumentException noNorms(Path file, String why) {
        return new IllegalArgumentException(
                "'" + file + "' is no file of norms: " + why + ". Expected norms.json, as Make Norms… writes it.");
    }
}
