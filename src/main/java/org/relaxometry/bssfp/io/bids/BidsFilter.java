package org.relaxometry.bssfp.io.bids;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which files are what, as a study says it: for series, B1 maps, masks and labels the suffix, the kind of data and entities that a
 * file must have. A value is a text, a list of texts of which one must fit, {@code "*"} for any, or null for a name without the
 * entity. Entities may be called by their long names, as in other programs' filters.
 */
public final class BidsFilter {

    /** What a study looks for. */
    public enum Role {
        SERIES("bssfp", "bssfp"),
        B1("TB1map", "TB1map"),
        MASK("mask", "mask"),
        LABELS("dseg", "dseg");

        private final String key;
        private final String suffix;

        Role(String key, String suffix) {
            this.key = key;
            this.suffix = suffix;
        }
    }

    /** The entity by whose values the cycles of a series are told apart, where each is a file. */
    private static final String CYCLE = "cycle";

    private static final String SUFFIX = "suffix";
    private static final String DATATYPE = "datatype";

    /** What else may be asked of a file besides its entities. */
    private static final Set<String> IGNORED = Set.of("extension", "scope", "return_type");

    private static final String EXPECTED =
            " Expected a JSON object such as {\"bssfp\": {\"acquisition\": \"pc\", \"suffix\": \"bssfp\"}}, with"
                    + " members bssfp, TB1map, mask and dseg.";

    private final Map<Role, JsonObject> queries;

    private BidsFilter(Map<Role, JsonObject> queries) {
        this.queries = queries;
    }

    /** What BIDS and most groups have. */
    public static BidsFilter usual() {
        return new BidsFilter(Map.of());
    }

    /**
     * As a study says.
     *
     * @throws IllegalArgumentException for a member that there is not, or a value that is no text, list or null
     */
    public static BidsFilter of(JsonObject json) {
        Map<Role, JsonObject> queries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> member : json.entrySet()) {
            Role role = role(member.getKey());
            if (!(member.getValue() instanceof JsonObject query)) {
                throw new IllegalArgumentException(
                        "\"" + member.getKey() + "\" in the filter is " + member.getValue() + "." + EXPECTED);
            }
            query.entrySet().forEach(entry -> requireValue(entry.getKey(), entry.getValue()));
            queries.put(role, query);
        }
        return new BidsFilter(queries);
    }

    private static Role role(String key) {
        for (Role role : Role.values()) {
            if (role.key.equals(key)) {
                return role;
            }
        }
        throw new IllegalArgumentException("\"" + key + "\" is nothing that the filter knows." + EXPECTED);
    }

    private static void requireValue(String key, JsonElement value) {
        boolean fits = value.isJsonNull()
                || value instanceof JsonPrimitive
                || value instanceof JsonArray list
                        && list.asList().stream().allMatch(each -> each instanceof JsonPrimitive);
        if (!fits) {
            throw new IllegalArgumentException(
                    "\"" + key + "\" in the filter is " + value + ". Expected a text, a list of texts, or null.");
        }
    }

    /** Whether a file is what is looked for. */
    public boolean fits(Role role, BidsFile file) {
        JsonObject query = queries.getOrDefault(role, new JsonObject());
        if (!file.name().isImage()
                || !query.has(SUFFIX) && !file.name().suffix().equals(role.suffix)) {
            return false;
        }
        return query.entrySet().stream().allMatch(asked -> fits(asked.getKey(), asked.getValue(), file));
    }

    private static boolean fits(String key, JsonElement asked, BidsFile file) {
        if (key.equals(CYCLE) || IGNORED.contains(key)) {
            return true;
        }
        String value =
                switch (key) {
                    case SUFFIX -> file.name().suffix();
                    case DATATYPE -> file.datatype();
                    default -> file.name().entity(BidsName.shortName(key));
                };
        if (asked.isJsonNull()) {
            return value.isEmpty();
        }
        return texts(asked).stream().anyMatch(text -> text.equals("*") ? !value.isEmpty() : same(text, value));
    }

    /** Filters of other programs write runs as numbers. */
    private static boolean same(String asked, String value) {
        return asked.equals(value)
                || asked.matches("\\d+")
                        && value.matches("\\d+")
                        && asked.replaceFirst("^0+(?=.)", "").equals(value.replaceFirst("^0+(?=.)", ""));
    }

    private static List<String> texts(JsonElement asked) {
        List<String> texts = new ArrayList<>();
        if (asked instanceof JsonArray list) {
            list.forEach(each -> texts.add(each.getAsString()));
        } else {
            texts.add(asked.getAsString());
        }
        return texts;
    }

    /** Whether the study says anything of this. */
    public boolean names(Role role) {
        return queries.containsKey(role);
    }

    /** The entity that numbers the cycles, where the study names it. */
    Optional<String> cycleEntity() {
        return Optional.ofNullable(
                        queries.getOrDefault(Role.SERIES, new JsonObject()).get(CYCLE))
                .map(value -> BidsName.shortName(value.getAsString()));
    }
}
