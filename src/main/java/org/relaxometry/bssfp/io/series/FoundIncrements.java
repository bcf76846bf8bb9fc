package org.relaxometry.bssfp.io.series;

import java.util.List;
import java.util.Optional;

/**
 * The RF phase increments of the chosen cycles as the files state them.
 *
 * @param origin where they are stated
 * @param listDeg in degrees, in the order of the cycles; empty where none are stated
 * @param problem why what is stated cannot be used
 */
record FoundIncrements(String origin, List<Double> listDeg, Optional<String> problem) {

    static FoundIncrements of(List<FoundCycle> cycles, Optional<StatedProtocol> protocol) {
        List<Double> ofCycles =
                cycles.stream().flatMap(cycle -> cycle.incrementDeg().stream()).toList();
        if (ofCycles.size() == cycles.size()) {
            return new FoundIncrements("files of the images", ofCycles, Optional.empty());
        }
        if (!ofCycles.isEmpty()) {
            return unusable(
                    "Only " + ofCycles.size() + " of " + cycles.size() + " cycles state their phase increment.");
        }
        List<Double> ofProtocol = protocol.map(p -> p.facts().incrementsDeg()).orElse(List.of());
        if (ofProtocol.isEmpty()) {
            return new FoundIncrements("assumed", List.of(), Optional.empty());
        }
        String origin = "'" + protocol.orElseThrow().file() + "'";
        return ofProtocol.size() == cycles.size()
                ? new FoundIncrements(origin, ofProtocol, Optional.empty())
                : unusable(origin + " states " + ofProtocol.size() + " phase increments, but there are " + cycles.size()
                        + " cycles.");
    }

    private static FoundIncrements unusable(String reason) {
        return new FoundIncrements(
                "", List.of(), Optional.of(reason + " Say which they are with increments=…, or increments=standard."));
    }

    /** Whether nothing is stated, and the standard ones are taken unless the user says otherwise. */
    boolean assumed() {
        return listDeg.isEmpty() && problem.isEmpty();
    }
}
