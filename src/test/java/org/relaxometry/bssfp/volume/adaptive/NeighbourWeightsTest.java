package org.relaxometry.bssfp.volume.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ParameterMaps;

class NeighbourWeightsTest {

    private static final double REACH_MM = 4.16;

    /** White matter, a block of grey matter beside it, and single voxels that are like nothing near them. */
    private static SimulatedVolume tissues(VolumeGrid grid) {
        SimulatedVolume volume = new SimulatedVolume(grid, 6, 25);
        for (int i = 0; i < grid.voxels(); i++) {
            if (i % grid.nx() > 9) {
                volume.set(i, 1400, 90, 0.8);
            }
            if (i % 97 == 5) {
                volume.set(i, 3000, 700, 0.8);
            }
        }
        return volume;
    }

    private static Mask mask(VolumeGrid grid) {
        boolean[] inside = new boolean[grid.voxels()];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = i % grid.nx() > 1 && i / grid.nx() % grid.ny() < grid.ny() - 2;
        }
        return new Mask(inside);
    }

    /** The likelihoods that the last steps averaged, beside what is kept of them. */
    private static final class Likelihoods {

        private final NeighbourWeights weights;
        private VoxelBox box;
        private float[][] usual;
        private float[][] oddOnes;
        private boolean[] odd;

        Likelihoods(VolumeGrid grid) {
            weights = new NeighbourWeights(grid);
        }

        void see(LikelihoodField field, Neighbourhood near, double limit, boolean oddOnly) {
            weights.remember(field, near, limit, oddOnly);
            box = field.box;
            float[][] now = {field.p11.clone(), field.p12.clone(), field.p22.clone(), field.u1.clone(), field.u2.clone()
            };
            if (oddOnly) {
                oddOnes = now;
                odd = field.odd.clone();
            } else {
                usual = now;
            }
        }

        int inBox(VolumeGrid grid, int position) {
            int x = position % grid.nx() - box.x0();
            int y = position / grid.nx() % grid.ny() - box.y0();
            return x + box.nx() * (y + box.ny() * (position / grid.sliceVoxels() - box.z0()));
        }

        /** T1 and T2 of the neighbours' likelihoods, averaged with the weights. */
        double[] averaged(VolumeGrid grid, int position) {
            NeighbourWeights.Of of = weights.of(position);
            float[][] likelihoods = odd[inBox(grid, position)] ? oddOnes : usual;
            double[] sums = new double[5];
            for (int k = 0; k < of.positions().length; k++) {
                for (int part = 0; part < 5; part++) {
                    sums[part] += of.weights()[k] * (double) likelihoods[part][inBox(grid, of.positions()[k])];
                }
            }
            double determinant = sums[0] * sums[2] - sums[1] * sums[1];
            return new double[] {
                Math.exp(LikelihoodField.T1_ORIGIN + (sums[2] * sums[3] - sums[1] * sums[4]) / determinant),
                Math.exp(LikelihoodField.T2_ORIGIN + (sums[0] * sums[4] - sums[1] * sums[3]) / determinant)
            };
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "9, 1"})
    void weightsTimesLikelihoodsAreTheAveragesOfTheMaps(int slices, int fewestOdd) {
        VolumeGrid grid = new VolumeGrid(20, 18, slices, 1.3, 1.3, 1.9);
        SimulatedVolume volume = tissues(grid);
        PhaseCycledSeries series = volume.series(3, mask(grid));
        Likelihoods likelihoods = new Likelihoods(grid);
        AdaptiveLikelihood method = volume.method(AdaptiveSettings.USUAL_STRENGTH, REACH_MM);
        ParameterMaps maps = method.map(series, 2, Progress.NONE, likelihoods::see);
        int checked = 0;
        int oddOnes = 0;
        for (int position = 0; position < grid.voxels(); position++) {
            double t1 = volume.value(maps, Parameter.T1, position);
            double t2 = volume.value(maps, Parameter.T2, position);
            if (Double.isFinite(t1) && t1 < maps.longestMs() && t2 < maps.longestMs()) {
                double[] averaged = likelihoods.averaged(grid, position);
                assertThat(averaged[0]).isCloseTo(t1, within(1e-4 * t1));
                assertThat(averaged[1]).isCloseTo(t2, within(1e-4 * t2));
                checked++;
                oddOnes += likelihoods.odd[likelihoods.inBox(grid, position)] ? 1 : 0;
            }
        }
        assertThat(checked).isGreaterThan(grid.voxels() * 3 / 4);
        assertThat(oddOnes).isGreaterThanOrEqualTo(fewestOdd);
    }

    @Test
    void neighboursLieWithinReachInsideTheMaskOnTheSideOfTheVoxel() {
        VolumeGrid grid = new VolumeGrid(20, 18, 9, 1.3, 1.3, 1.9);
        SimulatedVolume volume = tissues(grid);
        PhaseCycledSeries series = volume.series(3, mask(grid));
        AdaptiveLikelihood.Averaged averaged =
                volume.method(AdaptiveSettings.USUAL_STRENGTH, REACH_MM).average(series, 2, Progress.NONE);
        int position = grid.index(8, 8, 4);
        NeighbourWeights.Of of = averaged.weights().of(position);
        assertThat(of.positions()).contains(position).doesNotHaveDuplicates();
        assertThat(of.weights()[0]).isEqualTo(1);
        assertThat(of.positions().length).isLessThan(of.within());
        assertThat(of.effectiveNumber()).isBetween(20.0, (double) of.positions().length);
        long acrossTheEdge =
                Arrays.stream(of.positions()).filter(p -> p % grid.nx() > 9).count();
        assertThat(acrossTheEdge).isLessThan(of.positions().length / 10);
        assertThat(IntStream.of(of.positions())
                        .map(p -> p / grid.sliceVoxels())
                        .distinct()
                        .count())
                .isGreaterThan(3);
        assertThat(averaged.weights().of(grid.index(0, 8, 4)).positions()).isEmpty();
        assertThat(averaged.weights().of(grid.index(8, 17, 4)).positions()).isEmpty();
        assertThat(IntStream.of(averaged.weights().of(grid.index(2, 8, 4)).positions()))
                .allMatch(p -> p % grid.nx() > 1);
        ParameterMaps maps =
                volume.method(AdaptiveSettings.USUAL_STRENGTH, REACH_MM).map(series, 1, Progress.NONE);
        assertThat(Arrays.deepEquals(averaged.maps().planes(Parameter.T1), maps.planes(Parameter.T1)))
                .isTrue();
    }

    @Test
    void withoutTheErrorStudyTheValuesAreTheSame() {
        VolumeGrid grid = new VolumeGrid(20, 18, 3, 1.3, 1.3, 1.9);
        SimulatedVolume volume = tissues(grid);
        PhaseCycledSeries series = volume.series(3, null);
        AdaptiveLikelihood method = volume.method(AdaptiveSettings.USUAL_STRENGTH, REACH_MM);
        ParameterMaps all = method.map(series, 1, Progress.NONE);
        ParameterMaps quick = method.withoutErrorStudy().map(series, 1, Progress.NONE);
        for (Parameter parameter :
                new Parameter[] {Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE, Parameter.M0}) {
            assertThat(Arrays.deepEquals(quick.planes(parameter), all.planes(parameter)))
                    .isTrue();
        }
    }
}
