package org.relaxometry.bssfp.io.dicom.write;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.relaxometry.bssfp.io.file.InputFile;

/**
 * Unique identifiers made from what they stand for, so that the same run gives the same ones: a UUID of version 8 as a decimal
 * number behind 2.25. Source: DICOM PS3.5, B.2; RFC 9562, 5.8.
 */
final class Uid {

    private static final int BYTES = 16;

    private Uid() {}

    static String of(String... parts) {
        String account = String.join("\n", parts);
        byte[] bytes =
                HexFormat.of().parseHex(InputFile.sha256(account.getBytes(StandardCharsets.UTF_8)), 0, 2 * BYTES);
        bytes[6] = (byte) (bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte) (bytes[8] & 0x3F | 0x80);
        return "2.25." + new BigInteger(1, bytes);
    }
}
