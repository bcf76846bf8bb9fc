package org.relaxometry.bssfp.io.series.scan;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.sidecar.JsonTime;
import org.relaxometry.bssfp.io.sidecar.ProtocolItem;
import org.relaxometry.bssfp.io.sidecar.RepetitionTimes;
import org.relaxometry.bssfp.io.sidecar.StatedPulse;
import org.relaxometry.bssfp.protocol.RfPulse;

/**
 * The JSON file that dcm2niix and other converters write beside a NIfTI file, as far as an import looks at it. A field of an
 * unexpected form counts as missing: files of other images of the examination are read too.
 */
public final class SidecarFields {

    private static final long MAX_BYTES = 4L << 20;
    private static final int SECONDS_OF_HOUR = 3600;

    private final JsonObject fields;

    private SidecarFields(JsonObject fields) {
        this.fields = fields;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it is not valid JSON
     */
    public static SidecarFields read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("'" + file + "' has " + Files.size(file)
                    + " bytes; a JSON file beside an image has at most " + MAX_BYTES + ".");
        }
        String text = BoundedJson.text(Files.readAllBytes(file));
        try {
            return new SidecarFields(BoundedJson.parse(text) instanceof JsonObject object ? object : new JsonObject());
        } catch (IOException e) {
            throw new IOException("'" + file + "' " + e.getMessage() + ".", e);
        }
    }

    public SeriesFacts facts() {
        RepetitionTimes times = RepetitionTimes.of(
                number("RepetitionTime").map(JsonTime::milliseconds),
                RepetitionTimes.excitation(fields)
                        .flatMap(SidecarFields::number)
                        .map(JsonTime::milliseconds));
        return new SeriesFacts(
                number("SeriesNumber").map(Double::intValue),
                timeSeconds(),
                text("SeriesDescription").or(() -> text("ProtocolName")).orElse(""),
                times.excitationMs(),
                times.volumeMs(),
                number("EchoTime").map(JsonTime::milliseconds),
                number("FlipAngle"),
                incrementsDeg(),
                pulse(),
                text("StudyInstanceUID"),
                displayFactor());
    }

    private Optional<RfPulse> pulse() {
        JsonElement element = fields.get(ProtocolItem.PULSE.member());
        try {
            return element == null ? Optional.empty() : Optional.of(StatedPulse.of(element, "JSON file"));
        } catch (IOException unexpected) {
            return Optional.empty();
        }
    }

    /** dcm2niix says whether it has undone what Philips scales for the display. */
    private Optional<Double> displayFactor() {
        boolean isLeft = number("UsePhilipsFloatNotDisplayScaling").orElse(1.0) == 0;
        return number("PhilipsScaleSlope")
                .filter(scale -> isLeft)
                .map(scale -> scale * number("PhilipsRescaleSlope").orElse(1.0));
    }

    /** The words of {@code ImageType} and {@code ComplexImageComponent}, in capitals. */
    List<String> typeWords() {
        List<String> words = new ArrayList<>();
        text("ComplexImageComponent").ifPresent(words::add);
        JsonElement type = fields.get("ImageType");
        if (type != null && type.isJsonArray()) {
            type.getAsJsonArray().forEach(word -> words.add(word.isJsonPrimitive() ? word.getAsString() : ""));
        }
        return words.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
    }

    /** A list, or the number of a file of one cycle; empty if there is none. */
    public List<Double> incrementsDeg() {
        List<Double> degrees = numbers("PhaseIncrements_deg", "PhaseIncrement_deg");
        return degrees.isEmpty()
                ? numbers("PhaseIncrements_rad", "PhaseIncrement_rad").stream()
                        // to 1e-4°, so that rounded radians give the degrees that were meant
                        .map(radians -> Math.rint(Math.toDegrees(radians) * 1e4) / 1e4)
                        .toList()
                : degrees;
    }

    private Optional<Double> timeSeconds() {
        Optional<String[]> parts = text("AcquisitionTime").map(text -> text.split(":"));
        if (parts.isEmpty() || parts.get().length != 3) {
            return Optional.empty();
        }
        try {
            String[] time = parts.get();
            return Optional.of(Integer.parseInt(time[0]) * SECONDS_OF_HOUR
                    + Integer.parseInt(time[1]) * 60
                    + Double.parseDouble(time[2]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private List<Double> numbers(String list, String single) {
        JsonElement element = fields.get(list);
        if (element == null) {
            return number(single).stream().toList();
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonElement entry : element.isJsonArray() ? element.getAsJsonArray() : List.of(element)) {
            number(entry).ifPresent(numbers::add);
        }
        return numbers;
    }

    private Optional<Double> number(String key) {
        return number(fields.get(key));
    }

    private static Optional<Double> number(JsonElement element) {
        return BoundedJson.number(element);
    }

    private Optional<String> text(String key) {
        JsonElement element = fields.get(key);
        return element != null
                        && element.isJsonPrimitive()
                        && element.getAsJsonPrimitive().isString()
                ? Optional.of(element.getAsString().strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }
}
