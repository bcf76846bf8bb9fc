package org.relaxometry.bssfp.preprocessing.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.motion.MovedBrain;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

class MeanPhaseTest {

    @Test
    void theSumOverTheCyclesBecomesRealAndTheMapsStay() {
        MovedBrain brain = MovedBrain.sample();
        ComplexSeries series = brain.drifted(
                new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6)),
                new double[6],
                GaussianNoise.standardDeviation(25),
                1);
        boolean[] everywhere = new boolean[series.grid().voxels()];
        Arrays.fill(everywhere, true);
        double[] before = brain.errors(series, everywhere);
        double magnitude = magnitude(series, 50_000);

        MeanPhase.remove(series, Progress.NONE);

        // turned by floats: relative rounding 1e-7 of signals; the estimates turn with it by a few parts in a million
        assertThat(brain.errors(series, everywhere)).containsExactly(before, within(1e-4));
        assertThat(magnitude(series, 50_000)).isCloseTo(magnitude, within(1e-6 * magnitude));
        for (int voxel = 0; voxel < everywhere.length; voxel += 97) {
            float real = 0;
            float imaginary = 0;
            for (ComplexVolume cycle : series.cycles()) {
                real += cycle.real()[voxel];
                imaginary += cycle.imaginary()[voxel];
            }
            assertThat(imaginary).isCloseTo(0, within(1e-6f));
            assertThat(real).isNotNegative();
        }
    }

    private static double magnitude(ComplexSeries series, int voxel) {
        return Math.hypot(
                series.cycles().get(2).real()[voxel], series.cycles().get(2).imaginary()[voxel]);
    }

    @Test
    void aVoxelWithoutSignalStaysZero() {
        VolumeGrid grid = new VolumeGrid(1, 1, 1, 1, 1, 1);
        ComplexSeries series = new ComplexSeries(
                new Protocol(4.8, 2.4, 15, List.of(0.0, 120.0, 240.0)),
                List.of(ComplexVolume.zeros(grid), ComplexVolume.zeros(grid), ComplexVolume.zeros(grid)));
        MeanPhase.remove(series, Progress.NONE);
        assertThat(series.cycles().get(1).real()[0]).isZero();
        assertThat(series.cycles().get(1).imaginary()[0]).isZero();
    }
}
