package org.relaxometry.bssfp.io.roi;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the bytes of a ROI file announce, compared with what is there, before ImageJ's decoder makes room for it: some hundred
 * damaged bytes may claim gigabytes. The layout is that of {@link ij.io.RoiDecoder}, big-endian.
 */
final class RoiClaims {

    private static final int HEADER_BYTES = 64;
    private static final int SECOND_HEADER_BYTES = 52;

    /** Of the second header, what every version has. */
    private static final int NAME_END = 36;

    /** No image is wider or higher. */
    private static final float FARTHEST = 1 << 16;

    private static final int POLYGON = 0;
    private static final int LINE = 3;
    private static final int TEXT = 1;
    private static final int PICTURE = 4;
    private static final int WITH_FRACTIONS = 128;

    private final ByteBuffer bytes;

    private final int type;
    private final int subtype;
    private final boolean hasFractions;

    /** @throws IOException if the bytes are too few for any ROI */
    RoiClaims(byte[] bytes) throws IOException {
        require(bytes.length >= HEADER_BYTES, "it has " + bytes.length + " bytes, less than the smallest ROI");
        this.bytes = ByteBuffer.wrap(bytes);
        type = bytes[6];
        subtype = this.bytes.getShort(48);
        hasFractions = (this.bytes.getShort(50) & WITH_FRACTIONS) != 0;
    }

    /** Whether it is a text or a picture, which the decoder would make and nobody needs. */
    boolean isTextOrPicture() {
        return subtype == TEXT || subtype == PICTURE;
    }

    /** @throws IOException if more is announced than there is, or a place lies beyond all images; the message is a clause */
    void require() throws IOException {
        int shape = bytes.getInt(36);
        // of more points than a short holds, their number lies elsewhere
        int few = bytes.getShort(16) & 0xffff;
        int points = few == 0 ? bytes.getInt(18) : few;
        if (shape > 0) {
            places(HEADER_BYTES, shape);
        } else if (type == POLYGON || type > LINE) {
            room(HEADER_BYTES, points, 4);
            if (hasFractions) {
                places(HEADER_BYTES + 4L * points, 2L * points);
            }
        }
        // the ends of a line, a rectangle with fractions of pixels, the axis of an ellipse
        if (type == LINE || hasFractions || subtype > 0) {
            places(18, 4);
        }
        requireSecondHeader(bytes.getInt(60), points);
    }

    /** Earlier versions of ImageJ wrote less of it. */
    private void requireSecondHeader(int at, int points) throws IOException {
        if (at <= 0 || at > bytes.capacity() - NAME_END) {
            require(at == 0, "its second header is not where it says");
            return;
        }
        room(bytes.getInt(at + 16), bytes.getInt(at + 20), 2);
        // the group colours the ROI, by a table that not every ImageJ has
        bytes.put(at + 30, (byte) 0);
        if (at <= bytes.capacity() - SECOND_HEADER_BYTES) {
            require(within(bytes.getFloat(at + 36)), "its line is wider than any image");
            room(bytes.getInt(at + 40), bytes.getInt(at + 44), 2);
            if (bytes.getInt(at + 48) != 0) {
                room(bytes.getInt(at + 48), points, 4);
            }
        }
        if (at <= bytes.capacity() - SECOND_HEADER_BYTES - Short.BYTES) {
            bytes.putShort(at + 52, (short) 0);
        }
    }

    private void room(long at, long count, int bytesOfEach) throws IOException {
        require(
                at >= 0 && count >= 0 && at + count * bytesOfEach <= bytes.capacity(),
                "it announces " + count + " entries, of which its " + bytes.capacity() + " bytes have no room");
    }

    private void places(long at, long count) throws IOException {
        room(at, count, Float.BYTES);
        for (long i = 0; i < count; i++) {
            require(within(bytes.getFloat((int) (at + Float.BYTES * i))), "it lies farther out than any image reaches");
        }
    }

    private static boolean within(float place) {
        return Math.abs(place) <= FARTHEST;
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }
}
