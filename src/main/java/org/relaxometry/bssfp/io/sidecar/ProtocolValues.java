package org.relaxometry.bssfp.io.sidecar;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;

/**
 * What one source says about the protocol; nothing need be there.
 *
 * @param origin the source as messages and notes call it
 * @param file the file behind it, if it is one
 * @param repetitionTimeMs TR in ms
 * @param volumeTimeMs time between volumes in ms, where the source states it beside TR
 * @param echoTimeMs TE in ms
 * @param flipAngleDeg flip angle in degrees
 * @param increments phase increments
 * @param pulse the excitation pulse
 * @param statedCycles number of cycles where it is stated apart from the increments
 * @param typed which of the values a user has typed, now or before they were stored
 */
public record ProtocolValues(
        String origin,
        Optional<Path> file,
        Optional<Double> repetitionTimeMs,
        Optional<Double> volumeTimeMs,
        Optional<Double> echoTimeMs,
        Optional<Double> flipAngleDeg,
        Optional<Increments> increments,
        Optional<RfPulse> pulse,
        OptionalInt statedCycles,
        Set<ProtocolItem> typed) {

    /** Origin of what the user typed for this run. */
    public static final String TYPED = "typed";

    /** A list of phase increments in degrees, or, where the list is empty, the standard ones for any number of cycles. */
    public record Increments(List<Double> listDeg) {

        public static final Increments STANDARD = new Increments(List.of());

        public boolean isStandard() {
            return listDeg.isEmpty();
        }

        public List<Double> forCycles(int cycles) {
            return isStandard() ? Protocol.standardIncrementsDeg(cycles) : listDeg;
        }
    }

    /** The protocol, where this source states all of it and it can be one. */
    public Optional<Protocol> protocol() {
        if (repetitionTimeMs.isEmpty() || echoTimeMs.isEmpty() || flipAngleDeg.isEmpty() || increments.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Protocol(
                    repetitionTimeMs.get(),
                    echoTimeMs.get(),
                    flipAngleDeg.get(),
                    increments.get().listDeg(),
                    pulse.orElse(RfPulse.INSTANTANEOUS)));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    /** The value, a number or {@link Increments}. */
    public Optional<?> value(ProtocolItem item) {
        return switch (item) {
            case REPETITION_TIME -> repetitionTimeMs;
            case ECHO_TIME -> echoTimeMs;
            case FLIP_ANGLE -> flipAngleDeg;
            case PHASE_INCREMENTS -> increments;
            case PULSE -> pulse;
        };
    }

    /** The value, if it can be what it is said to be. */
    public Optional<?> possible(ProtocolItem item) {
        return item == ProtocolItem.REPETITION_TIME && !origin.equals(TYPED)
                ? repetitionTimeMs.filter(RepetitionTimes::isPossible)
                : value(item);
    }

    /** Whether a user has typed the value, now or before it was stored. */
    public boolean isTyped(ProtocolItem item) {
        return typed.contains(item);
    }

    /** Where the value comes from, as messages and notes call it. */
    public String origin(ProtocolItem item) {
        return isTyped(item) && !origin.equals(TYPED) ? "typed before: " + origin : origin;
    }

    /** Number of cycles this source implies. */
    public OptionalInt cycles() {
        return increments.isPresent() && !increments.get().isStandard()
                ? OptionalInt.of(increments.get().listDeg().size())
                : statedCycles;
    }
}
