package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.estimation.network.NetworkOutput;
import org.relaxometry.bssfp.estimation.network.TestModels;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/** What the main job does with a network, whatever its weights: files, records, statuses, engines, noise level. */
class NetworkMethodsTest {

    private static final int CYCLES = 6;
    private static final double SIGMA = GaussianNoise.standardDeviation(SimulatedSeries.SNR);

    @TempDir
    static Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream standardOutput = System.out;
    private final PrintStream standardError = System.err;

    @Test
    void mapsAreThoseTheNetworkGives() throws IOException {
        map("complex", "method=SVNN complex", "model=" + folder.resolve("complex.json"));

        assertThat(files("complex"))
                .containsExactlyInAnyOrder(
                        "T1map.nii.gz",
                        "T1map.json",
                        "T2map.nii.gz",
                        "T2map.json",
                        "fieldmap.nii.gz",
                        "fieldmap.json",
                        "statusmap.nii.gz",
                        "statusmap.json",
                        "maps.png");
    }

    @Test
    void logAndRecordSayWhichNetworkOnWhichEngine() throws IOException {
        map("record", "method=SVNN complex", "model=" + folder.resolve("complex.safetensors"), "engine=Java");

        JsonObject record = json("record/T1map.json");
        assertThat(record.get("Method").getAsString()).isEqualTo("SVNN complex");
        JsonObject network = record.getAsJsonObject("Network");
        assertThat(network.get("Name").getAsString()).isEqualTo("complex");
        assertThat(network.get("SHA256").getAsString())
                .isEqualTo(model(NetworkInput.COMPLEX_CONFIGURATIONS).card().weightsSha256());
        assertThat(network.get("Engine").getAsString()).isEqualTo("Java");
        assertThat(network.get("TrainingDistribution").getAsString()).isEqualTo("uniform");
        assertThat(network.get("TrainingT1").getAsString()).isEqualTo("360–2080 ms");
        assertThat(network.get("TrainingSNR").getAsString()).isEqualTo("25–inf");
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains(
                        "Network: complex (" + folder, "trained on uniform (T1 360–2080 ms, T2 20–120 ms, B1 0.7–1.3)")
                .contains("Engine: Java");
    }

    @Test
    void enginesAgreeAndWorkAgainAndAgain() throws IOException {
        String model = "model=" + folder.resolve("complex.json");
        map("java", "method=SVNN complex", model, "engine=Java");
        map("auto", "method=SVNN complex", model);
        map("again", "method=SVNN complex", model, "threads=1");

        double[] java = values("java/T1map.nii.gz");
        double[] auto = values("auto/T1map.nii.gz");
        // seconds; the engines agree to a few units in the seventh digit of outputs that span 1.7 s
        for (int i = 0; i < java.length; i++) {
            assertThat(auto[i]).isCloseTo(java[i], within(2e-6));
        }
        assertThat(values("again/T1map.nii.gz")).isEqualTo(auto);
    }

    @Test
    void b1OutsideTheTrainingIsShownAndCounted() throws IOException {
        var b1 = net.imglib2.img.planar.PlanarImgs.floats(64, 64, 1);
        b1.forEach(value -> value.set(1.5f));
        b1.getAt(0, 0, 0).set(1);
        write("b1.nii", b1);

        map("b1", "method=SVNN", "model=" + folder.resolve("magnitude.json"), "b1=" + folder.resolve("b1.nii"));

        assertThat(Arrays.stream(values("b1/statusmap.nii.gz"))
                        .filter(code -> code == EstimationStatus.B1_OUTSIDE_TRAINING.code())
                        .count())
                .isEqualTo(64 * 64 - 1);
        assertThat(json("b1/T1map.json").get("Outcome").toString())
                .contains("4095 voxels: B1 outside the network's training");
        assertThat(values("b1/T1map.nii.gz")).doesNotContain(Double.NaN);
    }

    @Test
    void noiseAwareEstimatesTheNoiseAndGivesUncertainties() throws IOException {
        map("estimated", "method=noise-aware", "model=" + folder.resolve("samples.json"));

        assertThat(files("estimated")).contains("T1sigmamap.nii.gz", "T2sigmamap.nii.gz");
        JsonObject noise = json("estimated/T1map.json").getAsJsonObject("Noise");
        // three standard deviations and the bias of the estimate at 6 cycles, see NoiseEstimateTest
        assertThat(noise.get("Sigma").getAsDouble() / SIGMA).isCloseTo(1, within(0.09));
        assertThat(noise.get("Source").getAsString()).startsWith("estimated from the misfit");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("Noise level: sigma 0.00", "estimated from");
    }

    @Test
    void noiseThatIsGivenIsTaken() throws IOException {
        String model = "model=" + folder.resolve("samples.json");
        map("given", "method=noise-aware", model, "noise=0.001");
        map("absurd", "method=noise-aware", model, "noise=1000");

        JsonObject noise = json("given/T1map.json").getAsJsonObject("Noise");
        assertThat(noise.get("Sigma").getAsDouble()).isEqualTo(0.001);
        assertThat(noise.get("Source").getAsString()).isEqualTo("given");
        assertThat(json("absurd/T1map.json").get("Outcome").toString())
                .contains("4096 voxels: noise level outside the network's training");
    }

    @Test
    void noiseThatCannotBeEstimatedIsAskedFor() throws IOException {
        PhaseCycledSeries clean = SimulatedSeries.simulate(TestModels.paper(CYCLES), 64 * 64, 0);
        write("cleanreal.nii", clean.images().first());
        write("cleanimaginary.nii", clean.images().second());

        int exitCode = Launcher.launch(call(
                "clean",
                "method=noise-aware",
                "model=" + folder.resolve("samples.json"),
                "real=" + folder.resolve("cleanreal.nii"),
                "imaginary=" + folder.resolve("cleanimaginary.nii")));

        assertThat(exitCode).isEqualTo(1);
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("it holds no noise", "Give noise=…");
        assertThat(folder.resolve("clean/T1map.nii.gz")).doesNotExist();
    }

    private void map(String output, String... words) {
        int exitCode = Launcher.launch(call(output, words));
        assertThat(exitCode).as(log.toString(StandardCharsets.UTF_8)).isZero();
    }

    private static String[] call(String output, String... words) {
        List<String> call = new ArrayList<>(List.of(
                "map", "tr=4.8", "te=2.4", "flip=15", "increments=standard", "output=" + folder.resolve(output)));
        call.addAll(List.of(words));
        if (call.stream().noneMatch(word -> word.startsWith("real="))) {
            call.add("real=" + folder.resolve("real.nii"));
            call.add("imaginary=" + folder.resolve("imaginary.nii"));
        }
        return call.toArray(String[]::new);
    }

    private static List<String> files(String output) throws IOException {
        try (var files = Files.list(folder.resolve(output))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static JsonObject json(String file) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve(file))).getAsJsonObject();
    }

    @SuppressWarnings("unchecked")
    private static double[] values(String file) throws IOException {
        var image = (RandomAccessibleInterval<FloatType>)
                NiftiReader.read(folder.resolve(file), Progress.NONE).real();
        double[] values = new double[(int) Views.iterable(image).size()];
        int i = 0;
        for (FloatType value : Views.flatIterable(image)) {
            values[i++] = value.get();
        }
        return values;
    }

    private static NetworkModel model(NetworkInput input) {
        List<NetworkOutput> outputs =
                switch (input) {
                    case MAGNITUDE_CONFIGURATIONS -> List.of(NetworkOutput.T1, NetworkOutput.T2);
                    case COMPLEX_CONFIGURATIONS -> List.of(NetworkOutput.T1, NetworkOutput.T2, NetworkOutput.THETA);
                    case SAMPLES ->
                        List.of(
                                NetworkOutput.T1,
                                NetworkOutput.T2,
                                NetworkOutput.LN_SIGMA_T1,
                                NetworkOutput.LN_SIGMA_T2);
                };
        return TestModels.model(input, outputs, TestModels.paper(CYCLES));
    }

    @BeforeAll
    static void writeSeriesAndModels() throws IOException {
        PhaseCycledSeries series = SimulatedSeries.simulate(TestModels.paper(CYCLES), 64 * 64);
        write("real.nii", series.images().first());
        write("imaginary.nii", series.images().second());
        for (NetworkInput input : NetworkInput.values()) {
            NetworkModel model = model(input);
            String name = input.label().split(" ")[0];
            ModelFiles.write(new NetworkModel(model.card().withName(name), model.weights()), folder, false);
        }
    }

    private static void write(String name, RandomAccessibleInterval<FloatType> image) throws IOException {
        NiftiWriter.write(folder.resolve(name), image, NiftiGeometry.ofVoxelSize(1, 1, 1), "", false, Progress.NONE);
    }

    @BeforeEach
    void listen() {
        PrintStream both = new PrintStream(log, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
    }

    @AfterEach
    void stopListening() {
        System.setOut(standardOutput);
        System.setErr(standardError);
    }
}
