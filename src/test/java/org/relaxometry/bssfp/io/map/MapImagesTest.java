package org.relaxometry.bssfp.io.map;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.load.OpenImages;
import org.relaxometry.bssfp.io.load.SeriesFiles;
import org.relaxometry.bssfp.io.load.SeriesLoader;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.OneSource;
import org.relaxometry.bssfp.io.sidecar.ProtocolItem;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Maps say what they are, of which slice, and to which series they belong; nothing of it is borrowed from the series. */
class MapImagesTest {

    private static final VolumeGrid GRID = new VolumeGrid(6, 5, 3, 1, 1, 1);
    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
    private static final NiftiGeometry GEOMETRY = NiftiGeometry.ofVoxelSize(1, 1, 1);

    @TempDir
    Path folder;

    @Test
    void slicesOfAMapAreNamedByQuantityUnitAndNumberAlsoInFiles() throws IOException {
        ImagePlus map = MapImages.wrap("T1map", map(), "ms", series(1), "");
        assertThat(map.getStack().getSliceLabel(2)).isEqualTo("T1map (ms), slice 2");
        String file = folder.resolve("map.tif").toString();
        assertThat(new FileSaver(map).saveAsTiff(file)).isTrue();
        assertThat(labels(IJ.openImage(file)))
                .containsExactly("T1map (ms), slice 1", "T1map (ms), slice 2", "T1map (ms), slice 3");
    }

    @Test
    void soAreChannelsVolumesAndValuesWithoutUnit() throws IOException {
        Map<String, PlanarImg<FloatType, FloatArray>> channels = new LinkedHashMap<>();
        channels.put("SVNN", map());
        channels.put("PINN", map());
        assertThat(labels(MapImages.wrap("roi_T1map_mean", channels, "ms", series(1), ""))
                        .subList(0, 3))
                .containsExactly(
                        "SVNN: roi_T1map_mean (ms), slice 1",
                        "PINN: roi_T1map_mean (ms), slice 1",
                        "SVNN: roi_T1map_mean (ms), slice 2");
        ScalarVolume volume = new ScalarVolume(GRID, new float[GRID.voxels()]);
        assertThat(labels(MapImages.wrap("B1map", volume, "ratio", GEOMETRY, ""))
                        .get(0))
                .isEqualTo("B1map (ratio), slice 1");
        assertThat(labels(MapImages.wrap("mean magnitude", map(), "", series(1), ""))
                        .get(2))
                .isEqualTo("mean magnitude, slice 3");
    }

    @Test
    void aMapKnowsItsSeriesAndThatItsProtocolWasTyped() throws IOException {
        ImagePlus map = MapImages.wrap("T1map", map(), "ms", series(1), "");
        assertThat(ImageProperties.series(map))
                .contains(series(1).id())
                .isNotEqualTo(series(2).id());
        assertThat(ImageProperties.series(map.duplicate())).contains(series(1).id());
        assertThat(ImageProperties.protocolText(map).orElseThrow())
                .endsWith("\"Provenance\":{\"FlipAngle\":\"typed\"}}");
    }

    /** Of a size and a place that is the same for every number. */
    private static LoadedSeries series(int number) throws IOException {
        List<ComplexVolume> cycles = IntStream.rangeClosed(1, 4)
                .mapToObj(cycle -> {
                    float[] real = new float[GRID.voxels()];
                    float[] imaginary = new float[GRID.voxels()];
                    for (int v = 0; v < real.length; v++) {
                        real[v] = (float) Math.cos(cycle * number + v);
                        imaginary[v] = (float) Math.sin(cycle * number + v);
                    }
                    return new ComplexVolume(GRID, real, imaginary);
                })
                .toList();
        List<ImagePlus> images = new SeriesFiles(
                        new ComplexSeries(PROTOCOL, cycles), GEOMETRY, OneSource.of(PROTOCOL, ProtocolItem.FLIP_ANGLE))
                .images("", "", Progress.NONE);
        try (OpenImages open = new OpenImages(images.toArray(ImagePlus[]::new))) {
            return SeriesLoader.load(
                    new SeriesRequest(Map.of("magnitude", "bssfp_part-mag", "phase", "bssfp_part-phase")),
                    Progress.NONE);
        }
    }

    @SuppressWarnings("unchecked")
    private static PlanarImg<FloatType, FloatArray> map() {
        return (PlanarImg<FloatType, FloatArray>) (PlanarImg<FloatType, ?>)
                new PlanarImgFactory<>(new FloatType()).create(GRID.nx(), GRID.ny(), GRID.nz());
    }

    private static List<String> labels(ImagePlus image) {
        return IntStream.rangeClosed(1, image.getStackSize())
                .mapToObj(plane -> image.getStack().getSliceLabel(plane))
                .toList();
    }

    @Test
    void theInfoOfAMapSaysItsLongestTime() {
        ImagePlus image = new ImagePlus("", new FloatProcessor(2, 2));
        image.setProperty("Info", "Method: Maximum likelihood\nLongestTime: 10.0\nB1: none\n");
        assertThat(MapImages.longestMs(image, "T2")).isEqualTo(10_000);
        assertThat(MapImages.longestMs(image, "σ(T1)")).isInfinite();
        image.setProperty("Info", "Method: SVNN\n");
        assertThat(MapImages.longestMs(image, "T1")).isInfinite();
    }
}
