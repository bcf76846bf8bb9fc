package org.relaxometry.bssfp.io.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.load.SeriesLoader;
import org.relaxometry.bssfp.io.load.SimulatedSeries;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;

class SeriesGridTest {

    private static final NiftiGeometry AT_ZERO = oriented(0);
    private static final NiftiGeometry MOVED = oriented(5);

    @TempDir
    private Path folder;

    private final SimulatedSeries series = new SimulatedSeries(4, 2);
    private SeriesRequest request;

    @BeforeEach
    void writeSeries() throws IOException {
        request = new SeriesRequest(Map.of("tr", "4.8", "te", "2.4", "flip", "15", "increments", "standard"))
                .with("magnitude", series("mag.nii.gz", SimulatedSeries.MAGNITUDE, AT_ZERO))
                .with("phase", series("pha.nii", SimulatedSeries.RADIANS, AT_ZERO));
    }

    @Test
    void aMapAtTheSamePlaceIsAccepted() throws IOException {
        LoadedSeries loaded =
                load(request.with("b1", volume("b1.nii", AT_ZERO)).with("mask", volume("m.nii", AT_ZERO)));
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.geometry()).isEqualTo(AT_ZERO);
    }

    @Test
    void aMapAtAnotherPlaceIsRefusedWithBothPlaces() throws IOException {
        SeriesRequest moved = request.with("b1", volume("b1.nii", MOVED));
        assertThatThrownBy(() -> load(moved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2 0 0 5; 0 2 0 0; 0 0 2 0]")
                .hasMessageContaining("[2 0 0 0; 0 2 0 0; 0 0 2 0]");
    }

    @Test
    void aMapWithoutOrientationIsMatchedByNumberWithAWarning() throws IOException {
        LoadedSeries loaded = load(request.with("b1", volume("b1.nii", NiftiGeometry.ofVoxelSize(1, 1, 1))));
        assertThat(loaded.warnings()).singleElement().asString().contains("states no orientation");
    }

    @Test
    void magnitudeAndPhaseAtDifferentPlacesAreRefused() throws IOException {
        SeriesRequest apart = request.with("phase", series("pha2.nii", SimulatedSeries.RADIANS, MOVED));
        assertThatThrownBy(() -> load(apart))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state different positions in space")
                .hasMessageContaining("voxel by voxel");
    }

    @Test
    void aPhaseWithoutOrientationIsTakenWithAWarning() throws IOException {
        LoadedSeries loaded = load(
                request.with("phase", series("pha2.nii", SimulatedSeries.RADIANS, NiftiGeometry.ofVoxelSize(1, 1, 1))));
        assertThat(loaded.warnings()).anyMatch(warning -> warning.contains("state different positions in space"));
        assertThat(loaded.geometry()).isEqualTo(AT_ZERO);
    }

    @Test
    void cyclesMayLieAlongTheFifthDimension() throws IOException {
        RandomAccessibleInterval<FloatType> magnitude = samples(SimulatedSeries.MAGNITUDE);
        Path file = folder.resolve("five.nii");
        NiftiWriter.write(
                file, Views.permute(Views.addDimension(magnitude, 0, 0), 3, 4), AT_ZERO, "", false, Progress.NONE);
        LoadedSeries loaded = load(request.with("magnitude", file.toString()));
        assertThat(loaded.notes()).anyMatch(note -> note.contains("4 cycles along its channels"));
        assertThat(loaded.series().images().first().getAt(3, 4, 1, 2)).isEqualTo(magnitude.getAt(3, 4, 1, 2));
    }

    private static NiftiGeometry oriented(double x) {
        return new NiftiGeometry(
                10,
                List.of(1.0, 2.0, 2.0, 2.0, 1.0),
                0,
                List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
                1,
                List.of(2.0, 0.0, 0.0, x, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 2.0, 0.0));
    }

    private static LoadedSeries load(SeriesRequest request) throws IOException {
        return SeriesLoader.load(request, Progress.NONE);
    }

    private String series(String name, SimulatedSeries.Quantity quantity, NiftiGeometry geometry) throws IOException {
        Path file = folder.resolve(name);
        NiftiWriter.write(file, samples(quantity), geometry, "", false, Progress.NONE);
        return file.toString();
    }

    private RandomAccessibleInterval<FloatType> samples(SimulatedSeries.Quantity quantity) {
        SourceImage image =
                ImagePlusSource.of("magnitude", series.image("x", PlaneAxis.FRAMES, 32, quantity), List.of());
        return image.series(
                new CycleLayout(PlaneAxis.FRAMES, PlaneAxis.SLICES, PlaneAxis.CHANNELS), 0, LinearScale.IDENTITY);
    }

    private String volume(String name, NiftiGeometry geometry) throws IOException {
        Path file = folder.resolve(name);
        SourceImage image = ImagePlusSource.of("b1", series.volume("x", i -> 1 + 0.001 * (i % 9)), List.of());
        NiftiWriter.write(file, image.volume(LinearScale.IDENTITY), geometry, "", false, Progress.NONE);
        return file.toString();
    }
}
