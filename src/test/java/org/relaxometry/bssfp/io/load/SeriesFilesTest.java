package org.relaxometry.bssfp.io.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.OneSource;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.VolumeGrid;

class SeriesFilesTest {

    /** Voxel sizes that a float holds exactly. */
    private static final VolumeGrid GRID = new VolumeGrid(7, 5, 3, 1.25, 1.5, 2);

    private static final Protocol PROTOCOL = new Protocol(5, 2.5, 20, List.of(10.0, 100.0, 190.0, 280.0));
    private static final String JSON =
            "{\"RepetitionTime\": 0.005, \"EchoTime\": 0.0025, \"FlipAngle\": 20, \"PhaseIncrements_deg\": [10, 100, 190, 280]}";

    @TempDir
    Path folder;

    @Test
    void filesAreReadBackWithoutAnyFurtherKey() throws IOException {
        NiftiGeometry geometry = NiftiGeometry.ofVoxelSize(1.25, 1.5, 2);
        try (ResultFolder results = new ResultFolder(folder.toString(), "sub-01_", false)) {
            new SeriesFiles(series(), geometry, OneSource.of(PROTOCOL)).write(results, "test", Progress.NONE);
            for (String image : SeriesFiles.IMAGES) {
                Files.writeString(results.place(image + ".json"), JSON);
            }
            results.publish();
        }
        LoadedSeries loaded = SeriesLoader.load(
                new SeriesRequest(Map.of(
                        "magnitude",
                                folder.resolve("sub-01_bssfp_part-mag.nii.gz").toString(),
                        "phase",
                                folder.resolve("sub-01_bssfp_part-phase.nii.gz").toString())),
                Progress.NONE);
        assertThat(loaded.geometry().voxelSizeMm()).containsExactly(geometry.voxelSizeMm());
        assertSame(loaded);
    }

    @Test
    void imagesAreRecognisedWithoutAnyFurtherKey() throws IOException {
        List<ImagePlus> images = new SeriesFiles(
                        series(), NiftiGeometry.ofVoxelSize(1.25, 1.5, 2), OneSource.of(PROTOCOL))
                .images("a_", "", Progress.NONE);
        LoadedSeries loaded = SeriesLoader.load(
                new SeriesRequest(Map.of(
                        "magnitude", save(images.get(0)).toString(),
                        "phase", save(images.get(1)).toString())),
                Progress.NONE);
        assertSame(loaded);
    }

    @Test
    void volumesInMemoryAreReadAsTheyAre() {
        ComplexSeries series = series();
        boolean[] mask = new boolean[GRID.voxels()];
        mask[3] = true;
        var wrapped = CycleVolumes.asSeries(series, Optional.empty(), Optional.of(new Mask(mask)));
        CycleVolumes read = CycleVolumes.read(wrapped, Progress.NONE);
        assertThat(read.notFinite()).isZero();
        for (int cycle = 0; cycle < 4; cycle++) {
            assertThat(read.series().cycles().get(cycle).real())
                    .containsExactly(series.cycles().get(cycle).real());
            assertThat(read.series().cycles().get(cycle).imaginary())
                    .containsExactly(series.cycles().get(cycle).imaginary());
        }
        assertThat(wrapped.mask().orElseThrow().inside()).containsExactly(mask);
    }

    @Test
    void samplesThatAreNotNumbersBecomeZeroAndAreCounted() {
        ComplexSeries series = series();
        series.cycles().get(2).real()[8] = Float.NaN;
        series.cycles().get(1).imaginary()[9] = Float.POSITIVE_INFINITY;
        CycleVolumes read =
                CycleVolumes.read(CycleVolumes.asSeries(series, Optional.empty(), Optional.empty()), Progress.NONE);
        assertThat(read.notFinite()).isEqualTo(2);
        assertThat(read.series().cycles().get(2).real()[8]).isZero();
        assertThat(read.series().cycles().get(2).imaginary()[8]).isZero();
        assertThat(read.series().cycles().get(1).real()[9]).isZero();
    }

    private Path save(ImagePlus image) {
        Path file = folder.resolve(image.getTitle() + ".tif");
        assertThat(new ij.io.FileSaver(image).saveAsTiffStack(file.toString())).isTrue();
        return file;
    }

    private static void assertSame(LoadedSeries loaded) {
        assertThat(loaded.series().protocol()).isEqualTo(PROTOCOL);
        ComplexSeries expected = series();
        ComplexSeries actual = CycleVolumes.read(loaded.series(), Progress.NONE).series();
        assertThat(actual.grid()).isEqualTo(GRID);
        for (int cycle = 0; cycle < 4; cycle++) {
            for (int i = 0; i < GRID.voxels(); i++) {
                // magnitude and phase are rounded to floats
                assertThat(actual.cycles().get(cycle).real()[i])
                        .isCloseTo(expected.cycles().get(cycle).real()[i], within(1e-6f));
                assertThat(actual.cycles().get(cycle).imaginary()[i])
                        .isCloseTo(expected.cycles().get(cycle).imaginary()[i], within(1e-6f));
            }
        }
    }

    private static ComplexSeries series() {
        Random random = new Random(3);
        List<ComplexVolume> cycles = new ArrayList<>();
        for (int cycle = 0; cycle < 4; cycle++) {
            ComplexVolume volume = ComplexVolume.zeros(GRID);
            for (int i = 0; i < GRID.voxels(); i++) {
                volume.real()[i] = (float) random.nextGaussian();
                volume.imaginary()[i] = (float) random.nextGaussian();
            }
            cycles.add(volume);
        }
        return new ComplexSeries(PROTOCOL, cycles);
    }
}
