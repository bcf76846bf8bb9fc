package org.relaxometry.bssfp.app.form;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.series.FoundSeries;
import org.relaxometry.bssfp.io.series.SeriesScan;
import org.relaxometry.bssfp.io.series.scan.ImageKind;
import org.relaxometry.bssfp.io.series.scan.NiftiImages;
import org.relaxometry.bssfp.io.series.scan.ScannedImage;
import org.relaxometry.bssfp.io.sidecar.ProtocolValues;
import org.relaxometry.bssfp.io.sidecar.Sidecar;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * What lies beside a file of a series and belongs to it.
 *
 * @param files other half and B1 map, by the key that takes them
 * @param protocol TR, TE, flip angle and increments as a user would type them, by key
 * @param protocolFile name of the file that states them; empty for none
 */
record FoundBeside(Map<String, String> files, Map<String, String> protocol, String protocolFile) {

    static final FoundBeside NOTHING = new FoundBeside(Map.of(), Map.of(), "");

    /** More is the time between volumes, or in another unit; reading the series tells. */
    private static final double MAX_TR_MS = 100;

    private static final Pattern B1 = Pattern.compile("(?i)(.*[^a-z0-9])?t?(b1|b1map|b1plus|b1rel)([^a-z0-9].*)?");

    private static final Map<String, ImageKind> OTHER_HALF = Map.of(
            "magnitude", ImageKind.PHASE,
            "phase", ImageKind.MAGNITUDE,
            "real", ImageKind.IMAGINARY,
            "imaginary", ImageKind.REAL);

    /**
     * Looks beside a file; where nothing can be read, there is nothing.
     *
     * @param key that takes the file, such as {@code magnitude}
     * @param anyGrid whether a B1 map need not lie on the grid of the series
     */
    static FoundBeside of(String key, String text, boolean anyGrid) {
        try {
            Path file = FileName.path(key, text).toAbsolutePath().normalize();
            if (!Files.isRegularFile(file)) {
                return NOTHING;
            }
            Map<String, String> files = new LinkedHashMap<>();
            ImageKind wanted = OTHER_HALF.get(key);
            if (wanted != null && NiftiImages.isNifti(file)) {
                FoundSeries found = SeriesScan.scan(file.toString(), Progress.NONE);
                found.partner(file, wanted).ifPresent(partner -> files.put(keyOf(wanted), partner.toString()));
                b1(file, anyGrid).ifPresent(map -> files.put("b1", map.toString()));
            }
            Optional<ProtocolValues> values = Sidecar.of(List.of(file), new LoadLog());
            return new FoundBeside(
                    files,
                    values.map(FoundBeside::texts).orElse(Map.of()),
                    values.flatMap(ProtocolValues::file)
                            .map(json -> json.getFileName().toString())
                            .orElse(""));
        } catch (IOException | IllegalArgumentException notReadable) {
            // reading the series itself says why
            return NOTHING;
        }
    }

    /** One line for the user; empty where nothing was found. */
    String sentence() {
        List<String> found = new ArrayList<>();
        files.forEach((key, file) -> found.add((key.equals("b1") ? "B1 map " : key + " ") + FileName.of(file)));
        if (!protocolFile.isEmpty() && !protocol.isEmpty()) {
            found.add("protocol " + protocolFile);
        }
        return found.isEmpty() ? "" : "Found beside the file and filled in: " + String.join(", ", found) + ".";
    }

    private static String keyOf(ImageKind half) {
        return half.key.toLowerCase(Locale.ROOT);
    }

    /** The only file in the folder that is called after B1. */
    private static Optional<Path> b1(Path series, boolean anyGrid) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(series.getParent())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (NiftiImages.isNifti(file) && B1.matcher(name).matches() && !file.equals(series)) {
                    found.add(file);
                }
            }
        }
        boolean fits = found.size() == 1 && (anyGrid || grid(found.get(0)).equals(grid(series)));
        return fits ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static VolumeGrid grid(Path file) throws IOException {
        List<ScannedImage> images = NiftiImages.scan(file.getParent(), file);
        return images.get(0).grid();
    }

    private static Map<String, String> texts(ProtocolValues values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.repetitionTimeMs().filter(ms -> ms <= MAX_TR_MS).ifPresent(ms -> texts.put("tr", TypedNumber.show(ms)));
        values.echoTimeMs().ifPresent(ms -> texts.put("te", TypedNumber.show(ms)));
        values.flipAngleDeg().ifPresent(deg -> texts.put("flip", TypedNumber.show(deg)));
        values.increments()
                .filter(increments -> !increments.isStandard())
                .ifPresent(increments -> texts.put(
                        "increments",
                        increments.listDeg().stream().map(TypedNumber::show).collect(Collectors.joining(", "))));
        return texts;
    }
}
