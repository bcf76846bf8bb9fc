package org.relaxometry.bssfp.app.roi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.montecarlo.inspect.Inspection;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/** The row that the Inspector shows of averaged maps. */
class AveragedVoxelTest {

    /** Within 3.2 voxels: 36 in the slice of the voxel, 29 in the other. */
    private static final int NEIGHBOURS = 65;

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6));

    @Test
    void theAveragesOfTheVoxelStandBeforeItsOwnEstimates() {
        PhaseCycledSeries series = SimulatedSeries.simulate(PROTOCOL, 2 * 64 * 64);
        AdaptiveLikelihood.Averaged averaged = new AdaptiveLikelihood(
                        AdaptiveSettings.usual(series.grid()),
                        VoxelNoise.uniform(GaussianNoise.standardDeviation(SimulatedSeries.SNR)))
                .average(series, 1, Progress.NONE);
        ParameterMaps maps = averaged.maps();
        int position = series.grid().index(20, 30, 1);
        int inSlice = 20 + 64 * 30;
        Inspection own = new Inspection(
                PROTOCOL, 1, new double[6], new double[6], 1, new double[0], List.of(), Optional.empty());
        Inspection.Fit fit = AveragedVoxel.with(own, averaged, position).fits().get(0);
        assertThat(fit.method()).isEqualTo("Adaptive maximum likelihood");
        Inspection.Value t1 = fit.values().get(Parameter.T1);
        assertThat(t1.value()).isEqualTo(maps.planes(Parameter.T1)[1][inSlice]).isPositive();
        assertThat(t1.sigma()).isEqualTo(maps.planes(Parameter.T1_SIGMA)[1][inSlice]);
        assertThat(fit.remark())
                .isEqualTo("as certain as " + Math.round(maps.planes(Parameter.EFFECTIVE_VOXELS)[1][inSlice])
                        + " voxels, "
                        + (averaged.weights().of(position).positions().length - 1)
                        + " of " + NEIGHBOURS + " neighbours count");
        assertThat(AveragedVoxel.neighbours(averaged, position)).isPresent();
        maps.planes(Parameter.T1)[1][inSlice] = Float.NaN;
        assertThat(AveragedVoxel.neighbours(averaged, position)).isEmpty();
    }
}
