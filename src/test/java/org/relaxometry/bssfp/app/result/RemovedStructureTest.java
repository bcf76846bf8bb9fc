package org.relaxometry.bssfp.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomSeries;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/** Whether what averaging removed is noise alone, in volumes where that is known. */
class RemovedStructureTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6));
    private static final VolumeGrid GRID = new VolumeGrid(48, 40, 3, 1, 1, 1);
    private static final double SIGMA = GaussianNoise.standardDeviation(25);

    @Test
    void oneTissueLosesNoiseAlone() {
        ParameterMaps maps = map(false);
        assertThat(RemovedStructure.finding(maps)).isEmpty();
        assertThat(RemovedStructure.warning(maps)).isEmpty();
    }

    /** Of noise that two neighbours share half, half correlates along x, and nothing along y. */
    @Test
    void noiseThatInterpolationCorrelatedIsFoundWithFigures() {
        ParameterMaps maps = map(true);
        assertThat(RemovedStructure.correlation(maps, Parameter.T1_REMOVED)).isBetween(0.12, 0.3);
        assertThat(RemovedStructure.finding(maps).orElseThrow())
                .contains("not noise alone", "removed from T1 0.", "noise: 0)")
                .doesNotContain("T1removedmap");
        assertThat(RemovedStructure.warning(maps).orElseThrow()).contains("T1removedmap", "lower strength");
    }

    private static ParameterMaps map(boolean interpolated) {
        int count = GRID.voxels();
        float[] t1Ms = new float[count];
        float[] t2Ms = new float[count];
        float[] ones = new float[count];
        Arrays.fill(t1Ms, 900);
        Arrays.fill(t2Ms, 65);
        Arrays.fill(ones, 1);
        PhantomTruth truth = new PhantomTruth(
                GRID, t1Ms, t2Ms, ones, new float[count], ones, Mask.all(count), List.of(), new int[count]);
        PhaseCycledSeries series = PhantomSeries.simulate(truth, PROTOCOL, SIGMA, 1, Progress.NONE);
        if (interpolated) {
            ComplexSeries halfway = CycleVolumes.read(series, Progress.NONE).series();
            for (ComplexVolume cycle : halfway.cycles()) {
                for (int i = 0; i + 1 < count; i++) {
                    cycle.real()[i] = (cycle.real()[i] + cycle.real()[i + 1]) / 2;
                    cycle.imaginary()[i] = (cycle.imaginary()[i] + cycle.imaginary()[i + 1]) / 2;
                }
            }
            series = CycleVolumes.asSeries(halfway, Optional.empty(), Optional.empty());
        }
        return new AdaptiveLikelihood(AdaptiveSettings.usual(GRID), VoxelNoise.uniform(SIGMA))
                .map(series, 1, Progress.NONE);
    }
}
