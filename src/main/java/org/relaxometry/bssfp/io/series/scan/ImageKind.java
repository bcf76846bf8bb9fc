package org.relaxometry.bssfp.io.series.scan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which half of a complex image a file holds. */
public enum ImageKind {
    MAGNITUDE("magnitude", "missing magnitude", Set.of("M", "MAGNITUDE"), Set.of("mag", "magnitude")),
    PHASE("phase", "missing phase", Set.of("P", "PHASE", "PHASE MAP"), Set.of("ph", "phase")),
    REAL("real part", "missing real part", Set.of("R", "REAL"), Set.of("real")),
    IMAGINARY("imaginary part", "missing imaginary part", Set.of("I", "IMAGINARY"), Set.of("imag", "imaginary"));

    public final String text;
    public final String missing;
    private final Set<String> typeWords;
    private final Set<String> nameWords;

    ImageKind(String text, String missing, Set<String> typeWords, Set<String> nameWords) {
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

    /** What the words of a file name say, such as the {@code ph} that dcm2niix appends. */
    static Optional<ImageKind> ofName(List<String> words) {
        return Arrays.stream(values())
                .filter(kind -> words.stream().anyMatch(kind::isNameWord))
                .findFirst();
    }

    public boolean isNameWord(String word) {
        return nameWords.contains(word.toLowerCase(Locale.ROOT));
    }
}
