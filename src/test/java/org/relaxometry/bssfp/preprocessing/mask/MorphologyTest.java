package org.relaxometry.bssfp.preprocessing.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.VolumeGrid;

class MorphologyTest {

    private static final VolumeGrid GRID = new VolumeGrid(13, 11, 9, 1, 1.5, 3);

    private final WorkerPool workers = new WorkerPool(2);
    private final Morphology shape = new Morphology(GRID, workers, Progress.NONE);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void distancesEqualThoseToEveryVoxel() {
        boolean[] mask = new boolean[GRID.voxels()];
        GaussianNoise random = new GaussianNoise(1, 0);
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.uniform() < 0.01;
        }

        float[] squared = DistanceMap.squared(mask, true, GRID, workers, Progress.NONE);

        for (int i = 0; i < mask.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int k = 0; k < mask.length; k++) {
                least = mask[k] ? Math.min(least, squaredMm(i, k)) : least;
            }
            // rounding of float
            assertThat((double) squared[i]).isCloseTo(least, within(1e-5 * (1 + least)));
        }
    }

    @Test
    void withoutAVoxelToBeNearToNothingErodesOrDilates() {
        boolean[] none = new boolean[GRID.voxels()];
        boolean[] all = shape.filled(box(0, 12, 0, 10, 0, 8));

        assertThat(shape.dilated(none, 50)).containsOnly(false);
        assertThat(shape.eroded(all, 50)).isEqualTo(all);
    }

    @Test
    void radiiAreInMillimetres() {
        boolean[] point = box(6, 6, 5, 5, 4, 4);

        boolean[] ball = shape.dilated(point, 3);

        // along x 3 voxels each way, along y 2, along z 1
        assertThat(ball[GRID.index(9, 5, 4)]).isTrue();
        assertThat(ball[GRID.index(10, 5, 4)]).isFalse();
        assertThat(ball[GRID.index(6, 7, 4)]).isTrue();
        assertThat(ball[GRID.index(6, 8, 4)]).isFalse();
        assertThat(ball[GRID.index(6, 5, 5)]).isTrue();
        assertThat(ball[GRID.index(7, 5, 5)]).isFalse();
        assertThat(shape.eroded(ball, 3)).isEqualTo(point);
    }

    @Test
    void theLargestPartAloneStays() {
        boolean[] small = box(0, 2, 0, 3, 0, 3);
        boolean[] large = box(5, 12, 0, 10, 5, 7);
        boolean[] both = small.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] |= large[i];
        }

        assertThat(shape.largestPart(both)).isEqualTo(large);
        assertThat(shape.largestPart(new boolean[GRID.voxels()])).containsOnly(false);
    }

    @Test
    void holesAreFilledAndBaysAreNot() {
        boolean[] box = box(2, 9, 2, 9, 2, 6);
        boolean[] hollow = box.clone();
        hollow[GRID.index(5, 5, 4)] = false;
        boolean[] bay = box.clone();
        for (int x = 5; x <= 9; x++) {
            bay[GRID.index(x, 5, 4)] = false;
        }

        assertThat(shape.filled(hollow)).isEqualTo(box);
        assertThat(shape.filled(bay)).isEqualTo(bay);
        assertThat(shape.closed(bay, 1.5)[GRID.index(7, 5, 4)]).isTrue();
    }

    private static boolean[] box(int x0, int x1, int y0, int y1, int z0, int z1) {
        boolean[] box = new boolean[GRID.voxels()];
        for (int z = z0; z <= z1; z++) {
            for (int y = y0; y <= y1; y++) {
                for (int x = x0; x <= x1; x++) {
                    box[GRID.index(x, y, z)] = true;
                }
            }
        }
        return box;
    }

    private static double squaredMm(int i, int k) {
        double x = i % 13 - k % 13;
        double y = 1.5 * (i / 13 % 11 - k / 13 % 11);
        double z = 3.0 * (i / 143 - k / 143);
        return x * x + y * y + z * z;
    }
}
