package org.relaxometry.bssfp.io.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.io.RoiEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.imglib2.img.planar.PlanarImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.OneSource;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Where drawn and saved ROIs lie in a series of 8 × 6 pixels, 5 slices and 3 cycles. */
class SeriesRoisTest {

    private static final int WIDTH = 8;
    private static final int HEIGHT = 6;
    private static final int DEPTH = 5;
    private static final int PLANE = WIDTH * HEIGHT;

    @TempDir
    Path folder;

    private final ImagePlus image = IJ.createHyperStack("mag", WIDTH, HEIGHT, 1, DEPTH, 3, 32);

    @Test
    void aSelectionLiesInTheSliceThatTheImageShows() throws IOException {
        image.setPositionWithoutUpdate(1, 4, 2);
        image.setRoi(new Roi(2, 1, 2, 2));
        SeriesRois read = read("", image);
        assertThat(read.source()).isEqualTo("selection of 'mag'");
        assertThat(read.notes()).singleElement().asString().contains("slice 4, which the image shows");
        RoiVoxels roi = read.rois().get(0);
        assertThat(roi.name()).isEqualTo("ROI 1");
        assertThat(roi.where()).isEqualTo("slice 4");
        assertThat(roi.voxels())
                .containsExactly(
                        2 + WIDTH + 3 * PLANE,
                        3 + WIDTH + 3 * PLANE,
                        2 + 2 * WIDTH + 3 * PLANE,
                        3 + 2 * WIDTH + 3 * PLANE);
    }

    @Test
    void anOverlayComesBeforeTheSelectionAndKeepsItsPositions() throws IOException {
        Roi first = new Roi(0, 0, 1, 1);
        first.setPosition(1, 2, 3);
        first.setName("a");
        Roi second = new PointRoi(3, 0);
        second.setPosition(5);
        second.setName("a");
        Overlay overlay = new Overlay(first);
        overlay.add(second);
        image.setOverlay(overlay);
        image.setRoi(new Roi(2, 1, 2, 2));
        List<RoiVoxels> rois = read("", image).rois();
        assertThat(rois).extracting(RoiVoxels::name).containsExactly("a", "a (2)");
        assertThat(rois.get(0).voxels()).containsExactly(PLANE);
        assertThat(rois.get(1).voxels()).containsExactly(3 + 4 * PLANE);
    }

    @Test
    void aSavedRoiWithoutAPositionLiesInAllSlices() throws IOException {
        SeriesRois read = read(save("a.roi", new Roi(7, 5, 1, 1)));
        assertThat(read.rois().get(0).name()).isEqualTo("a");
        assertThat(read.rois().get(0).where()).isEqualTo("slices 1–5");
        assertThat(read.rois().get(0).voxels()).hasSize(DEPTH);
        assertThat(read.notes()).singleElement().asString().contains("all slices");
        assertThat(read.inputs()).singleElement().extracting(InputFile::sha256).isNotNull();
    }

    @Test
    void whatLiesOutsideDoesNotCountAndIsSaid() throws IOException {
        Roi roi = new Roi(6, 4, 4, 4);
        roi.setPosition(1);
        SeriesRois read = read(save("a.roi", roi));
        assertThat(read.rois().get(0).voxels()).hasSize(4);
        assertThat(read.notes()).containsExactly("The ROI 'a' lies partly outside the images: 4 of 16 pixels count.");
    }

    @Test
    void theActiveMapOfTheSeriesIsAskedWhereNothingIsDrawnOnTheSeriesItself() throws IOException {
        ImagePlus map = IJ.createHyperStack("T1map", WIDTH, HEIGHT, 1, DEPTH, 1, 32);
        map.setPositionWithoutUpdate(1, 3, 1);
        map.setRoi(new Roi(1, 0, 2, 1));
        ImageProperties.storeSeries(map, series(image).id());
        WindowManager.setTempCurrentImage(map);
        try {
            SeriesRois read = read("", image);
            assertThat(read.source()).isEqualTo("selection of 'T1map'");
            assertThat(read.rois().get(0).where()).isEqualTo("slice 3");
            assertThat(read.voxels()).containsExactly(1 + 2 * PLANE, 2 + 2 * PLANE);
            assertThat(read("").source()).as("of a series from files").isEqualTo("selection of 'T1map'");

            image.setRoi(new Roi(2, 1, 2, 2));
            assertThat(read("", image).source()).isEqualTo("selection of 'mag'");
            image.deleteRoi();
            ImageProperties.storeSeries(map, "another series on the same grid");
            assertThatThrownBy(() -> read("", image))
                    .hasMessageContaining("the active image is no map of the series with a selection");
        } finally {
            WindowManager.setTempCurrentImage(null);
        }
    }

    @Test
    void textsAreNoRegions() {
        image.setOverlay(new Overlay(new TextRoi(1, 1, "R")));
        assertThatThrownBy(() -> read("", image))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a text, a picture or an arrow");
    }

    @Test
    void aPictureLaidOverAnImageDoesNotStandBeforeWhatIsDrawn() throws IOException {
        Overlay overlay = new Overlay(new ImageRoi(0, 0, new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB)));
        image.setOverlay(overlay);
        image.setRoi(new Roi(2, 1, 1, 1));
        assertThat(read("", image).source()).startsWith("selection");
        overlay.add(new Roi(0, 0, 1, 1));
        assertThat(read("", image).rois()).hasSize(1);
    }

    @Test
    void nothingDrawnIsSaid() {
        assertThatThrownBy(() -> read("", image))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the image 'mag' has neither an overlay nor a selection");
    }

    private String save(String name, Roi roi) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, RoiEncoder.saveAsByteArray(roi));
        return file.toString();
    }

    static SeriesRois read(String text, ImagePlus... images) throws IOException {
        return SeriesRois.read(text, series(images), Progress.NONE);
    }

    private static LoadedSeries series(ImagePlus... images) {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(3));
        var samples = PlanarImgs.floats(WIDTH, HEIGHT, DEPTH, 3);
        return new LoadedSeries(
                new PhaseCycledSeries(
                        new VolumeGrid(WIDTH, HEIGHT, DEPTH, 1, 1, 1),
                        new ComplexImages(samples, samples, ComplexImages.Form.REAL_IMAGINARY),
                        protocol,
                        Optional.empty(),
                        Optional.empty()),
                NiftiGeometry.ofVoxelSize(1, 1, 1),
                OneSource.of(protocol),
                OneSource.of(protocol),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                List.of(images));
    }
}
