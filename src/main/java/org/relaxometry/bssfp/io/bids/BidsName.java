package org.relaxometry.bssfp.io.bids;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of a file: entities such as {@code sub-01}, a suffix such as {@code bssfp}, an extension.
 *
 * @param entities value by short name, in the order of the name
 * @param suffix last part before the extension
 * @param extension with its dot, such as {@code .nii.gz}
 */
public record BidsName(Map<String, String> entities, String suffix, String extension) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+]+");

    private static final List<String> EXTENSIONS = List.of(".nii.gz", ".nii", ".json", ".tsv");

    /** Longer names that filters of other programs use for some entities. */
    private static final Map<String, String> SHORT = Map.of(
            "subject", "sub",
            "session", "ses",
            "acquisition", "acq",
            "reconstruction", "rec",
            "direction", "dir",
            "inversion", "inv",
            "description", "desc",
            "ceagent", "ce");

    public BidsName {
        entities = new LinkedHashMap<>(entities);
    }

    /** Empty where it is no such name. */
    public static Optional<BidsName> of(Path file) {
        String name = file.getFileName().toString();
        Optional<String> extension = EXTENSIONS.stream().filter(name::endsWith).findFirst();
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        String[] parts =
                name.substring(0, name.length() - extension.get().length()).split("_", -1);
        Map<String, String> entities = new LinkedHashMap<>();
        for (int i = 0; i < parts.length - 1; i++) {
            int dash = parts[i].indexOf('-');
            String key = parts[i].substring(0, Math.max(0, dash));
            String value = parts[i].substring(dash + 1);
            if (!WORD.matcher(key).matches() || !WORD.matcher(value).matches() || entities.put(key, value) != null) {
                return Optional.empty();
            }
        }
        String suffix = parts[parts.length - 1];
        return WORD.matcher(suffix).matches()
                ? Optional.of(new BidsName(entities, suffix, extension.get()))
                : Optional.empty();
    }

    /** The short name of an entity that is called by its long one. */
    static String shortName(String entity) {
        return SHORT.getOrDefault(entity, entity);
    }

    /** Value of an entity by its short name; empty where the name has none. */
    public String entity(String name) {
        return entities.getOrDefault(name, "");
    }

    /** Without some entities. */
    public BidsName without(List<String> names) {
        Map<String, String> left = new LinkedHashMap<>(entities);
        left.keySet().removeAll(names);
        return new BidsName(left, suffix, extension);
    }

    /** With another value of an entity, at its place; an empty one takes the entity out. */
    public BidsName with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(entities);
        changed.put(name, value);
        if (value.isEmpty()) {
            changed.remove(name);
        }
        return new BidsName(changed, suffix, extension);
    }

    public boolean isImage() {
        return extension.startsWith(".nii");
    }

    /** The entities as they stand before the suffix, such as {@code sub-01_run-2}. */
    public String stem() {
        return entities.entrySet().stream()
                .map(entity -> entity.getKey() + "-" + entity.getValue())
                .collect(Collectors.joining("_"));
    }
}
