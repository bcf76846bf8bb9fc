package org.relaxometry.bssfp.contrast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.relaxometry.bssfp.contrast.Timing.Kind;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * An image that a sequence with these times would give of tissue of known T1, T2 and M0:
 *
 * <pre>
 * S = M0 |L(T1)| e^{−TE/T2},   σ(S)² = (M0 L'(T1) e^{−TE/T2} σ(T1))² + (S TE/T2² σ(T2))²
 * </pre>
 *
 * with L of {@link Sequence}. σ takes the errors of T1 and T2 as independent and M0 as known.
 *
 * @param contrast which
 * @param timing its times
 */
public record SyntheticContrast(Contrast contrast, Timing timing) {

    /**
     * One contrast.
     *
     * @throws IllegalArgumentException where a sequence cannot have such times
     */
    public SyntheticContrast {
        double after = timing.of(Kind.TR);
        for (Kind kind : List.of(Kind.TI, Kind.TI2, Kind.TE)) {
            if (!(timing.of(kind) < after)) {
                throw new IllegalArgumentException(contrast.label() + " with " + timing.text() + " cannot be: expected "
                        + order(contrast) + ", all in ms.");
            }
            after = kind == Kind.TE || timing.of(kind) == 0 ? after : timing.of(kind);
        }
    }

    /** What must be longer than what. */
    private static String order(Contrast contrast) {
        return "TR longer than "
                + (contrast.usual().of(Kind.TI) > 0 ? "TI" : "TE")
                + (contrast.usual().of(Kind.TI2) > 0 ? " and TI longer than TI2" : "")
                + (contrast.usual().of(Kind.TI) > 0 && contrast.usual().of(Kind.TE) > 0
                        ? ", and TE shorter than the last of them"
                        : "");
    }

    /**
     * Reads a list such as {@code T1w, FLAIR TI=2300 TE=90}; empty for all with their usual times.
     *
     * @param key for messages
     * @throws IllegalArgumentException for what is no contrast or no time of it, or where one comes twice
     */
    public static List<SyntheticContrast> parse(String key, String text) {
        if (text.isBlank()) {
            return Arrays.stream(Contrast.values())
                    .map(contrast -> new SyntheticContrast(contrast, contrast.usual()))
                    .toList();
        }
        List<SyntheticContrast> all = new ArrayList<>();
        Set<Contrast> named = new TreeSet<>();
        for (String part : text.split("[,;]")) {
            SyntheticContrast one = one(key, part.strip());
            if (!named.add(one.contrast)) {
                throw new IllegalArgumentException("'" + key + "' names " + one.contrast.label()
                        + " twice. Expected each contrast once; for other times run again with another prefix.");
            }
            all.add(one);
        }
        return all;
    }

    private static SyntheticContrast one(String key, String text) {
        String[] words = text.replaceAll("\\s*=\\s*", "=").split("\\s+");
        Contrast contrast = Contrast.of(words[0]);
        Timing timing = contrast.usual();
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            String[] sides = word.split("=", 2);
            Kind kind = Arrays.stream(Kind.values())
                    .filter(each -> each.name().equalsIgnoreCase(sides[0])
                            && contrast.usual().of(each) > 0)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + key + "': \"" + word + "\" is no time of "
                            + contrast.label() + ". Its times in ms are: "
                            + contrast.usual().text() + "."));
            double ms = TypedNumber.number(
                    key,
                    sides.length < 2 ? "" : sides[1],
                    sides[0] + " of " + contrast.label() + " in ms, as " + sides[0] + "="
                            + TypedNumber.show(contrast.usual().of(kind)));
            if (!(ms > 0 && ms < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("'" + key + "': " + kind + " of " + contrast.label()
                        + " must be more than 0 ms, but is " + TypedNumber.show(ms) + ".");
            }
            timing = timing.with(kind, ms);
        }
        return new SyntheticContrast(contrast, timing);
    }

    /** As users write it, such as {@code FLAIR TR=9000 TE=120 TI=2500}. */
    public String text() {
        return contrast.label() + " " + timing.text();
    }

    /** Signal of one voxel in the unit of M0; NaN where T1, T2 or M0 is. */
    public double signal(double t1Ms, double t2Ms, double m0) {
        return m0 * Math.abs(contrast.sequence().recovered(timing, t1Ms)) * Math.exp(-timing.of(Kind.TE) / t2Ms);
    }

    /** Standard deviation of the signal. */
    public double sigma(double t1Ms, double t2Ms, double m0, double t1SigmaMs, double t2SigmaMs) {
        double byT1 = m0 * contrast.sequence().slope(timing, t1Ms) * Math.exp(-timing.of(Kind.TE) / t2Ms);
        // without TE, T2 has no part in it, known or not
        double byT2 = timing.of(Kind.TE) == 0 ? 0 : signal(t1Ms, t2Ms, m0) * timing.of(Kind.TE) / (t2Ms * t2Ms);
        return Math.hypot(byT1 * t1SigmaMs, byT2 == 0 ? 0 : byT2 * t2SigmaMs);
    }
}
