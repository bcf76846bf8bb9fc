package org.relaxometry.bssfp.io.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.relaxometry.bssfp.io.series.scan.NaturalOrder;

/**
 * In which order the cycles were taken: by the number of the series, else by acquisition time, else by name. What tells all
 * cycles apart is asked, the first that does decides, and a cycle that another puts elsewhere is doubtful.
 *
 * @param basis by what the cycles were sorted
 * @param cycles in that order
 */
record CycleOrder(String basis, List<FoundCycle> cycles) {

    private record Evidence(String name, Comparator<FoundCycle> order) {}

    private static final NaturalOrder NATURAL = new NaturalOrder();

    static CycleOrder of(List<FoundCycle> found) {
        List<FoundCycle> cycles =
                found.stream().map(cycle -> repeated(cycle, found)).toList();
        List<Evidence> evidence = new ArrayList<>();
        add(
                evidence,
                cycles,
                "series number",
                cycle -> cycle.first().facts().seriesNumber(),
                Comparator.naturalOrder());
        add(
                evidence,
                cycles,
                "acquisition time",
                cycle -> cycle.first().facts().timeSeconds(),
                Comparator.naturalOrder());
        add(evidence, cycles, "name", cycle -> some(cycle.first().image().stem()), NATURAL);
        add(evidence, cycles, "description", cycle -> some(cycle.first().facts().description()), NATURAL);
        if (evidence.isEmpty()) {
            List<FoundCycle> sorted = new ArrayList<>(cycles);
            sorted.sort(Comparator.comparing((FoundCycle cycle) -> cycle.first().name(), NATURAL));
            return new CycleOrder(
                    "path",
                    sorted.stream()
                            .map(cycle -> cycle.withDoubts(List.of("nothing but the path of '"
                                    + cycle.first().name()
                                    + "' tells it from the other cycles; their order is not known")))
                            .toList());
        }
        Evidence used = evidence.get(0);
        List<FoundCycle> sorted = sorted(cycles, used);
        List<FoundCycle> doubted = new ArrayList<>();
        for (int place = 0; place < sorted.size(); place++) {
            List<String> doubts = new ArrayList<>();
            for (Evidence other : evidence.subList(1, evidence.size())) {
                int there = sorted(cycles, other).indexOf(sorted.get(place));
                if (there != place) {
                    doubts.add("place " + (place + 1) + " by " + used.name() + ", but " + (there + 1) + " by "
                            + other.name());
                }
            }
            doubted.add(sorted.get(place).withDoubts(doubts));
        }
        return new CycleOrder(used.name(), doubted);
    }

    /** Descriptions that differ between cycles and yet come twice are those of a cycle that was scanned again. */
    private static FoundCycle repeated(FoundCycle cycle, List<FoundCycle> all) {
        String description = cycle.first().facts().description();
        long descriptions = all.stream()
                .map(each -> each.first().facts().description())
                .distinct()
                .count();
        List<String> doubts = all.stream()
                .filter(other -> descriptions > 1
                        && other.first().image() != cycle.first().image())
                .filter(other -> other.first().facts().description().equals(description) && !description.isEmpty())
                .map(other -> "perhaps twice: '" + other.first().name() + "' has the same description, " + description)
                .toList();
        return cycle.withDoubts(doubts);
    }

    private static List<FoundCycle> sorted(List<FoundCycle> cycles, Evidence evidence) {
        return cycles.stream().sorted(evidence.order()).toList();
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    /** Adds the evidence if every cycle has it and no two have the same; volumes of one file count on. */
    private static <T> void add(
            List<Evidence> to,
            List<FoundCycle> cycles,
            String name,
            Function<FoundCycle, Optional<T>> value,
            Comparator<? super T> order) {
        if (!cycles.stream().allMatch(cycle -> value.apply(cycle).isPresent())) {
            return;
        }
        Comparator<FoundCycle> comparator = Comparator.comparing(
                        (FoundCycle cycle) -> value.apply(cycle).get(), order)
                .thenComparing(cycle -> cycle.first().volume());
        List<FoundCycle> sorted = cycles.stream().sorted(comparator).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (comparator.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
                return;
            }
        }
        to.add(new Evidence(name, comparator));
    }
}
