package org.relaxometry.bssfp.io.sidecar;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * A protocol, and where each of its values comes from.
 *
 * @param protocol checked
 * @param sources what states each value
 */
public record SourcedProtocol(Protocol protocol, Map<ProtocolItem, ProtocolValues> sources) {

    public SourcedProtocol {
        sources = Map.copyOf(sources);
    }

    /** Which value came from where, in one line. */
    public String text() {
        return text(sources);
    }

    /** Likewise, of values that are no protocol yet. */
    public static String text(Map<ProtocolItem, ProtocolValues> sources) {
        Map<String, List<String>> items = new LinkedHashMap<>();
        origins(sources).forEach((item, origin) -> items.computeIfAbsent(origin, from -> new ArrayList<>())
                .add(item.label()));
        List<String> parts = new ArrayList<>();
        items.forEach((origin, labels) -> parts.add(String.join(", ", labels) + ": " + origin));
        return String.join("; ", parts);
    }

    /** Where each value came from, by its key in JSON files. */
    public Map<String, String> provenance() {
        Map<String, String> provenance = new LinkedHashMap<>();
        origins(sources).forEach((item, origin) -> provenance.put(item.member(), origin));
        return provenance;
    }

    /**
     * The protocol as an image or a file keeps it: with the word for those values that only a user has stated, so that they
     * are never taken for those of the scanner.
     */
    public Map<String, Object> members() {
        Map<String, Object> members = ProtocolJson.members(protocol);
        if (sources.containsKey(ProtocolItem.PULSE)) {
            // that it is instantaneous may be stated too
            members.put(ProtocolItem.PULSE.member(), StatedPulse.members(protocol.pulse()));
        }
        Map<String, String> typed = new LinkedHashMap<>();
        for (ProtocolItem item : ProtocolItem.values()) {
            if (sources.containsKey(item) && sources.get(item).isTyped(item)) {
                typed.put(item.member(), ProtocolValues.TYPED);
            }
        }
        if (!typed.isEmpty()) {
            members.put(ProtocolJson.PROVENANCE, typed);
        }
        return members;
    }

    /** The files from which values were taken. */
    public List<Path> files() {
        return sources.values().stream()
                .distinct()
                .flatMap(source -> source.file().stream())
                .toList();
    }

    private static Map<ProtocolItem, String> origins(Map<ProtocolItem, ProtocolValues> sources) {
        Map<ProtocolItem, String> origins = new EnumMap<>(ProtocolItem.class);
        sources.forEach((item, source) -> origins.put(item, source.origin(item)));
        return origins;
    }
}
