package org.relaxometry.bssfp.io.nifti;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a file one after another, unpacked where the file is gzipped, whatever its name says. */
final class ByteSource implements AutoCloseable {

    /** A byte of deflated data gives at most four matches of 258 bytes. Source: zlib, "Maximum Compression Factor". */
    private static final long MOST_BYTES_PER_GZIP_BYTE = 1032;

    private static final int PACKED_BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final InputStream in;
    private final boolean gzip;
    private final long fileBytes;
    private long position;

    private ByteSource(Path file, InputStream in, boolean gzip) throws IOException {
        this.file = file;
        this.in = in;
        this.gzip = gzip;
        fileBytes = Files.size(file);
    }

    static ByteSource open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NiftiException(file, Files.exists(file) ? "is not a file." : "there is no such file.");
        }
        InputStream plain = null;
        try {
            plain = new BufferedInputStream(Files.newInputStream(file));
            plain.mark(2);
            boolean gzip = plain.read() == 0x1f && plain.read() == 0x8b;
            plain.reset();
            return new ByteSource(file, gzip ? new GZIPInputStream(plain, PACKED_BUFFER_BYTES) : plain, gzip);
        } catch (AccessDeniedException e) {
            throw new NiftiException(file, "you have no permission to read this file.", e);
        } catch (EOFException | ZipException e) {
            plain.close();
            throw damaged(file, 0, e);
        } catch (IOException e) {
            if (plain != null) {
                plain.close();
            }
            throw e;
        }
    }

    boolean isGzip() {
        return gzip;
    }

    /** Bytes of the file as it lies on the disk. */
    long fileBytes() {
        return fileBytes;
    }

    /** The most bytes that the file can give: its size, or for a gzipped one what no compression can exceed. */
    long mostBytes() {
        return gzip ? fileBytes * MOST_BYTES_PER_GZIP_BYTE : fileBytes;
    }

    /** Bytes given so far. */
    long position() {
        return position;
    }

    /** Fills the array from its start as far as the file goes. */
    int read(byte[] into, int count) throws IOException {
        try {
            int read = in.readNBytes(into, 0, count);
            position += read;
            return read;
        } catch (EOFException | ZipException e) {
            throw damaged(file, position, e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static NiftiException damaged(Path file, long position, IOException cause) {
        return new NiftiException(
                file,
                "the gzip data are damaged or cut off (after " + position + " unpacked bytes: " + cause.getMessage()
                        + ").",
                cause);
    }
}
