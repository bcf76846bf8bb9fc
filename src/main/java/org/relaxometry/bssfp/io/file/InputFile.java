package org.relaxometry.bssfp.io.file;

import ij.ImagePlus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.relaxometry.bssfp.concurrent.Progress;

/**
 * An input for the record of a result.
 *
 * @param role key under which it was given, such as {@code magnitude}
 * @param name path of the file, title of the open image, or what several files that are one image are called
 * @param sha256 checksum in hexadecimal digits: of the file, or of the pixels of an open image
 */
public record InputFile(String role, String name, String sha256) {

    private static final int BUFFER_BYTES = 1 << 16;

    /** An open image, with the checksum of its pixels, plane by plane, little-endian. */
    public static InputFile of(String role, ImagePlus image, Progress progress) {
        MessageDigest digest = newSha256();
        for (int plane = 1; plane <= image.getStackSize(); plane++) {
            progress.checkCanceled();
            digest.update(bytes(image.getStack().getPixels(plane)));
        }
        return new InputFile(role, image.getTitle(), HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] bytes(Object pixels) {
        if (pixels instanceof byte[] values) {
            return values;
        }
        if (pixels instanceof short[] values) {
            ByteBuffer buffer = ByteBuffer.allocate(Short.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asShortBuffer().put(values);
            return buffer.array();
        }
        float[] values = (float[]) pixels;
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    public static InputFile of(String role, Path file, Progress progress) throws IOException {
        return of(role, ScratchFolder.nameOf(file), List.of(file), progress);
    }

    /** Files that are one image, such as the slices of a DICOM series, with the checksum of all one after another. */
    public static InputFile of(String role, String name, List<Path> files, Progress progress) throws IOException {
        MessageDigest digest = newSha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (Path file : files) {
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                while (in.read(buffer) >= 0) {
                    progress.checkCanceled();
                }
            }
        }
        return new InputFile(role, name, HexFormat.of().formatHex(digest.digest()));
    }

    /** Checksum of bytes, in hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newSha256().digest(bytes));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256.", e);
        }
    }
}
