package org.relaxometry.bssfp.io.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.PlaneAxis;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.load.SimulatedSeries.Quantity;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexImages.Form;

class SeriesLoaderOpenImagesTest {

    private static final SeriesRequest PROTOCOL =
            new SeriesRequest(Map.of("tr", "4.8", "te", "2.4 ms", "flip", "15", "increments", "standard"));
    private static final SeriesRequest MAGNITUDE_PHASE =
            PROTOCOL.with("magnitude", "mag").with("phase", "pha");

    private final SimulatedSeries series = new SimulatedSeries(5, 3);

    @ParameterizedTest
    @EnumSource
    void cyclesAlongAnyAxisGiveTheSameSeries(PlaneAxis axis) throws IOException {
        LoadedSeries loaded = load(
                MAGNITUDE_PHASE.with("increments", "36, 108, 180, 252, 324"),
                series.image("mag", axis, 32, SimulatedSeries.MAGNITUDE),
                series.image("pha", axis, 32, SimulatedSeries.RADIANS));
        assertHolds(loaded.series().images().first(), SimulatedSeries.MAGNITUDE, 0);
        assertHolds(loaded.series().images().second(), SimulatedSeries.RADIANS, 0);
        assertThat(loaded.series().protocol().phaseIncrementsDeg()).containsExactly(36.0, 108.0, 180.0, 252.0, 324.0);
        assertThat(loaded.notes()).anyMatch(note -> note.contains("5 cycles along its " + axis.key()));
    }

    @Test
    void standardIncrementsTakeTheNumberOfFrames() throws IOException {
        LoadedSeries loaded = load(
                MAGNITUDE_PHASE,
                series.image("mag", PlaneAxis.FRAMES, 32, SimulatedSeries.MAGNITUDE),
                series.image("pha", PlaneAxis.FRAMES, 32, SimulatedSeries.RADIANS));
        assertThat(loaded.series().protocol().phaseIncrementsDeg()).isEqualTo(Protocol.standardIncrementsDeg(5));
    }

    @Test
    void anAxisCanBeStated() throws IOException {
        SimulatedSeries square = new SimulatedSeries(4, 4);
        ImagePlus magnitude = square.image("mag", PlaneAxis.SLICES, 32, SimulatedSeries.MAGNITUDE);
        ImagePlus phase = square.image("pha", PlaneAxis.SLICES, 32, SimulatedSeries.RADIANS);
        LoadedSeries loaded = load(MAGNITUDE_PHASE.with("cycles", "slices"), magnitude, phase);
        assertThat(valueAt(loaded.series().images().first(), 3, 5, 1, 2))
                .isEqualTo((float) square.value(SimulatedSeries.MAGNITUDE, 2, 1, 3, 5));
    }

    @Test
    void storedIntegersOfSiemensBecomeRadians() throws IOException {
        LoadedSeries loaded = load(
                MAGNITUDE_PHASE,
                series.image("mag", PlaneAxis.FRAMES, 16, SimulatedSeries.MAGNITUDE),
                series.image("pha", PlaneAxis.FRAMES, 16, SimulatedSeries.SIEMENS));
        // half a step of the magnitude and of the phase; the top step of the circle is clipped to 4095
        assertHolds(loaded.series().images().first(), SimulatedSeries.MAGNITUDE, 0.5001);
        assertHolds(loaded.series().images().second(), SimulatedSeries.RADIANS, 1.01 * Math.PI / 2048);
        assertThat(loaded.notes()).anyMatch(note -> note.contains("Siemens units as stored"));
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void eightBitMagnitudesAreRead() throws IOException {
        LoadedSeries loaded = load(
                MAGNITUDE_PHASE,
                series.image("mag", PlaneAxis.CHANNELS, 8, SimulatedSeries.MAGNITUDE),
                series.image("pha", PlaneAxis.CHANNELS, 32, SimulatedSeries.DEGREES));
        assertHolds(loaded.series().images().first(), SimulatedSeries.MAGNITUDE, 0.5001);
        // single precision of degrees
        assertHolds(loaded.series().images().second(), SimulatedSeries.RADIANS, 1e-6);
        assertThat(loaded.notes()).anyMatch(note -> note.contains("is in degrees"));
    }

    @Test
    void signedSixteenBitImagesCountFromTheirZero() throws IOException {
        Quantity shifted = (re, im) -> SimulatedSeries.REAL.of(re, im) + 32768;
        Quantity shiftedImaginary = (re, im) -> SimulatedSeries.IMAGINARY.of(re, im) + 32768;
        ImagePlus real = series.image("re", PlaneAxis.FRAMES, 16, shifted);
        ImagePlus imaginary = series.image("im", PlaneAxis.FRAMES, 16, shiftedImaginary);
        real.getLocalCalibration().setSigned16BitCalibration();
        imaginary.getLocalCalibration().setSigned16BitCalibration();
        LoadedSeries loaded = load(PROTOCOL.with("real", "re").with("imaginary", "im"), real, imaginary);
        assertThat(loaded.series().images().form()).isEqualTo(Form.REAL_IMAGINARY);
        assertHolds(loaded.series().images().first(), SimulatedSeries.REAL, 0.5001);
        assertHolds(loaded.series().images().second(), SimulatedSeries.IMAGINARY, 0.5001);
    }

    @Test
    void aStraightLineOfTheCalibrationIsApplied() throws IOException {
        ImagePlus phase = series.image("pha", PlaneAxis.FRAMES, 16, SimulatedSeries.SIEMENS);
        phase.getLocalCalibration().setFunction(0, new double[] {-4096, 2}, "");
        LoadedSeries loaded =
                load(MAGNITUDE_PHASE, series.image("mag", PlaneAxis.FRAMES, 32, SimulatedSeries.MAGNITUDE), phase);
        assertHolds(loaded.series().images().second(), SimulatedSeries.RADIANS, 1.01 * Math.PI / 2048);
        assertThat(loaded.notes()).anyMatch(note -> note.contains("slope 2 and intercept -4096"));
    }

    @Test
    void twoChannelsAreMagnitudeAndPhaseOrRealAndImaginaryAsTheirValuesSay() throws IOException {
        LoadedSeries polar = load(
                PROTOCOL.with("complex", "both"),
                series.twoChannels("both", SimulatedSeries.MAGNITUDE, SimulatedSeries.RADIANS));
        assertThat(polar.series().images().form()).isEqualTo(Form.MAGNITUDE_PHASE);
        assertHolds(polar.series().images().second(), SimulatedSeries.RADIANS, 0);
        LoadedSeries cartesian = load(
                PROTOCOL.with("complex", "both"),
                series.twoChannels("both", SimulatedSeries.REAL, SimulatedSeries.IMAGINARY));
        assertThat(cartesian.series().images().form()).isEqualTo(Form.REAL_IMAGINARY);
        assertHolds(cartesian.series().images().first(), SimulatedSeries.REAL, 0);
        assertHolds(cartesian.series().images().second(), SimulatedSeries.IMAGINARY, 0);
    }

    @Test
    void aSingleSliceHasOneZ() throws IOException {
        SimulatedSeries slice = new SimulatedSeries(6, 1);
        LoadedSeries loaded = load(
                MAGNITUDE_PHASE.with("increments", "30 90 150 210 270 330"),
                slice.image("mag", PlaneAxis.SLICES, 32, SimulatedSeries.MAGNITUDE),
                slice.image("pha", PlaneAxis.SLICES, 32, SimulatedSeries.RADIANS));
        assertThat(loaded.series().grid().size()).containsExactly(16, 12, 1);
    }

    @Test
    void slicesAreNotTakenForCyclesUnlessTheirNumberOrTheAxisIsStated() {
        SimulatedSeries slice = new SimulatedSeries(6, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(
                        MAGNITUDE_PHASE,
                        slice.image("mag", PlaneAxis.SLICES, 32, SimulatedSeries.MAGNITUDE),
                        slice.image("pha", PlaneAxis.SLICES, 32, SimulatedSeries.RADIANS)))
                .withMessageContaining("6 slices")
                .withMessageContaining("cycles=slices");
    }

    @Test
    void openImagesHaveAChecksumOfTheirPixels() throws IOException {
        LoadedSeries stack = load(
                MAGNITUDE_PHASE,
                series.image("mag", PlaneAxis.FRAMES, 16, SimulatedSeries.MAGNITUDE),
                series.image("pha", PlaneAxis.FRAMES, 32, SimulatedSeries.RADIANS));
        LoadedSeries virtual = load(
                MAGNITUDE_PHASE,
                virtual(series.image("mag", PlaneAxis.FRAMES, 16, SimulatedSeries.MAGNITUDE)),
                virtual(series.image("pha", PlaneAxis.FRAMES, 32, SimulatedSeries.RADIANS)));
        assertThat(stack.inputs()).allMatch(input -> input.sha256().matches("[0-9a-f]{64}"));
        assertThat(stack.inputs().get(0).sha256())
                .isEqualTo(virtual.inputs().get(0).sha256())
                .isNotEqualTo(stack.inputs().get(1).sha256());
    }

    @Test
    void virtualStacksGiveTheSameSeries() throws IOException {
        LoadedSeries loaded = load(
                MAGNITUDE_PHASE,
                virtual(series.image("mag", PlaneAxis.FRAMES, 16, SimulatedSeries.MAGNITUDE)),
                virtual(series.image("pha", PlaneAxis.FRAMES, 32, SimulatedSeries.RADIANS)));
        assertHolds(loaded.series().images().first(), SimulatedSeries.MAGNITUDE, 0.5001);
        assertHolds(loaded.series().images().second(), SimulatedSeries.RADIANS, 0);
    }

    @Test
    void everyViewIsReadInBlocksWithoutTheSlowFallback() throws IOException {
        ImagePlus phase = series.image("pha", PlaneAxis.SLICES, 16, SimulatedSeries.SIEMENS);
        LoadedSeries loaded = load(
                MAGNITUDE_PHASE
                        .with("increments", "36, 108, 180, 252, 324")
                        .with("b1", "b1")
                        .with("mask", "mask"),
                virtual(series.image("mag", PlaneAxis.CHANNELS, 16, SimulatedSeries.MAGNITUDE)),
                phase,
                series.volume("b1", i -> 100 + i % 7),
                series.volume("mask", i -> i % 2));
        for (RandomAccessibleInterval<FloatType> image : List.of(
                loaded.series().images().first(),
                loaded.series().images().second(),
                loaded.series().b1Ratio().orElseThrow())) {
            // throws where the view is not understood
            assertThat(PrimitiveBlocks.of(image, PrimitiveBlocks.OnFallback.FAIL)
                            .numDimensions())
                    .isEqualTo(image.numDimensions());
        }
    }

    @Test
    void planesOfOpenImagesAreNotCopied() throws IOException {
        ImagePlus magnitude = series.image("mag", PlaneAxis.FRAMES, 32, SimulatedSeries.MAGNITUDE);
        LoadedSeries loaded =
                load(MAGNITUDE_PHASE, magnitude, series.image("pha", PlaneAxis.FRAMES, 32, SimulatedSeries.RADIANS));
        ((float[]) magnitude.getStack().getPixels(1))[0] = 12345;
        assertThat(valueAt(loaded.series().images().first(), 0, 0, 0, 0)).isEqualTo(12345);
        assertThat(loaded.images().get(0)).isSameAs(magnitude);
    }

    @Test
    void voxelSizeComesFromTheCalibration() throws IOException {
        ImagePlus magnitude = series.image("mag", PlaneAxis.FRAMES, 32, SimulatedSeries.MAGNITUDE);
        magnitude.getCalibration().setUnit("cm");
        magnitude.getCalibration().pixelWidth = 0.1;
        magnitude.getCalibration().pixelHeight = 0.2;
        magnitude.getCalibration().pixelDepth = 0.3;
        LoadedSeries loaded =
                load(MAGNITUDE_PHASE, magnitude, series.image("pha", PlaneAxis.FRAMES, 32, SimulatedSeries.RADIANS));
        // rounding of the conversion from cm
        assertThat(loaded.geometry().voxelSizeMm()).containsExactly(new double[] {1, 2, 3}, within(1e-12));
    }

    @Test
    void theProtocolStoredInAnImageIsUsedAndTypedValuesReplaceIt() throws IOException {
        ImagePlus magnitude = series.image("mag", PlaneAxis.FRAMES, 32, SimulatedSeries.MAGNITUDE);
        ImageProperties.storeProtocol(magnitude, new Protocol(5.5, 2.5, 30, List.of(0.0, 72.0, 144.0, 216.0, 288.0)));
        LoadedSeries loaded = load(
                new SeriesRequest(Map.of("magnitude", "mag", "phase", "pha", "flip", "20")),
                magnitude,
                series.image("pha", PlaneAxis.FRAMES, 32, SimulatedSeries.RADIANS));
        assertThat(loaded.series().protocol())
                .isEqualTo(new Protocol(5.5, 2.5, 20, List.of(0.0, 72.0, 144.0, 216.0, 288.0)));
        assertThat(loaded.protocolSource())
                .contains("flip angle: typed", "protocol stored in the magnitude image 'mag'");
    }

    static LoadedSeries load(SeriesRequest request, ImagePlus... open) throws IOException {
        try (OpenImages images = new OpenImages(open)) {
            return SeriesLoader.load(request, Progress.NONE);
        }
    }

    private void assertHolds(RandomAccessibleInterval<FloatType> image, Quantity quantity, double tolerance) {
        assertThat(image.dimensionsAsLongArray()).containsExactly(16, 12, 3, 5);
        for (int cycle = 0; cycle < 5; cycle++) {
            for (int z = 0; z < 3; z++) {
                for (int x = 0; x < 16; x += 5) {
                    double expected = (float) series.value(quantity, cycle, z, x, x / 2);
                    assertThat((double) valueAt(image, x, x / 2, z, cycle)).isCloseTo(expected, within(tolerance));
                }
            }
        }
    }

    private static float valueAt(RandomAccessibleInterval<FloatType> image, long... position) {
        return image.getAt(position).get();
    }

    /** The same image from a stack that uses one pixel array for every plane, as some virtual stacks do. */
    private static ImagePlus virtual(ImagePlus image) {
        ImageStack source = image.getStack();
        ImageProcessor shared = source.getProcessor(1).duplicate();
        VirtualStack stack = new VirtualStack(source.getWidth(), source.getHeight(), source.size()) {
            @Override
            public ImageProcessor getProcessor(int n) {
                System.arraycopy(source.getPixels(n), 0, shared.getPixels(), 0, shared.getPixelCount());
                return shared;
            }
        };
        stack.setBitDepth(image.getBitDepth());
        ImagePlus virtual = new ImagePlus(image.getTitle(), stack);
        virtual.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
        return virtual;
    }
}
