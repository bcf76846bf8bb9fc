package org.relaxometry.bssfp.io.series.scan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The same image found twice: the same number of series, or the same time of acquisition, of one kind and echo.
 *
 * @param kept one of each
 * @param problems by the kept image, what else there is of it
 */
public record Doubles(List<Member> kept, Map<Member, String> problems) {

    /** Times tell images apart only where they differ at all; some converters write the same everywhere. */
    private static final int FEWEST_TIMES = 3;

    public static Doubles among(List<Member> members) {
        Doubles all = new Doubles(members, Map.of());
        Doubles byNumber = all.without(
                "series number", member -> member.facts().seriesNumber().map(String::valueOf));
        long times =
                members.stream().map(m -> m.facts().timeSeconds()).distinct().count();
        return times < FEWEST_TIMES
                ? byNumber
                : byNumber.without(
                        "acquisition time",
                        member -> member.facts().timeSeconds().map(String::valueOf));
    }

    private Doubles without(String what, Function<Member, Optional<String>> key) {
        Map<String, Member> seen = new LinkedHashMap<>();
        Map<Member, String> found = new LinkedHashMap<>(problems);
        List<Member> rest = new ArrayList<>();
        for (Member member : kept) {
            Optional<String> value = key.apply(member);
            Optional<String> text = value.map(
                    k -> k + " " + member.image().kind() + " " + member.facts().echoTimeMs() + " " + member.volume());
            Member earlier = text.isEmpty() ? null : seen.putIfAbsent(text.get(), member);
            // volumes of one file share what the file says
            if (earlier == null || earlier.image() == member.image()) {
                rest.add(member);
            } else {
                found.merge(
                        earlier,
                        "twice: '" + earlier.name() + "' and '" + member.name() + "' are both the "
                                + member.image().kind().text + " of " + what + " " + value.get(),
                        (a, b) -> a + "; " + b);
            }
        }
        return new Doubles(rest, found);
    }
}
