package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs of bytes, the upper bytes of all pixels first. Source: DICOM PS3.5, annex G. */
final class RleFrame {

    private static final int HEADER_BYTES = 64;

    /** Two bytes stand for 128 at most. */
    private static final int MOST_OF_A_BYTE = 64;

    private RleFrame() {}

    static byte[] decoded(byte[] frame, int pixels, int bytesPerPixel) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        if (frame.length < HEADER_BYTES || header.getInt(0) != bytesPerPixel) {
            throw new IOException("have no RLE header of " + bytesPerPixel + " segments");
        }
        if ((long) pixels * bytesPerPixel > (long) MOST_OF_A_BYTE * frame.length) {
            throw new IOException("are too few for the size that the file says");
        }
        byte[] bytes = new byte[pixels * bytesPerPixel];
        for (int segment = 0; segment < bytesPerPixel; segment++) {
            int start = header.getInt(Integer.BYTES * (1 + segment));
            if (start < HEADER_BYTES) {
                throw new IOException("have an RLE segment that begins at byte " + start);
            }
            segment(frame, start, bytes, bytesPerPixel - 1 - segment, bytesPerPixel);
        }
        return bytes;
    }

    private static void segment(byte[] frame, int start, byte[] bytes, int first, int step) {
        int from = start;
        int to = first;
        while (to < bytes.length) {
            int length = frame[from++];
            if (length >= 0) {
                for (int i = 0; i <= length && to < bytes.length; i++, to += step) {
                    bytes[to] = frame[from++];
                }
            } else if (length > Byte.MIN_VALUE) {
                byte value = frame[from++];
                for (int i = 0; i <= -length && to < bytes.length; i++, to += step) {
                    bytes[to] = value;
                }
            }
        }
    }
}
