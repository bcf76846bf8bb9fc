package org.relaxometry.bssfp.io.sidecar;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * What one source says about the protocol; nothing need be there.
 *
 * @param origin the source as messages and notes call it
 * @param file the file behind it, if it is one
 * @param repetitionTimeMs TR in ms
 * @param echoTimeMs TE in ms
 * @param flipAngleDeg flip angle in degrees
 * @param increments phase increments
 * @param statedCycles number of cycles where it is stated apart from the increments
 */
public record ProtocolValues(
        String origin,
        Optional<Path> file,
        Optional<Double> repetitionTimeMs,
        Optional<Double> echoTimeMs,
        Optional<Double> flipAngleDeg,
        Optional<Increments> increments,
        OptionalInt statedCycles) {

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

    /** Number of cycles this source implies. */
    public OptionalInt cycles() {
        return increments.isPresent() && !increments.get().isStandard()
                ? OptionalInt.of(increments.get().listDeg().size())
                : statedCycles;
    }
}
