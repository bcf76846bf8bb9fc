package org.relaxometry.bssfp.io.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImageOpener;
import org.relaxometry.bssfp.io.image.ImagePlusSource;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.io.load.SimulatedSeries;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;

class B1MapTest {

    private static final SeriesRequest NOTHING = new SeriesRequest(Map.of());
    private final SimulatedSeries series = new SimulatedSeries(4, 2);
    private final LoadLog log = new LoadLog();

    @ParameterizedTest
    @CsvSource({
        "1, '', ratio",
        "100, '', percent",
        "60, 60, degrees",
        "75, '75°', degrees",
        "800, 80, flip angle x10",
        "800, '80°', flip angle x10"
    })
    void unitsAreToldByTheMedian(double one, String b1flip, String unit) throws IOException {
        RandomAccessibleInterval<FloatType> ratio = B1Map.ratio(map(one), NOTHING.with("b1flip", b1flip), log);
        // the first pixel is 0.9, the second 0.91 …; single precision
        assertThat(ratio.getAt(3, 0, 0).get()).isCloseTo(0.93f, within(1e-6f));
        assertThat(log.notes()).anyMatch(note -> note.contains("is in " + unit) && note.contains("detected"));
    }

    @Test
    void anAmbiguousUnitCanBeStated() throws IOException {
        SeriesRequest request = NOTHING.with("b1flip", "10").with("b1unit", "Percent");
        assertThat(B1Map.ratio(map(100), request, log).getAt(3, 0, 0).get()).isCloseTo(0.93f, within(1e-6f));
        SeriesRequest flip = NOTHING.with("b1flip", "12").with("b1unit", "flip angle x10");
        assertThat(B1Map.ratio(map(100), flip, log).getAt(3, 0, 0).get()).isCloseTo(0.775f, within(1e-6f));
        SeriesRequest degrees = NOTHING.with("b1flip", "90").with("b1unit", "degrees");
        assertThat(B1Map.ratio(map(90), degrees, log).getAt(3, 0, 0).get()).isCloseTo(0.93f, within(1e-6f));
    }

    /** A prepared map is filled outside the head, and its median over all voxels says little. */
    @Test
    void aUnitThatTheJsonFileStatesIsTakenWithoutDoubt(@TempDir Path folder) throws IOException {
        float[] values = new float[24];
        Arrays.fill(values, 78);
        values[5] = 101;
        Path file = folder.resolve("TB1map.nii");
        NiftiWriter.write(
                file, ArrayImgs.floats(values, 4, 3, 2), NiftiGeometry.ofVoxelSize(1, 1, 1), "", false, Progress.NONE);
        B1Map.ratio(
                ImageOpener.open("b1", file.toString(), Progress.NONE, log), NOTHING.with("b1unit", "percent"), log);
        assertThat(log.warnings()).singleElement().asString().contains("far from 1");
        Files.writeString(folder.resolve("TB1map.json"), "{\"Units\": \"percent\"}");
        LoadLog second = new LoadLog();
        SourceImage stated = ImageOpener.open("b1", file.toString(), Progress.NONE, second);
        assertThat(B1Map.ratio(stated, NOTHING, second).getAt(1, 1, 0).get()).isCloseTo(1.01f, within(1e-6f));
        assertThat(second.notes()).anyMatch(note -> note.contains("as its JSON file states"));
        assertThat(second.warnings()).isEmpty();
    }

    @Test
    void anActualFlipAngleInDegreesIsNotTakenForPercent() throws IOException {
        assertThatThrownBy(() -> B1Map.ratio(map(60), NOTHING, log))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("far from 100 %")
                .hasMessageContaining("b1unit=degrees")
                .hasMessageContaining("b1flip=");
        assertThat(log.warnings()).isEmpty();
        B1Map.ratio(map(60), NOTHING.with("b1unit", "percent"), log);
        assertThat(log.warnings()).singleElement().asString().contains("far from 1. Is it the actual flip angle?");
    }

    @Test
    void degreesThatMayAsWellBePercentAreAskedFor() {
        assertThatThrownBy(() -> B1Map.ratio(map(95), NOTHING.with("b1flip", "90"), log))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("may be percent or degrees");
        assertThatThrownBy(() -> B1Map.ratio(map(60), NOTHING.with("b1unit", "degrees"), log))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("b1unit=degrees needs the nominal flip angle");
    }

    @ParameterizedTest
    @CsvSource({"95, '', 1", "95, percent, 0", "112, '', 0"})
    void percentThatMayBeDegreesOfNinetyIsSaid(double one, String unit, int warnings) throws IOException {
        B1Map.ratio(map(one), NOTHING.with("b1unit", unit), log);
        assertThat(log.warnings()).hasSize(warnings).allMatch(text -> text.contains("b1unit=degrees with b1flip=90"));
    }

    @Test
    void aRatioFarFromOneIsWarnedOf() throws IOException {
        B1Map.ratio(map(1.4), NOTHING, log);
        assertThat(log.warnings()).singleElement().asString().contains("far from 1");
    }

    @Test
    void zerosNegativeValuesAndNaNMeanNoData() throws IOException {
        double[] odd = {0, -1, Double.NaN, Double.POSITIVE_INFINITY};
        ImagePlus image = series.volume("b1", i -> i < 4 ? odd[i] : 1);
        RandomAccessibleInterval<FloatType> ratio =
                B1Map.ratio(ImagePlusSource.of("b1", image, List.of()), NOTHING, log);
        for (int x = 0; x < 4; x++) {
            assertThat(ratio.getAt(x, 0, 0).get()).isZero();
        }
        assertThat(ratio.getAt(4, 0, 0).get()).isEqualTo(1);
    }

    @Test
    void theNominalFlipAngleComesFromTheSidecarOfTheMap(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("b1.json"), "{\"FlipAngle\": 80}");
        SourceImage image = ImagePlusSource.of("b1", map("b1", 800), List.of(folder.resolve("b1.tif")));
        assertThat(B1Map.ratio(image, NOTHING, log).getAt(3, 0, 0).get()).isCloseTo(0.93f, within(1e-6f));
    }

    @Test
    void aTypedFlipAngleOverThatOfTheSidecarIsSaidWithBothValues(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("b1.json"), "{\"FlipAngle\": 80}");
        SourceImage image = ImagePlusSource.of("b1", map("b1", 800), List.of(folder.resolve("b1.tif")));
        B1Map.ratio(image, NOTHING.with("b1flip", "80"), log);
        assertThat(log.warnings()).isEmpty();
        B1Map.ratio(image, NOTHING.with("b1flip", "75"), log);
        assertThat(log.warnings()).singleElement().asString().contains("75° (typed) and 80° (sidecar of the B1 map");
    }

    @Test
    void singleImpossibleValuesAreWarnedOf() throws IOException {
        ImagePlus image = series.volume("b1", i -> i == 7 ? 50 : 1);
        B1Map.ratio(ImagePlusSource.of("b1", image, List.of()), NOTHING, log);
        assertThat(log.warnings()).singleElement().asString().contains("values up to 50 times");
    }

    @Test
    void valuesOfNoUnitAreRefused() {
        assertThatThrownBy(() -> B1Map.ratio(map(10), NOTHING, log))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither a ratio (about 1) nor percent (about 100)")
                .hasMessageContaining("9 … 10.9");
    }

    private SourceImage map(double one) {
        return ImagePlusSource.of("b1", map("b1", one), List.of());
    }

    private ImagePlus map(String title, double one) {
        return series.volume(title, i -> one * (0.9 + 0.01 * (i % 20)));
    }
}
