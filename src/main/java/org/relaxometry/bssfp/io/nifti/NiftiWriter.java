package org.relaxometry.bssfp.io.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /**
     * One of several images that are written at once.
     *
     * @param file a name that ends in .nii or .nii.gz, in an existing folder
     * @param description text for the header, of which the first 79 bytes are kept
     */
    public record Target(Path file, String description) {}

    /** Where the values of several images come from. */
    @FunctionalInterface
    public interface Planes {
        /**
         * @param plane from 0, in the order of the file
         * @param into by image and pixel
         */
        void read(long plane, float[][] into) throws IOException;
    }

    @FunctionalInterface
    private interface Filling {
        void fill(List<OutputStream> outs) throws IOException;
    }

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
        PrimitiveBlocks<FloatType> blocks = PrimitiveBlocks.of(image, PrimitiveBlocks.OnFallback.ACCEPT);
        long[] size = image.dimensionsAsLongArray();
        int[] planeSize = new int[size.length];
        Arrays.setAll(planeSize, d -> d < 2 ? Math.toIntExact(size[d]) : 1);
        long[] corner = new long[size.length];
        writePlanes(
                List.of(new Target(target, description)),
                size,
                geometry,
                overwrite,
                (plane, into) -> {
                    IntervalIndexer.indexToPosition(plane * size[0] * size[1], size, corner);
                    Arrays.setAll(corner, d -> corner[d] + image.min(d));
                    blocks.copy(corner, into[0], planeSize);
                },
                progress);
    }

    /**
     * Writes several images of one size plane by plane, none of which need be in memory.
     *
     * @param dimensions 2 to 7
     * @throws IOException as {@link #write}, or if the planes do
     */
    public static void writePlanes(
            List<Target> targets,
            long[] dimensions,
            NiftiGeometry geometry,
            boolean overwrite,
            Planes planes,
            Progress progress)
            throws IOException {
        List<byte[]> headers = new ArrayList<>();
        for (Target target : targets) {
            requireName(target.file());
            headers.add(header(dimensions, geometry, target.description()));
        }
        writeEach(targets, overwrite, new ArrayList<>(), outs -> {
            for (int i = 0; i < outs.size(); i++) {
                outs.get(i).write(headers.get(i));
            }
            writeContent(outs, dimensions, planes, progress);
        });
    }

    private static void requireName(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".nii.gz") && !name.endsWith(".nii")) {
            throw new IllegalArgumentException(
                    "A NIfTI file is written as .nii or .nii.gz, but was to be named " + file.getFileName() + ".");
        }
    }

    /** Opens one after the other, and when all are open lets them be filled. */
    private static void writeEach(List<Target> targets, boolean overwrite, List<OutputStream> opened, Filling filling)
            throws IOException {
        if (opened.size() == targets.size()) {
            filling.fill(opened);
            return;
        }
        Path file = targets.get(opened.size()).file();
        boolean gzip = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        AtomicFile.write(file, overwrite, out -> {
            BlockGzip packed = gzip ? new BlockGzip(out, ForkJoinPool.commonPool()) : null;
            opened.add(gzip ? packed : out);
            writeEach(targets, overwrite, opened, filling);
            if (gzip) {
                packed.finish();
            }
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

    private static void writeContent(List<OutputStream> outs, long[] dimensions, Planes planes, Progress progress)
            throws IOException {
        int voxels = Math.toIntExact(dimensions[0] * dimensions[1]);
        long count = Arrays.stream(dimensions, 2, dimensions.length).reduce(1, Math::multiplyExact);
        float[][] values = new float[outs.size()][voxels];
        ByteBuffer bytes = ByteBuffer.allocate(voxels * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long plane = 0; plane < count; plane++) {
            progress.checkCanceled();
            planes.read(plane, values);
            for (int i = 0; i < values.length; i++) {
                bytes.asFloatBuffer().put(values[i]);
                outs.get(i).write(bytes.array());
            }
            progress.update((plane + 1.0) / count);
        }
        progress.checkCanceled();
    }
}
