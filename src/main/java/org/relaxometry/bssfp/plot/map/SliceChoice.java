package org.relaxometry.bssfp.plot.map;

import java.util.stream.IntStream;

/** Which slices of a volume a figure shows. */
final class SliceChoice {

    /** A slice with less than this part of the fullest one's voxels is an end of the object. */
    private static final double END = 0.2;

    private SliceChoice() {}

    /**
     * Slices spread evenly over the part of the volume that holds values, ends left out; all slices if there are no more
     * than wanted.
     *
     * @param planes [z][voxel]
     * @return slice indices from 0, rising
     */
    static int[] spread(float[][] planes, int wanted) {
        if (planes.length <= wanted) {
            return IntStream.range(0, planes.length).toArray();
        }
        int[] filled = new int[planes.length];
        int fullest = 0;
        for (int z = 0; z < planes.length; z++) {
            for (float value : planes[z]) {
                if (Float.isFinite(value)) {
                    filled[z]++;
                }
            }
            fullest = Math.max(fullest, filled[z]);
        }
        int least = (int) Math.ceil(END * fullest);
        int[] inside = IntStream.range(0, planes.length)
                .filter(z -> filled[z] >= least)
                .toArray();
        int first = inside[0];
        int last = inside[inside.length - 1];
        if (last - first + 1 < wanted) {
            first = Math.max(0, Math.min(first, planes.length - wanted));
            last = first + wanted - 1;
        }
        double step = (last - first + 1.0) / wanted;
        int start = first;
        return IntStream.range(0, wanted)
                .map(k -> start + (int) ((k + 0.5) * step))
                .toArray();
    }
}
