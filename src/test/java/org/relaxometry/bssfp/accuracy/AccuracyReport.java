package org.relaxometry.bssfp.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.accuracy.NetworkAccuracy.Pair;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.estimation.network.NetworkOutput;
import org.relaxometry.bssfp.io.model.PublishedWeights;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;

/** Prints the tables of {@code docs/accuracy.md} about networks and draws its figures. */
public final class AccuracyReport {

    private static final List<Integer> CYCLES = List.of(12, 6, 4);
    private static final List<Integer> SNRS_OF_COVERAGE = List.of(5, 7, 10, 14, 20, 28, 40, 57, 80, 100);
    private static final Path IMAGES = Path.of("docs", "images");

    private final ShippedModels models;

    private AccuracyReport(ShippedModels models) {
        this.models = models;
    }

    /**
     * Run in the root of the repository.
     *
     * @param arguments any of references (maximum likelihood and published networks), networks, coverage, limit, brain, figures
     */
    public static void main(String[] arguments) throws IOException {
        AccuracyReport report = new AccuracyReport(
                new ShippedModels(Path.of(System.getProperty("models", ShippedModels.FOLDER.toString()))));
        for (String part : arguments) {
            switch (part) {
                case "references" -> report.references();
                case "networks" -> report.networks();
                case "coverage" -> report.coverage();
                case "limit" -> report.limit();
                case "brain" -> report.brain();
                case "figures" -> report.figures();
                default -> throw new IllegalArgumentException("There is no part " + part + ".");
            }
        }
    }

    private void references() throws IOException {
        heading();
        for (int cycles : CYCLES) {
            Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
            errors("Maximum likelihood | " + cycles + " | –", NetworkAccuracy.ofMaximumLikelihood(protocol));
        }
        for (String name : PublishedWeights.NAMES) {
            NetworkModel model = PublishedWeights.read(name);
            ModelCard card = model.card();
            errors(
                    "published " + card.methodName() + " | " + card.protocol().cycles() + " | "
                            + card.distribution().name(),
                    NetworkAccuracy.of(model));
        }
    }

    private void networks() {
        heading();
        for (NetworkModel model : models.all()) {
            errors(label(model.card()), NetworkAccuracy.of(model));
        }
    }

    private static void heading() {
        System.out.println("| network | N | trained on | WM, largest | random, mean | CoD, no noise | CoD, SNR 25"
                + " | CoD, SNR 10 | CoD of means, SNR 25 | SNR 10 |\n" + "|---".repeat(10) + "|");
    }

    private static void errors(String label, NetworkAccuracy accuracy) {
        System.out.println("| "
                + String.join(
                        " | ",
                        label,
                        cell("%.2f / %.2f", accuracy.largestErrorPercent(Tissue.WHITE_MATTER)),
                        cell("%.2f / %.2f", accuracy.meanErrorPercent(100_000)),
                        cell(
                                "%.4f / %.4f",
                                accuracy.onGrid(Double.POSITIVE_INFINITY, 200, 1)
                                        .determinationOfSamples()),
                        cell("%.3f / %.3f", accuracy.onGrid(25, 200, 1).determinationOfSamples()),
                        cell("%.3f / %.3f", accuracy.onGrid(10, 200, 1).determinationOfSamples()),
                        cell("%.3f / %.3f", accuracy.onGrid(25, 30, 50).determinationOfMeans()),
                        cell("%.3f / %.3f", accuracy.onGrid(10, 30, 50).determinationOfMeans()))
                + " |");
    }

    private void coverage() {
        System.out.println("| network | N | trained on | "
                + SNRS_OF_COVERAGE.stream().map(snr -> "SNR " + snr).collect(Collectors.joining(" | ")) + " |\n"
                + "|---".repeat(3 + SNRS_OF_COVERAGE.size()) + "|");
        for (NetworkModel model : models.all()) {
            if (model.card().outputs().contains(NetworkOutput.LN_SIGMA_T1)) {
                NetworkAccuracy accuracy = NetworkAccuracy.of(model);
                System.out.println("| " + label(model.card()) + " | "
                        + SNRS_OF_COVERAGE.stream()
                                .map(snr -> cell("%.3f / %.3f", accuracy.coverage(snr, 50_000)))
                                .collect(Collectors.joining(" | "))
                        + " |");
            }
        }
    }

    private void limit() {
        int side = 40;
        System.out.println("| N | SNR | posterior mean | network |\n" + "|---".repeat(4) + "|");
        for (int cycles : CYCLES) {
            Optional<NetworkModel> model = models.of("noise-aware", cycles, "uniform");
            for (int snr : model.isPresent() ? List.of(25, 10) : List.<Integer>of()) {
                Protocol protocol = model.get().card().protocol();
                GridErrors possible = NetworkAccuracy.ofPosteriorMean(protocol).onGrid(snr, side, 1);
                GridErrors reached = NetworkAccuracy.of(model.get()).onGrid(snr, side, 1);
                System.out.println("| "
                        + String.join(
                                " | ",
                                "" + cycles,
                                "" + snr,
                                cell("%.3f / %.3f", possible.determinationOfSamples()),
                                cell("%.3f / %.3f", reached.determinationOfSamples()))
                        + " |");
            }
        }
    }

    private void brain() throws IOException {
        System.out.println("| N | method | WM T1 | WM T2 | WM ΔB0 | GM T1 | GM T2 | GM ΔB0 | fluid T1 | marked |\n"
                + "|---".repeat(10) + "|");
        for (int cycles : CYCLES) {
            SampleBrainMaps brain = new SampleBrainMaps(cycles);
            brain.byEveryMethod(models)
                    .forEach((method, maps) -> System.out.println("| " + cycles + " | " + method + " | "
                            + Arrays.stream(SampleBrain.Tissue.values())
                                    .map(tissue -> brain.errors(tissue, maps).cells())
                                    .collect(Collectors.joining(" | "))
                            + String.format(
                                    Locale.ROOT,
                                    " | %.0f | %.0f %% |",
                                    brain.fluidT1Ms(maps),
                                    100 * brain.fluidMarked(maps))));
        }
    }

    private void figures() throws IOException {
        ImageIO.write(
                AccuracyFigures.brain(models),
                "png",
                IMAGES.resolve("sample-networks.png").toFile());
        ImageIO.write(
                AccuracyFigures.bias(models),
                "png",
                IMAGES.resolve("noise-aware-bias.png").toFile());
    }

    private static String label(ModelCard card) {
        double snr = ShippedModels.largestSnr(card);
        boolean aware = card.outputs().contains(NetworkOutput.LN_SIGMA_T1);
        return card.methodName() + " | " + card.protocol().cycles() + " | "
                + card.distribution().name() + (Double.isInfinite(snr) || aware ? "" : ", SNR " + (int) snr);
    }

    private static String cell(String format, Pair pair) {
        return String.format(Locale.ROOT, format, pair.t1(), pair.t2());
    }
}
