package org.relaxometry.bssfp.io.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.series.scan.Member;

/**
 * A row of the table: a magnitude with its phase or a real with its imaginary part, or one of them alone.
 *
 * @param magnitude half of a cycle, or its real part
 * @param phase the other half, or its imaginary part
 * @param problems why it cannot be imported
 * @param doubts what the user should look at before it is
 */
record FoundCycle(Optional<Member> magnitude, Optional<Member> phase, List<String> problems, List<String> doubts) {

    FoundCycle {
        problems = List.copyOf(problems);
        doubts = List.copyOf(doubts);
    }

    /** The halves there are. */
    List<Member> members() {
        return Stream.concat(magnitude.stream(), phase.stream()).toList();
    }

    /** The magnitude, or else the phase: what the row is sorted by. */
    Member first() {
        return members().get(0);
    }

    /** RF phase increment in degrees, where the files state one. */
    Optional<Double> incrementDeg() {
        return members().stream()
                .flatMap(member -> member.incrementDeg().stream())
                .findFirst();
    }

    FoundCycle withProblems(List<String> more) {
        return new FoundCycle(magnitude, phase, joined(problems, more), doubts);
    }

    FoundCycle withDoubts(List<String> more) {
        return new FoundCycle(magnitude, phase, problems, joined(doubts, more));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
