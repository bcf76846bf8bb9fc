package org.relaxometry.bssfp.io.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.IntervalIndexer;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.AtomicFile;

/**
 * Writes float32 images as .nii or, by name, .nii.gz.
 *
 * <p>The file is NIfTI-1 unless a dimension exceeds 32767 or the geometry comes from a NIfTI-2 file and would lose digits;
 * then it is NIfTI-2. It is little-endian, has slope 1 and intercept 0, and does not depend on the time of writing.
 * Nothing half-written is ever left ({@link AtomicFile}).
 */
public final class NiftiWriter {

    /** Bytes between two looks at the cancel button. */
    private static final int CHUNK_BYTES = 1 << 18;

    private NiftiWriter() {}

    /**
     * Writes a float image.
     *
     * @param target a name that ends in .nii or .nii.gz, in an existing folder
     * @param image 2 to 7 dimensions
     * @param geometry where the voxels lie in space, written bit for bit
     * @param description text for the header, of which the first 79 bytes are kept
     * @param overwrite whether an existing file may be replaced
     * @throws java.nio.file.FileAlreadyExistsException if the target exists and may not be replaced
     * @throws IOException if the folder cannot be written to
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static void write(
            Path target,
            RandomAccessibleInterval<FloatType> image,
            NiftiGeometry geometry,
            String description,
            boolean overwrite,
            Progress progress)
            throws IOException {
        String name = target.toString().toLowerCase(Locale.ROOT);
        boolean gzip = name.endsWith(".nii.gz");
        if (!gzip && !name.endsWith(".nii")) {
            throw new IllegalArgumentException(
                    "A NIfTI file is written as .nii or .nii.gz, but was to be named " + target.getFileName() + ".");
        }
        byte[] header = header(image.dimensionsAsLongArray(), geometry, description);
        AtomicFile.write(target, overwrite, out -> {
            if (!gzip) {
                writeContent(out, header, image, progress);
                return;
            }
            BlockGzip packed = new BlockGzip(out, ForkJoinPool.commonPool());
            writeContent(packed, header, image, progress);
            packed.finish();
        });
    }

    private static byte[] header(long[] dimensions, NiftiGeometry geometry, String description) {
        if (dimensions.length < 2 || dimensions.length > 7) {
            throw new IllegalArgumentException(
                    "A NIfTI file has 2 to 7 dimensions, but the image has " + dimensions.length + ".");
        }
        HeaderBytes header = HeaderBytes.blank(NiftiVersion.NIFTI_1);
        geometry.writeTo(header);
        boolean fits = geometry.equals(NiftiGeometry.readFrom(header));
        for (long dimension : dimensions) {
            fits &= dimension <= Short.MAX_VALUE;
        }
        if (!fits) {
            header = HeaderBytes.blank(NiftiVersion.NIFTI_2);
            geometry.writeTo(header);
        }
        header.set(HeaderField.DIM, 0, dimensions.length);
        for (int i = 0; i < 7; i++) {
            header.set(HeaderField.DIM, 1 + i, i < dimensions.length ? (double) dimensions[i] : 1);
        }
        for (int i = 5; i < 8; i++) {
            header.set(HeaderField.PIXDIM, i, 1);
        }
        header.set(HeaderField.DATATYPE, 0, NiftiType.FLOAT32.code());
        header.set(HeaderField.BITPIX, 0, NiftiType.FLOAT32.bits());
        header.set(HeaderField.SCL_SLOPE, 0, 1);
        header.setDescription(description);
        int length = header.version().headerBytes + NiftiVersion.EXTENSION_FLAG_BYTES;
        header.set(HeaderField.VOX_OFFSET, 0, length);
        return Arrays.copyOf(header.array(), length);
    }

    private static void writeContent(
            OutputStream out, byte[] header, RandomAccessibleInterval<FloatType> image, Progress progress)
            throws IOException {
        out.write(header);
        long[] size = image.dimensionsAsLongArray();
        long rows = Arrays.stream(size, 1, size.length).reduce(1, Math::multiplyExact);
        int rowsAtOnce = (int) Math.max(1, Math.min(size[1], CHUNK_BYTES / Float.BYTES / size[0]));
        int[] blockSize = new int[size.length];
        Arrays.fill(blockSize, 1);
        blockSize[0] = Math.toIntExact(size[0]);
        PrimitiveBlocks<FloatType> blocks = PrimitiveBlocks.of(image, PrimitiveBlocks.OnFallback.ACCEPT);
        float[] values = new float[rowsAtOnce * blockSize[0]];
        ByteBuffer chunk = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long[] corner = new long[size.length];
        for (long done = 0; done < rows; done += blockSize[1]) {
            progress.checkCanceled();
            // from the first row of this block on: a block never reaches into the next plane
            IntervalIndexer.indexToPosition(done * size[0], size, corner);
            blockSize[1] = (int) Math.min(rowsAtOnce, size[1] - corner[1]);
            int count = blockSize[0] * blockSize[1];
            blocks.copy(absolute(corner, image), values, blockSize);
            chunk.asFloatBuffer().put(values, 0, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
            progress.update((double) (done + blockSize[1]) / rows);
        }
    }

    private static long[] absolute(long[] position, RandomAccessibleInterval<?> image) {
        long[] absolute = new long[position.length];
        Arrays.setAll(absolute, d -> position[d] + image.min(d));
        return absolute;
    }
}
