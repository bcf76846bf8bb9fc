package org.relaxometry.bssfp.io.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImageOpener;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.PlaneAxis;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.load.SimulatedSeries.Quantity;
import org.relaxometry.bssfp.io.nifti.NiftiException;

/** Every wrong use gets a message that says what was received, what is expected and what repairs it. */
class SeriesLoaderBadInputTest {

    private static final SimulatedSeries SERIES = new SimulatedSeries(4, 2);
    private static final Quantity NOTHING = (re, im) -> Double.NaN;
    private static final Quantity ZERO = (re, im) -> 0;
    private static final Quantity NEGATIVE = (re, im) -> -SimulatedSeries.MAGNITUDE.of(re, im);
    private static final Quantity TURN = (re, im) -> Math.atan2(im, re) + Math.PI;

    private static final SeriesRequest GOOD = new SeriesRequest(Map.of(
            "magnitude", "mag", "phase", "pha", "tr", "4.8", "te", "2.4", "flip", "15", "increments", "standard"));

    static Stream<Arguments> wrongUses() {
        return Stream.of(
                uses("No series was given", "magnitude", "", "phase", "None"),
                uses("Received 'magnitude'. Expected magnitude and phase", "phase", ""),
                uses("Received 'magnitude', 'phase', 'complex'.", "complex", "re"),
                uses("Received 'magnitude', 'imaginary'.", "phase", "", "imaginary", "im"),
                uses("'mag' was given as both 'magnitude' and 'phase'", "phase", "mag"),
                uses("neither an open image nor a file 'Mag'. Open images: '", "magnitude", "Mag"),
                uses("neither an open image nor a file 'x/y.nii'", "phase", "x/y.nii"),
                uses("is a folder", "phase", "src"),
                uses("cannot be opened as an image", "phase", "pom.xml"),
                uses("is a colour image", "magnitude", "rgb"),
                uses("not a straight line", "magnitude", "curved"),
                uses(
                        "must be of equal size, but have 16 × 12 pixels, 2 slices, 4 cycles and 16 × 12 pixels, 3 slices",
                        "phase",
                        "other slices"),
                uses("Expected at least 3 phase cycles along", "magnitude", "single", "phase", "single2"),
                uses("may lie along its frames or its channels", "magnitude", "ambiguous"),
                uses("in two channels belongs under complex", "magnitude", "two channels"),
                uses("has only one plane along channels", "cycles", "channels"),
                uses("'cycles' must be one of auto, frames, channels, slices, but is 'time'", "cycles", "time"),
                uses("'phaseunit' must be one of auto, radians", "phaseunit", "rad"),
                uses("needs two channels", "magnitude", "", "phase", "", "complex", "other slices"),
                uses("only the first half has negative values", "magnitude", "", "phase", "", "complex", "reversed"),
                uses("has negative values (-3", "magnitude", "pha", "phase", "mag"),
                uses("Are magnitude and phase swapped?", "magnitude", "turn", "phase", "mag"),
                uses("has negative values", "magnitude", "negative"),
                uses("only NaN or infinite values", "magnitude", "NaN"),
                uses("is 0 everywhere. Expected measured values", "magnitude", "zero"),
                uses("is 0 wherever there is signal", "phase", "zero"),
                uses("holds no number where the magnitude has signal", "phase", "NaN"),
                uses("no signal in cycle 3 of 4", "magnitude", "gap"),
                uses("nowhere negative", "magnitude", "", "phase", "", "real", "mag", "imaginary", "turn"),
                uses("is marked as phase", "magnitude", "marked"),
                uses("tr must be one number in milliseconds, such as 4.8, but is \"abc\"", "tr", "abc"),
                uses("but is \"0.0048 s\"", "tr", "0.0048 s"),
                uses("Is it in seconds?", "tr", "0.0048"),
                uses("TE must be more than 0 and less than TR (4.8 ms), but is 5 ms", "te", "5"),
                uses("The flip angle must be more than 0", "flip", "0"),
                uses(
                        "lacks TR (tr=… in ms), phase increments (increments=45, 135, 225, 315 in degrees",
                        "tr",
                        "",
                        "increments",
                        ""),
                uses("shift ΔB0 by 1/(2 N TR) = 26.042 Hz", "increments", ""),
                uses(
                        "have 4 phase cycles, but 3 phase increments are given (typed: 0, 120, 240°)",
                        "increments",
                        "0 120 240"),
                uses("they look like radians", "increments", "0, 1.57, 3.14, 4.71"),
                uses("At least 3 different phase increments", "increments", "0, 180, 0, 180"),
                uses("is not a file", "protocol", "missing.json"),
                uses("not valid JSON", "protocol", "pom.xml"),
                uses("is empty: no voxel differs from 0", "mask", "empty"),
                uses("must have the grid of the series, 16 × 12 × 2 voxels, but has 16 × 12 × 3", "mask", "large"),
                uses("must be one real-valued volume, but has 16 × 12 pixels, 4 frames", "mask", "mag"),
                uses("has no positive value", "b1", "empty"),
                uses("must have the grid of the series", "b1", "large"),
                uses(
                        "are neither a ratio (about 1) nor percent (about 100). If they are flip angle × 10",
                        "b1",
                        "b1 x10"),
                uses("may be percent or flip angle x10", "b1", "b1 percent", "b1flip", "10"),
                uses("as percent that would be 0.0099", "b1", "b1 ratio", "b1unit", "percent"),
                uses("needs the nominal flip angle", "b1", "b1 x10", "b1unit", "flip angle x10"),
                uses("'b1flip' must be more than 0°", "b1", "b1 x10", "b1flip", "0"),
                uses("has no value inside the mask", "b1", "left", "mask", "right"));
    }

    @ParameterizedTest
    @MethodSource("wrongUses")
    void wrongUsesAreRefused(String message, Map<String, String> changes) {
        SeriesRequest request = GOOD;
        for (Map.Entry<String, String> change : changes.entrySet()) {
            request = request.with(change.getKey(), change.getValue());
        }
        SeriesRequest wrong = request;
        try (OpenImages open = new OpenImages(openImages())) {
            assertThatThrownBy(() -> SeriesLoader.load(wrong, Progress.NONE))
                    .isInstanceOfAny(IllegalArgumentException.class, IOException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void theRequestTheWrongUsesStartFromIsGood() throws IOException {
        try (OpenImages open = new OpenImages(openImages())) {
            assertThat(SeriesLoader.load(GOOD, Progress.NONE).series().grid().size())
                    .containsExactly(16, 12, 2);
        }
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThatThrownBy(() -> GOOD.with("magnitud", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no key 'magnitud'. Expected one of magnitude, phase,");
    }

    @Test
    void aCutOffTiffIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mag.tif");
        ImagePlus image = SERIES.image("mag", PlaneAxis.FRAMES, 32, SimulatedSeries.MAGNITUDE);
        assertThat(new FileSaver(image).saveAsTiff(file.toString())).isTrue();
        byte[] bytes = Files.readAllBytes(file);
        int pixels = 16 * 12 * 4 * 2 * 4;
        // in the last plane (a header stands before the pixels), in the middle, in the header
        for (int length : new int[] {pixels, pixels / 2, 300}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> ImageOpener.open("magnitude", file.toString(), Progress.NONE, new LoadLog()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("mag.tif");
        }
    }

    @Test
    void aDamagedNiftiIsRefusedWithItsName(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("mag.nii.gz"), new byte[400]);
        assertThatThrownBy(() -> SeriesLoader.load(GOOD.with("magnitude", file.toString()), Progress.NONE))
                .isInstanceOf(NiftiException.class)
                .hasMessageContaining("mag.nii.gz");
    }

    @Test
    void aCancelledRunEnds() {
        Progress cancelled = new Progress() {
            @Override
            public void update(double fraction) {}

            @Override
            public boolean isCanceled() {
                return true;
            }
        };
        try (OpenImages open = new OpenImages(openImages())) {
            assertThatThrownBy(() -> SeriesLoader.load(GOOD, cancelled)).isInstanceOf(CancellationException.class);
        }
    }

    private static Arguments uses(String message, String... changes) {
        Map<String, String> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < changes.length; i += 2) {
            map.put(changes[i], changes[i + 1]);
        }
        return Arguments.of(message, map);
    }

    private static ImagePlus[] openImages() {
        ImagePlus curved = frames("curved", 16, SimulatedSeries.MAGNITUDE);
        curved.getLocalCalibration().setFunction(1, new double[] {0, 1, 2}, "x");
        ImagePlus gap = frames("gap", 32, SimulatedSeries.MAGNITUDE);
        for (int z = 1; z <= 2; z++) {
            Arrays.fill((float[]) gap.getStack().getPixels(gap.getStackIndex(1, z, 3)), 0);
        }
        ImagePlus marked = frames("marked", 32, SimulatedSeries.MAGNITUDE);
        ImageProperties.storeRole(marked, "phase");
        ImagePlus ambiguous = IJ.createHyperStack("ambiguous", 16, 12, 4, 2, 4, 32);
        ImagePlus large = new SimulatedSeries(4, 3).volume("large", i -> 1);
        return new ImagePlus[] {
            frames("mag", 32, SimulatedSeries.MAGNITUDE),
            frames("pha", 32, SimulatedSeries.RADIANS),
            frames("turn", 32, TURN),
            frames("re", 32, SimulatedSeries.REAL),
            frames("im", 32, SimulatedSeries.IMAGINARY),
            frames("twice", 32, SimulatedSeries.RADIANS),
            frames("twice", 32, SimulatedSeries.RADIANS),
            frames("negative", 32, NEGATIVE),
            frames("NaN", 32, NOTHING),
            frames("zero", 32, ZERO),
            IJ.createImage("rgb", "RGB", 16, 12, 8),
            curved,
            new SimulatedSeries(4, 3).image("other slices", PlaneAxis.FRAMES, 32, SimulatedSeries.RADIANS),
            IJ.createImage("single", "32-bit", 16, 12, 1),
            IJ.createImage("single2", "32-bit", 16, 12, 1),
            ambiguous,
            SERIES.twoChannels("two channels", SimulatedSeries.MAGNITUDE, SimulatedSeries.RADIANS),
            SERIES.twoChannels("reversed", SimulatedSeries.RADIANS, SimulatedSeries.MAGNITUDE),
            gap,
            marked,
            SERIES.volume("empty", i -> 0),
            large,
            SERIES.volume("left", i -> i % 16 < 8 ? 1 : 0),
            SERIES.volume("right", i -> i % 16 < 8 ? 0 : 1),
            SERIES.volume("b1 ratio", i -> 0.9 + 0.01 * (i % 20)),
            SERIES.volume("b1 percent", i -> 90 + i % 20),
            SERIES.volume("b1 x10", i -> 700 + i % 200)
        };
    }

    private static ImagePlus frames(String title, int bits, Quantity quantity) {
        return SERIES.image(title, PlaneAxis.FRAMES, bits, quantity);
    }
}
