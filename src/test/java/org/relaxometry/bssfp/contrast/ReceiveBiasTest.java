package org.relaxometry.bssfp.contrast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.preprocessing.b1.BrainTruth;
import org.relaxometry.bssfp.space.VolumeGrid;

class ReceiveBiasTest {

    /** White matter of the sample brain under two coils, one on each side, by the square of their distance. */
    @Test
    void coilsAreTakenOutAndFluidStaysBrighter() {
        VolumeGrid grid = BrainTruth.read(BrainTruth.SAMPLE_BRAIN).grid();
        double[] density = SampleBrain.values(SampleBrain.truth("PD.nii.gz"));
        double[] t1 = SampleBrain.values(SampleBrain.truth("T1_ms.nii.gz"));
        float[] m0 = new float[density.length];
        for (int v = 0; v < m0.length; v++) {
            m0[v] = t1[v] > 0 ? (float) (density[v] * coils(grid, v)) : Float.NaN;
        }
        float[] even = ReceiveBias.remove(grid, m0);

        assertThat(variation(m0, t1)).isGreaterThan(0.2);
        assertThat(variation(even, t1)).isLessThan(0.06);
        double fluid = mean(even, t1, 3000, 10_000) / mean(even, t1, 600, 1100);
        double trueFluid = mean(floats(density), t1, 3000, 10_000) / mean(floats(density), t1, 600, 1100);
        assertThat(fluid / trueFluid).isBetween(0.93, 1.07);
        for (int v = 0; v < m0.length; v++) {
            assertThat(Float.isNaN(even[v])).isEqualTo(Float.isNaN(m0[v]));
        }
    }

    @Test
    void mapWithoutValuesStaysAsItIs() {
        float[] none = {Float.NaN, 0, Float.NaN};
        assertThat(ReceiveBias.remove(new VolumeGrid(3, 1, 1, 1, 1, 1), none)).isEqualTo(none);
    }

    private static double coils(VolumeGrid grid, int voxel) {
        double x = (voxel % grid.nx() - 31.5) * grid.dxMm();
        double z = (voxel / grid.sliceVoxels() - 11.5) * grid.dzMm();
        return 1e4 / (square(x - 160) + square(z)) + 1e4 / (square(x + 200) + square(z - 40));
    }

    private static double square(double x) {
        return x * x;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int v = 0; v < floats.length; v++) {
            floats[v] = (float) values[v];
        }
        return floats;
    }

    private static double[] tissue(float[] values, double[] t1, double from, double to) {
        return IntStream.range(0, values.length)
                .filter(v -> t1[v] > from && t1[v] < to && values[v] > 0)
                .mapToDouble(v -> values[v])
                .toArray();
    }

    private static double mean(float[] values, double[] t1, double from, double to) {
        return Arrays.stream(tissue(values, t1, from, to)).average().orElseThrow();
    }

    /** Coefficient of variation in white matter. */
    private static double variation(float[] values, double[] t1) {
        double mean = mean(values, t1, 600, 1100);
        return Math.sqrt(Arrays.stream(tissue(values, t1, 600, 1100))
                        .map(value -> square(value - mean))
                        .average()
                        .orElseThrow())
                / mean;
    }
}
