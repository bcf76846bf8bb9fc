package org.relaxometry.bssfp.app.roi;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.load.OpenImages;
import org.relaxometry.bssfp.io.load.SeriesFiles;
import org.relaxometry.bssfp.io.load.SeriesLoader;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.OneSource;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.ScalarVolume;

/** Two subjects of one protocol on one grid, which only their samples tell apart. */
class LinkedImagesTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
    private static final NiftiGeometry GEOMETRY = NiftiGeometry.ofVoxelSize(1, 1, 1);

    private final List<ImagePlus> one = images(0.001);
    private final List<ImagePlus> two = images(0.002);
    private final ImagePlus b1 = b1("B1map");

    @Test
    void theInspectorFollowsItsOwnSeriesAndMapsAndNoOthersOnTheSameGrid() throws IOException {
        LoadedSeries first = load(one);
        LoadedSeries second = load(two);
        assertThat(one).allMatch(image -> LinkedImages.belongs(image, first));
        assertThat(one).noneMatch(image -> LinkedImages.belongs(image, second));
        assertThat(LinkedImages.belongs(map(first), first)).isTrue();
        assertThat(LinkedImages.belongs(map(second), second)).isTrue();
        assertThat(LinkedImages.belongs(map(first), second)).isFalse();
        assertThat(LinkedImages.belongs(map(first).duplicate(), first)).isTrue();
    }

    @Test
    void ofTheB1MapsOnTheGridItFollowsThatOfTheRun() throws IOException {
        LoadedSeries first = load(one);
        assertThat(LinkedImages.belongs(b1, first)).isTrue();
        assertThat(LinkedImages.belongs(b1("B1map of another"), first)).isFalse();
        assertThat(LinkedImages.belongs(null, first)).isFalse();
    }

    private static List<ImagePlus> images(double sigma) {
        return new SeriesFiles(
                        CycleVolumes.read(SimulatedSeries.simulate(PROTOCOL, 4096, sigma), Progress.NONE)
                                .series(),
                        GEOMETRY,
                        OneSource.of(PROTOCOL),
                        Progress.NONE)
                .images("", "");
    }

    private static ImagePlus b1(String title) {
        ScalarVolume ones =
                new ScalarVolume(SimulatedSeries.simulate(PROTOCOL, 4096).grid(), new float[4096]);
        Arrays.fill(ones.values(), 1);
        return MapImages.wrap(title, ones, "ratio", GEOMETRY, "");
    }

    private LoadedSeries load(List<ImagePlus> images) throws IOException {
        try (OpenImages open = new OpenImages(images.get(0), images.get(1), b1)) {
            return SeriesLoader.load(
                    new SeriesRequest(
                            Map.of("magnitude", "bssfp_part-mag", "phase", "bssfp_part-phase", "b1", "B1map")),
                    Progress.NONE);
        }
    }

    @SuppressWarnings("unchecked")
    private static ImagePlus map(LoadedSeries series) {
        var values = (PlanarImg<FloatType, FloatArray>)
                (PlanarImg<FloatType, ?>) new PlanarImgFactory<>(new FloatType()).create(64, 64, 1);
        return MapImages.wrap("T1map", values, "ms", series, "");
    }
}
