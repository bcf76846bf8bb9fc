package org.relaxometry.bssfp.volume.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;

class AdaptiveLikelihoodTest {

    private static final VolumeGrid GRID = new VolumeGrid(28, 24, 14, 1.3, 1.3, 1.3);
    private static final double STRENGTH = AdaptiveSettings.USUAL_STRENGTH;
    private static final double REACH_MM = 4.16;

    private static ParameterMaps alone(PhaseCycledSeries series) {
        return ParameterMapper.map(series, new MaximumLikelihood(series.protocol()), 2, Progress.NONE);
    }

    private static ParameterMaps adaptive(SimulatedVolume volume, PhaseCycledSeries series) {
        return volume.method(STRENGTH, REACH_MM).map(series, 2, Progress.NONE);
    }

    /** Root mean square and mean of ln(estimate/truth). */
    private static double[] errors(SimulatedVolume volume, ParameterMaps maps, Parameter parameter, IntPredicate in) {
        double[] truth = parameter == Parameter.T1 ? volume.t1Ms : volume.t2Ms;
        double[] errors = IntStream.range(0, truth.length)
                .filter(in)
                .mapToDouble(i -> Math.log(volume.value(maps, parameter, i) / truth[i]))
                .filter(Double::isFinite)
                .toArray();
        return new double[] {
            Math.sqrt(Arrays.stream(errors).map(x -> x * x).average().orElseThrow()),
            Arrays.stream(errors).average().orElseThrow()
        };
    }

    @Test
    void oneTissueFallsByWhatTheEffectiveNumberSaysAndSigmaTellsTheSpread() {
        SimulatedVolume volume = new SimulatedVolume(GRID, 8, 25);
        PhaseCycledSeries series = volume.series(1, null);
        ParameterMaps alone = alone(series);
        ParameterMaps maps = adaptive(volume, series);
        for (Parameter parameter : new Parameter[] {Parameter.T1, Parameter.T2}) {
            double before = errors(volume, alone, parameter, i -> true)[0];
            double[] after = errors(volume, maps, parameter, i -> true);
            double number = IntStream.range(0, GRID.voxels())
                    .mapToDouble(i -> 1 / volume.value(maps, Parameter.EFFECTIVE_VOXELS, i))
                    .average()
                    .orElseThrow();
            assertThat(after[0]).isLessThan(1.1 * before * Math.sqrt(number));
            assertThat(after[1]).isCloseTo(0, within(0.01));
            Parameter sigma = parameter == Parameter.T1 ? Parameter.T1_SIGMA : Parameter.T2_SIGMA;
            long within = IntStream.range(0, GRID.voxels())
                    .filter(i -> Math.abs(volume.value(maps, parameter, i)
                                    - (parameter == Parameter.T1 ? volume.t1Ms[i] : volume.t2Ms[i]))
                            < volume.value(maps, sigma, i))
                    .count();
            assertThat((double) within / GRID.voxels()).isBetween(0.6, 0.8);
        }
    }

    /** Averaging mixes where two tissues meet that noise hardly tells apart, and nowhere else: a voxel's σ must know where it is. */
    @Test
    void sigmaIsSmallInsideATissueAndLargeAtItsBorder() {
        SimulatedVolume volume = new SimulatedVolume(new VolumeGrid(40, 32, 24, 1.3, 1.3, 1.3), 12, 25);
        IntPredicate left = i -> i % 40 < 20;
        IntStream.range(0, volume.grid.voxels()).filter(left.negate()).forEach(i -> volume.set(i, 930, 72, 0.8));
        ParameterMaps maps = adaptive(volume, volume.series(9, null));
        double[] inside = spreadAndSigma(volume, maps, i -> Math.abs(i % 40 - 19.5) > 8);
        double[] border = spreadAndSigma(volume, maps, i -> Math.abs(i % 40 - 19.5) < 1);
        assertThat(inside[1]).isCloseTo(inside[0], within(0.15 * inside[0]));
        assertThat(border[1]).isCloseTo(border[0], within(0.12 * border[0]));
        assertThat(border[0]).isGreaterThan(1.4 * inside[0]);
    }

    /** What 68.3 % of the errors of T1 do not exceed, and the median of its stated σ, both over the truth. */
    private static double[] spreadAndSigma(SimulatedVolume volume, ParameterMaps maps, IntPredicate in) {
        double[] errors = IntStream.range(0, volume.t1Ms.length)
                .filter(in)
                .mapToDouble(i -> Math.abs(volume.value(maps, Parameter.T1, i) / volume.t1Ms[i] - 1))
                .sorted()
                .toArray();
        double[] sigmas = IntStream.range(0, volume.t1Ms.length)
                .filter(in)
                .mapToDouble(i -> volume.value(maps, Parameter.T1_SIGMA, i) / volume.t1Ms[i])
                .sorted()
                .toArray();
        return new double[] {errors[(int) (0.683 * errors.length)], sigmas[sigmas.length / 2]};
    }

    @Test
    void theEdgeOfTwoTissuesStaysWhereItIs() {
        SimulatedVolume volume = new SimulatedVolume(GRID, 8, 40);
        IntPredicate left = i -> i % GRID.nx() < GRID.nx() / 2;
        IntStream.range(0, GRID.voxels()).filter(left.negate()).forEach(i -> volume.set(i, 1400, 95, 0.8));
        ParameterMaps maps = adaptive(volume, volume.series(2, null));
        double middle = Math.log(Math.sqrt(850 * 1400));
        for (int x : new int[] {GRID.nx() / 2 - 1, GRID.nx() / 2}) {
            double mean = IntStream.range(0, GRID.voxels())
                    .filter(i -> i % GRID.nx() == x)
                    .mapToDouble(i -> Math.log(volume.value(maps, Parameter.T1, i)))
                    .average()
                    .orElseThrow();
            // the columns beside the edge keep at least four fifths of the contrast
            double own = Math.log(x < GRID.nx() / 2 ? 850 : 1400);
            assertThat((mean - middle) / (own - middle)).isGreaterThan(0.8);
        }
    }

    /** Radius in voxels (below 1 a single one), and by how much T1 and T2 differ from those of white matter. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 3, 12",
        "0.5, 5, 12",
        "1, 1.6, 12",
        "1, 2, 12",
        "1.5, 1.3, 12",
        "2.5, 1.2, 12",
        "0.5, 3, 4",
        "1.5, 1.6, 4"
    })
    void plantedTissueKeepsMostOfItsContrast(double radius, double contrast, int cycles) {
        SimulatedVolume volume = new SimulatedVolume(new VolumeGrid(48, 48, 24, 1.3, 1.3, 1.3), cycles, 25);
        boolean[] planted = new boolean[volume.grid.voxels()];
        for (int i = 0; i < planted.length; i++) {
            // a ball in the middle of each cube of 8 voxels
            int x = i % 48 % 8 - 4;
            int y = i / 48 % 48 % 8 - 4;
            int z = i / 48 / 48 % 8 - 4;
            if (x * x + y * y + z * z <= radius * radius) {
                planted[i] = true;
                volume.set(i, 850 * contrast, 65 * contrast, 0.8);
            }
        }
        ParameterMaps maps = adaptive(volume, volume.series(3, null));
        double kept = IntStream.range(0, planted.length)
                .filter(i -> planted[i])
                .mapToDouble(i -> (volume.value(maps, Parameter.T1, i) - 850) / (850 * (contrast - 1)))
                .average()
                .orElseThrow();
        assertThat(kept).isBetween(0.6, 1.2);
    }

    @Test
    void voxelsWithoutAValueOfTheirOwnGetOneThatIsRight() {
        SimulatedVolume volume = new SimulatedVolume(GRID, 4, 8);
        PhaseCycledSeries series = volume.series(4, null);
        ParameterMaps alone = alone(series);
        ParameterMaps maps = adaptive(volume, series);
        int[] black = IntStream.range(0, GRID.voxels())
                .filter(i -> status(alone, i) != EstimationStatus.OK.code())
                .toArray();
        assertThat(black.length).isGreaterThan(GRID.voxels() / 40);
        int[] filled = Arrays.stream(black)
                .filter(i -> status(maps, i) == EstimationStatus.FROM_NEIGHBOURS.code())
                .toArray();
        assertThat(filled.length).isGreaterThan(black.length * 9 / 10);
        IntPredicate isFilled = i -> Arrays.binarySearch(filled, i) >= 0;
        assertThat(errors(volume, maps, Parameter.T1, isFilled)[1]).isCloseTo(0, within(0.06));
        assertThat(errors(volume, maps, Parameter.T2, isFilled)[1]).isCloseTo(0, within(0.06));
    }

    private static int status(ParameterMaps maps, int voxel) {
        float[] plane = maps.status().getPlane(voxel / GRID.sliceVoxels()).getCurrentStorageArray();
        return (int) plane[voxel % GRID.sliceVoxels()];
    }

    @Test
    void offResonanceAndMagnetisationStayTheVoxelsOwn() {
        SimulatedVolume volume = new SimulatedVolume(GRID, 8, 25);
        int bright = GRID.index(14, 12, 7);
        volume.set(bright, 850, 65, 2);
        ParameterMaps maps = adaptive(volume, volume.series(5, null));
        assertThat(volume.value(maps, Parameter.M0, bright)).isCloseTo(2, within(0.1));
        assertThat(volume.value(maps, Parameter.OFF_RESONANCE, bright))
                .isCloseTo(volume.offResonanceHz(bright), within(1.0));
    }

    @Test
    void mapsAreTheSameForAnyNumberOfThreads() {
        SimulatedVolume volume = new SimulatedVolume(new VolumeGrid(13, 9, 5, 1, 1, 2), 4, 15);
        boolean[] inside = new boolean[volume.grid.voxels()];
        IntStream.range(0, inside.length).forEach(i -> inside[i] = i % 13 > 2 && i % 7 != 0);
        PhaseCycledSeries series = volume.series(6, new Mask(inside));
        AdaptiveLikelihood method = volume.method(STRENGTH, 3);
        ParameterMaps one = method.map(series, 1, Progress.NONE);
        ParameterMaps many = method.map(series, 3, Progress.NONE);
        for (Parameter parameter : one.parameters()) {
            assertThat(same(many, one, parameter)).as(parameter.symbol()).isTrue();
        }
        assertThat(ParameterMaps.planes(many.status())).isDeepEqualTo(ParameterMaps.planes(one.status()));
        assertThat(one.parameters()).contains(Parameter.EFFECTIVE_VOXELS, Parameter.T1_REMOVED);
    }

    private static boolean same(ParameterMaps one, ParameterMaps other, Parameter parameter) {
        return Arrays.deepEquals(ParameterMaps.planes(one.map(parameter)), ParameterMaps.planes(other.map(parameter)));
    }

    @Test
    void whatLiesOutsideTheMaskHasNoSay() {
        VolumeGrid grid = new VolumeGrid(16, 16, 1, 1, 1, 5);
        SimulatedVolume volume = new SimulatedVolume(grid, 8, 25);
        boolean[] inside = new boolean[grid.voxels()];
        IntStream.range(0, inside.length).forEach(i -> inside[i] = i % 16 < 8);
        Mask mask = new Mask(inside);
        ParameterMaps before = volume.method(STRENGTH, 3).map(volume.series(7, mask), 1, Progress.NONE);
        IntStream.range(0, inside.length).filter(i -> !inside[i]).forEach(i -> volume.set(i, 900, 70, 0.8));
        ParameterMaps after = volume.method(STRENGTH, 3).map(volume.series(7, mask), 1, Progress.NONE);
        assertThat(same(after, before, Parameter.T1)).isTrue();
        for (int i = 0; i < inside.length; i++) {
            assertThat(Double.isFinite(volume.value(after, Parameter.T1, i))).isEqualTo(inside[i]);
            if (inside[i]) {
                assertThat(volume.value(after, Parameter.EFFECTIVE_VOXELS, i)).isGreaterThan(1.5);
            }
        }
    }

    @Test
    void canBeCancelledInAnyPart() {
        SimulatedVolume volume = new SimulatedVolume(new VolumeGrid(12, 12, 6, 1, 1, 1), 4, 25);
        PhaseCycledSeries series = volume.series(8, null);
        AtomicInteger asked = new AtomicInteger();
        volume.method(STRENGTH, 3).map(series, 1, Progress.of(done -> {}, () -> asked.incrementAndGet() < 0));
        for (int part = 1; part < 10; part++) {
            int last = asked.get() * part / 10;
            AtomicInteger count = new AtomicInteger();
            assertThatThrownBy(() -> volume.method(STRENGTH, 3)
                            .map(series, 1, Progress.of(done -> {}, () -> count.incrementAndGet() > last)))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void refusesSettingsThatCannotBe() {
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new AdaptiveSettings(wrong, 4)).hasMessageContaining("strength");
            assertThatThrownBy(() -> new AdaptiveSettings(15, wrong)).hasMessageContaining("reach");
            assertThatThrownBy(() -> VoxelNoise.uniform(wrong)).hasMessageContaining("noise");
        }
    }
}
