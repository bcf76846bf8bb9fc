package org.relaxometry.bssfp.io.map;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.io.sidecar.JsonTime;
import org.relaxometry.bssfp.io.sidecar.Sidecar;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ScalarVolume;

/**
 * A map with what it says about itself: in the JSON file of the same name, in calibration and properties of an open image, or by
 * its name.
 *
 * @param image as opened
 * @param quantity symbol, such as T1; empty where unknown
 * @param unit as stated; empty where it is not
 * @param repetitionTimeMs TR of the series it was made from, where known
 * @param longestMs where its values are times, the one that is no more than a lower bound; infinite where there is none
 */
record StatedMap(SourceImage image, String quantity, String unit, OptionalDouble repetitionTimeMs, double longestMs) {

    private static final long MAX_BYTES = 4L << 20;

    /** ImageJ's word for values without unit. */
    private static final String GRAY_VALUE = "Gray Value";

    /** @param unit as the user says; {@link MapPair#AUTO} for what the map says */
    static StatedMap of(SourceImage image, String unit) {
        JsonObject sidecar = sidecar(image);
        String stated = text(sidecar, "Units")
                .or(() -> image.image().map(opened -> opened.getCalibration().getValueUnit()))
                .filter(word -> !word.equals(GRAY_VALUE))
                .orElse("");
        String quantity = text(sidecar, "Quantity")
                .orElseGet(() ->
                        byName(image.image().flatMap(ImageProperties::quantity).orElse(image.title())));
        OptionalDouble repetitionTimeMs = image.image()
                .flatMap(ImageProperties::protocol)
                .map(Protocol::repetitionTimeMs)
                .map(OptionalDouble::of)
                .orElseGet(() -> repetitionTimeMs(sidecar));
        return new StatedMap(
                image,
                quantity,
                unit.equals(MapPair.AUTO) ? stated : unit,
                repetitionTimeMs,
                longestMs(image, sidecar, quantity));
    }

    boolean isTime() {
        return unit.equals("s") || unit.equals("ms");
    }

    RandomAccessibleInterval<FloatType> volume() {
        return image.volume(image.values());
    }

    /** Median of the values above 0; NaN where there is none. */
    double median() {
        return VolumeValues.positive(volume()).median();
    }

    /**
     * Makes infinite what is no more than a lower bound.
     *
     * @param valuesMs of times
     * @return how many those are
     */
    int markBounds(float[] valuesMs) {
        int bounds = 0;
        for (int v = 0; v < valuesMs.length; v++) {
            if (valuesMs[v] >= longestMs) {
                valuesMs[v] = Float.POSITIVE_INFINITY;
                bounds++;
            }
        }
        return bounds;
    }

    /** All values, x fastest. */
    float[] values() {
        return ScalarVolume.values(volume());
    }

    private static String byName(String name) {
        return Arrays.stream(Parameter.values())
                .filter(parameter -> name.contains(parameter.fileName()))
                .map(Parameter::symbol)
                .findFirst()
                .orElse("");
    }

    private static JsonObject sidecar(SourceImage image) {
        Optional<Path> file = image.files().stream().findFirst().flatMap(Sidecar::sameName);
        try {
            if (file.isPresent()
                    && Files.size(file.get()) <= MAX_BYTES
                    && BoundedJson.parseRecord(Files.readString(file.get())) instanceof JsonObject object) {
                return object;
            }
        } catch (IOException notOurs) {
            // a stranger's file says nothing about the map
        }
        return new JsonObject();
    }

    private static Optional<String> text(JsonObject object, String key) {
        return Optional.ofNullable(object.get(key))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .filter(text -> !text.isBlank());
    }

    private static OptionalDouble repetitionTimeMs(JsonObject sidecar) {
        return sidecar.get("Protocol") instanceof JsonObject protocol
                ? milliseconds(protocol.get("RepetitionTime"))
                : OptionalDouble.empty();
    }

    private static double longestMs(SourceImage image, JsonObject sidecar, String quantity) {
        if (image.image().isPresent()) {
            return MapImages.longestMs(image.image().get(), quantity);
        }
        return MapImages.longestMs(
                sidecar.get(MapImages.LONGEST_TIME) instanceof JsonPrimitive seconds && seconds.isNumber()
                        ? seconds.getAsDouble()
                        : Double.NaN,
                quantity);
    }

    /** Of a number in s. */
    private static OptionalDouble milliseconds(JsonElement seconds) {
        return seconds instanceof JsonPrimitive primitive && primitive.isNumber()
                ? OptionalDouble.of(JsonTime.milliseconds(primitive.getAsDouble()))
                : OptionalDouble.empty();
    }
}
