package org.relaxometry.bssfp.io.sidecar;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.relaxometry.bssfp.io.file.LoadLog;

/** The JSON file that belongs to an image file. */
public final class Sidecar {

    private static final List<String> IMAGE_ENDINGS = List.of(".nii.gz", ".hdr.gz", ".img.gz");

    private Sidecar() {}

    /** The file of the same name with the ending {@code .json}, if it exists. */
    public static Optional<Path> sameName(Path image) {
        Path sidecar = image.resolveSibling(stem(image.getFileName().toString()) + ".json");
        return Files.isRegularFile(sidecar) ? Optional.of(sidecar) : Optional.empty();
    }

    /**
     * The sidecar of a series: the file of the same name as one of its images, else the only JSON file beside the first
     * that states phase increments, which nothing but a phase-cycled series has.
     *
     * @param images files of the series
     * @throws IOException if the file of the same name is not readable or not a protocol
     */
    public static Optional<ProtocolValues> of(List<Path> images, LoadLog log) throws IOException {
        Optional<Path> sameName =
                images.stream().flatMap(image -> sameName(image).stream()).findFirst();
        if (sameName.isPresent()) {
            return Optional.of(ProtocolJson.read(
                    sameName.get(), "sidecar '" + sameName.get().getFileName() + "'"));
        }
        return images.isEmpty() ? Optional.empty() : onlyOneBeside(images.get(0), log);
    }

    private static Optional<ProtocolValues> onlyOneBeside(Path image, LoadLog log) throws IOException {
        List<ProtocolValues> found = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(image.toAbsolutePath().getParent(), "*.json")) {
            for (Path file : files) {
                protocolIn(file).ifPresent(found::add);
            }
        }
        if (found.size() > 1) {
            log.note("Several JSON files beside '" + image.getFileName()
                    + "' state phase increments; none was used. Name one with protocol=FILE.");
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Optional<ProtocolValues> protocolIn(Path file) {
        try {
            ProtocolValues values =
                    ProtocolJson.read(file, "JSON file '" + file.getFileName() + "' in the folder of the image");
            return values.increments().isPresent() ? Optional.of(values) : Optional.empty();
        } catch (IOException notAProtocol) {
            // a stranger's file in the same folder is no reason to stop
            return Optional.empty();
        }
    }

    private static String stem(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String ending : IMAGE_ENDINGS) {
            if (lower.endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
