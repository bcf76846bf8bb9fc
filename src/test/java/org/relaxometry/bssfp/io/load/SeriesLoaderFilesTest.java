package org.relaxometry.bssfp.io.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.PlaneAxis;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.nifti.NiftiImage;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexImages.Form;

class SeriesLoaderFilesTest {

    private static final String MAGNITUDE = "pcbssfp_mag_siemens_int16_brain.nii.gz";
    private static final String PHASE = "pcbssfp_phase_siemens_int16_brain.nii.gz";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"brain,12", "brain-6,6", "brain-4,4"})
    void theSampleBrainsNeedNothingButTheirImages(String name, int cycles) throws IOException {
        Path brain = Path.of("test-data", name);
        LoadedSeries loaded = load(Map.of("magnitude", brain.resolve(MAGNITUDE), "phase", brain.resolve(PHASE)));
        Protocol protocol = loaded.series().protocol();
        assertThat(loaded.series().images().first().dimensionsAsLongArray()).containsExactly(64, 64, 24, cycles);
        assertThat(protocol.repetitionTimeMs()).isEqualTo(4.8);
        assertThat(protocol.echoTimeMs()).isEqualTo(2.4);
        assertThat(protocol.flipAngleDeg()).isEqualTo(15);
        for (int j = 0; j < cycles; j++) {
            // the sidecar gives six decimals of a radian
            assertThat(protocol.phaseIncrementsDeg().get(j))
                    .isCloseTo(Protocol.standardIncrementsDeg(cycles).get(j), within(1e-4));
        }
        assertThat(loaded.notes()).anyMatch(note -> note.contains("slope 2 and intercept -4096 in the header"));
        // no noise outside the head, yet every phase within it
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.inputs()).extracting(InputFile::role).containsExactly("magnitude", "phase", "protocol");
        assertThat(loaded.inputs()).allMatch(input -> input.sha256().matches("[0-9a-f]{64}"));
        assertThat(loaded.images()).isEmpty();
    }

    @Test
    void theStoredPhaseOfTheBrainBecomesRadians() throws IOException {
        Path brain = Path.of("test-data", "brain-4");
        LoadedSeries loaded = load(Map.of("magnitude", brain.resolve(MAGNITUDE), "phase", brain.resolve(PHASE)));
        RandomAccessibleInterval<? extends RealType<?>> stored =
                NiftiReader.read(brain.resolve(PHASE), Progress.NONE).real();
        for (long[] at : List.of(new long[] {30, 30, 12, 0}, new long[] {20, 40, 8, 3}, new long[] {0, 0, 0, 1})) {
            double expected = (2 * stored.getAt(at).getRealDouble() - 4096) * Math.PI / 4096;
            // single precision
            assertThat((double) loaded.series().images().second().getAt(at).get())
                    .isCloseTo(expected, within(3e-7));
        }
    }

    @Test
    void swappedFilesAreRefused() {
        Path brain = Path.of("test-data", "brain-4");
        assertThatThrownBy(() -> load(Map.of("magnitude", brain.resolve(PHASE), "phase", brain.resolve(MAGNITUDE))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("swapped");
    }

    @Test
    void theB1MapOfTheSampleIsARatioWithZerosOutside() throws IOException {
        Path brain = Path.of("test-data", "brain");
        LoadedSeries loaded = load(Map.of(
                "magnitude",
                brain.resolve(MAGNITUDE),
                "phase",
                brain.resolve(PHASE),
                "b1",
                brain.resolve("B1_rel.nii.gz"),
                "mask",
                brain.resolve("PD.nii.gz")));
        assertThat(loaded.notes()).anyMatch(note -> note.contains("is in ratio (detected from its range)"));
        assertThat(loaded.warnings()).isEmpty();
        // slope 1e-4 of the header, single precision
        assertThat(loaded.series().b1Ratio().orElseThrow().getAt(32, 32, 12).get())
                .isBetween(0.8f, 1.21f);
        assertThat(loaded.geometry())
                .isEqualTo(NiftiReader.readHeader(brain.resolve(MAGNITUDE)).geometry());
    }

    @Test
    void aB1MapWithoutMaskReportsTheVoxelsWithoutData() throws IOException {
        Path brain = Path.of("test-data", "brain-4");
        LoadedSeries loaded = load(Map.of(
                "magnitude",
                brain.resolve(MAGNITUDE),
                "phase",
                brain.resolve(PHASE),
                "b1",
                Path.of("test-data", "brain", "B1_rel.nii.gz")));
        // 68 % of the box lies outside the head
        assertThat(loaded.notes()).anyMatch(note -> note.matches(".*has no value in 66871 of 98304 voxels; .*"));
    }

    @Test
    void theMeasuredBottleIsTheSameAsComplexFileAndAsMagnitudeAndPhase() throws IOException {
        Path measured = Needs.shared("data/measured");
        SeriesRequest values = new SeriesRequest(Map.of("tr", "4.2", "te", "2.1", "flip", "40"));
        LoadedSeries complex = SeriesLoader.load(
                values.with(
                        "complex",
                        measured.resolve("gas_phantom_sl50_complex64.nii.gz").toString()),
                Progress.NONE);
        LoadedSeries polar = SeriesLoader.load(
                values.with(
                                "magnitude",
                                measured.resolve("gas_phantom_sl50_mag.nii.gz").toString())
                        .with(
                                "phase",
                                measured.resolve("gas_phantom_sl50_phase_rad.nii.gz")
                                        .toString())
                        .with(
                                "protocol",
                                measured.resolve("gas_phantom_sl50.json").toString()),
                Progress.NONE);
        assertThat(complex.series().images().form()).isEqualTo(Form.REAL_IMAGINARY);
        assertThat(polar.series().images().form()).isEqualTo(Form.MAGNITUDE_PHASE);
        assertThat(polar.series().protocol().phaseIncrementsDeg()).containsExactly(0.0, 90.0, 180.0, 270.0);
        // the complex file has no sidecar of its name, but only one JSON file beside it lists increments
        assertThat(complex.series().protocol()).isEqualTo(polar.series().protocol());
        for (int x = 0; x < 152; x += 7) {
            float re = at(complex.series().images().first(), x, 100, 0, 2);
            float im = at(complex.series().images().second(), x, 100, 0, 2);
            float magnitude = at(polar.series().images().first(), x, 100, 0, 2);
            float phase = at(polar.series().images().second(), x, 100, 0, 2);
            // the parts are to 1e-3, magnitudes to a whole number
            assertThat(magnitude * Math.cos(phase)).isCloseTo(re, within(1.0));
            assertThat(magnitude * Math.sin(phase)).isCloseTo(im, within(1.0));
        }
    }

    @Test
    void aTiffFileIsReadWithTheProtocolSavedInIt() throws IOException {
        SimulatedSeries series = new SimulatedSeries(4, 2);
        ImagePlus magnitude = series.image("mag", PlaneAxis.FRAMES, 32, SimulatedSeries.MAGNITUDE);
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
        ImageProperties.storeProtocol(magnitude, protocol);
        Path magnitudeFile = save(magnitude, "mag.tif");
        Path phaseFile = save(series.image("pha", PlaneAxis.FRAMES, 16, SimulatedSeries.SIEMENS), "pha.tif");
        LoadedSeries loaded = load(Map.of("magnitude", magnitudeFile, "phase", phaseFile));
        assertThat(loaded.series().protocol()).isEqualTo(protocol);
        assertThat(at(loaded.series().images().first(), 3, 4, 1, 2))
                .isEqualTo((float) series.value(SimulatedSeries.MAGNITUDE, 2, 1, 3, 4));
        assertThat(loaded.images()).hasSize(2);
    }

    @Test
    void aSidecarOfTheSameNameComesBeforeOtherFilesAndGivesWayToANamedOne() throws IOException {
        SimulatedSeries series = new SimulatedSeries(4, 1);
        Path magnitude = save(series.image("mag", PlaneAxis.FRAMES, 32, SimulatedSeries.MAGNITUDE), "mag.tif");
        Path phase = save(series.image("pha", PlaneAxis.FRAMES, 32, SimulatedSeries.RADIANS), "pha.tif");
        Path only = json("only.json", 0.005);
        Map<String, Path> images = Map.of("magnitude", magnitude, "phase", phase);
        assertThat(load(images).series().protocol().repetitionTimeMs()).isEqualTo(5);
        json("mag.json", 0.006);
        assertThat(load(images).series().protocol().repetitionTimeMs()).isEqualTo(6);
        LoadedSeries named = load(Map.of("magnitude", magnitude, "phase", phase, "protocol", only));
        assertThat(named.series().protocol().repetitionTimeMs()).isEqualTo(5);
        assertThat(named.protocolSource()).contains("protocol file");
    }

    @Test
    void anOpenImageComesBeforeAFileOfTheSameName() throws IOException {
        SimulatedSeries series = new SimulatedSeries(4, 1);
        Path file = save(series.image("mag", PlaneAxis.FRAMES, 32, SimulatedSeries.REAL), "mag.tif");
        ImagePlus open = series.image(file.toString(), PlaneAxis.FRAMES, 32, SimulatedSeries.MAGNITUDE);
        ImagePlus phase = series.image("pha", PlaneAxis.FRAMES, 32, SimulatedSeries.RADIANS);
        LoadedSeries loaded = SeriesLoaderOpenImagesTest.load(
                new SeriesRequest(Map.of(
                        "magnitude",
                        file.toString(),
                        "phase",
                        "pha",
                        "tr",
                        "5",
                        "te",
                        "2",
                        "flip",
                        "15",
                        "increments",
                        "standard")),
                open,
                phase);
        assertThat(loaded.images().get(0)).isSameAs(open);
        assertThat(loaded.notes()).anyMatch(note -> note.contains("the open image was used"));
    }

    @Test
    void aNiftiImageOpenedWithoutItsSlopeIsStillSiemens() throws IOException {
        Path brain = Path.of("test-data", "brain-4");
        NiftiImage magnitude = NiftiReader.read(brain.resolve(MAGNITUDE), Progress.NONE);
        NiftiImage phase = NiftiReader.read(brain.resolve(PHASE), Progress.NONE);
        LoadedSeries loaded = SeriesLoaderOpenImagesTest.load(
                new SeriesRequest(Map.of(
                        "magnitude",
                        "m",
                        "phase",
                        "p",
                        "protocol",
                        brain.resolve("pcbssfp.json").toString())),
                unscaled("m", magnitude),
                unscaled("p", phase));
        assertThat(loaded.notes()).anyMatch(note -> note.contains("Siemens units as stored"));
        // a step of the phase is 0.0015 rad
        assertThat(at(loaded.series().images().second(), 30, 30, 12, 1))
                .isCloseTo(
                        (float) ((phase.real().getAt(30, 30, 12, 1).getRealDouble() - 2048) * Math.PI / 2048),
                        within(1e-6f));
    }

    private static ImagePlus unscaled(String title, NiftiImage image) {
        ij.ImageStack stack = new ij.ImageStack(64, 64);
        for (int cycle = 0; cycle < 4; cycle++) {
            for (int z = 0; z < 24; z++) {
                short[] plane = new short[64 * 64];
                for (int i = 0; i < plane.length; i++) {
                    plane[i] =
                            (short) image.real().getAt(i % 64, i / 64, z, cycle).getRealDouble();
                }
                stack.addSlice("", plane);
            }
        }
        ImagePlus open = new ImagePlus(title, stack);
        open.setDimensions(1, 24, 4);
        return open;
    }

    private Path save(ImagePlus image, String name) {
        Path file = folder.resolve(name);
        assertThat(new FileSaver(image).saveAsTiff(file.toString())).isTrue();
        return file;
    }

    private Path json(String name, double repetitionTime) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "{\"RepetitionTime\": " + repetitionTime
                        + ", \"EchoTime\": 0.002, \"FlipAngle\": 15, \"PhaseIncrements_deg\": [45, 135, 225, 315]}");
    }

    private static LoadedSeries load(Map<String, Path> files) throws IOException {
        SeriesRequest request = new SeriesRequest(Map.of());
        for (Map.Entry<String, Path> file : files.entrySet()) {
            request = request.with(file.getKey(), file.getValue().toString());
        }
        return SeriesLoader.load(request, Progress.NONE);
    }

    private static float at(RandomAccessibleInterval<FloatType> image, long... position) {
        return image.getAt(position).get();
    }
}
