package org.relaxometry.bssfp.io.nifti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Gzip of blocks that are packed on several threads while the next ones are filled. Each ends on a whole byte, so that all of
 * them make one member, as every reader expects it; they do not look back at one another, so the bytes are the same for any
 * number of threads. Sources: RFC 1951, 3.2.4; RFC 1952, 2.3.
 *
 * <p>Packed for speed: of float images, half of whose bits are noise, the best level takes six times as long to save a twentieth.
 */
final class BlockGzip extends OutputStream {

    private static final int BLOCK_BYTES = 1 << 19;
    private static final int BUFFER_BYTES = 1 << 15;

    /** Magic number, deflate, no flags, no time, packed for speed, on an unknown system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

    /** The last block, which is empty. */
    private static final byte[] END_OF_BLOCKS = {3, 0};

    /** Room for this part of a block; what packs worse makes it grow. */
    private static final int EXPECTED_RATIO = 4;

    /** Most blocks that are full and not written. */
    private static final int MOST_WAITING = ForkJoinPool.getCommonPoolParallelism() + 1;

    private final OutputStream out;
    private final CRC32 checksum = new CRC32();
    private final Executor workers;
    private final Queue<CompletableFuture<Block>> waiting = new ArrayDeque<>();
    private Block block = new Block();
    private long length;

    /** @param workers pack the blocks */
    BlockGzip(OutputStream out, Executor workers) throws IOException {
        this.out = out;
        this.workers = workers;
        out.write(HEADER);
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        checksum.update(bytes, offset, count);
        length += count;
        for (int done = 0; done < count; ) {
            done += block.take(bytes, offset + done, count - done);
            if (block.filled == BLOCK_BYTES) {
                pack();
                block = waiting.size() > MOST_WAITING ? writeOldest() : new Block();
            }
        }
    }

    private void pack() {
        waiting.add(CompletableFuture.supplyAsync(block::pack, workers));
    }

    /** @return the block, which may be filled again */
    private Block writeOldest() throws IOException {
        Block oldest = waiting.remove().join();
        oldest.packed.writeTo(out);
        oldest.packed.reset();
        oldest.filled = 0;
        return oldest;
    }

    /** Ends the file, but does not close what it is written to. */
    void finish() throws IOException {
        pack();
        while (!waiting.isEmpty()) {
            writeOldest();
        }
        out.write(END_OF_BLOCKS);
        ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        out.write(trailer.putInt((int) checksum.getValue()).putInt((int) length).array());
    }

    private static final class Block {

        private final byte[] bytes = new byte[BLOCK_BYTES];
        private final ByteArrayOutputStream packed = new ByteArrayOutputStream(BLOCK_BYTES / EXPECTED_RATIO);
        private int filled;

        int take(byte[] from, int offset, int most) {
            int count = Math.min(most, BLOCK_BYTES - filled);
            System.arraycopy(from, offset, bytes, filled, count);
            filled += count;
            return count;
        }

        Block pack() {
            Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
            byte[] buffer = new byte[BUFFER_BYTES];
            deflater.setInput(bytes, 0, filled);
            int part;
            do {
                part = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                packed.write(buffer, 0, part);
            } while (part == buffer.length);
            deflater.end();
            return this;
        }
    }
}
