package org.relaxometry.bssfp.app.frame;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.protocol.Protocol;

/** What a dialog fills in before the user touches it: open images whose titles speak for themselves. */
final class DialogDefaults {

    /** Keys that a protocol stored in an image fills in. */
    static final List<String> PROTOCOL_KEYS = List.of("tr", "te", "flip", "increments");

    private static final List<String> SERIES_KEYS = List.of("magnitude", "real", "complex", "image");

    private DialogDefaults() {}

    /**
     * The protocol that travels with the chosen image, as a user would type it.
     *
     * @param values what the dialog holds, by key
     * @return values of {@link #PROTOCOL_KEYS}; empty if the image knows no protocol, or a file is named, which comes before it
     */
    static Map<String, String> protocol(Map<String, String> values) {
        if (!values.getOrDefault("protocol", "").isEmpty()) {
            return Map.of();
        }
        return SERIES_KEYS.stream()
                .map(key -> values.getOrDefault(key, ""))
                .filter(title -> !title.isEmpty())
                .map(WindowManager::getImage)
                .filter(Objects::nonNull)
                .flatMap(image -> ImageProperties.protocol(image).stream())
                .findFirst()
                .map(DialogDefaults::texts)
                .orElse(Map.of());
    }

    private static Map<String, String> texts(Protocol protocol) {
        return Map.of(
                "tr", number(protocol.repetitionTimeMs()),
                "te", number(protocol.echoTimeMs()),
                "flip", number(protocol.flipAngleDeg()),
                "increments",
                        protocol.phaseIncrementsDeg().stream()
                                .map(DialogDefaults::number)
                                .collect(Collectors.joining(", ")));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Values by key for the keys of the command that take images. */
    static Map<String, String> suggest(CommandRunner runner) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> titles = new ArrayList<>(Arrays.asList(WindowManager.getImageTitles()));
        Collections.reverse(titles);
        ImagePlus current = WindowManager.getCurrentImage();
        for (Key<?> key : runner.keys()) {
            if (key.form() == Key.Form.IMAGE) {
                List<String> fit = titles.stream()
                        .filter(title -> isFit(key.name(), title) && !values.containsValue(title))
                        .toList();
                // what goes with the first image, so that a phase is not taken from another series
                String model = values.values().stream().findFirst().orElse(current == null ? "" : current.getTitle());
                mostLike(model, fit).ifPresent(title -> values.put(key.name(), title));
            }
        }
        dropRivals(values);
        return values;
    }

    private static boolean isFit(String key, String title) {
        return switch (key) {
            case "image" ->
                ImageProperties.protocol(WindowManager.getImage(title)).isPresent();
            // few need them, and then there must be none
            case "t1map", "t2map", "reference" -> false;
            default -> speaksFor(key, title);
        };
    }

    /** A series is given in one form: magnitude and phase before the others. */
    private static void dropRivals(Map<String, String> values) {
        if (values.containsKey("magnitude") && values.containsKey("phase")) {
            values.keySet().removeAll(List.of("real", "imaginary", "complex"));
        } else if (values.containsKey("real") && values.containsKey("imaginary")) {
            values.keySet().removeAll(List.of("magnitude", "phase", "complex"));
        }
    }

    /** The title that begins with most of the words of another, such as the two parts of a series; of several the first. */
    static Optional<String> mostLike(String model, List<String> titles) {
        return titles.stream().min(Comparator.comparingInt(title -> -commonWords(model, title)));
    }

    /** Length of the beginning that two titles share, up to the end of a word; all of it where they are the same. */
    private static int commonWords(String a, String b) {
        if (a.equals(b)) {
            return Integer.MAX_VALUE;
        }
        int words = 0;
        for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
            words = Character.isLetterOrDigit(a.charAt(i)) ? words : i + 1;
        }
        return words;
    }

    /** Whether a title holds the word for a key, such as {@code mag} in {@code sub1_mag.tif}, but not {@code image}. */
    static boolean speaksFor(String key, String title) {
        String words =
                switch (key) {
                    case "magnitude" -> "mag|magn|magnitude";
                    case "phase" -> "ph|pha|phase";
                    case "real" -> "real|re";
                    case "imaginary" -> "imag|imaginary|im";
                    case "complex" -> "complex|cplx";
                    case "b1" -> "b1|b1map|b1plus";
                    default -> key;
                };
        return title.toLowerCase(Locale.ROOT).matches("(.*[^a-z0-9])?(" + words + ")([^a-z0-9].*)?");
    }
}
