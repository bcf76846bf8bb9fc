package org.relaxometry.bssfp.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.accuracy.NetworkAccuracy.Pair;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.model.PublishedWeights;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;

/** The shipped networks beside the published ones and maximum likelihood, in the same tests. */
class NetworkAccuracyTest {

    /** A hundredth of the determination: two standard deviations of 40 000 noisy voxels, where SNR and cycles are lowest. */
    private static final Offset<Double> SAMPLING = within(0.01);

    private static ShippedModels models;

    @BeforeAll
    static void read() throws IOException {
        models = new ShippedModels(ShippedModels.FOLDER);
    }

    @Test
    void everyRecipeHasItsModel() throws IOException {
        List<String> recipes = Files.readAllLines(ShippedModels.FOLDER.resolve("recipes.txt")).stream()
                .map(line -> line.split(" ")[0])
                .toList();
        assertThat(models.all().stream().map(model -> model.card().name()))
                .containsExactlyInAnyOrderElementsOf(recipes);
    }

    /**
     * Largest |error| of white matter over θ in %, T1 and T2. The bounds are the errors of the published networks, as far as
     * those are known; for the full circle, which no published network covers, those set as a goal. The published SVNN complex
     * for N = 4 has 0.89 for T2 as quoted and 0.92 here; the shipped one has 0.92, with two thirds of its error over all tissue.
     */
    @ParameterizedTest(name = "{0}, N = {1}")
    @CsvSource({
        "SVNN,         12, 0.25, 0.22",
        "PINN,         12, 0.10, 0.05",
        "SVNN complex, 12, 0.67, 0.58",
        "SVNN complex,  6, 1.11, 1.26",
        "SVNN complex,  4, 1.22, 0.92",
        "PINN complex, 12, 1.01, 0.50",
        "PINN complex,  6, 1.89, 0.88",
        "PINN complex,  4, 2.83, 2.65",
        "full circle,  12, 0.70, 0.70",
        "full circle,   6, 1.30, 1.30",
        "full circle,   4, 1.30, 1.30",
    })
    void whiteMatterWithoutNoiseIsAsAccurateAsPublishedForEveryTheta(String method, int cycles, double t1, double t2) {
        Pair error = accuracy(method, cycles, "uniform").largestErrorPercent(Tissue.WHITE_MATTER);

        assertThat(error.t1()).as("T1, %").isLessThanOrEqualTo(t1);
        assertThat(error.t2()).as("T2, %").isLessThanOrEqualTo(t2);
    }

    /** Mean |error| over random tissue in %, T1 and T2; the bounds are the errors of the published SVNN complex. */
    @ParameterizedTest(name = "{0}, N = {1}")
    @CsvSource({
        "SVNN complex, 12, 0.29, 0.20",
        "SVNN complex,  6, 0.37, 0.34",
        "SVNN complex,  4, 0.45, 0.43",
        "full circle,  12, 0.29, 0.20",
        "full circle,   6, 0.37, 0.34",
        "full circle,   4, 0.45, 0.43",
    })
    void randomTissueWithoutNoiseIsAsAccurateAsPublished(String method, int cycles, double t1, double t2) {
        Pair error = accuracy(method, cycles, "uniform").meanErrorPercent(20_000);

        assertThat(error.t1()).as("T1, %").isLessThanOrEqualTo(t1);
        assertThat(error.t2()).as("T2, %").isLessThanOrEqualTo(t2);
    }

    /**
     * Least determination by single noisy voxels, T1 and T2. The goal was 0.955/0.967, 0.845/0.875, 0.890/0.908 and 0.698/0.728;
     * where a bound is lower, the goal lies above what is possible, as the next test shows.
     */
    @ParameterizedTest(name = "N = {0}, SNR {1}")
    @CsvSource({
        "12, 25, 0.952, 0.965",
        "12, 10, 0.841, 0.872",
        " 4, 25, 0.886, 0.907",
        " 4, 10, 0.689, 0.728",
    })
    void noiseAwareNetworksSeeMoreInOneNoisyVoxelThanMaximumLikelihood(int cycles, double snr, double t1, double t2) {
        Pair determination =
                accuracy("noise-aware", cycles, "uniform").onGrid(snr, 200, 1).determinationOfSamples();

        assertThat(determination.t1()).as("T1").isGreaterThanOrEqualTo(t1);
        assertThat(determination.t2()).as("T2").isGreaterThanOrEqualTo(t2);
    }

    /** On the same voxels; 0.003 of the determination is what a network may lose by not being perfect. */
    @ParameterizedTest(name = "N = {0}, SNR {1}")
    @CsvSource({"12, 25", "12, 10", "6, 25", "6, 10", "4, 25", "4, 10"})
    void noiseAwareNetworksReachWhatIsPossible(int cycles, double snr) {
        int side = 15;
        Pair possible = NetworkAccuracy.ofPosteriorMean(paper(cycles))
                .onGrid(snr, side, 1)
                .determinationOfSamples();
        Pair determination =
                accuracy("noise-aware", cycles, "uniform").onGrid(snr, side, 1).determinationOfSamples();

        assertThat(determination.t1()).as("T1").isGreaterThan(possible.t1() - 0.003);
        assertThat(determination.t2()).as("T2").isGreaterThan(possible.t2() - 0.003);
    }

    /** 68 % of normal errors lie within one standard deviation; SNR evenly spaced in its logarithm, as in the training. */
    @ParameterizedTest(name = "N = {0}, {1}")
    @CsvSource({
        "12, uniform", "6, uniform", "4, uniform",
        "12, log-uniform extended", "6, log-uniform extended", "4, log-uniform extended",
    })
    void standardDeviationsOfNoiseAwareNetworksAreCalibrated(int cycles, String distribution) {
        NetworkAccuracy accuracy = accuracy("noise-aware", cycles, distribution);
        List<Pair> covered = DoubleStream.of(5, 7, 10, 14, 20, 28, 40, 57, 80, 100)
                .mapToObj(snr -> accuracy.coverage(snr, 5_000))
                .toList();

        assertThat(covered.stream().mapToDouble(Pair::t1).average().orElseThrow())
                .isBetween(0.64, 0.72);
        assertThat(covered.stream().mapToDouble(Pair::t2).average().orElseThrow())
                .isBetween(0.64, 0.72);
    }

    /**
     * From SNR 7. At 5, the end of the training, fewer errors do, 56 to 64 %: it never showed anything noisier, and what looks
     * noisier is taken for a stronger signal. (Networks of logarithms reach 74 % for T2 at N = 4 and SNR 10, where their
     * standard deviation of ln T2, given as one of T2, is large.)
     */
    @ParameterizedTest(name = "N = {0}, SNR {1}")
    @CsvSource({"12, 7", "12, 25", "12, 100", "6, 7", "6, 25", "6, 100", "4, 7", "4, 25", "4, 100"})
    void standardDeviationsAreCalibratedAtEverySnr(int cycles, double snr) {
        Pair covered = accuracy("noise-aware", cycles, "uniform").coverage(snr, 10_000);

        assertThat(covered.t1()).isBetween(0.64, 0.72);
        assertThat(covered.t2()).isBetween(0.64, 0.72);
    }

    /** What training with noise is for. */
    @ParameterizedTest(name = "{0}, SNR {1}")
    @CsvSource({"SVNN, 10", "SVNN, 25", "PINN, 10", "PINN, 25"})
    void networksTrainedWithNoiseAreBetterAtThatNoise(String method, int snr) {
        NetworkModel noisy = models.all().stream()
                .filter(model -> model.card().name().equals(method.toLowerCase(Locale.ROOT) + "-12-uniform-snr" + snr))
                .findFirst()
                .orElseThrow();
        Pair withNoise = NetworkAccuracy.of(noisy).onGrid(snr, 200, 1).determinationOfSamples();
        Pair without = accuracy(method, 12, "uniform").onGrid(snr, 200, 1).determinationOfSamples();

        assertThat(withNoise.t1()).as("T1").isGreaterThan(without.t1());
        assertThat(withNoise.t2()).as("T2").isGreaterThan(without.t2());
    }

    /** Determination as computed elsewhere, which shows that it is measured alike here. */
    @ParameterizedTest(name = "N = {0}, SNR {1}")
    @CsvSource({
        "12, 25, 0.937, 0.953",
        "12, 10, 0.725, 0.758",
        " 4, 25, 0.822, 0.846",
        " 4, 10, 0.315, 0.345",
    })
    void maximumLikelihoodGivesTheKnownDetermination(int cycles, double snr, double t1, double t2) {
        Pair determination = NetworkAccuracy.ofMaximumLikelihood(paper(cycles))
                .onGrid(snr, 200, 1)
                .determinationOfSamples();

        assertThat(determination.t1()).isCloseTo(t1, SAMPLING);
        assertThat(determination.t2()).isCloseTo(t2, SAMPLING);
    }

    /** Mean |error| of random tissue in %, as computed elsewhere with as many digits; other draws of 20 000 differ by 0.01. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "svnn_complex_12pc, 0.29, 0.20",
        "svnn_complex_6pc,  0.37, 0.34",
        "svnn_complex_4pc,  0.45, 0.43",
    })
    void publishedNetworksGiveTheKnownErrors(String name, double t1, double t2) throws IOException {
        Pair error = NetworkAccuracy.of(PublishedWeights.read(name)).meanErrorPercent(20_000);

        assertThat(error.t1()).isCloseTo(t1, within(0.015));
        assertThat(error.t2()).isCloseTo(t2, within(0.015));
    }

    private static Protocol paper(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }

    private static NetworkAccuracy accuracy(String method, int cycles, String distribution) {
        return NetworkAccuracy.of(models.of(method, cycles, distribution).orElseThrow());
    }
}
