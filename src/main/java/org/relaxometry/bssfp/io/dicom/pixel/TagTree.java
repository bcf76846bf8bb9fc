package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.IOException;
import java.util.Arrays;

/** Numbers of a grid, told bit by bit through the smallest ones of larger and larger parts of it. Source: ITU-T T.800, B.10.2. */
final class TagTree {

    private static final int UNKNOWN = Integer.MAX_VALUE;

    /** Of every level, from the grid itself to its root. */
    private final int[] widths;

    private final int[] firsts;
    private final int[] values;
    private final int[] least;

    TagTree(int width, int height) {
        int[] wide = new int[Integer.SIZE];
        int[] first = new int[Integer.SIZE];
        int levels = 0;
        int nodes = 0;
        int w = width;
        int h = height;
        while (true) {
            wide[levels] = w;
            first[levels++] = nodes;
            nodes += w * h;
            if (w <= 1 && h <= 1) {
                break;
            }
            w = (w + 1) / 2;
            h = (h + 1) / 2;
        }
        widths = Arrays.copyOf(wide, levels);
        firsts = Arrays.copyOf(first, levels);
        values = new int[nodes];
        Arrays.fill(values, UNKNOWN);
        least = new int[nodes];
    }

    /** Reads on until it is known whether the number of a place is less than the threshold. */
    boolean isLess(int x, int y, int threshold, PacketBits bits) throws IOException {
        int low = 0;
        int node = 0;
        for (int level = widths.length - 1; level >= 0; level--) {
            node = firsts[level] + (y >> level) * widths[level] + (x >> level);
            low = Math.max(low, least[node]);
            while (low < threshold && low < values[node]) {
                if (bits.bit() == 1) {
                    values[node] = low;
                } else {
                    low++;
                }
            }
            least[node] = low;
        }
        return values[node] < threshold;
    }

    /** The number of a place, which may have at most so many. */
    int value(int x, int y, int most, PacketBits bits) throws IOException {
        for (int threshold = 1; threshold <= most + 1; threshold++) {
            if (isLess(x, y, threshold, bits)) {
                return threshold - 1;
            }
        }
        throw new IOException("have a block with more empty bits than there are");
    }
}
