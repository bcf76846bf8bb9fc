package org.relaxometry.bssfp.estimation.network;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.Range;

/**
 * What a network is and how it was made: all that its weights do not say, and without which they are useless.
 *
 * @param name of the model and its files
 * @param kind how it was trained
 * @param input what it is shown
 * @param inputMean mean of every input over the training set, for the z-score
 * @param inputStandardDeviation standard deviation (n − 1) of every input over the training set, positive
 * @param layerSizes number of inputs, then number of outputs of every layer
 * @param outputActivation of the last layer
 * @param outputs what it gives, in order; T1 and T2 at least
 * @param outputRanges what the scaled outputs 0 and 1 stand for
 * @param protocol acquisition it was trained for
 * @param distribution what it was trained on
 * @param training how it was trained; null where that is not known, as for imported networks
 * @param programVersion version of the program that made it
 * @param notes free text
 * @param licence of the weights
 * @param citation whom to cite
 * @param weightsSha256 {@link NetworkWeights#sha256()}
 */
public record ModelCard(
        String name,
        NetworkKind kind,
        NetworkInput input,
        List<Double> inputMean,
        List<Double> inputStandardDeviation,
        List<Integer> layerSizes,
        OutputActivation outputActivation,
        List<NetworkOutput> outputs,
        Ranges outputRanges,
        Protocol protocol,
        Distribution distribution,
        Training training,
        String programVersion,
        String notes,
        String licence,
        String citation,
        String weightsSha256) {

    /**
     * Ranges of the parameters.
     *
     * @param t1Ms T1 in ms
     * @param t2Ms T2 in ms
     * @param thetaRad θ in radians; null where θ is not among them
     */
    public record Ranges(Range t1Ms, Range t2Ms, Range thetaRad) {}

    /**
     * Distribution of the training set.
     *
     * @param name such as {@code uniform}
     * @param ranges of T1, T2 and θ
     * @param b1Ratio range of B1
     * @param source where the distribution comes from, such as a citation; may be empty
     */
    public record Distribution(String name, Ranges ranges, Range b1Ratio, String source) {}

    /**
     * How a network was trained.
     *
     * @param samples size of the training set, or of one epoch where every epoch draws afresh
     * @param signalToNoise range of the SNR = 0.074 / (√2 η) of training samples, η the standard deviation of the noise of each
     *     real and imaginary part of every phase cycle at M0 = 1; infinite where they are free of noise
     * @param seed of all random numbers
     * @param epochs number of epochs run
     * @param bestEpoch epoch whose weights are kept, from 1
     * @param learningRateSchedule in words, such as {@code Adam 2e-4, constant}
     * @param batchSize samples per step
     * @param trainingLosses mean loss over the training set, one per epoch
     * @param validationLosses loss over the validation set, one per epoch
     * @param validationLoss of the weights kept
     */
    public record Training(
            int samples,
            Range signalToNoise,
            long seed,
            int epochs,
            int bestEpoch,
            String learningRateSchedule,
            int batchSize,
            List<Double> trainingLosses,
            List<Double> validationLosses,
            double validationLoss) {

        public Training {
            trainingLosses = List.copyOf(trainingLosses);
            validationLosses = List.copyOf(validationLosses);
        }
    }

    public ModelCard {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(outputActivation, "outputActivation");
        Objects.requireNonNull(distribution, "distribution");
        inputMean = List.copyOf(inputMean);
        inputStandardDeviation = List.copyOf(inputStandardDeviation);
        layerSizes = List.copyOf(layerSizes);
        outputs = List.copyOf(outputs);
        NetworkWeights.parameterCount(layerSizes);
        int width = input.width(protocol.cycles());
        require(
                layerSizes.get(0) == width && inputMean.size() == width && inputStandardDeviation.size() == width,
                "A model of " + protocol.cycles() + " phase cycles with " + input.label() + " has " + width
                        + " inputs, but its first layer has " + layerSizes.get(0) + ", and there are "
                        + inputMean.size() + " means and " + inputStandardDeviation.size() + " standard deviations.");
        require(
                inputMean.stream().allMatch(Double::isFinite),
                "The means of the inputs must be finite, but are " + inputMean + ".");
        require(
                inputStandardDeviation.stream().allMatch(s -> s > 0 && Double.isFinite(s)),
                "The standard deviations of the inputs must be positive, but are " + inputStandardDeviation + ".");
        require(
                !kind.turnsVoxels() || protocol.hasUniformIncrements(),
                "A " + kind.label() + " network needs phase increments spread evenly over 360°, but the protocol is: "
                        + protocol.describe() + ".");
        int last = layerSizes.get(layerSizes.size() - 1);
        require(
                last == outputs.size(),
                "The last layer has " + last + " units, but " + outputs.size() + " outputs are named: " + outputs);
        require(
                isUsable(outputRanges.t1Ms())
                        && isUsable(outputRanges.t2Ms())
                        && (isUsable(outputRanges.thetaRad()) || !outputs.contains(NetworkOutput.THETA)),
                "The outputs T1, T2 and θ need a range each, but have " + outputRanges + ".");
        require(
                EnumSet.copyOf(outputs).size() == outputs.size()
                        && outputs.contains(NetworkOutput.T1) != outputs.contains(NetworkOutput.LN_T1)
                        && outputs.contains(NetworkOutput.T2) != outputs.contains(NetworkOutput.LN_T2)
                        && outputs.contains(NetworkOutput.COS_THETA) == outputs.contains(NetworkOutput.SIN_THETA),
                "The outputs must be T1 and T2, or their logarithms, and possibly others, each once, the cosine of θ together with its sine,"
                        + " but are " + outputs + ".");
    }

    /** Name of the method as users choose it, such as {@code SVNN complex}. */
    public String methodName() {
        boolean published = kind == NetworkKind.SVNN || kind == NetworkKind.PINN;
        return published && input == NetworkInput.COMPLEX_CONFIGURATIONS ? kind.label() + " complex" : kind.label();
    }

    /** The same model under another name. */
    public ModelCard withName(String newName) {
        return new ModelCard(
                newName,
                kind,
                input,
                inputMean,
                inputStandardDeviation,
                layerSizes,
                outputActivation,
                outputs,
                outputRanges,
                protocol,
                distribution,
                training,
                programVersion,
                notes,
                licence,
                citation,
                weightsSha256);
    }

    /**
     * How a measured protocol differs from the one the network was trained for, in the user's terms; empty where the network
     * fits. Order and start of the phase increments are no difference: another order is sorted, and another start only
     * shifts θ, which {@link NetworkEstimator} takes back exactly.
     */
    public List<String> mismatchWith(Protocol measured) {
        return new ProtocolMatch(protocol, measured).differences();
    }

    private static boolean isUsable(Range range) {
        return range != null && range.width() > 0 && Double.isFinite(range.width());
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
