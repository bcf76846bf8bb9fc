package org.relaxometry.bssfp.app.cohort;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The command line of a BIDS app: {@code BIDS_DIR OUTPUT_DIR participant|group} and flags, among which our own {@code key=value} may
 * stand. Flags of other apps that say nothing to this one are understood and left alone.
 */
final class BidsArguments {

    /** What a flag sets; those with a value take all words up to the next flag. */
    private static final Map<String, String> VALUES = Map.of(
            "--participant_label", "participants",
            "--session_label", "sessions",
            "--bids_filter_file", "filter",
            "--n_cpus", "threads",
            "--nthreads", "threads",
            "--settings", "settings");

    private static final Map<String, String> SWITCHES = Map.of("--dry_run", "dryrun");

    /** Nothing here depends on the validator. */
    private static final List<String> NOTHING = List.of("--skip_bids_validator");

    private static final List<String> PLACES = List.of("bids", "output", "level");

    private BidsArguments() {}

    /**
     * The words that are ours to read, by key; what is left has the form {@code key=value}.
     *
     * @param others takes those
     * @throws IllegalArgumentException for a flag that there is not, or one without its value
     */
    static Map<String, String> parse(List<String> words, List<String> others) {
        Map<String, String> keys = new LinkedHashMap<>();
        List<String> places = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String flag = flag(word);
            if (VALUES.containsKey(flag)) {
                List<String> values = new ArrayList<>();
                int equals = word.indexOf('=');
                if (equals > 0) {
                    values.add(word.substring(equals + 1));
                }
                while (equals < 0 && i + 1 < words.size() && isValue(words.get(i + 1), places, values)) {
                    values.add(words.get(++i));
                }
                if (values.isEmpty()) {
                    throw new IllegalArgumentException("After " + word + " a value is expected.");
                }
                put(keys, VALUES.get(flag), String.join(", ", values));
            } else if (SWITCHES.containsKey(flag)) {
                put(keys, SWITCHES.get(flag), "true");
            } else if (flag.startsWith("--")) {
                if (!NOTHING.contains(flag)) {
                    throw new IllegalArgumentException("\"" + word + "\" is no flag of this command. Its flags are "
                            + String.join(
                                    ", ", VALUES.keySet().stream().sorted().toList())
                            + ", --dry_run, --skip_bids_validator; and its keys, as key=value.");
                }
            } else if (isKeyAndValue(word)) {
                others.add(word);
            } else {
                places.add(word);
            }
        }
        if (places.size() > PLACES.size()) {
            throw new IllegalArgumentException("Expected: bids BIDS_DIR OUTPUT_DIR participant|group; but besides these"
                    + " \"" + places.get(PLACES.size()) + "\" was given.");
        }
        for (int i = 0; i < places.size(); i++) {
            put(keys, PLACES.get(i), places.get(i));
        }
        return keys;
    }

    /** Other apps write these with a dash or an underscore. */
    private static String flag(String word) {
        int equals = word.indexOf('=');
        String name = equals > 0 ? word.substring(0, equals) : word;
        return name.startsWith("--")
                ? name.toLowerCase(Locale.ROOT).replace("-", "_").replaceFirst("^__", "--")
                : "";
    }

    private static boolean isKeyAndValue(String word) {
        return word.matches("[a-z0-9]+=.*");
    }

    /** Behind a list of labels the folders may still come: they are those that there is no label of such a form. */
    private static boolean isValue(String word, List<String> places, List<String> values) {
        return !word.startsWith("-")
                && !isKeyAndValue(word)
                && (values.isEmpty() || places.size() == PLACES.size() || word.matches("(sub-|ses-)?[A-Za-z0-9]+"))
                && !(places.size() == PLACES.size() - 1 && word.matches("participant|group"));
    }

    private static void put(Map<String, String> keys, String key, String value) {
        String other = keys.put(key, value);
        if (other != null) {
            throw new IllegalArgumentException(key + " is given twice: \"" + other + "\" and \"" + value + "\".");
        }
    }
}
