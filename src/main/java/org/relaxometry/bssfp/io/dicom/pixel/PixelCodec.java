package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Ways to compress pixels that are read. */
public enum PixelCodec {
    RLE("1.2.840.10008.1.2.5") {
        @Override
        byte[] decoded(byte[] frame, int pixels, int bytesPerPixel) throws IOException {
            return RleFrame.decoded(frame, pixels, bytesPerPixel);
        }
    },
    JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70") {
        @Override
        byte[] decoded(byte[] frame, int pixels, int bytesPerPixel) throws IOException {
            return cells(new JpegLossless(frame).decoded(pixels), bytesPerPixel);
        }
    },
    JPEG_LS("1.2.840.10008.1.2.4.80") {
        @Override
        byte[] decoded(byte[] frame, int pixels, int bytesPerPixel) throws IOException {
            return cells(new JpegLs(frame).decoded(pixels), bytesPerPixel);
        }
    },
    JPEG_2000("1.2.840.10008.1.2.4.90") {
        @Override
        byte[] decoded(byte[] frame, int pixels, int bytesPerPixel) throws IOException {
            return cells(new Jpeg2000(frame).decoded(pixels), bytesPerPixel);
        }
    };

    /** What is not read, or would not be right. */
    private static final Map<String, String> REFUSED = Map.of(
            "1.2.840.10008.1.2.1.99", "deflate",
            "1.2.840.10008.1.2.4.50", "JPEG baseline, lossy",
            "1.2.840.10008.1.2.4.51", "JPEG extended, lossy",
            "1.2.840.10008.1.2.4.81", "JPEG-LS near-lossless, lossy",
            "1.2.840.10008.1.2.4.91", "JPEG 2000, lossy",
            "1.2.840.10008.1.2.4.201", "HTJ2K lossless",
            "1.2.840.10008.1.2.4.203", "HTJ2K");

    private final String[] transferSyntaxes;

    PixelCodec(String... transferSyntaxes) {
        this.transferSyntaxes = transferSyntaxes;
    }

    /** The one that a transfer syntax stands for; empty where it is none of these. */
    public static Optional<PixelCodec> of(String transferSyntax) {
        return Arrays.stream(values())
                .filter(codec -> Arrays.asList(codec.transferSyntaxes).contains(transferSyntax))
                .findFirst();
    }

    /** What a person calls a transfer syntax that is not read. */
    public static String name(String transferSyntax) {
        return REFUSED.getOrDefault(transferSyntax, "transfer syntax " + transferSyntax);
    }

    /**
     * The pixels of a frame, little-endian.
     *
     * @param frame compressed
     * @param pixels that it has
     * @param bytesPerPixel 1 or 2; RLE takes 4 too
     * @throws IOException if it is damaged, or not what its transfer syntax says; the message says how, without a name of the file
     */
    public byte[] decode(byte[] frame, int pixels, int bytesPerPixel) throws IOException {
        try {
            return decoded(frame, pixels, bytesPerPixel);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IOException("end before the last of them", e);
        }
    }

    abstract byte[] decoded(byte[] frame, int pixels, int bytesPerPixel) throws IOException;

    private static byte[] cells(int[] values, int bytesPerPixel) throws IOException {
        if (bytesPerPixel > Short.BYTES) {
            throw new IOException("have " + 8 * bytesPerPixel + " bits, and JPEG has at most 16");
        }
        byte[] bytes = new byte[values.length * bytesPerPixel];
        for (int i = 0; i < values.length; i++) {
            bytes[i * bytesPerPixel] = (byte) values[i];
            if (bytesPerPixel == Short.BYTES) {
                bytes[2 * i + 1] = (byte) (values[i] >> 8);
            }
        }
        return bytes;
    }
}
