package org.relaxometry.bssfp.io.dicom.pixel;

/** Bits of a scan; behind a byte of ones the next has seven. Source: ITU-T T.87, A.1. */
final class JpegLsBits {

    private final byte[] bytes;
    private int position;
    private int bits;
    private int bitCount;

    JpegLsBits(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int bit() {
        if (bitCount == 0) {
            bitCount = bits == 0xFF ? Byte.SIZE - 1 : Byte.SIZE;
            bits = bytes[position++] & 0xFF;
        }
        bitCount--;
        return bits >> bitCount & 1;
    }

    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }
}
