package org.relaxometry.bssfp.io.series.scan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which half a NIfTI file holds: as its JSON file states, else as its name says. The word "phase" is ordinary in the name of
 * a phase-cycled series. So the word that counts is the one in which a name differs from that of a partner, be it glued to
 * others; without a partner it is the last of a file's name, else a folder called like a half.
 */
final class HalfNames {

    /** Longer words first; glued ones count only where there is a partner. */
    private static final Pattern HALF = Pattern.compile("(?i)imaginary|magnitude|phase|imag|real|magn|mag|pha|phs|ph");

    /** So short that they say nothing without a partner. */
    private static final Pattern SHORT = Pattern.compile("(?i)(?<![\\p{L}\\d])(?:re|im|m|p|r|i)(?![\\p{L}\\d])");

    /** A word for a half in a path; {@code whole} if it is not glued to other letters. */
    private record Word(ImageKind kind, int start, int end, boolean whole) {

        private String without(String stem) {
            return stem.substring(0, start) + stem.substring(end);
        }
    }

    /** For every path without one of its words, which halves there are; {@link ImageKind} is empty for the bare path. */
    private final Map<String, Set<ImageKind>> named = new HashMap<>();

    private final Map<String, Integer> bare = new HashMap<>();

    private HalfNames(List<ScannedImage> images) {
        for (ScannedImage image : images) {
            bare.merge(shape(image.stem()), 1, Integer::sum);
            for (Word word : words(image)) {
                named.computeIfAbsent(shape(word.without(image.stem())), key -> EnumSet.noneOf(ImageKind.class))
                        .add(word.kind());
            }
        }
    }

    /** The same images, each as the half it is; DICOM images, whose names say nothing, as they are. */
    static List<ScannedImage> decided(List<ScannedImage> images) {
        HalfNames names =
                new HalfNames(images.stream().filter(HalfNames::isNamed).toList());
        return images.stream()
                .map(image -> isNamed(image) ? names.decide(image) : image)
                .toList();
    }

    private static boolean isNamed(ScannedImage image) {
        return !image.stem().isEmpty();
    }

    private ScannedImage decide(ScannedImage image) {
        List<Word> words = words(image);
        Optional<Word> word = words.stream()
                .filter(w -> hasPartner(image, w))
                .findFirst()
                .or(() -> isMagnitudeOfOthers(image)
                        ? Optional.empty()
                        : words.stream().filter(w -> countsAlone(image, w)).findFirst());
        ImageKind kind = image.stated().or(() -> word.map(Word::kind)).orElse(ImageKind.MAGNITUDE);
        return image.as(kind, word.map(w -> w.without(image.stem())).orElse(image.stem()));
    }

    /** Whether another half has the same path but for this word, or, of a magnitude, no word at all. */
    private boolean hasPartner(ScannedImage image, Word word) {
        String key = shape(word.without(image.stem()));
        return named.get(key).size() > 1 || word.kind() != ImageKind.MAGNITUDE && bare.containsKey(key);
    }

    /** Whether the name with another word is that of another half, and none is called the magnitude. */
    private boolean isMagnitudeOfOthers(ScannedImage image) {
        Set<ImageKind> others = named.getOrDefault(shape(image.stem()), Set.of());
        return !others.isEmpty() && !others.contains(ImageKind.MAGNITUDE);
    }

    private static boolean countsAlone(ScannedImage image, Word word) {
        String stem = image.stem();
        int name = Math.max(stem.lastIndexOf('/'), stem.lastIndexOf('\\')) + 1;
        boolean folder = word.end() < name && isSeparator(stem, word.start() - 1) && isSeparator(stem, word.end());
        return word.whole() && !isShort(stem, word) && (word.start() >= name || folder);
    }

    private static boolean isShort(String stem, Word word) {
        return SHORT.matcher(stem.substring(word.start(), word.end())).matches();
    }

    private static boolean isSeparator(String stem, int at) {
        return at < 0 || stem.charAt(at) == '/' || stem.charAt(at) == '\\';
    }

    /** Of the stated half only, where one is stated; whole words before glued ones before short ones, the last first. */
    private static List<Word> words(ScannedImage image) {
        String stem = image.stem();
        List<Word> whole = new ArrayList<>();
        List<Word> glued = new ArrayList<>();
        Matcher half = HALF.matcher(stem);
        while (half.find()) {
            boolean begins = isBoundary(stem, half.start());
            boolean ends = isBoundary(stem, half.end());
            if (begins || ends) {
                (begins && ends ? whole : glued)
                        .add(0, new Word(kind(half.group()), half.start(), half.end(), begins && ends));
            }
        }
        List<Word> all = new ArrayList<>(whole);
        all.addAll(glued);
        Matcher small = SHORT.matcher(stem);
        while (small.find()) {
            all.add(new Word(kind(small.group()), small.start(), small.end(), true));
        }
        return all.stream()
                .filter(word -> image.stated().isEmpty() || image.stated().get() == word.kind())
                .toList();
    }

    /** Whether a word may begin or end here: beside what is no letter, and before a capital letter after a small one. */
    private static boolean isBoundary(String text, int at) {
        return at == 0
                || at == text.length()
                || !Character.isLetter(text.charAt(at - 1))
                || !Character.isLetter(text.charAt(at))
                || Character.isLowerCase(text.charAt(at - 1)) && Character.isUpperCase(text.charAt(at));
    }

    private static ImageKind kind(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.startsWith("im") || lower.equals("i")
                ? ImageKind.IMAGINARY
                : lower.startsWith("r")
                        ? ImageKind.REAL
                        : lower.startsWith("m") ? ImageKind.MAGNITUDE : ImageKind.PHASE;
    }

    /** Numbers differ between the halves, and words may be joined by other characters. */
    private static String shape(String stem) {
        return stem.toLowerCase(Locale.ROOT)
                .replaceAll("\\d+", "#")
                .replaceAll("[^\\p{L}#]+", " ")
                .strip();
    }
}
