package org.relaxometry.bssfp.io.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.sidecar.ProtocolItem;
import org.relaxometry.bssfp.io.sidecar.ProtocolValues;
import org.relaxometry.bssfp.io.sidecar.ProtocolValues.Increments;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * Values of a protocol of which two sources say different things: a warning names both, and what is done.
 *
 * @param sources in the order in which they count
 * @param chosen which of them each value was taken from
 * @param cycles of the series
 */
record ProtocolContradictions(List<ProtocolValues> sources, Map<ProtocolItem, ProtocolValues> chosen, int cycles) {

    /** Rounding of increments in sidecars. */
    private static final double SAME_INCREMENT_DEG = 0.05;

    void warn(LoadLog log) {
        chosen.forEach((item, used) -> sources.stream()
                .filter(other -> isOther(item, used, other))
                .findFirst()
                .ifPresent(other -> log.warn(text(item, used, other))));
    }

    private boolean isOther(ProtocolItem item, ProtocolValues used, ProtocolValues other) {
        if (item == ProtocolItem.PHASE_INCREMENTS) {
            Optional<Increments> stated = other.increments().filter(increments -> !increments.isStandard());
            return stated.isPresent() && !isSame(listDeg(used), stated.get().listDeg());
        }
        if (item == ProtocolItem.PULSE) {
            return other.pulse().isPresent() && !other.pulse().equals(used.pulse());
        }
        return other.value(item).isPresent() && !show(item, used).equals(show(item, other));
    }

    private static boolean isSame(List<Double> aDeg, List<Double> bDeg) {
        boolean same = aDeg.size() == bDeg.size();
        for (int j = 0; same && j < aDeg.size(); j++) {
            same = Math.abs(Math.IEEEremainder(aDeg.get(j) - bDeg.get(j), 360)) < SAME_INCREMENT_DEG;
        }
        return same;
    }

    private String text(ProtocolItem item, ProtocolValues used, ProtocolValues other) {
        String value = show(item, used);
        return "Two values of " + item.label() + ": " + value + " (" + used.origin(item) + ") and " + show(item, other)
                + " (" + other.origin(item) + "). This run takes " + value + "."
                + (used.isTyped(item) && !other.isTyped(item)
                        ? " What is typed changes neither images nor files: where it is right, correct them."
                        : "");
    }

    private String show(ProtocolItem item, ProtocolValues source) {
        return switch (item) {
            case REPETITION_TIME, ECHO_TIME ->
                TypedNumber.show((Double) source.value(item).orElseThrow()) + " ms";
            case FLIP_ANGLE -> TypedNumber.show(source.flipAngleDeg().orElseThrow()) + "°";
            case PHASE_INCREMENTS ->
                String.join(
                                ", ",
                                listDeg(source).stream().map(TypedNumber::show).toList()) + "°";
            case PULSE -> source.pulse().orElseThrow().describe();
        };
    }

    private List<Double> listDeg(ProtocolValues source) {
        return source.increments().orElseThrow().forCycles(cycles);
    }
}
