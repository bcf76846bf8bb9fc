package org.relaxometry.bssfp.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.CancelledRun;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.model.ModelLibrary;
import org.relaxometry.bssfp.method.DirectMethod;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.montecarlo.study.CramerRaoStudy;
import org.relaxometry.bssfp.montecarlo.study.GridStudy;
import org.relaxometry.bssfp.montecarlo.study.SnrStudy;
import org.relaxometry.bssfp.montecarlo.study.TissueSweep;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.training.ParameterDistribution;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Every study through the launcher: its files, and that the numbers are those of the study itself. */
class ValidateInSilicoTest {

    private static final Range T1 = new Range(500, 1500);
    private static final Range T2 = new Range(40, 100);

    @TempDir
    Path folder;

    @Test
    void accuracyGivesTheNumbersOfTheGridStudy() throws IOException {
        launch(
                "study=accuracy and precision",
                "methods=Maximum likelihood, SVNN, svnn-12-invivo",
                "t1=500-1500",
                "t2=40-100",
                "points=4",
                "samples=5",
                "snr=20",
                "seed=3",
                "clip=false");
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "accuracy.csv",
                        "accuracy.json",
                        "accuracy.png",
                        "accuracy.svg",
                        "precision.png",
                        "precision.svg");
        GridStudy.Settings settings = new GridStudy.Settings(
                TestPoints.axis(T1, 4), TestPoints.axis(T2, 4), NoiseLevel.snr(20), 5, 3, Map.of());
        List<StudyMethod> methods = List.of(
                analytic(Methods.MAXIMUM_LIKELIHOOD, 12),
                network("SVNN", "svnn-12-uniform"),
                network("svnn-12-invivo", "svnn-12-invivo"));
        assertThat(text("accuracy.csv"))
                .isEqualTo(GridStudy.run(settings, methods, 1, Progress.NONE)
                        .table()
                        .csv());
        assertThat(text("accuracy.json"))
                .contains("\"svnn-12-invivo\"", "\"SHA256\"", "reference signal 0.07400", "\"Cancelled\": false");
        assertThat(text("accuracy.svg")).contains("500", "<svg");
        assertThat(ImageIO.read(folder.resolve("out/precision.png").toFile()).getWidth())
                .isGreaterThan(800);
    }

    @Test
    void determinationIsTheSameForAnyNumberOfThreadsAndClipsWhereAsked() throws IOException {
        String[] keys = {
            "methods=MIRACLE (fast), PINN", "snr=inf, 10", "points=9", "samples=20", "t1=500-1500", "t2=40-100"
        };
        launch("threads=1", "prefix=one_", keys);
        launch("threads=2", "prefix=two_", keys);
        assertThat(text("two_cod.csv")).isEqualTo(text("one_cod.csv"));
        assertThat(files()).contains("one_cod-differences.png", "one_cod.svg", "two_cod.json");
        SnrStudy.Settings settings = new SnrStudy.Settings(
                TestPoints.grid(TestPoints.axis(T1, 9), TestPoints.axis(T2, 9)),
                List.of(NoiseLevel.NONE, NoiseLevel.snr(10)),
                20,
                1,
                Map.of(Parameter.T1, T1, Parameter.T2, T2));
        List<StudyMethod> methods = List.of(analytic(Methods.MIRACLE_FAST, 12), network("PINN", "pinn-12-uniform"));
        assertThat(text("one_cod.csv"))
                .isEqualTo(SnrStudy.run(settings, methods, 1, Progress.NONE)
                        .table()
                        .csv());
        launch("clip=false", "prefix=free_", keys);
        assertThat(text("free_cod.csv")).isNotEqualTo(text("one_cod.csv"));
    }

    @Test
    void determinationTakesDrawsOfADistribution() throws IOException {
        launch("distribution=in vivo", "methods=MIRACLE (fast)", "snr=25", "points=300", "samples=4");
        SnrStudy.Settings settings = new SnrStudy.Settings(
                TestPoints.draws(ParameterDistribution.inVivo(), 300, 1),
                List.of(NoiseLevel.snr(25)),
                4,
                1,
                Map.of(
                        Parameter.T1, ParameterDistribution.TISSUE_T1_MS,
                        Parameter.T2, ParameterDistribution.TISSUE_T2_MS));
        assertThat(text("cod.csv"))
                .isEqualTo(SnrStudy.run(settings, List.of(analytic(Methods.MIRACLE_FAST, 12)), 1, Progress.NONE)
                        .table()
                        .csv());
        // with nothing to compare with there are no differences
        assertThat(files()).containsExactlyInAnyOrder("cod.csv", "cod.json", "cod.png", "cod.svg");
    }

    @Test
    void offResonanceComparesNumbersOfCycles() throws IOException {
        launch(
                "study=off-resonance",
                "methods=MIRACLE (fast), svnn-12-uniform",
                "cycles=12, 4",
                "points=7",
                "tissue=1000/80",
                "samples=1");
        TissueSweep.Settings settings =
                TissueSweep.Settings.offResonance(new Tissue(1000, 80), 7, NoiseLevel.NONE, 1, 1);
        List<StudyMethod> methods = List.of(
                analytic(Methods.MIRACLE_FAST, 12),
                analytic(Methods.MIRACLE_FAST, 4),
                network("svnn-12-uniform", "svnn-12-uniform"));
        assertThat(text("off-resonance.csv"))
                .isEqualTo(TissueSweep.run(settings, methods, 1, Progress.NONE)
                        .table()
                        .csv());
        assertThat(text("off-resonance.json")).contains("svnn-12-uniform is left out for 4 cycles");
        assertThat(text("off-resonance.svg")).contains("N = 4");
    }

    @Test
    void wrongB1ErrsInT1AndLeavesT2() throws IOException {
        launch("study=B1", "methods=Maximum likelihood", "b1=0.9-1.1", "points=3", "samples=1");
        TissueSweep.Settings settings =
                TissueSweep.Settings.assumedB1(Tissue.WHITE_MATTER, new Range(0.9, 1.1), 3, NoiseLevel.NONE, 1, 1);
        assertThat(text("b1.csv"))
                .isEqualTo(
                        TissueSweep.run(settings, List.of(analytic(Methods.MAXIMUM_LIKELIHOOD, 12)), 1, Progress.NONE)
                                .table()
                                .csv());
        assertThat(files()).containsExactlyInAnyOrder("b1.csv", "b1.json", "b1.png", "b1.svg");
    }

    @Test
    void cramerRaoTakesTissuesAndCycles() throws IOException {
        launch(
                "study=Cramer-Rao",
                "methods=Maximum likelihood",
                "cycles=6, 4",
                "tissue=GM",
                "points=3",
                "samples=10",
                "snr=50");
        CramerRaoStudy.Settings settings =
                new CramerRaoStudy.Settings(List.of(Tissue.GREY_MATTER), 3, NoiseLevel.snr(50), 10, 1);
        List<StudyMethod> methods =
                List.of(analytic(Methods.MAXIMUM_LIKELIHOOD, 6), analytic(Methods.MAXIMUM_LIKELIHOOD, 4));
        assertThat(text("cramer-rao.csv"))
                .isEqualTo(CramerRaoStudy.run(settings, methods, 1, Progress.NONE)
                        .table()
                        .csv());
        assertThat(text("cramer-rao.svg")).contains("N = 4", "1400.0/75.0 ms");
        assertThat(text("cramer-rao.json")).contains("\"Warnings\": []");
    }

    @Test
    void aFlipAngleThatMayBeInRadiansIsAskedAbout() throws IOException {
        launch("study=Cramer-Rao", "methods=Maximum likelihood", "flip=0.26", "points=3", "samples=10");
        assertThat(text("cramer-rao.json")).contains("The flip angle is 0.26°. If it was given in radians");
    }

    @Test
    void learningCurvesEndAtFullAgreement() throws IOException {
        launch("study=learning curve", "methods=SVNN, PINN", "samples=2000", "epochs=3", "points=6", "threads=1");
        List<String> lines = text("learning-curve.csv").lines().toList();
        assertThat(lines.get(0)).isEqualTo("method,epoch,validation loss,region,CoD of T1,CoD of T2");
        assertThat(lines).hasSize(1 + 2 * 3);
        assertThat(lines.get(1)).startsWith("SVNN,1,");
        assertThat(lines.get(3)).startsWith("SVNN,3,").endsWith(",6 x 6 grid,1.0,1.0");
        assertThat(lines.get(6)).startsWith("PINN,3,").endsWith(",1.0,1.0");
        assertThat(files()).contains("learning-curve.png", "learning-curve.svg", "learning-curve.json");
    }

    @Test
    void theBrainPhantomTakesMethodsThatLookAtNeighbours() throws IOException {
        String[] keys = {
            "study=brain phantom",
            "methods=Maximum likelihood, Adaptive maximum likelihood, MIRACLE (fast)",
            "slices=11-14",
            "lesions=8",
            "radius=0.5, 1",
            "samples=2"
        };
        launch("threads=1", "prefix=one_", keys);
        launch("threads=2", "prefix=two_", keys);
        assertThat(text("two_phantom.csv")).isEqualTo(text("one_phantom.csv"));
        assertThat(files())
                .contains("one_phantom.csv", "one_phantom.json", "one_phantom.png", "one_phantom.svg")
                .hasSize(8);
        double single = rmse("Maximum likelihood,T1,WM,");
        assertThat(single).isBetween(8.0, 13.0);
        assertThat(rmse("Adaptive maximum likelihood,T1,WM,")).isLessThan(0.8 * single);
        assertThat(text("one_phantom.csv")).contains("MIRACLE (fast),T2,lesion 0.5,");
        assertThat(text("one_phantom.json"))
                .contains(
                        "The truth is that of the sample brain.",
                        "\"Runs\": 2",
                        "\"Adaptive maximum likelihood\": \"strength 15, reach",
                        "\"slices\": \"11-14\"",
                        "\"FilesOfTruth\": []");
    }

    @Test
    void theTruthOfThePhantomMayBeAnyMaps() throws IOException {
        String sample = "test-data/brain/";
        launch(
                "study=brain phantom",
                "methods=Posterior",
                "prior=this series",
                "estimate=geometric mean",
                "trutht1=" + sample + "T1_ms.nii.gz",
                "trutht2=" + sample + "T2_ms.nii.gz",
                "truthm0=" + sample + "PD.nii.gz",
                "mask=" + sample + "PD.nii.gz",
                "slices=12-12",
                "classes=short 500-1000/50-80, long 1000-5000/50-3000",
                "host=long",
                "radius=0.5",
                "contrast=1/1.5",
                "samples=1");
        assertThat(text("phantom.csv"))
                .contains("Posterior,T1,short,", "Posterior,T1,lesion 0.5,", "Posterior,T2,long,");
        assertThat(text("phantom.json")).contains("PD.nii.gz", "prior this series", "\"long ");
        assertThat(exitCode(
                        "study=brain phantom",
                        "labels=" + sample + "T1_ms.nii.gz",
                        "trutht1=" + sample + "T1_ms.nii.gz",
                        "trutht2=" + sample + "T2_ms.nii.gz",
                        "overwrite=true"))
                .as("T1 is no image of labels")
                .isEqualTo(1);
    }

    private double rmse(String line) throws IOException {
        return text("one_phantom.csv")
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToDouble(each -> Double.parseDouble(each.split(",")[5]))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void existingResultsAreReplacedOnlyWhereAsked() throws IOException {
        String[] keys = {"study=B1", "methods=Maximum likelihood", "points=3", "samples=1"};
        launch("seed=1", "overwrite=false", keys);
        assertThat(exitCode("seed=1", "overwrite=false", keys)).isEqualTo(1);
        launch("seed=1", "overwrite=true", keys);
    }

    @Test
    void aCancelledStudyLeavesNothing() throws Exception {
        Optional<String> failure = CancelledRun.at(
                "accuracy and precision: 10 %",
                () -> {
                    try (Context context = new Context(CommandService.class)) {
                        return CommandRunner.of(context, "validate")
                                .run(Map.of(
                                        "study", "accuracy and precision",
                                        "methods", "MIRACLE",
                                        "samples", "1000",
                                        "points", "10",
                                        "threads", "1",
                                        "output", folder.resolve("out").toString()));
                    }
                });
        assertThat(failure).contains(RelaxometryCommand.CANCELLED);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private void launch(String first, String second, String... more) {
        assertThat(exitCode(first, second, more)).isZero();
    }

    private int exitCode(String first, String second, String... more) {
        List<String> words =
                new ArrayList<>(List.of("validate", "engine=Java", "output=" + folder.resolve("out"), first, second));
        words.addAll(List.of(more));
        return Launcher.launch(words.toArray(String[]::new));
    }

    private static Protocol protocol(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }

    private static StudyMethod analytic(DirectMethod method, int cycles) {
        return method.prepare(protocol(cycles), EngineChoice.JAVA).sampled(NoiseLevel.NONE);
    }

    private static StudyMethod network(String label, String name) throws IOException {
        NetworkModel model = ModelLibrary.shipped().named(name);
        return StudyMethod.of(
                label,
                protocol(12),
                new NetworkEstimator(
                        model,
                        protocol(12),
                        EngineChoice.JAVA.open(model.weights()).engine(),
                        NoiseLevel.NONE));
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve("out").resolve(name));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("out"))) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }
}
