package org.relaxometry.bssfp.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.concurrent.Progress;

/** Damaged and hostile files give an image or a {@link NiftiException}, in bounded memory and time, and nothing else. */
class NiftiFuzzTest {

    private static final int FILES = 10_400;

    /** Stream buffers, and for a gzipped file of a kilobyte the megabyte that it may by its size unpack to. */
    private static final long MOST_BYTES_ALLOCATED = 4_000_000;

    /** Of processor time; below one is usual, the rest is for the compiler of the machine at work. */
    private static final long MOST_MS = 500;

    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        2,
        7,
        8,
        127,
        128,
        255,
        256,
        348,
        540,
        1792,
        32767,
        32768,
        -32768,
        65535,
        65536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final double[] REAL_EXTREMES = {
        0,
        -0.0,
        0.5,
        -1,
        347,
        348,
        352,
        353,
        1e9,
        1e30,
        -1e30,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE
    };

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    /** Loads the classes, whose memory is not to be counted. */
    @BeforeEach
    void readOnce() throws IOException {
        NiftiFile good = NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 1).voxels((byte) 1);
        NiftiReader.read(good.writeTo(folder.resolve("good.nii.gz")), Progress.NONE);
        assertThatThrownBy(() -> NiftiReader.read(folder, Progress.NONE)).isInstanceOf(NiftiException.class);
    }

    @Test
    void mutatedFilesAreReadOrRefused() throws IOException {
        Random random = new Random(20_250_729);
        List<NiftiFile> originals = originals();
        int read = 0;
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            NiftiFile original = originals.get(i % originals.size());
            Path file = write(original, i, random);
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long start = threads.getCurrentThreadCpuTime();
            NiftiException reason = null;
            try {
                NiftiReader.read(file, Progress.NONE).geometry().affine();
            } catch (NiftiException e) {
                reason = e;
            } catch (IOException | RuntimeException | Error e) {
                fail("case " + i + " gave " + e, e);
            }
            long used = threads.getCurrentThreadAllocatedBytes() - allocated;
            assertThat(threads.getCurrentThreadCpuTime() - start)
                    .as("ns of case %d", i)
                    .isLessThan(MOST_MS * 1_000_000);
            assertThat(used).as("bytes allocated by case %d", i).isLessThan(MOST_BYTES_ALLOCATED);
            if (reason == null) {
                read++;
            } else {
                refused++;
                assertThat(reason).hasMessageContaining("fuzz").hasMessageMatching(".{40,}");
            }
        }
        // most single bits of a header are irrelevant to reading, most extremes and truncations are not
        assertThat(read).isGreaterThan(FILES / 10);
        assertThat(refused).isGreaterThan(FILES / 4);
    }

    private static List<NiftiFile> originals() {
        Random random = new Random(1);
        List<NiftiFile> files = List.of(
                NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 4, 16, 6, 5, 4, 3),
                NiftiFile.of(1, ByteOrder.BIG_ENDIAN, 16, 32, 9, 10),
                NiftiFile.of(2, ByteOrder.LITTLE_ENDIAN, 1792, 128, 3, 2, 4),
                NiftiFile.of(2, ByteOrder.BIG_ENDIAN, 2, 8, 5, 1, 1, 7));
        int[] voxelBytes = {720, 360, 384, 35};
        for (int i = 0; i < files.size(); i++) {
            byte[] voxels = new byte[voxelBytes[i]];
            random.nextBytes(voxels);
            files.get(i).voxels(voxels);
        }
        return files;
    }

    private Path write(NiftiFile original, int number, Random random) throws IOException {
        byte[] header = original.header.array().clone();
        ByteBuffer view = ByteBuffer.wrap(header).order(original.header.order());
        switch (random.nextInt(4)) {
            case 0 -> flipBits(header, 1 + random.nextInt(16), random);
            case 1 -> setFields(view, 1 + random.nextInt(3), random);
            case 2 -> setAnywhere(view, 1 + random.nextInt(4), random);
            default -> {} // damaged below
        }
        byte[] bytes = Arrays.copyOf(header, header.length + original.voxels.length);
        System.arraycopy(original.voxels, 0, bytes, header.length, original.voxels.length);
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        }
        if (number % 8 == 7) {
            return writePair(header, original.voxels, random);
        }
        if (random.nextBoolean()) {
            return Files.write(folder.resolve("fuzz.nii"), bytes);
        }
        byte[] packed = NiftiFile.gzip(bytes);
        if (random.nextInt(3) == 0) {
            flipBits(packed, 1 + random.nextInt(8), random);
        }
        if (random.nextInt(6) == 0) {
            packed = Arrays.copyOf(packed, random.nextInt(packed.length + 1));
        }
        return Files.write(folder.resolve("fuzz.nii.gz"), packed);
    }

    private Path writePair(byte[] header, byte[] voxels, Random random) throws IOException {
        header[header.length == 352 ? 345 : 5] = 'i';
        ByteBuffer view = ByteBuffer.wrap(header);
        if (header.length == 352) {
            view.putFloat(108, 0);
        } else {
            view.putLong(168, 0);
        }
        byte[] data = random.nextBoolean() ? voxels : Arrays.copyOf(voxels, random.nextInt(voxels.length));
        Files.write(folder.resolve("fuzz.img"), random.nextBoolean() ? data : NiftiFile.gzip(data));
        return Files.write(folder.resolve("fuzz.hdr"), header);
    }

    private static void flipBits(byte[] bytes, int count, Random random) {
        for (int i = 0; i < count && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    /** Extremes in the fields that reading depends on. */
    private static void setFields(ByteBuffer header, int count, Random random) {
        boolean first = header.capacity() == 352;
        for (int i = 0; i < count; i++) {
            long value = random.nextInt(4) == 0 ? random.nextLong() : EXTREMES[random.nextInt(EXTREMES.length)];
            double real = REAL_EXTREMES[random.nextInt(REAL_EXTREMES.length)];
            int index = random.nextInt(8);
            switch (random.nextInt(6)) {
                case 0, 1 -> putInteger(header, first ? 40 + 2 * index : 16 + 8 * index, first ? 2 : 8, value);
                case 2 -> header.putShort((first ? 70 : 12) + 2 * (index & 1), (short) value);
                case 3 -> {
                    if (first) {
                        header.putFloat(108, (float) real);
                    } else {
                        header.putLong(168, value);
                    }
                }
                case 4 -> putReal(header, first ? 112 + 4 * (index & 1) : 176 + 8 * (index & 1), first, real);
                default -> {
                    putInteger(header, first ? 252 + (index & 2) : 344 + 2 * (index & 2), first ? 2 : 4, value);
                    putReal(header, first ? 256 + 4 * index : 352 + 8 * index, first, real);
                }
            }
        }
    }

    private static void setAnywhere(ByteBuffer header, int count, Random random) {
        for (int i = 0; i < count; i++) {
            int offset = random.nextInt(header.capacity() - 8);
            if (random.nextBoolean()) {
                putInteger(header, offset, 1 << random.nextInt(4), EXTREMES[random.nextInt(EXTREMES.length)]);
            } else {
                putReal(header, offset, random.nextBoolean(), REAL_EXTREMES[random.nextInt(REAL_EXTREMES.length)]);
            }
        }
    }

    private static void putInteger(ByteBuffer header, int offset, int bytes, long value) {
        switch (bytes) {
            case 1 -> header.put(offset, (byte) value);
            case 2 -> header.putShort(offset, (short) value);
            case 4 -> header.putInt(offset, (int) value);
            default -> header.putLong(offset, value);
        }
    }

    private static void putReal(ByteBuffer header, int offset, boolean single, double value) {
        if (single) {
            header.putFloat(offset, (float) value);
        } else {
            header.putDouble(offset, value);
        }
    }

    @Test
    void bombUnpacksNoFurtherThanItsHeaderClaims() throws IOException {
        byte[] zeros = new byte[64_000_000];
        NiftiFile small = NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 10, 10);
        System.arraycopy(small.header.array(), 0, zeros, 0, small.header.capacity());
        Path file = Files.write(folder.resolve("bomb.nii.gz"), NiftiFile.gzip(zeros));
        long allocated = threads.getCurrentThreadAllocatedBytes();
        assertThat(NiftiReader.read(file, Progress.NONE).dimensions()).containsExactly(10, 10);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(MOST_BYTES_ALLOCATED);
    }

    @Test
    void claimIsPaidForOnlyAsDataArrive() throws IOException {
        byte[] noise = new byte[400_000];
        new Random(2).nextBytes(noise);
        // possible by the size of the file (1032 : 1), but the voxels are not there
        NiftiFile file =
                NiftiFile.of(1, ByteOrder.LITTLE_ENDIAN, 2, 8, 400, 400, 2000).voxels(noise);
        Path written = file.writeTo(folder.resolve("claim.nii.gz"));
        long allocated = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> NiftiReader.read(written, Progress.NONE))
                .isInstanceOf(NiftiException.class)
                .hasMessageContaining("ends after 400352 of the 320000352 bytes");
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(MOST_BYTES_ALLOCATED);
    }
}
