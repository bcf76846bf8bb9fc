package org.relaxometry.bssfp.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkOutput;
import org.relaxometry.bssfp.estimation.network.OutputActivation;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.Range;

/**
 * What to train, and how: everything that the weights depend on, but for the version of the program.
 *
 * @param name of the model and its files
 * @param kind how it is trained
 * @param input what it is shown
 * @param protocol acquisition it is trained for
 * @param distribution of T1 and T2
 * @param samples number of draws, of which 60 % train, 20 % validate and 20 % test; at least 1000
 * @param signalToNoise range of the SNR = 0.074 / (√2 η), from which every sample draws log-uniformly; η is the standard
 *     deviation of the noise of each real and imaginary part of every phase cycle at M0 = 1, so the SNR of |F0| is √N higher.
 *     One number where both ends are the same; infinite for no noise
 * @param hiddenLayers units of every hidden layer
 * @param optimisation how the loss is made small
 * @param seed of all random numbers
 */
public record TrainingSpecification(
        String name,
        NetworkKind kind,
        NetworkInput input,
        Protocol protocol,
        ParameterDistribution distribution,
        int samples,
        Range signalToNoise,
        List<Integer> hiddenLayers,
        Optimisation optimisation,
        long seed) {

    /** Range of B1 of all training sets (Birk et al. 2025). */
    public static final Range B1_RATIO = new Range(0.7, 1.3);

    /** No noise. */
    public static final Range NOISE_FREE = new Range(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static final int PAPER_SAMPLES = 400_000;

    /** θ ends where its phase would wrap (Birk et al. 2025 leave the boundary out; published nets: 0.9π). */
    private static final double MAX_THETA_RAD = 0.9 * Math.PI;

    /**
     * How the loss is made small: by Adam, with the weights of the epoch of the smallest validation loss kept.
     *
     * @param epochs most passes over the training samples, at least 1
     * @param batchSize samples per step, at least 1
     * @param learningRate the highest of the schedule, above 0
     * @param schedule how the learning rate changes
     * @param patience epochs without a smaller validation loss after which training ends; at least 1
     */
    public record Optimisation(
            int epochs, int batchSize, double learningRate, LearningRateSchedule schedule, int patience) {

        /** Birk et al. 2025. */
        public static final Optimisation PUBLISHED =
                new Optimisation(300, 128, 2e-4, LearningRateSchedule.CONSTANT, 25);

        /** One cycle of the learning rate, which training follows to its end. */
        public static Optimisation oneCycle(int epochs, int batchSize, double highestRate) {
            return new Optimisation(epochs, batchSize, highestRate, LearningRateSchedule.ONE_CYCLE, epochs);
        }

        public Optimisation {
            require(epochs >= 1, "At least 1 epoch is needed, but " + epochs + " were asked for.");
            require(batchSize >= 1, "A batch needs at least 1 sample, but was given " + batchSize + ".");
            require(
                    learningRate > 0 && Double.isFinite(learningRate),
                    "The learning rate must be more than 0, but is " + learningRate + ".");
            require(patience >= 1, "The patience must be at least 1 epoch, but is " + patience + ".");
        }

        /** One line for the model card, such as {@code Adam 2.0E-4, constant}. */
        public String describe() {
            return "Adam " + learningRate + ", " + schedule.label();
        }
    }

    public TrainingSpecification {
        hiddenLayers = List.copyOf(hiddenLayers);
        require(
                samples >= 1000 && samples <= 100_000_000,
                "A training set needs 1000 to 100 million samples, but was given " + samples + ".");
        require(
                signalToNoise.min() > 0,
                "The SNR of the training samples must be more than 0, but is " + signalToNoise.min() + ".");
        require(
                signalToNoise.min() == signalToNoise.max() || Double.isFinite(signalToNoise.max()),
                "A range of SNR must end at a finite number, but goes from " + signalToNoise.min() + " to infinity.");
        require(
                hiddenLayers.stream().allMatch(units -> units >= 1 && units <= 4096),
                "A hidden layer has 1 to 4096 units, but the layers are " + hiddenLayers + ".");
        require(
                kind != NetworkKind.PINN || input != NetworkInput.SAMPLES,
                "A PINN compares configurations, so its inputs must be configurations, but are " + input.label() + ".");
        require(
                kind != NetworkKind.FULL_CIRCLE || input != NetworkInput.MAGNITUDE_CONFIGURATIONS,
                "Magnitudes do not show θ, so a full-circle network needs complex inputs.");
        require(
                (input == NetworkInput.SAMPLES) == (kind == NetworkKind.NOISE_AWARE),
                "A noise-aware network, and no other, is shown the samples themselves, but one of kind " + kind.label()
                        + " was to be shown " + input.label() + ".");
        require(
                protocol.hasUniformIncrements(),
                "A network needs phase increments spread evenly over 360°, but the protocol is: " + protocol.describe()
                        + ". The method Maximum likelihood takes any increments.");
        require(
                kind != NetworkKind.NOISE_AWARE || Double.isFinite(signalToNoise.max()),
                "A noise-aware network must see noise, but the SNR of its training samples is infinite.");
    }

    /**
     * The networks of Birk et al. 2025, with their settings: 4–64–64–2 for magnitudes, 6–256–256–3 for complex configurations.
     *
     * @param kind SVNN or PINN
     * @param complex whether complex configurations are shown, or magnitudes
     * @param snr of the training samples; infinite for no noise
     */
    public static TrainingSpecification published(
            String name,
            NetworkKind kind,
            boolean complex,
            Protocol protocol,
            ParameterDistribution distribution,
            double snr,
            long seed) {
        int units = complex ? 256 : 64;
        return new TrainingSpecification(
                name,
                kind,
                complex ? NetworkInput.COMPLEX_CONFIGURATIONS : NetworkInput.MAGNITUDE_CONFIGURATIONS,
                protocol,
                distribution,
                PAPER_SAMPLES,
                new Range(snr, snr),
                List.of(units, units),
                Optimisation.PUBLISHED,
                seed);
    }

    /** A network for every θ: noise-free, complex configurations, T1, T2, cos θ and sin θ. */
    public static TrainingSpecification fullCircle(
            String name, Protocol protocol, ParameterDistribution distribution, long seed) {
        return new TrainingSpecification(
                name,
                NetworkKind.FULL_CIRCLE,
                NetworkInput.COMPLEX_CONFIGURATIONS,
                protocol,
                distribution,
                PAPER_SAMPLES,
                NOISE_FREE,
                List.of(256, 256),
                Optimisation.oneCycle(200, 128, 2e-3),
                seed);
    }

    /** A network that knows how noisy its samples are, SNR 5 to 100, and gives T1, T2 and their standard deviations. */
    public static TrainingSpecification noiseAware(
            String name, Protocol protocol, ParameterDistribution distribution, long seed) {
        return new TrainingSpecification(
                name,
                NetworkKind.NOISE_AWARE,
                NetworkInput.SAMPLES,
                protocol,
                distribution,
                PAPER_SAMPLES,
                new Range(5, 100),
                List.of(256, 256),
                Optimisation.oneCycle(100, 512, 3e-3),
                seed);
    }

    /**
     * Whether a range goes over more than a decade. Then an error of 60 ms is small at the one end and all of T2 at the other,
     * so relative errors are what counts.
     */
    private boolean isWide() {
        return distribution.t1Ms().max() > 10 * distribution.t1Ms().min()
                || distribution.t2Ms().max() > 10 * distribution.t2Ms().min();
    }

    /** What the network gives: T1 and T2, or, for a noise-aware network over more than a decade, their logarithms. */
    public List<NetworkOutput> outputs() {
        List<NetworkOutput> outputs = new ArrayList<>(
                kind == NetworkKind.NOISE_AWARE && isWide()
                        ? List.of(NetworkOutput.LN_T1, NetworkOutput.LN_T2)
                        : List.of(NetworkOutput.T1, NetworkOutput.T2));
        switch (kind) {
            case SVNN, PINN -> {
                if (input == NetworkInput.COMPLEX_CONFIGURATIONS) {
                    outputs.add(NetworkOutput.THETA);
                }
            }
            case FULL_CIRCLE -> outputs.addAll(List.of(NetworkOutput.COS_THETA, NetworkOutput.SIN_THETA));
            case NOISE_AWARE -> outputs.addAll(List.of(NetworkOutput.LN_SIGMA_T1, NetworkOutput.LN_SIGMA_T2));
        }
        return List.copyOf(outputs);
    }

    /** Sigmoid for the published kinds, linear beyond: a cosine, or a logarithm, is not between 0 and 1. */
    public OutputActivation outputActivation() {
        return kind == NetworkKind.SVNN || kind == NetworkKind.PINN
                ? OutputActivation.SIGMOID
                : OutputActivation.LINEAR;
    }

    /** Number of inputs, hidden units, number of outputs. */
    public List<Integer> layerSizes() {
        List<Integer> sizes = new ArrayList<>(hiddenLayers);
        sizes.add(0, input.width(protocol.cycles()));
        sizes.add(outputs().size());
        return List.copyOf(sizes);
    }

    /** Ranges of T1, T2 and θ of the training samples, which are those of the scaled outputs too. */
    public ModelCard.Ranges ranges() {
        double theta = input == NetworkInput.MAGNITUDE_CONFIGURATIONS
                ? 0
                : kind == NetworkKind.SVNN || kind == NetworkKind.PINN ? MAX_THETA_RAD : Math.PI;
        return new ModelCard.Ranges(distribution.t1Ms(), distribution.t2Ms(), new Range(0 - theta, theta));
    }

    /** Whether every epoch draws its samples anew. The published networks see the same samples again. */
    public boolean drawsEveryEpoch() {
        return kind == NetworkKind.FULL_CIRCLE || kind == NetworkKind.NOISE_AWARE;
    }

    /** One line for logs: layers, samples and optimisation. */
    public String describe() {
        String layers = layerSizes().stream().map(String::valueOf).collect(Collectors.joining("–"));
        return kind.label() + " of " + input.label() + ", layers " + layers + "; " + samples + " samples, "
                + distribution.name() + ", T1 " + text(distribution.t1Ms()) + " ms, T2 " + text(distribution.t2Ms())
                + " ms, SNR " + text(signalToNoise) + "; " + optimisation.describe() + ", " + optimisation.epochs()
                + " epochs, batch " + optimisation.batchSize() + "; seed " + seed;
    }

    private static String text(Range range) {
        String text = range.min() == range.max() ? "" + range.min() : range.min() + "–" + range.max();
        return text.replace("Infinity", "inf").replaceAll("\\.0(?!\\d)", "");
    }

    /** Whether samples carry noise. */
    public boolean isNoisy() {
        return Double.isFinite(signalToNoise.max());
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
