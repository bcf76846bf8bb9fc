package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import ij.io.FileInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.io.sidecar.ProtocolValues;
import org.relaxometry.bssfp.io.sidecar.ProtocolValues.Increments;
import org.relaxometry.bssfp.io.sidecar.Sidecar;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * Where the protocol of a series comes from, value by value: what the user typed, then the JSON file the user named, then
 * the properties of the images, then the sidecar beside an image file.
 */
public final class ProtocolSource {

    private static final Set<String> MS = Set.of("ms", "msec");
    private static final Set<String> DEGREES = Set.of("°", "deg", "degree", "degrees");
    /** The word, and the number of cycles where there are no images to count. */
    private static final Pattern STANDARD = Pattern.compile("(?i)standard(?:\\s+(\\d{1,4}))?");

    /** No flip angle in radians is larger; in degrees few are smaller. */
    private static final double SMALL_FLIP_DEG = 3.15;

    private final List<ProtocolValues> sources = new ArrayList<>();
    private final Map<String, List<String>> origins = new LinkedHashMap<>();

    /** Collects what all sources say. */
    public ProtocolSource(SeriesRequest request, List<SourceImage> images, LoadLog log) throws IOException {
        sources.add(typed(request));
        Optional<String> named = request.text("protocol");
        if (named.isPresent()) {
            sources.add(
                    ProtocolJson.read(FileName.path("protocol", named.get()), "protocol file '" + named.get() + "'"));
        }
        for (SourceImage image : images) {
            Optional<String> property = image.image().flatMap(ImageProperties::protocolText);
            if (property.isPresent()) {
                sources.add(ProtocolJson.parse(property.get(), "protocol stored in the " + image.name()));
            }
        }
        if (!isComplete()) {
            Sidecar.of(images.stream().flatMap(ProtocolSource::files).toList(), log)
                    .ifPresent(sources::add);
        }
    }

    /** What the user typed comes before what was found otherwise. */
    public ProtocolSource(SeriesRequest request, List<ProtocolValues> found) {
        sources.add(typed(request));
        sources.addAll(found);
    }

    private boolean isComplete() {
        return has(ProtocolValues::repetitionTimeMs)
                && has(ProtocolValues::echoTimeMs)
                && has(ProtocolValues::flipAngleDeg)
                && has(ProtocolValues::increments);
    }

    private boolean has(Function<ProtocolValues, Optional<?>> value) {
        return sources.stream().anyMatch(source -> value.apply(source).isPresent());
    }

    /** Number of cycles, where a source states it before the images are looked at. */
    public OptionalInt cycles() {
        return sources.stream()
                .map(ProtocolValues::cycles)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /**
     * The protocol of a series of this many cycles.
     *
     * @throws IllegalArgumentException if a value is missing or wrong, or the number of increments is another
     */
    public Protocol protocol(int cycles, LoadLog log) {
        List<String> missing = new ArrayList<>();
        Optional<Double> tr = pick("TR", "TR (tr=… in ms)", ProtocolValues::repetitionTimeMs, missing);
        Optional<Double> te = pick("TE", "TE (te=… in ms)", ProtocolValues::echoTimeMs, missing);
        Optional<Double> flip =
                pick("flip angle", "flip angle (flip=… in degrees)", ProtocolValues::flipAngleDeg, missing);
        Optional<Increments> increments = pick(
                "phase increments",
                "phase increments (increments=" + list(Protocol.standardIncrementsDeg(cycles))
                        + " in degrees, or increments=standard for just these)",
                ProtocolValues::increments,
                missing);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(missingText(missing, cycles, tr));
        }
        List<Double> listDeg = increments.orElseThrow().forCycles(cycles);
        if (listDeg.size() != cycles) {
            throw new IllegalArgumentException(
                    "The images have " + cycles + " phase cycles, but " + listDeg.size()
                            + " phase increments are given (" + origin("phase increments") + ": " + list(listDeg)
                            + "°). Give one increment per image with increments=…, name the right protocol, or say where the cycles lie with cycles=….");
        }
        requireDegrees(listDeg);
        Protocol protocol = build(tr.orElseThrow(), te.orElseThrow(), flip.orElseThrow(), listDeg);
        if (increments.get().isStandard()) {
            log.note("The phase increments are the standard ones, (180°/N)(2j − 1): " + list(listDeg) + "°. "
                    + startText(cycles, tr));
        }
        if (protocol.flipAngleDeg() < SMALL_FLIP_DEG) {
            log.warn("The flip angle is " + TypedNumber.show(protocol.flipAngleDeg())
                    + "°. If it was given in radians, T1 is wrong: it must be in degrees.");
        }
        log.note("Protocol: " + protocol.describe() + ". Source: " + text() + ".");
        return protocol;
    }

    /** Which value came from where, in one line; known once there is a protocol. */
    public String text() {
        List<String> parts = new ArrayList<>();
        origins.forEach((origin, what) -> parts.add(String.join(", ", what) + ": " + origin));
        return String.join("; ", parts);
    }

    /** The files of which values were used. */
    public List<Path> files() {
        return sources.stream()
                .filter(source -> origins.containsKey(source.origin()))
                .flatMap(source -> source.file().stream())
                .toList();
    }

    private static ProtocolValues typed(SeriesRequest request) {
        return new ProtocolValues(
                "typed",
                Optional.empty(),
                request.text("tr").map(text -> TypedNumber.number("tr", text, "milliseconds", MS)),
                request.text("te").map(text -> TypedNumber.number("te", text, "milliseconds", MS)),
                request.text("flip").map(text -> TypedNumber.number("flip", text, "degrees", DEGREES)),
                request.text("increments").map(ProtocolSource::typedIncrements),
                OptionalInt.empty());
    }

    private static Increments typedIncrements(String text) {
        Matcher standard = STANDARD.matcher(text);
        if (!standard.matches()) {
            return new Increments(TypedNumber.degrees("increments", text));
        }
        if (standard.group(1) == null) {
            return Increments.STANDARD;
        }
        int cycles = Integer.parseInt(standard.group(1));
        if (cycles < Protocol.MIN_CYCLES) {
            throw new IllegalArgumentException("At least " + Protocol.MIN_CYCLES
                    + " phase cycles are needed, but 'increments' is '" + text + "'.");
        }
        return new Increments(Protocol.standardIncrementsDeg(cycles));
    }

    private <V> Optional<V> pick(
            String what, String repair, Function<ProtocolValues, Optional<V>> value, List<String> missing) {
        for (ProtocolValues source : sources) {
            Optional<V> found = value.apply(source);
            if (found.isPresent()) {
                origins.computeIfAbsent(source.origin(), origin -> new ArrayList<>())
                        .add(what);
                return found;
            }
        }
        missing.add(repair);
        return Optional.empty();
    }

    private String origin(String what) {
        return origins.entrySet().stream()
                .filter(entry -> entry.getValue().contains(what))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private Protocol build(double tr, double te, double flip, List<Double> listDeg) {
        try {
            return new Protocol(tr, te, flip, listDeg);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " (" + text() + ")", e);
        }
    }

    private void requireDegrees(List<Double> listDeg) {
        double largest = listDeg.stream().mapToDouble(Math::abs).max().orElse(0);
        // the whole circle in radians is 6.3 wide; in degrees no series is taken with increments that close
        if (largest > 0 && largest <= 2 * Math.PI + 0.01) {
            throw new IllegalArgumentException(
                    "The phase increments " + list(listDeg) + " ("
                            + origin("phase increments")
                            + ") must be in degrees; they look like radians. In a JSON file, radians belong under PhaseIncrements_rad.");
        }
    }

    private String missingText(List<String> missing, int cycles, Optional<Double> tr) {
        List<String> read = sources.stream().skip(1).map(ProtocolValues::origin).toList();
        return "The protocol lacks " + String.join(", ", missing) + ". "
                + (read.isEmpty()
                        ? "No JSON file stands beside the images, and none was named with protocol=FILE."
                        : "Looked into: " + String.join(", ", read) + ".")
                + (missing.stream().anyMatch(what -> what.startsWith("phase")) ? " " + startText(cycles, tr) : "");
    }

    private static String startText(int cycles, Optional<Double> tr) {
        String shift = tr.map(ms -> " = " + TypedNumber.show(1000 / (2 * cycles * ms)) + " Hz")
                .orElse("");
        return "If the first increment was 0° rather than " + TypedNumber.show(180.0 / cycles)
                + "°, standard increments leave T1 and T2 right and shift ΔB0 by 1/(2 N TR)" + shift + ".";
    }

    private static String list(List<Double> numbers) {
        return String.join(", ", numbers.stream().map(TypedNumber::show).toList());
    }

    private static Stream<Path> files(SourceImage image) {
        return image.files().isEmpty()
                ? image.image().flatMap(ProtocolSource::openedFrom).stream()
                : image.files().stream();
    }

    private static Optional<Path> openedFrom(ImagePlus image) {
        FileInfo info = image.getOriginalFileInfo();
        if (info == null || info.directory == null || info.fileName == null || info.directory.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(info.directory, info.fileName)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
