package org.relaxometry.bssfp.io.series.scan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which half of a complex image a file holds. */
public enum ImageKind {
    MAGNITUDE(
            "Magnitude",
            "magnitude",
            "missing magnitude",
            Set.of("M", "MAGNITUDE"),
            Set.of("mag", "magn", "magnitude")),
    PHASE("Phase", "phase", "missing phase", Set.of("P", "PHASE", "PHASE MAP"), Set.of("ph", "pha", "phs", "phase")),
    REAL("Real", "real part", "missing real part", Set.of("R", "REAL"), Set.of("real")),
    IMAGINARY(
            "Imaginary",
            "imaginary part",
            "missing imaginary part",
            Set.of("I", "IMAGINARY"),
            Set.of("imag", "imaginary"));

    /** In records. */
    public final String key;

    public final String text;
    public final String missing;
    private final Set<String> typeWords;
    private final Set<String> nameWords;

    ImageKind(String key, String text, String missing, Set<String> typeWords, Set<String> nameWords) {
        this.key = key;
        this.text = text;
        this.missing = missing;
        this.typeWords = typeWords;
        this.nameWords = nameWords;
    }

    /** What {@code ImageType} says, in capitals; Philips writes {@code M_FFE} and {@code P_FFE}. */
    static Optional<ImageKind> ofType(List<String> words) {
        return Arrays.stream(values())
                .filter(kind -> words.stream()
                        .anyMatch(word ->
                                kind.typeWords.contains(word) || kind.typeWords.contains(word.replaceFirst("_.*", ""))))
                .findFirst();
    }

    /** Whether a whole word of a file name says which half of an image it is, such as the {@code ph} of dcm2niix. */
    public static boolean isWordOfAHalf(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).anyMatch(kind -> kind.nameWords.contains(lower));
    }
}
