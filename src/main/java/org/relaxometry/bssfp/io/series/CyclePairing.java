package org.relaxometry.bssfp.io.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.io.series.scan.ImageKind;
import org.relaxometry.bssfp.io.series.scan.Member;
import org.relaxometry.bssfp.io.series.scan.NiftiImages;

/**
 * Which magnitude belongs to which phase, or which real part to which imaginary part. Names, acquisition times, descriptions and numbers of series each give an answer
 * where they tell all images apart; the one that pairs most is taken, numbers only where there is nothing else, and where
 * another disagrees, the cycle is doubtful.
 */
final class CyclePairing {

    private static final String SERIES_NUMBER = "series number";

    /** @param key of every image; two images with the same key belong together */
    private record Evidence(String name, Map<Member, String> key) {}

    /** Of the first and of the second list. */
    private final List<ImageKind> kinds;

    private final List<Member> magnitudes;
    private final List<Member> phases;

    private CyclePairing(List<ImageKind> kinds, List<Member> magnitudes, List<Member> phases) {
        this.kinds = kinds;
        this.magnitudes = magnitudes;
        this.phases = phases;
    }

    /** Rows, in no particular order: pairs, and what has no partner. */
    static List<FoundCycle> pair(List<ImageKind> kinds, List<Member> magnitudes, List<Member> phases) {
        return new CyclePairing(kinds, magnitudes, phases).rows();
    }

    private List<FoundCycle> rows() {
        List<Evidence> usable = evidence().stream().filter(this::tellsApart).toList();
        Optional<Evidence> best = usable.stream()
                .max(Comparator.comparing((Evidence e) -> !e.name().equals(SERIES_NUMBER))
                        .thenComparing(this::pairs)
                        .thenComparing(e -> -usable.indexOf(e)));
        Map<Member, Member> partner = best.map(this::partners).orElse(Map.of());
        List<FoundCycle> rows = new ArrayList<>();
        for (Member magnitude : magnitudes) {
            Optional<Member> phase = Optional.ofNullable(partner.get(magnitude));
            rows.add(row(Optional.of(magnitude), phase)
                    .withDoubts(phase.map(p -> disagreements(magnitude, p, best.get(), usable))
                            .orElse(List.of())));
        }
        phases.stream()
                .filter(phase -> !partner.containsValue(phase))
                .forEach(phase -> rows.add(row(Optional.empty(), Optional.of(phase))));
        return rows;
    }

    private FoundCycle row(Optional<Member> magnitude, Optional<Member> phase) {
        FoundCycle row = new FoundCycle(magnitude, phase, List.of(), List.of());
        if (row.members().size() == 1) {
            ImageKind missing = kinds.get(magnitude.isEmpty() ? 0 : 1);
            row = row.withProblems(
                    List.of(missing.missing + " of '" + row.first().name() + "'"));
        }
        return row.withDoubts(row.members().stream()
                .flatMap(member -> member.image().doubt().map(d -> "'" + member.name() + "' " + d).stream())
                .toList());
    }

    private List<String> disagreements(Member magnitude, Member phase, Evidence used, List<Evidence> usable) {
        List<String> doubts = new ArrayList<>();
        for (Evidence other : usable) {
            Member stated = partners(other).get(magnitude);
            // readings of the same names do not speak against one another
            if (stated != null && !stated.equals(phase) && !other.name().equals(used.name())) {
                doubts.add(kinds.get(1).text + " '" + phase.name() + "' by " + used.name() + ", but '" + stated.name()
                        + "' by " + other.name());
            }
        }
        return doubts.stream().distinct().toList();
    }

    private List<Evidence> evidence() {
        List<Function<Member, Optional<String>>> names = List.of(
                member -> name(member, List.of()),
                CyclePairing::nameWithoutSeriesNumber,
                CyclePairing::nameWithoutLeadingNumber);
        List<Evidence> all = new ArrayList<>();
        names.forEach(key -> add(all, "name", key));
        add(all, "acquisition time", member -> member.facts()
                .timeSeconds()
                .map(seconds -> "" + Math.round(1000 * seconds)));
        add(all, "description", member -> Optional.of(member.facts().description())
                .filter(text -> !text.isEmpty()));
        Map<Member, String> numbers = seriesNumbers();
        add(all, SERIES_NUMBER, member -> Optional.ofNullable(numbers.get(member)));
        return all;
    }

    /** As it is, and together with the echo time, which tells the echoes of one series apart. */
    private void add(List<Evidence> to, String name, Function<Member, Optional<String>> key) {
        to.add(new Evidence(name, keys(key, member -> "")));
        to.add(new Evidence(name, keys(key, member -> member.facts()
                .echoTimeMs()
                .map(String::valueOf)
                .orElse(""))));
    }

    private Map<Member, String> keys(Function<Member, Optional<String>> key, Function<Member, String> echo) {
        Map<Member, String> keys = new HashMap<>();
        for (List<Member> kind : List.of(magnitudes, phases)) {
            for (Member member : kind) {
                key.apply(member)
                        .ifPresent(text -> keys.put(member, text + " " + member.volume() + " " + echo.apply(member)));
            }
        }
        return keys;
    }

    private static Optional<String> name(Member member, List<String> without) {
        if (member.image().stem().isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(NiftiImages.words(member.image().base()));
        words.removeIf(ImageKind::isWordOfAHalf);
        without.forEach(words::remove);
        return Optional.of(String.join(" ", words));
    }

    /** dcm2niix puts the number of the series, which differs between the halves, first or last. */
    private static Optional<String> nameWithoutSeriesNumber(Member member) {
        return member.facts().seriesNumber().flatMap(number -> {
            List<String> own = NiftiImages.words(member.image().base()).stream()
                    .filter(word -> word.matches("0*" + number))
                    .limit(1)
                    .toList();
            return own.isEmpty() ? Optional.empty() : name(member, own);
        });
    }

    private static Optional<String> nameWithoutLeadingNumber(Member member) {
        return NiftiImages.leadingNumber(member.image().base()).flatMap(number -> name(member, List.of(number)));
    }

    /**
     * A phase comes after its magnitude, with the next number or in a block of its own, or has the same number. So the
     * distance is the same for all pairs, and where it is not, because some are missing, it is taken to be 1.
     */
    private Map<Member, String> seriesNumbers() {
        List<Integer> ofMagnitudes = sortedNumbers(magnitudes);
        List<Integer> ofPhases = sortedNumbers(phases);
        int distance = ofPhases.stream().anyMatch(ofMagnitudes::contains) ? 0 : 1;
        if (!ofPhases.isEmpty() && ofMagnitudes.size() == ofPhases.size()) {
            int first = ofPhases.get(0) - ofMagnitudes.get(0);
            boolean regular =
                    IntStream.range(0, ofPhases.size()).allMatch(i -> ofPhases.get(i) - ofMagnitudes.get(i) == first);
            distance = regular ? first : distance;
        }
        Map<Member, String> keys = new HashMap<>();
        for (Member magnitude : magnitudes) {
            magnitude.facts().seriesNumber().ifPresent(number -> keys.put(magnitude, "" + number));
        }
        for (Member phase : phases) {
            int step = distance;
            phase.facts().seriesNumber().ifPresent(number -> keys.put(phase, "" + (number - step)));
        }
        return keys;
    }

    private static List<Integer> sortedNumbers(List<Member> members) {
        return members.stream()
                .flatMap(member -> member.facts().seriesNumber().stream())
                .sorted()
                .toList();
    }

    private boolean tellsApart(Evidence evidence) {
        return List.of(magnitudes, phases).stream()
                        .allMatch(kind -> kind.stream()
                                        .map(evidence.key()::get)
                                        .filter(key -> key != null)
                                        .distinct()
                                        .count()
                                == kind.size())
                && pairs(evidence) > 0;
    }

    private int pairs(Evidence evidence) {
        return partners(evidence).size();
    }

    private Map<Member, Member> partners(Evidence evidence) {
        Map<String, Member> byKey = phases.stream()
                .filter(phase -> evidence.key().containsKey(phase))
                .collect(Collectors.toMap(evidence.key()::get, phase -> phase, (a, b) -> a));
        Map<Member, Member> partners = new LinkedHashMap<>();
        for (Member magnitude : magnitudes) {
            Member phase = byKey.get(evidence.key().get(magnitude));
            if (phase != null) {
                partners.put(magnitude, phase);
            }
        }
        return partners;
    }
}
