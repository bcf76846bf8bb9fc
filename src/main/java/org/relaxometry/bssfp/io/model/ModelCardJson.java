package org.relaxometry.bssfp.io.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkOutput;
import org.relaxometry.bssfp.estimation.network.OutputActivation;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.statistics.Range;

/**
 * A model card as JSON for people and programs: fixed order of keys, units in their names, lists of numbers on one line. The
 * last key is a checksum of all others, so that a card changed by hand is noticed; layout does not count.
 */
final class ModelCardJson {

    private static final String FORMAT = "bssfp-relaxometry model card, version 1";
    private static final String CARD_SHA256 = "card_sha256";
    private static final String WEIGHTS_SHA256 = "weights_sha256";

    private ModelCardJson() {}

    static String write(ModelCard card) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("name", card.name());
        json.addProperty("kind", card.kind().label());
        json.add("protocol", protocol(card.protocol()));
        json.add("input", input(card));
        json.add("layers", list(card.layerSizes()));
        json.addProperty("hidden_activation", "ReLU");
        json.addProperty("output_activation", card.outputActivation().name().toLowerCase(Locale.ROOT));
        json.add(
                "outputs",
                list(card.outputs().stream().map(NetworkOutput::label).toList()));
        JsonObject outputRanges = new JsonObject();
        addRanges(outputRanges, card.outputRanges());
        json.add("output_ranges", outputRanges);
        json.add("distribution", distribution(card.distribution()));
        if (card.training() != null) {
            json.add("training", training(card.training()));
        }
        json.addProperty("program_version", card.programVersion());
        json.addProperty("notes", card.notes());
        json.addProperty("licence", card.licence());
        json.addProperty("citation", card.citation());
        json.addProperty(WEIGHTS_SHA256, card.weightsSha256());
        json.addProperty(CARD_SHA256, checksum(json));
        return JsonText.of(json);
    }

    /**
     * Reads a finished card.
     *
     * @throws IOException where it is not one, or was changed since it was written; without the name of the file
     */
    static ModelCard read(String text) throws IOException {
        JsonObject json = JsonText.parse(text);
        CardFields fields = new CardFields(json, "");
        ModelCard card = card(fields, fields.text(WEIGHTS_SHA256));
        String written = fields.text(CARD_SHA256);
        json.remove(CARD_SHA256);
        String actual = checksum(json);
        if (!actual.equals(written)) {
            throw new IOException("the card was changed since it was written: its checksum is " + actual
                    + ", but it says " + written);
        }
        return card;
    }

    /**
     * Reads a card written by hand for weights that have none; it needs no checksums, and those it has do not count.
     *
     * @param weightsSha256 of the weights it is for
     */
    static ModelCard readDraft(String text, String weightsSha256) throws IOException {
        return card(new CardFields(JsonText.parse(text), ""), weightsSha256);
    }

    private static ModelCard card(CardFields fields, String weightsSha256) throws IOException {
        if (!fields.text("format").equals(FORMAT)) {
            throw new IOException("its format is \"" + fields.text("format") + "\", expected is \"" + FORMAT + "\"");
        }
        if (!fields.text("hidden_activation").equals("ReLU")) {
            throw new IOException("the hidden activation is " + fields.text("hidden_activation") + ", known is ReLU");
        }
        CardFields input = fields.object("input");
        NetworkInput kindOfInput = oneOf(NetworkInput.values(), NetworkInput::label, input.text("kind"));
        List<NetworkOutput> outputs = new ArrayList<>();
        for (String label : fields.texts("outputs")) {
            outputs.add(oneOf(NetworkOutput.values(), NetworkOutput::label, label));
        }
        try {
            Protocol protocol = protocol(fields.object("protocol"));
            if (!input.texts("features").equals(kindOfInput.features(protocol.cycles()))) {
                throw new IOException("the inputs are " + input.texts("features") + ", expected are "
                        + kindOfInput.features(protocol.cycles()));
            }
            return new ModelCard(
                    fields.text("name"),
                    oneOf(NetworkKind.values(), NetworkKind::label, fields.text("kind")),
                    kindOfInput,
                    input.numbers("mean"),
                    input.numbers("standard_deviation"),
                    fields.counts("layers"),
                    oneOf(
                            OutputActivation.values(),
                            each -> each.name().toLowerCase(Locale.ROOT),
                            fields.text("output_activation")),
                    outputs,
                    ranges(fields.object("output_ranges")),
                    protocol,
                    distribution(fields.object("distribution")),
                    fields.has("training") ? training(fields.object("training")) : null,
                    fields.text("program_version"),
                    fields.text("notes"),
                    fields.text("licence"),
                    fields.text("citation"),
                    weightsSha256);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static JsonObject protocol(Protocol protocol) {
        JsonObject json = new JsonObject();
        json.addProperty("repetition_time_ms", protocol.repetitionTimeMs());
        json.addProperty("echo_time_ms", protocol.echoTimeMs());
        json.addProperty("flip_angle_deg", protocol.flipAngleDeg());
        json.add("phase_increments_deg", list(protocol.phaseIncrementsDeg()));
        if (!protocol.pulse().isInstantaneous()) {
            JsonObject pulse = new JsonObject();
            pulse.addProperty("duration_ms", protocol.pulse().durationMs());
            pulse.addProperty("shape", protocol.pulse().shape());
            pulse.add("amplitudes", list(protocol.pulse().amplitudes()));
            json.add("pulse", pulse);
        }
        return json;
    }

    private static Protocol protocol(CardFields fields) throws IOException {
        return new Protocol(
                fields.number("repetition_time_ms"),
                fields.number("echo_time_ms"),
                fields.number("flip_angle_deg"),
                fields.numbers("phase_increments_deg"),
                fields.has("pulse") ? pulse(fields.object("pulse")) : RfPulse.INSTANTANEOUS);
    }

    private static RfPulse pulse(CardFields fields) throws IOException {
        return new RfPulse(fields.number("duration_ms"), fields.text("shape"), fields.numbers("amplitudes"));
    }

    private static JsonObject input(ModelCard card) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", card.input().label());
        json.add("features", list(card.input().features(card.protocol().cycles())));
        json.add("mean", list(card.inputMean()));
        json.add("standard_deviation", list(card.inputStandardDeviation()));
        return json;
    }

    private static JsonObject distribution(ModelCard.Distribution distribution) {
        JsonObject json = new JsonObject();
        json.addProperty("name", distribution.name());
        addRanges(json, distribution.ranges());
        json.add("b1_ratio", range(distribution.b1Ratio()));
        json.addProperty("source", distribution.source());
        return json;
    }

    private static ModelCard.Distribution distribution(CardFields fields) throws IOException {
        return new ModelCard.Distribution(
                fields.text("name"), ranges(fields), fields.range("b1_ratio"), fields.text("source"));
    }

    private static void addRanges(JsonObject json, ModelCard.Ranges ranges) {
        json.add("t1_ms", range(ranges.t1Ms()));
        json.add("t2_ms", range(ranges.t2Ms()));
        if (ranges.thetaRad() != null) {
            json.add("theta_rad", range(ranges.thetaRad()));
        }
    }

    private static ModelCard.Ranges ranges(CardFields fields) throws IOException {
        return new ModelCard.Ranges(fields.range("t1_ms"), fields.range("t2_ms"), fields.optionalRange("theta_rad"));
    }

    private static JsonObject training(ModelCard.Training training) {
        JsonObject json = new JsonObject();
        json.addProperty("samples", training.samples());
        json.add("snr", range(training.signalToNoise()));
        json.addProperty("seed", training.seed());
        json.addProperty("epochs", training.epochs());
        json.addProperty("best_epoch", training.bestEpoch());
        json.addProperty("learning_rate", training.learningRateSchedule());
        json.addProperty("batch_size", training.batchSize());
        json.add("validation_loss", number(training.validationLoss()));
        json.add("training_losses", list(training.trainingLosses()));
        json.add("validation_losses", list(training.validationLosses()));
        return json;
    }

    private static ModelCard.Training training(CardFields fields) throws IOException {
        return new ModelCard.Training(
                fields.count("samples"),
                fields.range("snr"),
                fields.integer("seed"),
                fields.count("epochs"),
                fields.count("best_epoch"),
                fields.text("learning_rate"),
                fields.count("batch_size"),
                fields.numbers("training_losses"),
                fields.numbers("validation_losses"),
                fields.number("validation_loss"));
    }

    private static JsonArray range(Range range) {
        return list(List.of(range.min(), range.max()));
    }

    private static JsonArray list(List<?> values) {
        JsonArray array = new JsonArray();
        for (Object value : values) {
            if (value instanceof Double number) {
                array.add(number(number));
            } else if (value instanceof Number number) {
                array.add(number);
            } else {
                array.add(value.toString());
            }
        }
        return array;
    }

    private static JsonPrimitive number(double value) {
        // JSON has no infinite numbers
        return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(value > 0 ? "inf" : "-inf");
    }

    private static <T> T oneOf(T[] values, Function<T, String> label, String text) throws IOException {
        for (T value : values) {
            if (label.apply(value).equals(text)) {
                return value;
            }
        }
        throw new IOException("\"" + text + "\" is unknown, expected is one of "
                + Stream.of(values).map(label).collect(Collectors.joining(", ")));
    }

    private static String checksum(JsonObject json) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(json.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
