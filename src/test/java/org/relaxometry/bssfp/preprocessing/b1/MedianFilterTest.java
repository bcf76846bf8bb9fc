package org.relaxometry.bssfp.preprocessing.b1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

class MedianFilterTest {

    private static final VolumeGrid GRID = new VolumeGrid(13, 11, 9, 1, 1, 1);

    /** Half a level of 65536 between the extremes, and the rounding of a float. */
    private static double quantisation(ScalarVolume volume) {
        float[] sorted = volume.values().clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length - 1] - sorted[0]) / 131070.0 * 1.01;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7})
    void oddCubeGivesTheMedianOfItsVoxels(int size) {
        ScalarVolume noise = noise();
        float[] filtered = filter(noise, size, 1).values();

        int reach = size / 2;
        for (int z = 0, v = 0; z < GRID.nz(); z++) {
            for (int y = 0; y < GRID.ny(); y++) {
                for (int x = 0; x < GRID.nx(); x++, v++) {
                    assertThat((double) filtered[v])
                            .as("voxel %d %d %d", x, y, z)
                            .isCloseTo(median(noise, x, y, z, reach, reach), within(quantisation(noise)));
                }
            }
        }
    }

    @Test
    void evenCubeGivesTheMeanOfTheEightCubesAroundTheVoxel() {
        ScalarVolume noise = noise();
        float[] filtered = filter(noise, 4, 1).values();

        double mean = 0;
        for (int corner = 0; corner < 8; corner++) {
            mean += median(noise, 6 + corner % 2, 5 + corner / 2 % 2, 4 + corner / 4, 2, 1) / 8;
        }
        assertThat((double) filtered[GRID.index(6, 5, 4)]).isCloseTo(mean, within(quantisation(noise)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 10})
    void evenlyRisingFieldStaysWhereTheCubeIsWhole(int size) {
        VolumeGrid grid = new VolumeGrid(24, 24, 24, 1, 1, 1);
        float[] ramp = new float[grid.voxels()];
        for (int v = 0; v < ramp.length; v++) {
            ramp[v] = (float) (0.7 + 0.011 * (v % 24) + 0.006 * (v / 24 % 24) - 0.004 * (v / 576));
        }
        ScalarVolume volume = new ScalarVolume(grid, ramp);
        float[] filtered = filter(volume, size, 2).values();

        for (int z = 6; z < 18; z++) {
            for (int x = 6; x < 18; x++) {
                int v = grid.index(x, 11, z);
                assertThat((double) filtered[v]).isCloseTo(ramp[v], within(quantisation(volume)));
            }
        }
    }

    @Test
    void sizesZeroAndOneChangeNothing() {
        ScalarVolume noise = noise();

        assertThat(filter(noise, 0, 1).values()).isEqualTo(noise.values());
        assertThat(filter(noise, 1, 1).values()).isEqualTo(noise.values());
    }

    @Test
    void outlierVanishes() {
        float[] values = new float[GRID.voxels()];
        Arrays.fill(values, 1);
        values[GRID.index(6, 5, 4)] = 100;

        assertThat(filter(new ScalarVolume(GRID, values), 3, 1).values()).containsOnly(1);
    }

    @Test
    void resultDoesNotDependOnTheNumberOfThreads() {
        assertThat(filter(noise(), 6, 4).values())
                .isEqualTo(filter(noise(), 6, 1).values());
    }

    @Test
    void cubeLargerThanTheVolumeGivesItsMedian() {
        ScalarVolume noise = noise();
        float[] sorted = noise.values().clone();
        Arrays.sort(sorted);

        assertThat((double) filter(noise, 41, 1).values()[0])
                .isCloseTo(sorted[sorted.length / 2], within(quantisation(noise)));
    }

    @Test
    void missingValuesAreRefused() {
        float[] values = new float[GRID.voxels()];
        values[3] = Float.NaN;

        assertThatThrownBy(() -> filter(new ScalarVolume(GRID, values), 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite");
    }

    private static ScalarVolume filter(ScalarVolume volume, int size, int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            return MedianFilter.apply(volume, size, pool, Progress.NONE);
        }
    }

    private static ScalarVolume noise() {
        float[] values = new float[GRID.voxels()];
        new GaussianNoise(1, 0).addTo(values, values.length, 1);
        return new ScalarVolume(GRID, values);
    }

    /** By sorting; of an even number the mean of the middle two. */
    private static double median(ScalarVolume volume, int x, int y, int z, int before, int behind) {
        float[] cube = new float[(before + behind + 1) * (before + behind + 1) * (before + behind + 1)];
        int count = 0;
        for (int w = Math.max(0, z - before); w <= Math.min(GRID.nz() - 1, z + behind); w++) {
            for (int v = Math.max(0, y - before); v <= Math.min(GRID.ny() - 1, y + behind); v++) {
                for (int u = Math.max(0, x - before); u <= Math.min(GRID.nx() - 1, x + behind); u++) {
                    cube[count++] = volume.values()[GRID.index(u, v, w)];
                }
            }
        }
        Arrays.sort(cube, 0, count);
        return 0.5 * ((double) cube[(count - 1) / 2] + cube[count / 2]);
    }
}
