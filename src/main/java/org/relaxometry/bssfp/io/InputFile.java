package org.relaxometry.bssfp.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.relaxometry.bssfp.estimation.Progress;

/**
 * An input for the record of a result.
 *
 * @param role key under which it was given, such as {@code magnitude}
 * @param name path of the file, or title of the open image
 * @param sha256 checksum of the file in hexadecimal digits; empty for an open image
 */
public record InputFile(String role, String name, Optional<String> sha256) {

    private static final int BUFFER_BYTES = 1 << 16;

    static InputFile of(String role, String title) {
        return new InputFile(role, title, Optional.empty());
    }

    static InputFile of(String role, Path file, Progress progress) throws IOException {
        MessageDigest digest = newSha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            while (in.read(buffer) >= 0) {
                progress.checkCanceled();
            }
        }
        return new InputFile(role, file.toString(), Optional.of(HexFormat.of().formatHex(digest.digest())));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256.", e);
        }
    }
}
