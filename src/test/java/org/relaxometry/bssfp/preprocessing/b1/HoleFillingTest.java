package org.relaxometry.bssfp.preprocessing.b1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

class HoleFillingTest {

    private static final VolumeGrid GRID = new VolumeGrid(40, 36, 14, 2, 2, 5);

    @Test
    void knownVoxelsKeepTheirValues() {
        ScalarVolume holed = holed(12);
        float[] filled = fill(holed, 1).values();

        for (int v = 0; v < filled.length; v++) {
            if (!Float.isNaN(holed.values()[v])) {
                assertThat(filled[v]).isEqualTo(holed.values()[v]);
            }
        }
    }

    @Test
    void quadraticFieldIsContinuedBeyondItsEdge() {
        ScalarVolume holed = holed(12);
        float[] saddle = new float[GRID.voxels()];
        for (int v = 0; v < saddle.length; v++) {
            double x = v % GRID.nx() - 19.5;
            double y = v / GRID.nx() % GRID.ny() - 17.5;
            saddle[v] = (float) (1 + 1e-3 * (x * x - y * y) + 4e-3 * x);
            holed.values()[v] = Float.isNaN(holed.values()[v]) ? Float.NaN : saddle[v];
        }
        float[] filled = fill(holed, 1).values();

        int compared = 0;
        for (int v = 0; v < saddle.length; v++) {
            // well within the known values, which end at 0.86 and 1.19
            if (Float.isNaN(holed.values()[v]) && saddle[v] > 0.9 && saddle[v] < 1.1) {
                compared++;
                // rounding of float sums of order 1; and the ridge, a part in a million of the coefficients
                assertThat((double) filled[v]).isCloseTo(saddle[v], within(1e-4));
            }
        }
        assertThat(compared).isGreaterThan(1000);
    }

    @Test
    void continuedValuesStayWithinTheKnownOnes() {
        float[] sorted = fill(holed(8), 1).values();
        Arrays.sort(sorted);

        assertThat((double) sorted[0]).isGreaterThanOrEqualTo((float) lowestKnown(8));
    }

    @Test
    void noiseIsNotContinued() {
        ScalarVolume holed = holed(12);
        new GaussianNoise(1, 0).addTo(holed.values(), holed.values().length, 0.01);
        float[] filled = fill(holed, 1).values();

        // next to a voxel the continuation takes part in its noise, so it is as noisy there and less so further out;
        // the
        // quadratic form is uncertain by a tenth of the noise
        double squares = 0;
        int count = 0;
        for (int v = 0; v < filled.length; v++) {
            if (Float.isNaN(holed.values()[v]) && distance(v) < 28) {
                squares += (filled[v] - field(v)) * (filled[v] - field(v));
                count++;
            }
        }
        assertThat(Math.sqrt(squares / count)).isLessThan(0.01);
    }

    @Test
    void resultDoesNotDependOnTheNumberOfThreads() {
        assertThat(fill(holed(10), 4).values()).isEqualTo(fill(holed(10), 1).values());
    }

    @Test
    void singleSliceAndSingleVoxelAreFilled() {
        VolumeGrid slice = new VolumeGrid(5, 4, 1, 1, 1, 1);
        float[] values = new float[20];
        Arrays.fill(values, Float.NaN);
        values[7] = 0.9f;

        assertThat(fill(new ScalarVolume(slice, values), 1).values()).containsOnly(0.9f);
    }

    @Test
    void volumeWithoutAKnownVoxelIsRefused() {
        float[] values = new float[GRID.voxels()];
        Arrays.fill(values, Float.NaN);

        assertThatThrownBy(() -> fill(new ScalarVolume(GRID, values), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("single known voxel");
    }

    private static ScalarVolume fill(ScalarVolume volume, int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            return HoleFilling.fill(volume, pool, Progress.NONE);
        }
    }

    /** The field, known in a ball of this radius in voxels of x. */
    private static ScalarVolume holed(double radius) {
        float[] values = new float[GRID.voxels()];
        for (int v = 0; v < values.length; v++) {
            values[v] = distance(v) <= 2 * radius ? (float) field(v) : Float.NaN;
        }
        return new ScalarVolume(GRID, values);
    }

    private static double lowestKnown(double radius) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int v = 0; v < GRID.voxels(); v++) {
            lowest = distance(v) <= 2 * radius ? Math.min(lowest, field(v)) : lowest;
        }
        return lowest;
    }

    private static double field(int v) {
        double distance = distance(v);
        return 1.2 - 2e-4 * distance * distance;
    }

    /** From the middle, in mm. */
    private static double distance(int v) {
        double x = 2 * (v % GRID.nx() - 19.5);
        double y = 2 * (v / GRID.nx() % GRID.ny() - 17.5);
        double z = 5 * (v / GRID.sliceVoxels() - 6.5);
        return Math.sqrt(x * x + y * y + z * z);
    }
}
