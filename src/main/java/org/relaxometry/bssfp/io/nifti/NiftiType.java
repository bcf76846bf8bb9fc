package org.relaxometry.bssfp.io.nifti;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.DoubleArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

/** The types of voxels that are read, named as the NIfTI standard names them. */
public enum NiftiType {
    UINT8(2, 8, new UnsignedByteType(), new ByteArray(0), NiftiType::bytes),
    INT16(4, 16, new ShortType(), new ShortArray(0), NiftiType::shorts),
    INT32(8, 32, new IntType(), new IntArray(0), NiftiType::ints),
    FLOAT32(16, 32, new FloatType(), new FloatArray(0), NiftiType::floats),
    COMPLEX64(32, 64, new FloatType(), new FloatArray(0), NiftiType::complexFloats),
    FLOAT64(64, 64, new DoubleType(), new DoubleArray(0), NiftiType::doubles),
    INT8(256, 8, new ByteType(), new ByteArray(0), NiftiType::bytes),
    UINT16(512, 16, new UnsignedShortType(), new ShortArray(0), NiftiType::shorts),
    UINT32(768, 32, new UnsignedIntType(), new IntArray(0), NiftiType::ints),
    INT64(1024, 64, new LongType(), new LongArray(0), NiftiType::longs),
    UINT64(1280, 64, new UnsignedLongType(), new LongArray(0), NiftiType::longs),
    COMPLEX128(1792, 128, new DoubleType(), new DoubleArray(0), NiftiType::complexDoubles);

    /** Types that the standard knows and this program does not read, with the reason. */
    private static final Map<Integer, String> REFUSED = Map.of(
            0, "no type is stated",
            1, "voxels of one bit are not read; store the mask as uint8",
            128, "it is a colour image (RGB), not a measurement",
            1536, "numbers of 128 bits (float128) cannot be held without loss; store them as float64",
            2048, "numbers of 256 bits (complex256) cannot be held without loss; store them as complex128",
            2304, "it is a colour image (RGBA), not a measurement");

    /** Takes the voxels that stand next in the bytes into the arrays of a plane; leaves the position of the bytes. */
    private interface Decoder {
        void decode(ByteBuffer from, Object[] planes, int start, int count);
    }

    private final int code;
    private final int bits;
    private final NativeType<?> imageType;
    private final ArrayDataAccess<?> access;
    private final Decoder decoder;

    NiftiType(int code, int bits, NativeType<?> imageType, ArrayDataAccess<?> access, Decoder decoder) {
        this.code = code;
        this.bits = bits;
        this.imageType = imageType;
        this.access = access;
        this.decoder = decoder;
    }

    /** Bits of a voxel in the file, both parts of a complex number together. */
    public int bits() {
        return bits;
    }

    /** Whether a voxel is a complex number. */
    public boolean isComplex() {
        return this == COMPLEX64 || this == COMPLEX128;
    }

    int code() {
        return code;
    }

    int bytes() {
        return bits / 8;
    }

    /** ImgLib2 type of the image, or of each of the two images of a complex file. */
    NativeType<?> imageType() {
        return imageType;
    }

    /** An empty plane, as ImgLib2 keeps it. */
    ArrayDataAccess<?> plane(int voxels) {
        return (ArrayDataAccess<?>) access.createArray(voxels);
    }

    /**
     * Takes the voxels that stand next in the bytes.
     *
     * @param from bytes in the order of the file; their position moves on
     * @param planes primitive array of the plane; of a complex file the real and the imaginary one
     * @param start voxel of the plane that comes next
     */
    void decode(ByteBuffer from, Object[] planes, int start, int count) {
        decoder.decode(from, planes, start, count);
        from.position(from.position() + count * bytes());
    }

    static Optional<NiftiType> ofCode(int code) {
        for (NiftiType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    static String whyRefused(int code) {
        return REFUSED.getOrDefault(code, "the NIfTI standard knows no such type");
    }

    private static void bytes(ByteBuffer from, Object[] planes, int start, int count) {
        from.get(from.position(), (byte[]) planes[0], start, count);
    }

    private static void shorts(ByteBuffer from, Object[] planes, int start, int count) {
        from.asShortBuffer().get((short[]) planes[0], start, count);
    }

    private static void ints(ByteBuffer from, Object[] planes, int start, int count) {
        from.asIntBuffer().get((int[]) planes[0], start, count);
    }

    private static void longs(ByteBuffer from, Object[] planes, int start, int count) {
        from.asLongBuffer().get((long[]) planes[0], start, count);
    }

    private static void floats(ByteBuffer from, Object[] planes, int start, int count) {
        from.asFloatBuffer().get((float[]) planes[0], start, count);
    }

    private static void doubles(ByteBuffer from, Object[] planes, int start, int count) {
        from.asDoubleBuffer().get((double[]) planes[0], start, count);
    }

    private static void complexFloats(ByteBuffer from, Object[] planes, int start, int count) {
        float[] real = (float[]) planes[0];
        float[] imaginary = (float[]) planes[1];
        int offset = from.position();
        for (int i = 0; i < count; i++) {
            real[start + i] = from.getFloat(offset + 8 * i);
            imaginary[start + i] = from.getFloat(offset + 8 * i + 4);
        }
    }

    private static void complexDoubles(ByteBuffer from, Object[] planes, int start, int count) {
        double[] real = (double[]) planes[0];
        double[] imaginary = (double[]) planes[1];
        int offset = from.position();
        for (int i = 0; i < count; i++) {
            real[start + i] = from.getDouble(offset + 16 * i);
            imaginary[start + i] = from.getDouble(offset + 16 * i + 8);
        }
    }
}
