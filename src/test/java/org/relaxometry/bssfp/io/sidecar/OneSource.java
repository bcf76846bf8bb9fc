package org.relaxometry.bssfp.io.sidecar;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.relaxometry.bssfp.protocol.Protocol;

/** A protocol all of whose values one source states. */
public final class OneSource {

    private OneSource() {}

    /** @param typed which of them a user has typed */
    public static SourcedProtocol of(Protocol protocol, ProtocolItem... typed) {
        ProtocolValues values = new ProtocolValues(
                "the test",
                Optional.empty(),
                Optional.of(protocol.repetitionTimeMs()),
                Optional.empty(),
                Optional.of(protocol.echoTimeMs()),
                Optional.of(protocol.flipAngleDeg()),
                Optional.of(new ProtocolValues.Increments(protocol.phaseIncrementsDeg())),
                Optional.of(protocol.pulse()),
                OptionalInt.empty(),
                Set.of(typed));
        Map<ProtocolItem, ProtocolValues> sources = new EnumMap<>(ProtocolItem.class);
        for (ProtocolItem item : ProtocolItem.values()) {
            sources.put(item, values);
        }
        return new SourcedProtocol(protocol, sources);
    }
}
