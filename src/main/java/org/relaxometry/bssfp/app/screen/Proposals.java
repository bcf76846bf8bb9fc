package org.relaxometry.bssfp.app.screen;

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
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * What a dialog fills in before the user touches it: the images of the series that the user looks at, else of the one that was made
 * last, and what was made of it. What one command has made is so proposed by the next.
 */
public final class Proposals {

    /** Keys that a protocol stored in an image fills in. */
    public static final List<String> PROTOCOL_KEYS = List.of("tr", "te", "flip", "increments");

    private static final List<String> SERIES_KEYS = List.of("magnitude", "real", "complex", "image");
    private static final List<String> PARTS = List.of("magnitude", "phase", "real", "imaginary", "complex");

    /** They make masks themselves, and one that is given would stand in the place of theirs. */
    private static final Set<String> MASK_MAKERS = Set.of("masks", "preprocess");

    private final String command;
    private final ImagePlus current;

    /** The newest first. */
    private final List<ImagePlus> images;

    private Proposals(String command) {
        this.command = command;
        current = WindowManager.getCurrentImage();
        images = new ArrayList<>(ImageNames.open());
        Collections.reverse(images);
        images.removeIf(image -> image.getType() == ImagePlus.COLOR_RGB);
    }

    /**
     * The protocol that travels with the chosen image, as a user would type it.
     *
     * @param values what the dialog holds, by key
     * @return values of {@link #PROTOCOL_KEYS}; empty if the image knows no protocol, or a file is named, which comes before it
     */
    public static Map<String, String> protocol(Map<String, String> values) {
        if (!values.getOrDefault("protocol", "").isEmpty()) {
            return Map.of();
        }
        return SERIES_KEYS.stream()
                .map(key -> values.getOrDefault(key, ""))
                .filter(text -> !text.isEmpty())
                .flatMap(text -> ImageNames.find(text).stream())
                .flatMap(image -> ImageProperties.protocol(image).stream())
                .findFirst()
                .map(Proposals::texts)
                .orElse(Map.of());
    }

    private static Map<String, String> texts(Protocol protocol) {
        return Map.of(
                "tr", number(protocol.repetitionTimeMs()),
                "te", number(protocol.echoTimeMs()),
                "flip", number(protocol.flipAngleDeg()),
                "increments",
                        protocol.phaseIncrementsDeg().stream()
                                .map(Proposals::number)
                                .collect(Collectors.joining(", ")));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /**
     * Texts by key for the keys that take images.
     *
     * @param command name of the command, such as {@code map}
     * @param keys of the command
     */
    public static Map<String, String> of(String command, List<Key<?>> keys) {
        return new Proposals(command).texts(keys);
    }

    private Map<String, String> texts(List<Key<?>> keys) {
        Map<String, ImagePlus> chosen = new LinkedHashMap<>();
        String source = source();
        for (Key<?> key : keys) {
            if (key.form() == Key.Form.IMAGE) {
                choose(key.name(), source, chosen).ifPresent(image -> chosen.put(key.name(), image));
            }
        }
        dropRivals(chosen);
        Map<String, String> texts = new LinkedHashMap<>();
        chosen.forEach((key, image) -> texts.put(key, ImageNames.of(image)));
        return texts;
    }

    /** Of the series that the user looks at, or whose map; else of the one that was made last. */
    private String source() {
        List<String> series =
                images.stream().filter(this::isPart).map(ImageNames::source).toList();
        String looked = current == null ? "" : ImageNames.source(current);
        return series.isEmpty() || series.contains(looked) ? looked : series.get(0);
    }

    private boolean isPart(ImagePlus image) {
        return PARTS.stream().anyMatch(key -> fits(key, image));
    }

    private Optional<ImagePlus> choose(String key, String source, Map<String, ImagePlus> chosen) {
        List<ImagePlus> fitting = images.stream()
                .filter(image -> !chosen.containsValue(image) && fits(key, image))
                .toList();
        Predicate<ImagePlus> ofSource = image -> ImageNames.source(image).equals(source);
        return switch (key) {
            case "magnitude", "phase", "real", "imaginary", "complex" -> {
                ImagePlus partner = chosen.values().stream().findFirst().orElse(null);
                List<ImagePlus> partners = fitting.stream()
                        .filter(image -> partner == null || haveEqualSizes(image, partner))
                        .toList();
                List<ImagePlus> own = partners.stream().filter(ofSource).toList();
                yield own.isEmpty() && !key.equals("complex")
                        ? mostLike(partner == null ? current : partner, partners)
                        : best(own);
            }
            case "first" -> pair(0, source);
            case "second" -> pair(1, source);
            // what is of another series would be wrong without looking so
            default ->
                best(fitting.stream()
                        .filter(ofSource.or(image -> ImageNames.source(image).isEmpty()))
                        .toList());
        };
    }

    /** The image that the user looks at, else one that is still called as it was when it was made, else the newest. */
    private Optional<ImagePlus> best(List<ImagePlus> fitting) {
        return fitting.stream()
                .min(Comparator.comparing((ImagePlus image) -> image != current)
                        .thenComparing(image -> ImageProperties.fileName(image).isEmpty()));
    }

    private boolean fits(String key, ImagePlus image) {
        Optional<String> quantity = ImageProperties.quantity(image);
        Optional<String> role = ImageProperties.role(image);
        return switch (key) {
            case "image" ->
                quantity.isEmpty() && ImageProperties.protocol(image).isPresent();
            // few need them, and then there must be none
            case "t1map", "t2map", "reference", "fieldmap", "r2prime", "t2star" -> false;
            // one of them stands for all
            case "maps" -> quantity.equals(Optional.of(Parameter.T1.fileName()));
            // a map beside a series would be refused
            case "b0" -> image == current && quantity.equals(Optional.of(Parameter.OFF_RESONANCE.fileName()));
            // of a folder nobody knows which of the open images are of the same patient
            case "b1" -> !command.equals("dicom") && isWhatItSays(key, image, quantity, role);
            case "mask" -> !MASK_MAKERS.contains(command) && isWhatItSays(key, image, quantity, role);
            default -> isWhatItSays(key, image, quantity, role);
        };
    }

    private static boolean isWhatItSays(String key, ImagePlus image, Optional<String> quantity, Optional<String> role) {
        if (PARTS.contains(key)) {
            return quantity.isEmpty()
                    && hasCycles(image)
                    && role.map(key::equals).orElseGet(() -> speaksFor(key, image.getTitle()));
        }
        return quantity.isPresent()
                ? quantity.get().equalsIgnoreCase(key)
                : role.isEmpty() && speaksFor(key, image.getTitle());
    }

    /** As many planes along an axis as its protocol has cycles. */
    private static boolean hasCycles(ImagePlus image) {
        int cycles = ImageProperties.protocol(image).map(Protocol::cycles).orElse(0);
        return Stream.of(image.getNFrames(), image.getNChannels(), image.getNSlices())
                .anyMatch(planes -> cycles == 0 ? planes >= Protocol.MIN_CYCLES : planes == cycles);
    }

    private static boolean haveEqualSizes(ImagePlus a, ImagePlus b) {
        return Arrays.equals(a.getDimensions(), b.getDimensions());
    }

    /** Maps of one quantity of the source, the older first: of the quantity that the user looks at, else of the newest pair. */
    private Optional<ImagePlus> pair(int which, String source) {
        List<ImagePlus> maps = images.stream()
                .filter(image -> ImageProperties.quantity(image).isPresent()
                        && ImageNames.source(image).equals(source))
                .toList();
        Stream<ImagePlus> looked = Stream.of(current).filter(maps::contains);
        return Stream.concat(looked, maps.stream())
                .map(map -> maps.stream()
                        .filter(other -> ImageProperties.quantity(other).equals(ImageProperties.quantity(map)))
                        .limit(2)
                        .toList())
                .filter(pair -> pair.size() == 2)
                .findFirst()
                .map(pair -> pair.get(1 - which));
    }

    /** A series is given in one form: magnitude and phase before the others. A map of ΔB0 stands for a series. */
    private static void dropRivals(Map<String, ImagePlus> chosen) {
        if (chosen.containsKey("b0")) {
            chosen.keySet().removeAll(PARTS);
        } else if (chosen.containsKey("magnitude") && chosen.containsKey("phase")) {
            chosen.keySet().removeAll(List.of("real", "imaginary", "complex"));
        } else if (chosen.containsKey("real") && chosen.containsKey("imaginary")) {
            chosen.keySet().removeAll(List.of("magnitude", "phase", "complex"));
        }
    }

    private static Optional<ImagePlus> mostLike(ImagePlus model, List<ImagePlus> fitting) {
        String title = model == null ? "" : model.getTitle();
        return fitting.stream().min(Comparator.comparingInt(image -> -commonWords(title, image.getTitle())));
    }

    /** Length of the beginning that two titles share, up to the end of a word; all of it where they are the same. */
    static int commonWords(String a, String b) {
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
