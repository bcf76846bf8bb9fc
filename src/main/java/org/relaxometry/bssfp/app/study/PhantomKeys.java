package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaxometry.bssfp.app.group.AdaptiveKeys;
import org.relaxometry.bssfp.app.group.PriorKeys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.montecarlo.phantom.Lesions;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.montecarlo.phantom.TissueRange;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.TypedNumber;

/** The keys of the study brain phantom: what is true, what is planted in it, and how its methods are set. */
final class PhantomKeys {

    private static final String CLASSES = "WM 750-950/55-75, GM 1250-1550/70-110";
    private static final Pattern CLASS = Pattern.compile("(.+?)\\s+([^\\s/]+)/([^\\s/]+)");
    private static final Pattern CONTRAST = Pattern.compile("([^/]+)/([^/]+)");
    private static final String CLASSES_EXAMPLE = "names and ranges of T1/T2 in ms such as " + CLASSES;
    private static final String RADII_EXAMPLE = "numbers of voxels, 0.5 to 20, such as 1, 1.5";
    private static final String CONTRAST_EXAMPLE = "two factors of T1/T2 above 0, such as 1.4/1.6";
    private static final double LARGEST_RADIUS = 20;

    private final Keys keys;
    private final Keys maps;
    private final Key<String> slices;
    private final Key<String> classes;
    private final Key<Integer> lesions;
    private final Key<String> radius;
    private final Key<String> contrast;
    private final Key<String> host;
    final AdaptiveKeys adaptive;
    final PriorKeys prior;

    PhantomKeys(Keys all) {
        keys = all.group();
        maps = keys.group();
        image("trutht1", "TruthT1 map", "T1 that is true, in ms or s. Empty: the sample brain, and all of its maps.");
        image("trutht2", "TruthT2 map", "T2 that is true, on the voxels of the T1 map.");
        image("truthm0", "TruthM0 map", "M0 that is true, about 1 in tissue: the SNR is that where it is 1. Empty: 1.");
        image("truthb0", "TruthB0 map", "Off-resonance that is true, in Hz. Empty: 0.");
        image("truthb1", "TruthB1 map", "B1 that is true and that the methods are told, as a ratio. Empty: 1.");
        image("mask", "Mask", "Voxels that are simulated. Empty: all that have T1, T2, M0 and B1.");
        image("labels", "Labels", "Whole numbers that name the tissues. Empty: they are told by their true times.");
        slices = keys.add(Key.text("slices", "Slices", "Of the truth, such as 60-79. Empty: all.")
                .more());
        classes = keys.add(Key.text(
                        "classes",
                        "Classes",
                        "For the brain phantom: tissues by their true times, each a name and ranges of T1/T2 in ms."
                                + " Empty: " + CLASSES + ".")
                .more());
        lesions = keys.add(Key.whole(
                        "lesions", "Lesions", "For the brain phantom: how many are planted, of all sizes together.", 24)
                .from(0, 100000)
                .more());
        radius = keys.add(Key.text(
                        "radius",
                        "Radius of lesions (voxels)",
                        "For the brain phantom: of the balls that are planted in turn; below 1 a single voxel.")
                .usual("1, 1.5")
                .more());
        contrast = keys.add(Key.text(
                        "contrast",
                        "Contrast of lesions",
                        "For the brain phantom: T1 and T2 of the lesions over those around.")
                .usual("1.4/1.6")
                .more());
        host = keys.add(Key.text(
                        "host",
                        "Host of lesions",
                        "For the brain phantom: the tissue that they are planted in, such as WM or label 3."
                                + " Empty: the first tissue.")
                .more());
        adaptive = new AdaptiveKeys(keys);
        prior = new PriorKeys(keys);
    }

    private void image(String name, String label, String help) {
        maps.add(Key.image(name, label, "For the brain phantom: " + help).more());
    }

    /** @throws IllegalArgumentException where one is given although another study is asked for */
    void requireUntouched(String study) {
        keys.touched().ifPresent(key -> {
            throw new IllegalArgumentException(key.name() + " is not used by the study " + study + ", but by "
                    + ValidationStudy.PHANTOM.title() + ". Leave it "
                    + (key.usual().isEmpty() ? "empty." : "at " + key.usual() + "."));
        });
    }

    /** Reads the maps, takes the slices, and divides them into tissues. */
    TruthMaps.Read truth(Progress progress) throws IOException {
        Map<String, String> texts = maps.texts();
        boolean given = !texts.get("trutht1").isBlank() && !texts.get("trutht2").isBlank();
        maps.touched().ifPresent(key -> {
            if (!given) {
                throw new IllegalArgumentException("The truth needs T1 and T2: '" + key.name() + "' is given, but '"
                        + (texts.get("trutht1").isBlank() ? "trutht1" : "trutht2")
                        + "' is empty. Give 'trutht1' and 'trutht2', or leave all maps empty for the sample brain.");
            }
        });
        boolean labelled = !texts.get("labels").isBlank();
        if (labelled && !classes.value().isBlank()) {
            throw new IllegalArgumentException("The tissues are given twice, by labels and by classes="
                    + classes.value() + ". Leave one of them empty.");
        }
        TruthMaps.Read read = given ? TruthMaps.of(texts, progress) : TruthMaps.sample(progress);
        PhantomTruth all = read.volume();
        int count = all.grid().nz();
        TypedSlices chosen = TypedSlices.of(slices.value(), count);
        PhantomTruth part = all.slices(chosen.first(), chosen.last());
        return new TruthMaps.Read(
                labelled ? part : TissueRange.divide(part, ranges()), read.notes(), read.inputs(), read.geometry());
    }

    private List<TissueRange> ranges() {
        List<TissueRange> ranges = new ArrayList<>();
        for (String word : (classes.value().isBlank() ? CLASSES : classes.value()).split(",")) {
            Matcher matcher = CLASS.matcher(word.strip());
            if (!matcher.matches()) {
                throw TypedNumber.wrong("classes", CLASSES_EXAMPLE, word.strip());
            }
            ranges.add(new TissueRange(
                    matcher.group(1),
                    Range.parse("classes", matcher.group(2), CLASSES_EXAMPLE),
                    Range.parse("classes", matcher.group(3), CLASSES_EXAMPLE)));
        }
        return ranges;
    }

    /** What is planted in a volume. */
    Lesions lesions(PhantomTruth truth) {
        List<Double> radii = TypedNumber.numbers("radius", radius.value(), RADII_EXAMPLE);
        for (double each : radii) {
            if (!(each >= 0.5 && each <= LARGEST_RADIUS)) {
                throw TypedNumber.wrong("radius", RADII_EXAMPLE, radius.value());
            }
        }
        if (radii.stream().distinct().count() < radii.size()) {
            throw new IllegalArgumentException("radius names a size twice: " + radius.value() + ".");
        }
        Matcher factors = CONTRAST.matcher(contrast.value());
        if (!factors.matches()) {
            throw TypedNumber.wrong("contrast", CONTRAST_EXAMPLE, contrast.value());
        }
        return new Lesions(
                lesions.value(), radii, factor(factors.group(1)), factor(factors.group(2)), host(truth.tissues()));
    }

    private double factor(String text) {
        double factor = TypedNumber.number("contrast", text, CONTRAST_EXAMPLE);
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw TypedNumber.wrong("contrast", CONTRAST_EXAMPLE, contrast.value());
        }
        return factor;
    }

    private int host(List<String> tissues) {
        if (host.value().isBlank()) {
            return 1;
        }
        for (int i = 0; i < tissues.size(); i++) {
            if (tissues.get(i).equalsIgnoreCase(host.value())) {
                return i + 1;
            }
        }
        throw TypedNumber.wrong("host", "one of the tissues, " + String.join(", ", tissues), host.value());
    }

    /** For the record of a run. */
    Map<String, String> texts() {
        return keys.texts();
    }
}
