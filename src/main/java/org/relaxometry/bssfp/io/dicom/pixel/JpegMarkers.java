package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.IOException;

/**
 * The segments of a JPEG stream, one after another up to the scan: what stands in them, big-endian. Reading beyond the end is an {@link
 * ArrayIndexOutOfBoundsException}, which the codec turns into words.
 */
final class JpegMarkers {

    static final int SCAN = 0xDA;
    private static final int START = 0xD8;

    private final byte[] bytes;
    private int position;
    private int end;

    JpegMarkers(byte[] bytes) throws IOException {
        this.bytes = bytes;
        if (bytes.length < 2 || unsigned(0) != 0xFF || unsigned(1) != START) {
            throw new IOException("do not begin as JPEG does");
        }
        end = 2;
    }

    /** Goes to the next segment and gives its marker. */
    int next() throws IOException {
        position = end;
        if (unsigned(position) != 0xFF) {
            throw new IOException("have no marker at byte " + position + " of a frame");
        }
        while (unsigned(position) == 0xFF) {
            position++;
        }
        int marker = unsigned(position++);
        int length = word();
        end = position - 2 + length;
        if (length < 2 || end > bytes.length) {
            throw new IOException("have a segment that goes beyond the end of a frame");
        }
        return marker;
    }

    boolean hasMore() {
        return position < end;
    }

    /** Where the data of the scan begin. */
    int end() {
        return end;
    }

    int octet() {
        return unsigned(position++);
    }

    int word() {
        return octet() << 8 | octet();
    }

    private int unsigned(int at) {
        return bytes[at] & 0xFF;
    }
}
