package org.relaxometry.bssfp.app.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.load.SeriesFiles;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.sidecar.Corrections;
import org.relaxometry.bssfp.io.sidecar.OneSource;
import org.relaxometry.bssfp.preprocessing.motion.MovedBrain;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.RigidMotion;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** The commands {@code motion} and {@code phase} on files. */
class MotionAndPhaseTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6));
    private static final double NOISE = GaussianNoise.standardDeviation(25);

    @TempDir
    Path folder;

    @Test
    void motionIsTabulatedPlottedAndTakenOutOfTheSeries() throws IOException {
        List<RigidMotion> truth = MovedBrain.random(6, 3, 4, 4, 1);
        write(MovedBrain.sample().moved(PROTOCOL, truth, NOISE, 1));
        Path results = run("motion", Map.of("reference", "4"));
        List<String> lines = Files.readAllLines(results.resolve("motion.csv"));
        assertThat(lines).hasSize(7);
        for (int j = 0; j < 6; j++) {
            double[] cells = Arrays.stream(lines.get(j + 1).split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertThat(cells[0]).isEqualTo(j + 1);
            // mm and degrees; the kernels have tests of their own
            assertThat(Arrays.copyOfRange(cells, 1, 4))
                    .containsExactly(truth.get(j).translationMm(), within(0.5));
            assertThat(Arrays.copyOfRange(cells, 4, 7))
                    .containsExactly(truth.get(j).rotationDeg(), within(0.5));
        }
        assertThat(ImageIO.read(results.resolve("motion.png").toFile())).isNotNull();
        assertThat(Files.readString(results.resolve("bssfp_part-mag.json")))
                .contains("\"MotionReferenceCycle\": 4", "Motion against cycle 4: mean displacement");

        assertThat(corrections(results.resolve("bssfp_part-phase.json"))).containsExactly("motion");

        // corrected once, there is nothing left to correct
        Path again = run("motion", Map.of("reference", "4"), results);
        double left = Files.readAllLines(again.resolve("motion.csv")).stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[7]))
                .max()
                .orElseThrow();
        assertThat(left).isLessThan(0.3);
    }

    @Test
    void driftIsTabulatedAndPlotted() throws IOException {
        double[] truth = {-5, -4, 0, 1, 3, 5};
        write(MovedBrain.sample().drifted(PROTOCOL, truth, NOISE, 1));
        Path results = run("phase", Map.of("drift", "yes"));
        List<String> lines = Files.readAllLines(results.resolve("drift.csv"));
        assertThat(lines).hasSize(7);
        for (int j = 0; j < 6; j++) {
            // Hz: four standard errors of 0.1 at most
            assertThat(Double.parseDouble(lines.get(j + 1).split(",")[1])).isCloseTo(truth[j], within(0.4));
        }
        assertThat(ImageIO.read(results.resolve("drift.png").toFile())).isNotNull();
        assertThat(Files.readString(results.resolve("bssfp_part-mag.json")))
                .contains("\"MeanPhaseRemoved\": true", "\"FieldDriftCorrected\": true", "FieldDrift_Hz");
    }

    @Test
    void theMeanPhaseIsRemovedUnlessSwitchedOff() throws IOException {
        write(MovedBrain.sample().drifted(PROTOCOL, new double[6], NOISE, 1));
        Path results = run("phase", Map.of());
        assertThat(results.resolve("drift.csv")).doesNotExist();
        assertThat(Files.readString(results.resolve("bssfp_part-mag.json")))
                .contains("\"MeanPhaseRemoved\": true", "\"FieldDriftCorrected\": false");
    }

    @Test
    void whatWasCorrectedIsStatedByAllThatIsMadeFromTheSeries() throws IOException {
        write(MovedBrain.sample().drifted(PROTOCOL, new double[6], NOISE, 1));
        Path maps =
                run("map", Map.of(), run("phase", Map.of("drift", "true"), run("gibbs", Map.of("mode", "in plane"))));
        assertThat(corrections(maps.resolve("T1map.json")))
                .containsExactly("Gibbs ringing (in plane)", "drift of the field");
        assertThat(corrections(run("map", Map.of()).resolve("T1map.json"))).isEmpty();
        // done twice it is said, and what is ours needs no guess at the unit of the phase
        Path cleaned = folder.resolve("scan/gibbs");
        Path twice = run("gibbs", Map.of("mode", "in plane"), cleaned);
        assertThat(corrections(twice.resolve("bssfp_part-mag.json"))).containsExactly("Gibbs ringing (in plane)");
        assertThat(Files.readString(twice.resolve("bssfp_part-mag.json")))
                .contains("Gibbs ringing removal was done to these images before")
                .contains("is in radians, as this program writes it");
    }

    private static Set<String> corrections(Path record) throws IOException {
        return Corrections.in(JsonParser.parseString(Files.readString(record)).getAsJsonObject());
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new MotionStep(-1)).hasMessageContaining("number of a cycle, but is -1");
        assertThatThrownBy(() -> new PhaseStep(false, false)).hasMessageContaining("nothing to do");
    }

    private void write(ComplexSeries series) throws IOException {
        var geometry = NiftiReader.read(SampleBrain.truth("T1_ms.nii.gz"), Progress.NONE)
                .geometry();
        try (ResultFolder into = new ResultFolder(folder.resolve("scan").toString(), "", false)) {
            new SeriesFiles(series, geometry, OneSource.of(PROTOCOL)).write(into, "test", Progress.NONE);
            for (String image : SeriesFiles.IMAGES) {
                Files.writeString(
                        into.place(image + ".json"),
                        "{\"RepetitionTime\": 0.0048, \"EchoTime\": 0.0024, \"FlipAngle\": 15, \"PhaseIncrements_deg\": "
                                + PROTOCOL.phaseIncrementsDeg() + "}");
            }
            into.publish();
        }
    }

    private Path run(String command, Map<String, String> keys) throws IOException {
        return run(command, keys, folder.resolve("scan"));
    }

    private Path run(String command, Map<String, String> keys, Path scan) throws IOException {
        Path results = scan.resolve(command);
        Map<String, String> all = new HashMap<>(keys);
        all.put("magnitude", scan.resolve("bssfp_part-mag.nii.gz").toString());
        all.put("phase", scan.resolve("bssfp_part-phase.nii.gz").toString());
        all.put("output", results.toString());
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, command).run(all)).isEqualTo(Optional.empty());
        }
        return results;
    }
}
