package org.relaxometry.bssfp.io.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.Mutation;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;

/** Damaged label images give regions or a refusal, and nothing else. */
class LabelImageFuzzTest {

    @TempDir
    Path folder;

    @Test
    void someMutatedImagesAreReadOrRefused() throws IOException {
        readOrRefuse(300, Long.getLong("seed", 1));
    }

    @Test
    @Tag("slow")
    void mutatedImagesAreReadOrRefused() throws IOException {
        readOrRefuse(3000, Long.getLong("seed", 20_250_733));
    }

    private void readOrRefuse(int files, long seed) throws IOException {
        Random random = new Random(seed);
        byte[] nifti = nifti();
        byte[] tiff = tiff();
        int refused = 0;
        for (int i = 0; i < files; i++) {
            boolean even = i % 2 == 0;
            Path file = folder.resolve(even ? "fuzz.nii" : "fuzz.tif");
            Files.write(file, Mutation.of(List.of(even ? nifti : tiff), random));
            try {
                assertThat(SeriesRoisTest.read(file.toString()).rois()).isNotEmpty();
            } catch (IOException | IllegalArgumentException e) {
                refused++;
                assertThat(e).as("case %d", i).hasMessageContaining("fuzz").hasMessageMatching("(?s).{40,}");
            } catch (RuntimeException | Error e) {
                fail("case " + i + " gave " + e, e);
            }
        }
        assertThat(refused).isBetween(files / 10, files * 9 / 10);
    }

    private static float label(int voxel) {
        return voxel % 4;
    }

    private byte[] nifti() throws IOException {
        float[] labels = new float[8 * 6 * 5];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = label(i);
        }
        Path file = folder.resolve("labels.nii");
        NiftiWriter.write(
                file, ArrayImgs.floats(labels, 8, 6, 5), NiftiGeometry.ofVoxelSize(1, 1, 1), "", true, Progress.NONE);
        return Files.readAllBytes(file);
    }

    private static byte[] tiff() {
        ImageStack stack = new ImageStack(8, 6);
        for (int z = 0; z < 5; z++) {
            ImageProcessor slice = new ByteProcessor(8, 6);
            for (int i = 0; i < slice.getPixelCount(); i++) {
                slice.setf(i, label(i));
            }
            stack.addSlice(slice);
        }
        return new FileSaver(new ImagePlus("labels", stack)).serialize();
    }
}
