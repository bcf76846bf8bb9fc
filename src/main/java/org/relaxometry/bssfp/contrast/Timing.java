package org.relaxometry.bssfp.contrast;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * The times of a sequence in ms.
 *
 * @param ms time by its kind; not changed
 */
public record Timing(Map<Timing.Kind, Double> ms) {

    /** A time of a sequence. */
    public enum Kind {
        /** Repetition time. */
        TR,
        /** Echo time. */
        TE,
        /** From the (first) inversion to the excitation. */
        TI,
        /** From the second inversion to the excitation. */
        TI2
    }

    /** Of some times, 0 for one that there is not. */
    static Timing of(double repetitionMs, double echoMs, double inversionMs, double secondInversionMs) {
        double[] all = {repetitionMs, echoMs, inversionMs, secondInversionMs};
        Map<Kind, Double> ms = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (all[kind.ordinal()] > 0) {
                ms.put(kind, all[kind.ordinal()]);
            }
        }
        return new Timing(ms);
    }

    /** One time; 0 where the sequence has none. */
    public double of(Kind kind) {
        return ms.getOrDefault(kind, 0.0);
    }

    /** The same with another value of one time. */
    public Timing with(Kind kind, double valueMs) {
        Map<Kind, Double> changed = new EnumMap<>(ms);
        changed.put(kind, valueMs);
        return new Timing(changed);
    }

    /** As users write it: {@code TR=9000 TE=120 TI=2500}. */
    public String text() {
        return ms.entrySet().stream()
                .map(each -> each.getKey() + "=" + TypedNumber.show(each.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** In s, with the names of BIDS. */
    public Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        ms.forEach((kind, value) -> record.put(
                switch (kind) {
                    case TR -> "RepetitionTime";
                    case TE -> "EchoTime";
                    case TI -> "InversionTime";
                    case TI2 -> "SecondInversionTime";
                },
                value / 1000));
        return record;
    }
}
