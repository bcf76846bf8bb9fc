package org.relaxometry.bssfp.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class BlockGzipTest {

    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;

    @Test
    void unpacksToWhatWasWritten() throws IOException {
        for (int length : new int[] {0, 1, (1 << 19) - 1, 1 << 19, (1 << 19) + 1, 5_000_003}) {
            byte[] bytes = bytes(length);
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip(bytes, Runnable::run)))) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBytes() throws IOException {
        byte[] bytes = bytes(5_000_003);
        byte[] alone = gzip(bytes, Runnable::run);
        for (int threads = 1; threads <= 4; threads++) {
            ExecutorService workers = Executors.newFixedThreadPool(threads);
            assertThat(gzip(bytes, workers)).isEqualTo(alone);
            workers.shutdown();
        }
    }

    /** Some readers stop after the first of several members. */
    @Test
    void isOneMember() throws IOException, DataFormatException {
        byte[] bytes = bytes(3_000_000);
        byte[] packed = gzip(bytes, Runnable::run);
        Inflater inflater = new Inflater(true);
        inflater.setInput(packed, HEADER_BYTES, packed.length - HEADER_BYTES);
        byte[] unpacked = new byte[bytes.length + 1];
        assertThat(inflater.inflate(unpacked)).isEqualTo(bytes.length);
        assertThat(inflater.finished()).isTrue();
        assertThat(inflater.getRemaining()).isEqualTo(TRAILER_BYTES);
        assertThat(Arrays.copyOf(unpacked, bytes.length)).isEqualTo(bytes);
        inflater.end();
    }

    @Test
    void packsEmptyAirToAHundredth() throws IOException {
        assertThat(gzip(new byte[4_000_000], Runnable::run)).hasSizeLessThan(40_000);
    }

    private static byte[] gzip(byte[] bytes, Executor workers) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BlockGzip gzip = new BlockGzip(out, workers);
        gzip.write(bytes, 0, bytes.length / 3);
        gzip.write(bytes, bytes.length / 3, bytes.length - bytes.length / 3);
        gzip.finish();
        return out.toByteArray();
    }

    /** Half of it noise. */
    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Random random = new Random(17);
        for (int i = 0; i < length / 2; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }
}
