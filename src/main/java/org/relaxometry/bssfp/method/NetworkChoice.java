package org.relaxometry.bssfp.method;

import java.io.IOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.relaxometry.bssfp.io.model.ModelLibrary;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;

/**
 * A network, as a method of its own, and where it comes from.
 *
 * @param model the network
 * @param origin in a few words, such as {@code shipped with the program}
 */
public record NetworkChoice(NetworkModel model, String origin) implements Method {

    public static final String SVNN = "SVNN";
    public static final String PINN = "PINN";
    public static final String SVNN_COMPLEX = "SVNN complex";
    public static final String PINN_COMPLEX = "PINN complex";
    public static final String FULL_CIRCLE = "full circle";
    public static final String NOISE_AWARE = "noise-aware";

    private static final String SHIPPED = "shipped with the program";

    private static final String WAY_OUT = " Train Network... (train) makes one for any protocol, Train and Map..."
            + " (trainmap) makes one for this series and maps it at once.";

    /**
     * The network a user named.
     *
     * @param text name of a shipped model, or path of either file of a model
     * @throws IllegalArgumentException where there is no shipped one of this name
     * @throws IOException where its files cannot be used
     */
    public static NetworkChoice named(String text) throws IOException {
        boolean isFile = text.matches(".*[/\\\\].*|.*\\.(json|safetensors)");
        return isFile
                ? new NetworkChoice(ModelFiles.read(FileName.path("model", text)), text)
                : new NetworkChoice(ModelLibrary.shipped().named(text), SHIPPED);
    }

    /**
     * The network a user named for a method.
     *
     * @param methodName method of the run, which the network must belong to
     * @param text as for {@link #named(String)}
     * @throws IllegalArgumentException where it is a network of another method, or there is none of this name
     * @throws IOException where its files cannot be used
     */
    public static NetworkChoice named(String methodName, String text) throws IOException {
        NetworkChoice choice = named(text);
        String actual = choice.model.card().methodName();
        if (!actual.equals(methodName)) {
            throw new IllegalArgumentException("The model " + text + " is a network of the method " + actual
                    + ", but the method is " + methodName + ". Choose method=\"" + actual + "\" or another model.");
        }
        return choice;
    }

    /**
     * The first of the shipped networks of a method that was trained for a protocol.
     *
     * @throws IllegalArgumentException where there is none, with the differences and a way out
     */
    public static NetworkChoice shipped(String methodName, Protocol protocol) throws IOException {
        try {
            return new NetworkChoice(ModelLibrary.shipped().pick(methodName, protocol), SHIPPED);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + WAY_OUT, e);
        }
    }

    /** Name of the model. */
    @Override
    public String title() {
        return model.card().name();
    }

    @Override
    public boolean usesNoise() {
        return model.card().input() == NetworkInput.SAMPLES;
    }

    @Override
    public boolean isNetwork() {
        return true;
    }

    @Override
    public PreparedMethod prepare(Protocol protocol, EngineChoice engine) {
        return prepare(title(), protocol, engine);
    }

    /** @param label as it stands in tables and legends */
    PreparedMethod prepare(String label, Protocol protocol, EngineChoice engine) {
        requireProtocol(protocol);
        EngineChoice.Selection selection = engine.open(model.weights());
        return new PreparedMethod(
                label,
                protocol,
                usesNoise(),
                noise -> {
                    if (usesNoise() && noise instanceof NoiseLevel.Known known && known.isNone()) {
                        throw new IllegalArgumentException("The network " + title()
                                + " is made for noisy data and must know how noisy they are. Give 'snr' without inf, or"
                                + " leave this method out.");
                    }
                    return new NetworkEstimator(model, protocol, selection.engine(), noise);
                },
                Optional.of(record(selection.engine().name())),
                List.of(describe(), selection.report()),
                model.card().protocol().pulse().equals(protocol.pulse()));
    }

    /** @throws IllegalArgumentException where the network was trained for another protocol, with the differences and a way out */
    private void requireProtocol(Protocol protocol) {
        List<String> differences = model.card().mismatchWith(protocol);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("The network " + model.card().name()
                    + " was trained for another protocol: " + String.join("; ", differences) + "." + WAY_OUT);
        }
    }

    /** One line for the log: what the network was trained for. */
    public String describe() {
        ModelCard card = model.card();
        ModelCard.Distribution distribution = card.distribution();
        return "Network: " + card.name() + " (" + origin + "), " + card.methodName() + ", trained on "
                + distribution.name() + " (T1 " + text(distribution.ranges().t1Ms()) + " ms, T2 "
                + text(distribution.ranges().t2Ms()) + " ms, B1 " + text(distribution.b1Ratio()) + "), SNR "
                + signalToNoise(card) + ". SHA-256 " + card.weightsSha256() + ".";
    }

    private Map<String, Object> record(String engine) {
        ModelCard card = model.card();
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Name", card.name());
        record.put("Origin", origin);
        record.put("SHA256", card.weightsSha256());
        record.put("Engine", engine);
        record.put("TrainingDistribution", card.distribution().name());
        record.put("TrainingT1", text(card.distribution().ranges().t1Ms()) + " ms");
        record.put("TrainingT2", text(card.distribution().ranges().t2Ms()) + " ms");
        record.put("TrainingB1", text(card.distribution().b1Ratio()));
        record.put("TrainingSNR", signalToNoise(card));
        return record;
    }

    private static String signalToNoise(ModelCard card) {
        return card.training() == null ? "unknown" : text(card.training().signalToNoise());
    }

    private static String text(Range range) {
        String min = text(range.min());
        String max = text(range.max());
        return min.equals(max) ? min : min + "–" + max;
    }

    private static String text(double value) {
        return Double.isInfinite(value)
                ? "inf"
                : new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
