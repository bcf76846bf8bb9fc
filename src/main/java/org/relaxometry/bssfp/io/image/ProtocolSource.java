package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import ij.io.FileInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.sidecar.ProtocolItem;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.io.sidecar.ProtocolValues;
import org.relaxometry.bssfp.io.sidecar.ProtocolValues.Increments;
import org.relaxometry.bssfp.io.sidecar.RepetitionTimes;
import org.relaxometry.bssfp.io.sidecar.Sidecar;
import org.relaxometry.bssfp.io.sidecar.SourcedProtocol;
import org.relaxometry.bssfp.io.sidecar.StatedPulse;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
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

    /** Larger ones heat too much for any series in a body. */
    private static final double LARGE_FLIP_DEG = 90;

    /** Of TR; what a pulse does is checked up to here. */
    private static final double LARGEST_PULSE = 0.25;

    private final List<ProtocolValues> sources = new ArrayList<>();
    private final Map<ProtocolItem, ProtocolValues> chosen = new EnumMap<>(ProtocolItem.class);
    private boolean lost;

    /** Collects what all sources say. */
    public ProtocolSource(SeriesRequest request, List<SourceImage> images, LoadLog log) throws IOException {
        sources.add(typed(request));
        Optional<String> named = request.text("protocol");
        if (named.isPresent()) {
            sources.add(ProtocolJson.read(
                    FileName.path("protocol", named.get()), "protocol file '" + FileName.of(named.get()) + "'"));
        }
        for (SourceImage image : images) {
            Optional<String> property = image.image().flatMap(ImageProperties::protocolText);
            if (property.isPresent()) {
                sources.add(ProtocolJson.parse(property.get(), "protocol stored in the " + image.name()));
            }
        }
        addSidecar(images.stream().flatMap(ProtocolSource::files).toList(), log);
        lost = images.stream().anyMatch(SourceImage::isOfADataset);
    }

    /** What the user typed comes before what was found otherwise. */
    public ProtocolSource(SeriesRequest request, List<ProtocolValues> found) {
        sources.add(typed(request));
        sources.addAll(found);
    }

    /**
     * Where a user has typed what is missing otherwise, or named a file that states it, the file beside the images is only there
     * to be compared with.
     */
    private void addSidecar(List<Path> images, LoadLog log) throws IOException {
        boolean stored = sources.stream()
                .anyMatch(source -> source.file().isEmpty()
                        && needed().allMatch(item -> source.possible(item).isPresent() && !source.isTyped(item)));
        boolean complete = needed().allMatch(item -> first(item).isPresent());
        if (!complete) {
            Sidecar.of(images, log).ifPresent(sources::add);
        } else if (!stored) {
            try {
                Sidecar.of(images, new LoadLog()).ifPresent(sources::add);
            } catch (IOException e) {
                log.note(e.getMessage() + " The protocol is not compared with it.");
            }
        }
    }

    private static Stream<ProtocolItem> needed() {
        return Stream.of(ProtocolItem.values()).filter(ProtocolItem::isNeeded);
    }

    private Optional<ProtocolValues> first(ProtocolItem item) {
        return sources.stream()
                .filter(source -> source.possible(item).isPresent())
                .findFirst();
    }

    private Optional<ProtocolValues> unlessTyped(ProtocolItem item) {
        return sources.stream()
                .filter(source -> source.possible(item).isPresent() && !source.isTyped(item))
                .findFirst();
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
    public SourcedProtocol protocol(int cycles, LoadLog log) {
        for (ProtocolItem item : ProtocolItem.values()) {
            first(item).ifPresent(source -> chosen.put(item, source));
        }
        requireAll(cycles);
        List<Double> listDeg = incrementsDeg(chosen, cycles);
        if (listDeg.size() != cycles) {
            throw new IllegalArgumentException(
                    "The images have " + cycles + " phase cycles, but " + listDeg.size()
                            + " phase increments are given (" + origin(ProtocolItem.PHASE_INCREMENTS) + ": "
                            + list(listDeg)
                            + "°). Give one increment per image with increments=…, name the right protocol, or say where the cycles lie with cycles=….");
        }
        requireDegrees(listDeg);
        SourcedProtocol protocol = build(chosen, cycles);
        if (!RepetitionTimes.isPossible(protocol.protocol().repetitionTimeMs())) {
            throw new IllegalArgumentException(RepetitionTimes.impossible(
                    protocol.protocol().repetitionTimeMs(), origin(ProtocolItem.REPETITION_TIME)));
        }
        sayVolumeTime(log);
        if (increments(chosen).isStandard()) {
            log.note("The phase increments are the standard ones, (180°/N)(2j − 1): " + list(listDeg) + "°. "
                    + startText(cycles));
        }
        if (protocol.protocol().flipAngleDeg() < SMALL_FLIP_DEG) {
            log.warn("The flip angle is "
                    + TypedNumber.show(protocol.protocol().flipAngleDeg())
                    + "°. If it was given in radians, T1 is wrong: it must be in degrees.");
        }
        if (protocol.protocol().flipAngleDeg() > LARGE_FLIP_DEG) {
            log.warn("The flip angle is "
                    + TypedNumber.show(protocol.protocol().flipAngleDeg())
                    + "°, more than bSSFP is measured with. If it is another one, such as that of a preparation pulse, or"
                    + " tenths of a degree, T1 is wrong.");
        }
        if (protocol.protocol().pulse().durationMs()
                > LARGEST_PULSE * protocol.protocol().repetitionTimeMs()) {
            log.warn("The " + protocol.protocol().pulse().describe()
                    + " takes more than a quarter of TR. T1 has been checked for shorter ones only.");
        }
        log.note("Protocol: " + protocol.protocol().describe() + ". Source: " + protocol.text() + ".");
        new ProtocolContradictions(sources, chosen, cycles).warn(log);
        return protocol;
    }

    /**
     * What the images keep of it for later: what was typed only where no file, header or image says anything.
     *
     * @param used what {@link #protocol} gave
     */
    public SourcedProtocol kept(SourcedProtocol used) {
        int cycles = used.protocol().cycles();
        Map<ProtocolItem, ProtocolValues> kept = new EnumMap<>(chosen);
        for (ProtocolItem item : ProtocolItem.values()) {
            unlessTyped(item).ifPresent(source -> kept.put(item, source));
        }
        if (incrementsDeg(kept, cycles).size() != cycles) {
            kept.put(ProtocolItem.PHASE_INCREMENTS, chosen.get(ProtocolItem.PHASE_INCREMENTS));
        }
        try {
            return build(kept, cycles);
        } catch (IllegalArgumentException impossible) {
            // what was found cannot be a protocol, which is why the user typed another
            return used;
        }
    }

    private static ProtocolValues typed(SeriesRequest request) {
        return new ProtocolValues(
                ProtocolValues.TYPED,
                Optional.empty(),
                request.text("tr").map(text -> TypedNumber.number("tr", text, "milliseconds", MS)),
                Optional.empty(),
                request.text("te").map(text -> TypedNumber.number("te", text, "milliseconds", MS)),
                request.text("flip").map(text -> TypedNumber.number("flip", text, "degrees", DEGREES)),
                request.text("increments").map(ProtocolSource::typedIncrements),
                StatedPulse.typed(request.text("pulse"), request.text("pulseshape"), request.text("tbw")),
                OptionalInt.empty(),
                EnumSet.allOf(ProtocolItem.class));
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

    private void requireAll(int cycles) {
        Map<ProtocolItem, String> repairs = new EnumMap<>(Map.of(
                ProtocolItem.REPETITION_TIME,
                "TR (tr=… in ms)",
                ProtocolItem.ECHO_TIME,
                "TE (te=… in ms)",
                ProtocolItem.FLIP_ANGLE,
                "flip angle (flip=… in degrees)",
                ProtocolItem.PHASE_INCREMENTS,
                "phase increments (increments=" + list(Protocol.standardIncrementsDeg(cycles))
                        + " in degrees, or increments=standard for just these)"));
        boolean increments = chosen.containsKey(ProtocolItem.PHASE_INCREMENTS);
        repairs.keySet().removeAll(chosen.keySet());
        if (repairs.isEmpty()) {
            return;
        }
        Optional<String> longTime = sources.stream()
                .filter(source ->
                        source.repetitionTimeMs().isPresent() && repairs.containsKey(ProtocolItem.REPETITION_TIME))
                .findFirst()
                .map(source ->
                        RepetitionTimes.impossible(source.repetitionTimeMs().get(), source.origin()));
        List<String> read = sources.stream().skip(1).map(ProtocolValues::origin).toList();
        throw new IllegalArgumentException("The protocol lacks " + String.join(", ", repairs.values()) + ". "
                + longTime.map(text -> text + " ").orElse("")
                + (read.isEmpty()
                        ? "No JSON file stands beside the images, and none was named with protocol=FILE."
                        : "Looked into: " + String.join(", ", read) + ".")
                + (lost
                        ? " An image that comes by way of ImageJ2 has lost the protocol of its file. "
                                + SourceImage.WITHOUT_LOSS
                        : "")
                + (increments ? "" : " " + startText(cycles)));
    }

    private void sayVolumeTime(LoadLog log) {
        ProtocolValues source = chosen.get(ProtocolItem.REPETITION_TIME);
        source.volumeTimeMs()
                .ifPresent(ms -> log.note("TR is RepetitionTimeExcitation, "
                        + TypedNumber.show(source.repetitionTimeMs().orElseThrow())
                        + " ms (" + source.origin() + "); RepetitionTime, " + TypedNumber.show(ms)
                        + " ms, is taken for the time between volumes."));
    }

    private String origin(ProtocolItem item) {
        return chosen.get(item).origin(item);
    }

    private static Increments increments(Map<ProtocolItem, ProtocolValues> from) {
        return from.get(ProtocolItem.PHASE_INCREMENTS).increments().orElseThrow();
    }

    private static List<Double> incrementsDeg(Map<ProtocolItem, ProtocolValues> from, int cycles) {
        return increments(from).forCycles(cycles);
    }

    private static SourcedProtocol build(Map<ProtocolItem, ProtocolValues> from, int cycles) {
        try {
            Protocol protocol = new Protocol(
                    from.get(ProtocolItem.REPETITION_TIME).repetitionTimeMs().orElseThrow(),
                    from.get(ProtocolItem.ECHO_TIME).echoTimeMs().orElseThrow(),
                    from.get(ProtocolItem.FLIP_ANGLE).flipAngleDeg().orElseThrow(),
                    incrementsDeg(from, cycles),
                    Optional.ofNullable(from.get(ProtocolItem.PULSE))
                            .flatMap(ProtocolValues::pulse)
                            .orElse(RfPulse.INSTANTANEOUS));
            return new SourcedProtocol(protocol, from);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " (" + SourcedProtocol.text(from) + ")", e);
        }
    }

    private void requireDegrees(List<Double> listDeg) {
        double largest = listDeg.stream().mapToDouble(Math::abs).max().orElse(0);
        // the whole circle in radians is 6.3 wide; in degrees no series is taken with increments that close
        if (largest > 0 && largest <= 2 * Math.PI + 0.01) {
            throw new IllegalArgumentException(
                    "The phase increments " + list(listDeg) + " ("
                            + origin(ProtocolItem.PHASE_INCREMENTS)
                            + ") must be in degrees; they look like radians. In a JSON file, radians belong under PhaseIncrements_rad.");
        }
    }

    private String startText(int cycles) {
        String shift = Optional.ofNullable(chosen.get(ProtocolItem.REPETITION_TIME))
                .flatMap(ProtocolValues::repetitionTimeMs)
                .map(ms -> " = " + TypedNumber.show(1000 / (2 * cycles * ms)) + " Hz")
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
