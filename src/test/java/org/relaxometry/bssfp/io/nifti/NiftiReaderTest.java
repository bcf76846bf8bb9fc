package org.relaxometry.bssfp.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.Cursor;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaxometry.bssfp.concurrent.Progress;

class NiftiReaderTest {

    private static final long[] SIZE = {5, 3, 2, 4};
    private static final int VOXELS = 120;
    private static final List<ByteOrder> ORDERS = List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(NiftiType.class)
    void readsEveryTypeInEveryOrderVersionAndContainer(NiftiType type) throws IOException {
        for (int version = 1; version <= 2; version++) {
            for (ByteOrder order : ORDERS) {
                NiftiFile file = NiftiFile.of(version, order, type.code(), type.bits(), SIZE);
                file.voxels(randomBytes(VOXELS * type.bytes()));
                List<Path> named = new ArrayList<>(List.of(
                        file.writeTo(folder.resolve("a.nii")),
                        file.writeTo(folder.resolve("a.nii.gz")),
                        file.writePair(folder.resolve("b.hdr")),
                        file.writePair(folder.resolve("c.hdr.gz"))));
                named.add(folder.resolve("b.img"));
                named.add(folder.resolve("c.img.gz"));
                for (Path name : named) {
                    requireVoxels(NiftiReader.read(name, Progress.NONE), type, file.voxels, order);
                }
            }
        }
    }

    private static boolean isInteger(NiftiType type) {
        return type != NiftiType.FLOAT32 && type != NiftiType.FLOAT64 && !type.isComplex();
    }

    /** Compares bit for bit, so that NaN, infinities and the ends of the 64-bit range are held too. */
    private static void requireVoxels(NiftiImage image, NiftiType type, byte[] voxels, ByteOrder order) {
        assertThat(image.dimensions()).containsExactly(SIZE);
        assertThat(image.real()).isInstanceOf(PlanarImg.class);
        assertThat(image.isComplex()).isEqualTo(image.imaginary() != null);
        ByteBuffer bytes = ByteBuffer.wrap(voxels).order(order);
        Cursor<? extends RealType<?>> real = Views.flatIterable(image.real()).cursor();
        Cursor<? extends RealType<?>> imaginary =
                image.isComplex() ? Views.flatIterable(image.imaginary()).cursor() : null;
        for (int i = 0; i < VOXELS; i++) {
            if (isInteger(type)) {
                IntegerType<?> stored = (IntegerType<?>) real.next();
                assertThat(stored.getIntegerLong()).isEqualTo(integer(bytes, type));
                assertThat(stored.getMaxValue()).isEqualTo(largest(type));
            } else if (type == NiftiType.FLOAT32 || type == NiftiType.COMPLEX64) {
                assertThat(real.next().getRealFloat()).isEqualTo((Float) bytes.getFloat());
            } else {
                assertThat(real.next().getRealDouble()).isEqualTo((Double) bytes.getDouble());
            }
            if (type == NiftiType.COMPLEX64) {
                assertThat(imaginary.next().getRealFloat()).isEqualTo((Float) bytes.getFloat());
            } else if (type == NiftiType.COMPLEX128) {
                assertThat(imaginary.next().getRealDouble()).isEqualTo((Double) bytes.getDouble());
            }
        }
        assertThat(real.hasNext()).isFalse();
    }

    private static long integer(ByteBuffer bytes, NiftiType type) {
        return switch (type) {
            case INT8 -> bytes.get();
            case UINT8 -> bytes.get() & 0xff;
            case INT16 -> bytes.getShort();
            case UINT16 -> bytes.getShort() & 0xffff;
            case INT32 -> bytes.getInt();
            case UINT32 -> bytes.getInt() & 0xffffffffL;
            default -> bytes.getLong();
        };
    }

    private static double largest(NiftiType type) {
        boolean signed = type.name().startsWith("INT");
        return Math.pow(2, signed ? type.bits() - 1 : type.bits()) - 1;
    }

    @Test
    void readsPlanesThatSpanManyChunks() throws IOException {
        int side = 1100;
        byte[] voxels = randomBytes(3 * side * side * 2);
        NiftiFile file =
                NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 4, 16, side, side, 3).voxels(voxels);
        List<Double> seen = new ArrayList<>();
        NiftiImage image = NiftiReader.read(file.writeTo(folder.resolve("a.nii.gz")), watch(seen, Integer.MAX_VALUE));
        ByteBuffer bytes = ByteBuffer.wrap(voxels).order(ByteOrder.LITTLE_ENDIAN);
        for (RealType<?> voxel : Views.flatIterable(image.real())) {
            if (voxel.getRealDouble() != bytes.getShort()) {
                throw new AssertionError("voxel " + (bytes.position() / 2 - 1) + " is " + voxel);
            }
        }
        assertThat(seen).isSorted().last().isEqualTo(1.0);
    }

    @Test
    void stopsWhenCancelled() throws IOException {
        NiftiFile file =
                NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 2000, 2000).voxels(new byte[4_000_000]);
        Path written = file.writeTo(folder.resolve("a.nii"));
        List<Double> seen = new ArrayList<>();
        assertThatThrownBy(() -> NiftiReader.read(written, watch(seen, 2))).isInstanceOf(CancellationException.class);
        assertThat(seen).hasSize(2).allMatch(fraction -> fraction < 1);
    }

    @Test
    void seesGzipByContentAndHonoursTheOffset() throws IOException {
        NiftiFile file = NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 2, 1)
                .voxels((byte) 9, (byte) 9, (byte) 9, (byte) 5, (byte) 6);
        file.header.putFloat(108, 355);
        Path misnamed = Files.write(folder.resolve("a.nii"), NiftiFile.gzip(file.bytes()));
        NiftiImage image = NiftiReader.read(misnamed, Progress.NONE);
        assertThat(image.dimensions()).containsExactly(2, 1);
        assertThat(image.real().getAt(0, 0).getRealDouble()).isEqualTo(5);
        assertThat(image.real().getAt(1, 0).getRealDouble()).isEqualTo(6);
    }

    @Test
    void exposesScaleAndDescriptionButLeavesTheStoredNumbers() throws IOException {
        NiftiFile file = NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 4, 16, 1, 1).voxels((byte) 3, (byte) 0);
        file.header.putFloat(112, 2).putFloat(116, -4096).put(148, "TE=2.4; phase".getBytes(StandardCharsets.US_ASCII));
        NiftiImage image = NiftiReader.read(file.writeTo(folder.resolve("a.nii")), Progress.NONE);
        assertThat(image.slope()).isEqualTo(2);
        assertThat(image.intercept()).isEqualTo(-4096);
        assertThat(image.real().getAt(0, 0).getRealDouble()).isEqualTo(3);
        assertThat(image.description()).isEqualTo("TE=2.4; phase");
        assertThat(image.header().type()).isEqualTo(NiftiType.INT16);
        assertThat(image.file()).isEqualTo(folder.resolve("a.nii"));
    }

    @Test
    void slopeZeroOrNotFiniteMeansUnscaled() throws IOException {
        for (float slope : new float[] {0, Float.NaN, Float.POSITIVE_INFINITY}) {
            NiftiFile file =
                    NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).voxels((byte) 3);
            file.header.putFloat(112, slope).putFloat(116, 7);
            NiftiHeader header = NiftiReader.readHeader(file.writeTo(folder.resolve("a.nii")));
            assertThat(header.slope()).isEqualTo(1);
            assertThat(header.intercept()).isZero();
        }
    }

    @Test
    void findsTheOtherFileOfAPairWithOtherCompressionOrCase() throws IOException {
        NiftiFile file = NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).voxels((byte) 3);
        file.writePair(folder.resolve("a.hdr"));
        Files.delete(folder.resolve("a.img"));
        assertThatThrownBy(() -> NiftiReader.readHeader(folder.resolve("a.hdr")))
                .isInstanceOf(NiftiException.class)
                .hasMessageContaining("a.img")
                .hasMessageContaining("missing");
        NiftiFile.write(folder.resolve("a.img.gz"), new byte[] {3});
        NiftiFile.write(folder.resolve("B.HDR"), file.header.array());
        NiftiFile.write(folder.resolve("B.IMG"), new byte[] {3});
        for (String name : List.of("a.hdr", "a.img.gz", "B.HDR", "B.IMG")) {
            NiftiImage image = NiftiReader.read(folder.resolve(name), Progress.NONE);
            assertThat(image.real().getAt(0, 0).getRealDouble()).isEqualTo(3);
        }
        Files.delete(folder.resolve("B.HDR"));
        assertThatThrownBy(() -> NiftiReader.readHeader(folder.resolve("B.IMG")))
                .isInstanceOf(NiftiException.class)
                .hasMessageContaining("B.HDR");
    }

    @Test
    void refusesWhatIsNoNifti() throws IOException {
        refused(new byte[0], "is not a NIfTI file");
        refused(randomBytes(1000), "is not a NIfTI file");
        refused(
                Arrays.copyOf(
                        NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).bytes(), 300),
                "shorter than one");
        NiftiFile analyze = NiftiFile.of(1, ByteOrder.BIG_ENDIAN, 2, 8, 1, 1).voxels((byte) 1);
        analyze.header.putInt(344, 0);
        refused(analyze.bytes(), "ANALYZE 7.5");
        NiftiFile textMode =
                NiftiFile.of(2, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).voxels((byte) 1);
        textMode.header.put(8, (byte) '\n');
        refused(textMode.bytes(), "magic");
        NiftiFile separate =
                NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).voxels((byte) 1);
        separate.header.put(345, (byte) 'i');
        refused(separate.bytes(), ".img file of the same name");
        assertThatThrownBy(() -> NiftiReader.readHeader(folder))
                .isInstanceOf(NiftiException.class)
                .hasMessageContaining("is not a file");
        assertThatThrownBy(() -> NiftiReader.readHeader(folder.resolve("none.nii")))
                .isInstanceOf(NiftiException.class)
                .hasMessageContaining("none.nii: there is no such file");
    }

    @Test
    void refusesTypesItCannotHold() throws IOException {
        int[] codes = {0, 1, 128, 1536, 2048, 2304, 77};
        String[] reasons = {"no type", "one bit", "colour", "float128", "complex256", "colour", "no such type"};
        for (int i = 0; i < codes.length; i++) {
            refused(
                    NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, codes[i], 8, 1, 1).bytes(),
                    "datatype " + codes[i],
                    reasons[i]);
        }
        refused(NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 4, 8, 1, 1).bytes(), "bitpix is 8", "INT16", "16 bits");
    }

    @Test
    void refusesImpossibleDimensions() throws IOException {
        refused(NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8).bytes(), "dim[0]", "is 0");
        NiftiFile eight = NiftiFile.of(1, ByteOrder.BIG_ENDIAN, 2, 8, 1, 1);
        eight.header.putShort(40, (short) 8);
        refused(eight.bytes(), "dim[0]", "is 8");
        refused(NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 4, -5, 2).bytes(), "dim[2] is -5");
        refused(NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 4, 5, 0).bytes(), "dim[3] is 0");
        refused(
                NiftiFile.of(2, ByteOrder.LITTLE_ENDIAN, 2, 8, Long.MAX_VALUE, 2)
                        .bytes(),
                "dim[1] is 9223372036854775807");
        refused(NiftiFile.of(2, ByteOrder.BIG_ENDIAN, 2, 8, 1 << 20, 1 << 20).bytes(), "voxels in a slice");
        refused(NiftiFile.of(2, ByteOrder.BIG_ENDIAN, 2, 8, 1, 1, 1 << 30, 4).bytes(), "slices");
        refused(NiftiFile.of(2, ByteOrder.BIG_ENDIAN, 2, 8, 1 << 30, 1, 1 << 30).bytes(), "voxels are not read");
    }

    @Test
    void refusesAnOffsetThatCannotBe() throws IOException {
        for (float offset : new float[] {Float.NaN, -1, 0, 347, 352.5f, Float.POSITIVE_INFINITY}) {
            NiftiFile file =
                    NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).voxels((byte) 1);
            file.header.putFloat(108, offset);
            refused(file.bytes(), "vox_offset", "at least 348");
        }
        NiftiFile beyond = NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).voxels((byte) 1);
        beyond.header.putFloat(108, 353);
        refused(beyond.bytes(), "claims 354 bytes", "has 353");
        NiftiFile second = NiftiFile.of(2, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).voxels((byte) 1);
        second.header.putLong(168, Long.MIN_VALUE);
        refused(second.bytes(), "vox_offset", "at least 540");
    }

    @Test
    void refusesScaleAndPositionThatAreNotFinite() throws IOException {
        NiftiFile scale = NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).voxels((byte) 1);
        scale.header.putFloat(112, 2).putFloat(116, Float.NaN);
        refused(scale.bytes(), "scl_inter is NaN");
        NiftiFile sform = NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).voxels((byte) 1);
        sform.header.putShort(254, (short) 1).putFloat(300, Float.NaN);
        refused(sform.bytes(), "srow_y", "NaN");
        NiftiFile qform = NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).voxels((byte) 1);
        qform.header.putShort(252, (short) 1).putFloat(256, Float.NEGATIVE_INFINITY);
        refused(qform.bytes(), "quatern", "-Infinity");
    }

    @Test
    void refusesTooFewVoxels() throws IOException {
        NiftiFile file = NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 4, 16, 10, 10).voxels(randomBytes(199));
        refused(file.bytes(), "claims 552 bytes", "[10, 10] of INT16", "has 551");
        Path packed = file.writeTo(folder.resolve("a.nii.gz"));
        assertThatThrownBy(() -> NiftiReader.read(packed, Progress.NONE))
                .isInstanceOf(NiftiException.class)
                .hasMessageContaining("a.nii.gz: ends after 551 of the 552 bytes");
    }

    @Test
    void refusesAClaimThatNoCompressionCanReach() throws IOException {
        NiftiFile file = NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 4, 16, 2000, 2000, 1000)
                .voxels(new byte[1000]);
        Path packed = file.writeTo(folder.resolve("bomb.nii.gz"));
        assertThatThrownBy(() -> NiftiReader.readHeader(packed))
                .isInstanceOf(NiftiException.class)
                .hasMessageContaining("bomb.nii.gz: the header claims 8000000352 bytes")
                .hasMessageContaining("gzipped bytes, too few for that");
    }

    @Test
    void refusesDamagedGzip() throws IOException {
        NiftiFile file =
                NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 100, 100).voxels(randomBytes(10_000));
        byte[] packed = NiftiFile.gzip(file.bytes());
        refused(Arrays.copyOf(packed, packed.length - 500), "gzip data are damaged or cut off");
        byte[] wrongChecksum = packed.clone();
        wrongChecksum[packed.length - 8] ^= 1;
        refused(wrongChecksum, "gzip data are damaged");
        refused(Arrays.copyOf(packed, 5), "gzip data are damaged");
    }

    @Test
    void refusesMoreThanTheMemoryHolds() throws IOException {
        NiftiFile file =
                NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 1000, 10, 10).voxels(new byte[100_000]);
        NiftiHeader header = NiftiReader.readHeader(file.writeTo(folder.resolve("a.nii")));
        assertThatThrownBy(() -> HeaderReader.requireMemory(header, 100_000))
                .isInstanceOf(NiftiException.class)
                .hasMessageContaining("memory");
        HeaderReader.requireMemory(header, 101_000);
    }

    @Test
    void knowsItsFilesByNameOrContent() throws IOException {
        Path unnamed = NiftiFile.write(
                folder.resolve("volume"),
                NiftiFile.of(1, ByteOrder.BIG_ENDIAN, 2, 8, 1, 1).bytes());
        assertThat(NiftiReader.isNifti(unnamed)).isTrue();
        assertThat(NiftiReader.isNifti(Files.writeString(folder.resolve("notes.txt"), "text")))
                .isFalse();
        assertThat(NiftiReader.isNifti(folder)).isFalse();
        for (String name : List.of("a.nii", "a.NII.GZ", "a.hdr", "a.img.gz")) {
            assertThat(NiftiReader.isNifti(Path.of(name))).isTrue();
        }
        assertThat(NiftiReader.isNifti(Path.of("a.tif"))).isFalse();
    }

    private void refused(byte[] bytes, String... words) throws IOException {
        Path file = Files.write(folder.resolve("bad.nii"), bytes);
        assertThatThrownBy(() -> NiftiReader.read(file, Progress.NONE))
                .isInstanceOf(NiftiException.class)
                .hasMessageContaining("bad.nii")
                .hasMessageContainingAll(words);
    }

    private static Progress watch(List<Double> seen, int updates) {
        return new Progress() {
            @Override
            public void update(double fraction) {
                seen.add(fraction);
            }

            @Override
            public boolean isCanceled() {
                return seen.size() >= updates;
            }
        };
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
