package org.relaxometry.bssfp.io.nifti;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.relaxometry.bssfp.concurrent.Progress;

/**
 * Reads NIfTI-1 and NIfTI-2 images: .nii, .nii.gz, .hdr/.img and .hdr.gz/.img.gz, of either byte order.
 *
 * <p>Whether a file is gzipped is seen from its content. Of a pair either file may be named. Extensions are skipped.
 * Every real type up to 64 bits and complex64 and complex128 are read; colour images, single bits, float128 and
 * complex256 are refused, and so are ANALYZE 7.5 files.
 */
public final class NiftiReader {

    private static final Pattern NAME = Pattern.compile(".+\\.(nii|hdr|img)(\\.gz)?", Pattern.CASE_INSENSITIVE);

    private NiftiReader() {}

    /** Whether a file is to be read (or refused with a reason) here: by its name, or else by its content. */
    public static boolean isNifti(Path file) {
        if (NAME.matcher(file.toString()).matches()) {
            return true;
        }
        try {
            return HeaderReader.startsAsNifti(file);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads and checks the header alone.
     *
     * @throws NiftiException if the file is not a NIfTI file, is too short for what the header claims, needs more memory
     *     than there is, or holds what is not read
     * @throws IOException if the disk fails
     */
    public static NiftiHeader readHeader(Path file) throws IOException {
        return HeaderReader.read(file);
    }

    /**
     * Reads an image.
     *
     * @throws NiftiException as {@link #readHeader}, and if the file ends early or its gzip data are damaged
     * @throws IOException if the disk fails
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static NiftiImage read(Path file, Progress progress) throws IOException {
        NiftiHeader header = HeaderReader.read(file);
        try (ByteSource source = ByteSource.open(header.dataFile())) {
            return new VoxelReader(header, source, progress).read();
        } catch (OutOfMemoryError e) {
            throw new NiftiException(
                    header.file(),
                    "there is not enough free memory for its " + header.dataBytes() / 1_000_000
                            + " MB. Close other images or give the program more memory.",
                    e);
        }
    }
}
