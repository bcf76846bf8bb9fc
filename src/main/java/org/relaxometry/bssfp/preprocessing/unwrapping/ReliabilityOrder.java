package org.relaxometry.bssfp.preprocessing.unwrapping;

import java.util.Arrays;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * The pairs of neighbouring voxels of a wrapped map, the most reliable first: those with the least
 *
 * <pre>
 * r(v) + r(w) + d(v, w)²
 * </pre>
 *
 * with the roughness r, the mean square of the second differences (taken modulo one turn) along the 13 lines through a voxel and
 * two of its 26 neighbours, and the difference d of the two voxels, likewise. Where d is near half a turn, its sign is a guess,
 * however smooth both voxels lie; without d² twice as many noisy voxels get a wrong multiple.
 */
final class ReliabilityOrder {

    /** Mean square of a second difference where a line leaves the map: that of pure noise, so that borders come last. */
    private static final double UNKNOWN = 1.0 / 12;

    /** The top 16 bits of a positive float below its sign: differences of 0.4 % count. */
    private static final int KEY_SHIFT = 15;

    private final VolumeGrid grid;
    private final float[] turns;
    private final Progress progress;
    private final int[] steps;
    private final float[] roughness;

    /** @param turns NaN outside the map */
    ReliabilityOrder(VolumeGrid grid, float[] turns, Progress progress) {
        this.grid = grid;
        this.turns = turns;
        this.progress = progress;
        steps = new int[] {1, grid.nx(), grid.sliceVoxels()};
        roughness = roughness();
    }

    /** Pairs (v, neighbour of v along an axis) as 3 v + axis, from the most to the least reliable. */
    int[] pairs() {
        int[] starts = new int[(1 << 16) + 1];
        visit((pair, key) -> starts[key + 1]++);
        for (int key = 0; key < 1 << 16; key++) {
            starts[key + 1] += starts[key];
        }
        int[] pairs = new int[starts[1 << 16]];
        visit((pair, key) -> pairs[starts[key]++] = pair);
        return pairs;
    }

    private interface Visitor {
        void visit(int pair, int key);
    }

    private void visit(Visitor visitor) {
        int[] sizes = {grid.nx(), grid.ny(), grid.nz()};
        for (int v = 0; v < turns.length; v++) {
            if (v % grid.sliceVoxels() == 0) {
                progress.checkCanceled();
            }
            for (int axis = 0; axis < 3 && !Float.isNaN(turns[v]); axis++) {
                int w = v + steps[axis];
                if (v / steps[axis] % sizes[axis] < sizes[axis] - 1 && !Float.isNaN(turns[w])) {
                    double difference = FieldUnwrapping.folded(turns[w] - turns[v]);
                    float cost = (float) (roughness[v] + roughness[w] + difference * difference);
                    visitor.visit(3 * v + axis, Float.floatToRawIntBits(cost) >>> KEY_SHIFT);
                }
            }
        }
    }

    private float[] roughness() {
        int[][] lines = lines();
        float[] result = new float[turns.length];
        for (int z = 0; z < grid.nz(); z++) {
            progress.checkCanceled();
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    int v = grid.index(x, y, z);
                    if (!Float.isNaN(turns[v])) {
                        double sum = 0;
                        for (int[] line : lines) {
                            sum += squaredSecondDifference(x, y, z, v, line);
                        }
                        result[v] = (float) (sum / lines.length);
                    }
                }
            }
        }
        return result;
    }

    private double squaredSecondDifference(int x, int y, int z, int v, int[] line) {
        if (!inside(x, line[0], grid.nx()) || !inside(y, line[1], grid.ny()) || !inside(z, line[2], grid.nz())) {
            return UNKNOWN;
        }
        int step = line[0] * steps[0] + line[1] * steps[1] + line[2] * steps[2];
        float before = turns[v - step];
        float behind = turns[v + step];
        if (Float.isNaN(before) || Float.isNaN(behind)) {
            return UNKNOWN;
        }
        double second = FieldUnwrapping.folded(behind - turns[v]) - FieldUnwrapping.folded(turns[v] - before);
        return second * second;
    }

    private static boolean inside(int position, int step, int size) {
        return position - Math.abs(step) >= 0 && position + Math.abs(step) < size;
    }

    /** One of each two opposite directions. */
    private static int[][] lines() {
        int[][] lines = new int[13][];
        Arrays.setAll(lines, k -> new int[] {(k + 14) % 3 - 1, (k + 14) / 3 % 3 - 1, (k + 14) / 9 - 1});
        return lines;
    }
}
