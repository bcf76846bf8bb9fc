package org.relaxometry.bssfp.app.roi;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Rectangle;
import java.io.IOException;
import java.util.ArrayList;
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
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.io.sidecar.OneSource;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.ScalarVolume;

/** Two subjects of one protocol on one grid, which only their samples tell apart. */
class LinkedImagesTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
    private static final int VOXELS = 2 * 64 * 64;
    private static final NiftiGeometry GEOMETRY = NiftiGeometry.ofVoxelSize(1, 1, 1);

    private final List<ImagePlus> one = images(0.001);
    private final List<ImagePlus> two = images(0.002);
    private final ImagePlus b1 = b1("B1map");

    @Test
    void theInspectorFollowsItsOwnSeriesAndMapsAndNoOthersOnTheSameGrid() throws IOException {
        LoadedSeries first = load(one);
        LoadedSeries second = load(two);
        assertThat(one).allMatch(image -> first.owns(image));
        assertThat(one).noneMatch(image -> second.owns(image));
        assertThat(first.owns(map(first))).isTrue();
        assertThat(second.owns(map(second))).isTrue();
        assertThat(second.owns(map(first))).isFalse();
        assertThat(first.owns(map(first).duplicate())).isTrue();
    }

    @Test
    void ofTheB1MapsOnTheGridItFollowsThatOfTheRun() throws IOException {
        LoadedSeries first = load(one);
        assertThat(first.owns(b1)).isTrue();
        assertThat(first.owns(b1("B1map of another"))).isFalse();
        assertThat(first.owns(null)).isFalse();
        ImagePlus ofAnother = b1("B1map");
        ofAnother.getProcessor().setf(0, 0.9f);
        assertThat(first.owns(ofAnother))
                .as("of the same title, with other values")
                .isFalse();
    }

    @Test
    void twoInspectorsAnswerForTheirOwnSeriesOnly() throws IOException {
        LoadedSeries first = load(one);
        LoadedSeries second = load(two);
        ImagePlus map = map(first);
        List<RoiVoxels> ofFirst = new ArrayList<>();
        List<RoiVoxels> ofSecond = new ArrayList<>();
        try (OpenImages open = new OpenImages(one.get(0), one.get(1), two.get(0), two.get(1), map)) {
            LinkedImages firstLinks = new LinkedImages(first, ofFirst::add);
            LinkedImages secondLinks = new LinkedImages(second, ofSecond::add);
            map.setRoi(new Roi(3, 5, 2, 1));
            assertThat(ofFirst.get(ofFirst.size() - 1).voxels()).containsExactly(3 + 64 * 5, 4 + 64 * 5);
            assertThat(one).allMatch(image -> image.getRoi().getBounds().equals(new Rectangle(3, 5, 2, 1)));
            assertThat(ofSecond).isEmpty();
            assertThat(two).allMatch(image -> image.getRoi() == null);
            firstLinks.release();
            secondLinks.release();
            map.deleteRoi();
            assertThat(one).as("no longer linked").allMatch(image -> image.getRoi() != null);
        }
    }

    @Test
    void anImageThatIsOpenedLaterTakesSelectionAndSliceAndChangesNeither() throws IOException {
        LoadedSeries first = load(one);
        List<RoiVoxels> seen = new ArrayList<>();
        try (OpenImages open = new OpenImages(one.get(0), one.get(1))) {
            LinkedImages links = new LinkedImages(first, seen::add);
            one.get(0).setPosition(1, 2, 1);
            one.get(0).setRoi(new Roi(3, 5, 2, 1));
            ImagePlus later = map(first);
            links.imageOpened(later);
            assertThat(later.getZ()).isEqualTo(2);
            assertThat(later.getRoi().getBounds()).isEqualTo(new Rectangle(3, 5, 2, 1));
            links.imageUpdated(later);
            assertThat(one).allMatch(image -> image.getRoi() != null);
            assertThat(one.get(0).getZ()).isEqualTo(2);
            assertThat(seen.get(seen.size() - 1).where()).isEqualTo("slice 2");
            assertThat(seen.get(seen.size() - 1).voxels()).hasSize(2);
            links.release();
        }
    }

    private static List<ImagePlus> images(double sigma) {
        return new SeriesFiles(
                        CycleVolumes.read(SimulatedSeries.simulate(PROTOCOL, VOXELS, sigma), Progress.NONE)
                                .series(),
                        GEOMETRY,
                        OneSource.of(PROTOCOL))
                .images("", "", Progress.NONE);
    }

    private static ImagePlus b1(String title) {
        ScalarVolume ones =
                new ScalarVolume(SimulatedSeries.simulate(PROTOCOL, VOXELS).grid(), new float[VOXELS]);
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
                (PlanarImg<FloatType, ?>) new PlanarImgFactory<>(new FloatType()).create(64, 64, 2);
        return MapImages.wrap("T1map", values, "ms", series, "");
    }
}
