package org.relaxometry.bssfp.preprocessing.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

class SplineImageTest {

    @ParameterizedTest
    @CsvSource({"5, 4, 3", "1, 7, 2", "16, 1, 1"})
    void theSplineGoesThroughEveryVoxel(int nx, int ny, int nz) {
        VolumeGrid grid = new VolumeGrid(nx, ny, nz, 1, 1, 1);
        float[] values = new float[grid.voxels()];
        new GaussianNoise(1, 1).addTo(values, values.length, 1);
        SplineImage image = new SplineImage(grid, values);
        SplineProbe probe = new SplineProbe();
        for (int i = 0; i < values.length; i++) {
            assertThat(probe.moveTo(image, i % nx, i / nx % ny, i / nx / ny)).isTrue();
            // coefficients are floats up to 6³ times the values
            assertThat(probe.value).isCloseTo(values[i], within(3e-5));
        }
    }

    @Test
    void valueAndGradientOfASmoothImage() {
        VolumeGrid grid = new VolumeGrid(32, 32, 32, 1, 2, 3);
        float[] values = new float[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) wave(i % 32, i / 32 % 32, i / 1024);
        }
        SplineProbe probe = new SplineProbe();
        double x = 15.3;
        double y = 14.6;
        double z = 16.5;
        assertThat(probe.moveTo(new SplineImage(grid, values), x, y, z)).isTrue();
        // error of a cubic spline: order (0.3)^4 / 384 per axis
        assertThat(probe.value).isCloseTo(wave(x, y, z), within(1e-4));
        double h = 1e-5;
        assertThat(probe.gradientX).isCloseTo((wave(x + h, y, z) - wave(x - h, y, z)) / (2 * h), within(1e-3));
        assertThat(probe.gradientY).isCloseTo((wave(x, y + h, z) - wave(x, y - h, z)) / (4 * h), within(1e-3));
        assertThat(probe.gradientZ).isCloseTo((wave(x, y, z + h) - wave(x, y, z - h)) / (6 * h), within(1e-3));
    }

    private static double wave(double x, double y, double z) {
        return Math.sin(0.3 * x) + Math.cos(0.2 * y + 0.1 * x) + Math.sin(0.25 * z - 0.1 * y);
    }

    @Test
    void halvingKeepsTheCentre() {
        // a ramp about the centre is odd: every half of it must be odd about its own centre
        for (int n : new int[] {16, 17}) {
            VolumeGrid grid = new VolumeGrid(n, 16, 16, 1, 1, 1);
            float[] ramp = new float[grid.voxels()];
            for (int i = 0; i < ramp.length; i++) {
                ramp[i] = i % n - (n - 1) / 2f;
            }
            ScalarVolume half = Pyramid.halved(new ScalarVolume(grid, ramp));
            int m = half.grid().nx();
            assertThat(m).isEqualTo((n + 1) / 2);
            IntStream.range(0, m).forEach(x -> assertThat(half.values()[x]).isEqualTo(-half.values()[m - 1 - x]));
        }
    }
}
