package org.relaxometry.bssfp.io.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Fraction;
import org.relaxometry.bssfp.concurrent.Progress;

/**
 * One reading of the voxels that a header describes. The bytes come in chunks, and a plane is made when its first voxel
 * has arrived, so that a file that ends early never costs the memory it claims.
 */
final class VoxelReader {

    /** Bytes between two looks at the cancel button; a multiple of every voxel's size. */
    private static final int CHUNK_BYTES = 1 << 20;

    private final NiftiHeader header;
    private final ByteSource source;
    private final Progress progress;
    private final byte[] chunk;
    private final ByteBuffer bytes;
    /** Per part (real, imaginary) the planes read so far. */
    private final List<List<ArrayDataAccess<?>>> planes = new ArrayList<>();

    VoxelReader(NiftiHeader header, ByteSource source, Progress progress) {
        this.header = header;
        this.source = source;
        this.progress = progress;
        chunk = new byte[(int) Math.min(CHUNK_BYTES, header.end())];
        bytes = ByteBuffer.wrap(chunk).order(header.byteOrder());
        for (int part = 0; part < (header.type().isComplex() ? 2 : 1); part++) {
            planes.add(new ArrayList<>());
        }
    }

    NiftiImage read() throws IOException {
        while (source.position() < header.dataOffset()) {
            fill(header.dataOffset());
        }
        bytes.limit(bytes.position());
        for (int plane = 0; plane < header.planes(); plane++) {
            readPlane();
        }
        // at the end of a gzipped file its checksum is verified; what else may follow the voxels is of no interest
        source.read(new byte[1], 1);
        return new NiftiImage(header, image(planes.get(0)), header.type().isComplex() ? image(planes.get(1)) : null);
    }

    private void readPlane() throws IOException {
        NiftiType type = header.type();
        int voxels = header.planeVoxels();
        Object[] arrays = new Object[planes.size()];
        for (int done = 0; done < voxels; ) {
            if (!bytes.hasRemaining()) {
                fill(header.end());
            }
            if (done == 0) {
                for (int part = 0; part < arrays.length; part++) {
                    ArrayDataAccess<?> plane = type.plane(voxels);
                    planes.get(part).add(plane);
                    arrays[part] = plane.getCurrentStorageArray();
                }
            }
            int count = Math.min(voxels - done, bytes.remaining() / type.bytes());
            type.decode(bytes, arrays, done, count);
            done += count;
        }
    }

    /** Gets the next chunk, which does not reach beyond this byte of the file. */
    private void fill(long until) throws IOException {
        progress.checkCanceled();
        int count = (int) Math.min(chunk.length, until - source.position());
        if (source.read(chunk, count) < count) {
            throw new NiftiException(
                    header.dataFile(),
                    "ends after " + source.position() + " of the " + header.end() + " bytes that the header claims.");
        }
        bytes.position(0).limit(count);
        progress.update((double) source.position() / header.end());
    }

    // the enum NiftiType pairs image type and access; the compiler cannot follow that
    @SuppressWarnings({"unchecked", "rawtypes"})
    private RandomAccessibleInterval<? extends RealType<?>> image(List<ArrayDataAccess<?>> ofPart) {
        PlanarImg image = new PlanarImg(ofPart, header.dimensions(), new Fraction());
        NativeTypeFactory factory = header.type().imageType().getNativeTypeFactory();
        image.setLinkedType(factory.createLinkedType(image));
        return image;
    }
}
