package org.relaxometry.bssfp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damage to the bytes of a file, for tests of what reads them: flipped bits, extreme numbers, missing and foreign parts. */
public final class Mutation {

    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        2,
        7,
        127,
        128,
        255,
        256,
        1000,
        32767,
        32768,
        -32768,
        65535,
        65536,
        1_000_000,
        1 << 28,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        -5001,
        46341
    };
    private static final float[] REAL_EXTREMES = {
        0, 0.5f, -1, 1e4f, 65536, -65537, 1e9f, 1e30f, -1e30f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE
    };

    private Mutation() {}

    /** One of the originals, damaged in one to four places, and sometimes cut off. */
    public static byte[] of(List<byte[]> originals, Random random) {
        byte[] bytes = originals.get(random.nextInt(originals.size())).clone();
        for (int places = 1 + random.nextInt(4); places > 0; places--) {
            damage(bytes, random);
        }
        if (random.nextInt(8) == 0) {
            byte[] other = originals.get(random.nextInt(originals.size()));
            int from = random.nextInt(other.length);
            System.arraycopy(
                    other,
                    from,
                    bytes,
                    Math.min(from, bytes.length),
                    Math.max(0, Math.min(bytes.length, other.length) - from));
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private static void damage(byte[] bytes, Random random) {
        // most of what decides lies at the beginning
        int most = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 128);
        int at = Math.max(0, random.nextInt(most) - 4);
        ByteBuffer view = ByteBuffer.wrap(bytes);
        long extreme = EXTREMES[random.nextInt(EXTREMES.length)];
        if (random.nextBoolean()) {
            view.order(ByteOrder.LITTLE_ENDIAN);
        }
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> view.putShort(Math.min(at & ~1, bytes.length - 2), (short) extreme);
            case 3 -> view.putInt(Math.min(at & ~1, bytes.length - 4), (int) extreme);
            default ->
                view.putFloat(Math.min(at & ~1, bytes.length - 4), REAL_EXTREMES[random.nextInt(REAL_EXTREMES.length)]);
        }
    }
}
