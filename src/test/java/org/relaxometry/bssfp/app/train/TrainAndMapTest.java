package org.relaxometry.bssfp.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.CancelledRun;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

class TrainAndMapTest {

    /** Not one that a shipped network fits. */
    private static final Protocol PROTOCOL = new Protocol(6, 2.5, 20, Protocol.standardIncrementsDeg(4));

    @TempDir
    Path folder;

    @BeforeEach
    void makeSeries() throws IOException {
        PhaseCycledSeries series = SimulatedSeries.simulate(PROTOCOL, 64 * 64);
        write("real.nii", series.images().first());
        write("imaginary.nii", series.images().second());
    }

    @Test
    void mapsAndTheNetworkThatMadeThemLieSideBySide() throws IOException {
        assertThat(launch("trainmap", "samples=2000", "prefix=sub-01_", "output=" + folder.resolve("maps")))
                .isZero();
        try (Stream<Path> files = Files.list(folder.resolve("maps"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains(
                            "sub-01_T1map.nii.gz",
                            "sub-01_T2map.nii.gz",
                            "sub-01_fieldmap.nii.gz",
                            "sub-01_statusmap.nii.gz",
                            "sub-01_maps.png",
                            "sub-01_network.safetensors",
                            "sub-01_network.json")
                    .allMatch(name -> name.startsWith("sub-01_"));
        }
        ModelCard card =
                ModelFiles.read(folder.resolve("maps/sub-01_network.json")).card();
        assertThat(card.protocol()).isEqualTo(PROTOCOL);
        assertThat(card.training().epochs()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("maps/sub-01_T1map.json")))
                .contains("\"Simulate\"", "\"Train\"", "\"Map\"", "\"Total\"", card.weightsSha256());
    }

    @Test
    void theNetworkGivesTheSameMapsAgain() throws IOException {
        assertThat(launch("trainmap", "samples=2000", "output=" + folder.resolve("maps")))
                .isZero();
        assertThat(launch(
                        "map",
                        "method=SVNN complex",
                        "model=" + folder.resolve("maps/network.json"),
                        "output=" + folder.resolve("again")))
                .isZero();
        for (String map : List.of("T1map.nii.gz", "T2map.nii.gz", "fieldmap.nii.gz", "statusmap.nii.gz")) {
            assertThat(folder.resolve("again").resolve(map))
                    .hasSameBinaryContentAs(folder.resolve("maps").resolve(map));
        }
    }

    @Test
    void aNoiseAwareNetworkIsToldTheNoiseOfTheSeries() throws IOException {
        assertThat(launch("trainmap", "kind=noise-aware", "samples=2000", "output=" + folder.resolve("maps")))
                .isZero();
        assertThat(folder.resolve("maps/T1sigmamap.nii.gz")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve("maps/T1map.json"))).contains("\"Noise\"", "\"Sigma\"");
    }

    @Test
    void cancellingLeavesNothing() throws Exception {
        // the first line of a training comes after a second of it
        int exitCode = CancelledRun.at(
                "epoch ", () -> launch("trainmap", "samples=2000", "epochs=1000", "output=" + folder.resolve("maps")));
        assertThat(exitCode).isEqualTo(1);
        assertThat(folder.resolve("maps")).doesNotExist();
    }

    @Test
    void wrongKeysAreRefusedBeforeTheImagesAreRead() {
        assertThat(launch("trainmap", "epochs=0", "output=" + folder.resolve("maps")))
                .isEqualTo(1);
        assertThat(launch("trainmap", "prefix=-", "output=" + folder.resolve("maps")))
                .as("a model cannot have this name")
                .isEqualTo(1);
        assertThat(folder.resolve("maps")).doesNotExist();
    }

    private int launch(String command, String... words) {
        List<String> call = new ArrayList<>(List.of(
                command,
                "real=" + folder.resolve("real.nii"),
                "imaginary=" + folder.resolve("imaginary.nii"),
                "tr=6",
                "te=2.5",
                "flip=20",
                "increments=standard",
                "engine=Java"));
        call.addAll(Arrays.asList(words));
        return Launcher.launch(call.toArray(String[]::new));
    }

    private void write(String name, RandomAccessibleInterval<FloatType> image) throws IOException {
        NiftiWriter.write(folder.resolve(name), image, NiftiGeometry.ofVoxelSize(1, 1, 1), "", false, Progress.NONE);
    }
}
