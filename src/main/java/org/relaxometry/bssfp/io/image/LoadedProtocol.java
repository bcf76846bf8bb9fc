package org.relaxometry.bssfp.io.image;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * A protocol without a series, for work that needs no images.
 *
 * @param protocol checked
 * @param notes what was found and from where
 * @param warnings what the user should look at
 */
public record LoadedProtocol(Protocol protocol, List<String> notes, List<String> warnings) {

    /**
     * Collects the protocol from the keys {@code tr te flip increments protocol image}, in this order.
     *
     * @throws IllegalArgumentException if a value is missing or wrong
     * @throws IOException if a file cannot be read
     */
    public static LoadedProtocol load(SeriesRequest request, Progress progress) throws IOException {
        LoadLog log = new LoadLog();
        Optional<String> named = request.image("image");
        List<SourceImage> images =
                named.isPresent() ? List.of(ImageOpener.open("image", named.get(), progress, log)) : List.of();
        ProtocolSource source = new ProtocolSource(request, images, log);
        int cycles = source.cycles()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The number of phase cycles is not known. Give their increments in degrees, such as increments=45,"
                                + " 135, 225, 315; or the word standard and the number, such as increments=standard 12; or"
                                + " an image or a protocol file that states them."));
        return new LoadedProtocol(source.protocol(cycles, log).protocol(), log.notes(), log.warnings());
    }
}
