package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.IOException;

/** Bits of the heads of packets, in which a 0 follows every byte of ones; and the bytes between them. Source: ITU-T T.800, B.10.1. */
final class PacketBits {

    private static final int START_OF_PACKET = 0xFF91;
    private static final int END_OF_HEAD = 0xFF92;
    private static final int START_BYTES = 6;

    private final byte[] data;
    private int at;
    private int buffer;
    private int left;

    PacketBits(byte[] data) {
        this.data = data;
    }

    private int marker() {
        return at + 1 < data.length ? (data[at] & 0xFF) << 8 | data[at + 1] & 0xFF : 0;
    }

    void begin() {
        at += marker() == START_OF_PACKET ? START_BYTES : 0;
        buffer = 0;
        left = 0;
    }

    int bit() throws IOException {
        if (left == 0) {
            if (at >= data.length) {
                throw new IOException("end before the last of them");
            }
            left = buffer == 0xFF ? 7 : 8;
            buffer = data[at++] & 0xFF;
        }
        left--;
        return buffer >> left & 1;
    }

    int bits(int count) throws IOException {
        int bits = 0;
        for (int i = 0; i < count; i++) {
            bits = bits << 1 | bit();
        }
        return bits;
    }

    void end() {
        at += buffer == 0xFF ? 1 : 0;
        at += marker() == END_OF_HEAD ? 2 : 0;
    }

    byte[] bytes(int count) throws IOException {
        if (count < 0 || count > data.length - at) {
            throw new IOException("end before the last of them");
        }
        byte[] bytes = new byte[count];
        System.arraycopy(data, at, bytes, 0, count);
        at += count;
        return bytes;
    }
}
