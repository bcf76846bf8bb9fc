package org.relaxometry.bssfp.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.concurrent.Progress;

class NiftiWriterTest {

    /** Numbers that only a 32-bit float holds exactly, with a NaN and a negative zero that must survive. */
    private static final NiftiGeometry SCANNER = new NiftiGeometry(
            10,
            List.of(-1.0, (double) 1.3f, (double) 1.3f, (double) 2.7f, Double.NaN),
            1,
            List.of((double) 0.1f, -0.0, (double) 0.99f, (double) -110.3f, (double) 6.7e-19f, 3.0),
            2,
            Stream.of(-1.3f, 6.7e-19f, 9e-18f, 117.8551f, -0.0f, 1.97f, -0.35f, -35.7f, 8e-18f, 0.32f, 2.17f, -7.2488f)
                    .map(Float::doubleValue)
                    .toList());

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() throws IOException {
        RandomAccessibleInterval<FloatType> image = random(PlanarImgs.floats(7, 5, 3, 4));
        for (String name : List.of("a.nii", "a.nii.gz", "A.NII.GZ")) {
            Path file = folder.resolve(name);
            NiftiWriter.write(file, image, SCANNER, "T1 map, MIRACLE", false, Progress.NONE);
            NiftiImage read = NiftiReader.read(file, Progress.NONE);
            assertThat(read.dimensions()).containsExactly(7, 5, 3, 4);
            assertThat(read.header().type()).isEqualTo(NiftiType.FLOAT32);
            assertThat(read.geometry()).isEqualTo(SCANNER);
            assertThat(read.description()).isEqualTo("T1 map, MIRACLE");
            assertThat(read.slope()).isEqualTo(1);
            assertThat(read.intercept()).isZero();
            requireEqual(read.real(), image);
            boolean gzip = Files.readAllBytes(file)[0] == 0x1f;
            assertThat(gzip).isEqualTo(!name.equals("a.nii"));
        }
    }

    @Test
    void keepsTheGeometryOfAFileBitForBit() throws IOException {
        NiftiFile first = NiftiFile.of(1, ByteOrder.BIG_ENDIAN, 2, 8, 2, 1, 1).voxels((byte) 1, (byte) 2);
        Random random = new Random(5);
        first.header.put(123, (byte) 0x9b);
        first.header.putShort(252, (short) 3).putShort(254, (short) 4);
        fillFloats(first.header, 76, 5, random);
        fillFloats(first.header, 256, 18, random);
        NiftiImage image = NiftiReader.read(first.writeTo(folder.resolve("in.nii")), Progress.NONE);
        NiftiWriter.write(
                folder.resolve("out.nii"),
                random(ArrayImgs.floats(2, 1, 1)),
                image.geometry(),
                "",
                false,
                Progress.NONE);
        ByteBuffer out =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("out.nii"))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(out.get(123)).isEqualTo((byte) 0x9b);
        assertThat(out.getShort(252)).isEqualTo((short) 3);
        assertThat(out.getShort(254)).isEqualTo((short) 4);
        for (int offset : new int[] {76, 80, 84, 88, 92}) {
            assertThat(out.getInt(offset)).isEqualTo(first.header.getInt(offset));
        }
        for (int offset = 256; offset < 328; offset += 4) {
            assertThat(out.getInt(offset)).isEqualTo(first.header.getInt(offset));
        }
    }

    private static void fillFloats(ByteBuffer header, int offset, int count, Random random) {
        for (int i = 0; i < count; i++) {
            header.putFloat(offset + 4 * i, (float) (100 * random.nextGaussian()));
        }
    }

    @Test
    void writesTheHeaderThatTheStandardLaysDown() throws IOException {
        Path file = folder.resolve("a.nii");
        NiftiWriter.write(
                file, random(ArrayImgs.floats(3, 2)), NiftiGeometry.ofVoxelSize(2, 3, 4), "d", false, Progress.NONE);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.capacity()).isEqualTo(352 + 3 * 2 * 4);
        assertThat(bytes.getInt(0)).isEqualTo(348);
        for (int i = 0; i < 8; i++) {
            assertThat(bytes.getShort(40 + 2 * i)).isEqualTo((short) new int[] {2, 3, 2, 1, 1, 1, 1, 1}[i]);
            assertThat(bytes.getFloat(76 + 4 * i)).isEqualTo(new float[] {1, 2, 3, 4, 1, 1, 1, 1}[i]);
        }
        assertThat(bytes.getShort(70)).isEqualTo((short) 16);
        assertThat(bytes.getShort(72)).isEqualTo((short) 32);
        assertThat(bytes.getFloat(108)).isEqualTo(352);
        assertThat(bytes.getFloat(112)).isEqualTo(1);
        assertThat(bytes.getInt(344)).isEqualTo('n' | '+' << 8 | '1' << 16);
        assertThat(bytes.getInt(348)).isZero();
    }

    @Test
    void takesTheSecondVersionWhereTheFirstLosesSomething() throws IOException {
        Path longOne = folder.resolve("long.nii");
        RandomAccessibleInterval<FloatType> image = random(ArrayImgs.floats(40_000, 2));
        NiftiWriter.write(longOne, image, SCANNER, "", false, Progress.NONE);
        assertThat(ByteBuffer.wrap(Files.readAllBytes(longOne))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt())
                .isEqualTo(540);
        NiftiImage read = NiftiReader.read(longOne, Progress.NONE);
        requireEqual(read.real(), image);
        assertThat(read.geometry()).isEqualTo(SCANNER);

        NiftiGeometry fine = NiftiGeometry.ofVoxelSize(1 / 3.0, 1, 1);
        NiftiWriter.write(folder.resolve("fine.nii"), random(ArrayImgs.floats(2, 2)), fine, "", false, Progress.NONE);
        assertThat(NiftiReader.readHeader(folder.resolve("fine.nii")).geometry())
                .isEqualTo(fine);
    }

    @Test
    void sameInputGivesTheSameBytes() throws IOException {
        RandomAccessibleInterval<FloatType> image = random(ArrayImgs.floats(20, 20, 3));
        NiftiWriter.write(folder.resolve("a.nii.gz"), image, SCANNER, "x", false, Progress.NONE);
        NiftiWriter.write(folder.resolve("b.nii.gz"), image, SCANNER, "x", false, Progress.NONE);
        assertThat(folder.resolve("a.nii.gz")).hasSameBinaryContentAs(folder.resolve("b.nii.gz"));
        // no time stamp, which would tell files of two seconds apart (RFC 1952, 2.3.1)
        assertThat(Arrays.copyOfRange(Files.readAllBytes(folder.resolve("a.nii.gz")), 4, 8))
                .containsOnly(0);
    }

    @Test
    void writesViewsInTheirOwnOrder() throws IOException {
        RandomAccessibleInterval<FloatType> image = random(ArrayImgs.floats(6, 5, 4));
        RandomAccessibleInterval<FloatType> view =
                Views.interval(Views.permute(image, 0, 2), new long[] {1, 1, 1}, new long[] {3, 4, 5});
        NiftiWriter.write(folder.resolve("a.nii"), view, SCANNER, "", false, Progress.NONE);
        requireEqual(NiftiReader.read(folder.resolve("a.nii"), Progress.NONE).real(), Views.zeroMin(view));
    }

    @Test
    void writesPlanesAndRowsThatExceedABlock() throws IOException {
        for (RandomAccessibleInterval<FloatType> image : List.of(
                random(ArrayImgs.floats(300, 301, 3)),
                random(ArrayImgs.floats(31_000, 5)),
                random(PlanarImgs.floats(7, 3, 2, 3, 2)))) {
            NiftiWriter.write(folder.resolve("a.nii.gz"), image, SCANNER, "", true, Progress.NONE);
            requireEqual(
                    NiftiReader.read(folder.resolve("a.nii.gz"), Progress.NONE).real(), image);
        }
    }

    @Test
    void cutsALongDescriptionBetweenCharacters() throws IOException {
        String description = "x" + "Δ".repeat(60);
        NiftiWriter.write(
                folder.resolve("a.nii"), random(ArrayImgs.floats(2, 2)), SCANNER, description, false, Progress.NONE);
        assertThat(NiftiReader.readHeader(folder.resolve("a.nii")).description())
                .isEqualTo("x" + "Δ".repeat(39));
    }

    @Test
    void refusesWhatItCannotWrite() throws IOException {
        RandomAccessibleInterval<FloatType> image = random(ArrayImgs.floats(2, 2));
        assertThatThrownBy(() -> NiftiWriter.write(folder.resolve("a.img"), image, SCANNER, "", false, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".nii or .nii.gz")
                .hasMessageContaining("a.img");
        assertThatThrownBy(() -> NiftiWriter.write(
                        folder.resolve("a.nii"), ArrayImgs.floats(3), SCANNER, "", false, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 to 7 dimensions");
        Files.writeString(folder.resolve("a.nii"), "old");
        assertThatThrownBy(() -> NiftiWriter.write(folder.resolve("a.nii"), image, SCANNER, "", false, Progress.NONE))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("a.nii")).hasContent("old");
    }

    @Test
    void leavesNothingWhenCancelled() throws IOException {
        Progress afterFirst = new Progress() {
            private boolean started;

            @Override
            public void update(double fraction) {
                started = true;
            }

            @Override
            public boolean isCanceled() {
                return started;
            }
        };
        for (String name : List.of("a.nii", "b.nii.gz")) {
            assertThatThrownBy(() -> NiftiWriter.write(
                            folder.resolve(name), ArrayImgs.floats(500, 500), SCANNER, "", false, afterFirst))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static void requireEqual(
            RandomAccessibleInterval<? extends RealType<?>> read, RandomAccessibleInterval<FloatType> written) {
        assertThat(read.dimensionsAsLongArray()).isEqualTo(written.dimensionsAsLongArray());
        Cursor<? extends RealType<?>> cursor = Views.flatIterable(read).cursor();
        for (FloatType expected : Views.flatIterable(written)) {
            assertThat(Float.floatToRawIntBits(cursor.next().getRealFloat()))
                    .isEqualTo(Float.floatToRawIntBits(expected.get()));
        }
    }

    private static RandomAccessibleInterval<FloatType> random(RandomAccessibleInterval<FloatType> image) {
        Random random = new Random(3);
        for (FloatType voxel : Views.iterable(image)) {
            voxel.set(random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian());
        }
        return image;
    }
}
