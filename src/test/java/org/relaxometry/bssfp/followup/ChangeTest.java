package org.relaxometry.bssfp.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ParameterMaps;

class ChangeTest {

    private static final int FEW = 3;
    private static final int MANY = 100;

    /**
     * What many pairs of examinations gave.
     *
     * @param pairs without change
     * @param falseAlarms of these, T1 and T2 together, in which anything was found
     * @param found of as many with a ball, in which some of it was found
     * @param part of the voxels of the balls that was found
     * @param outside voxels that were found and do not belong to or touch a ball
     * @param widths of z of T1 and T2 without change, on average
     */
    private record Outcome(int pairs, int falseAlarms, int found, double part, int outside, double... widths) {}

    @Test
    void noiseAloneIsNoChangeAndABallIsFound() {
        Outcome adaptive = run(FEW, TwoExaminations::adaptive);
        assertThat(adaptive.falseAlarms()).isZero();
        assertThat(adaptive.found()).isEqualTo(FEW);
        assertThat(adaptive.part()).isGreaterThan(0.6);
        for (double width : adaptive.widths()) {
            assertThat(width).isCloseTo(1, within(0.05));
        }
    }

    /** The numbers of the page. */
    @Test
    @Tag("slow")
    void falseAlarmsAreRareAndBallsAreFound() {
        Outcome adaptive = run(MANY, TwoExaminations::adaptive);
        Outcome voxelwise = run(MANY, TwoExaminations::voxelwise);
        System.out.println("adaptive: " + adaptive + Arrays.toString(adaptive.widths()));
        System.out.println("voxel-wise: " + voxelwise + Arrays.toString(voxelwise.widths()));
        for (Outcome outcome : List.of(adaptive, voxelwise)) {
            // of a pair with anything found all is false: 5 % of 200 are allowed
            assertThat(outcome.falseAlarms()).isLessThanOrEqualTo(10);
            for (double width : outcome.widths()) {
                assertThat(width).isCloseTo(1, within(0.05));
            }
        }
        assertThat(adaptive.found()).isGreaterThanOrEqualTo(95);
        assertThat(adaptive.part()).isGreaterThan(voxelwise.part());
    }

    private static Outcome run(int pairs, Function<PhaseCycledSeries, ParameterMaps> method) {
        PhantomTruth brain = TwoExaminations.brain();
        VolumeGrid grid = brain.grid();
        int falseAlarms = 0;
        int found = 0;
        int inside = 0;
        int all = 0;
        int outside = 0;
        double[] widths = new double[2];
        for (int k = 0; k < pairs; k++) {
            PhantomTruth changed = TwoExaminations.withLesion(brain, k);
            ParameterMaps before = method.apply(TwoExaminations.series(brain, 3 * k));
            ParameterMaps again = method.apply(TwoExaminations.series(brain, 3 * k + 1));
            ParameterMaps later = method.apply(TwoExaminations.series(changed, 3 * k + 2));
            for (Parameter time : List.of(Parameter.T1, Parameter.T2)) {
                Change none = TwoExaminations.change(grid, time, before, again);
                falseAlarms += count(none.changed(), null) > 0 ? 1 : 0;
                widths[time == Parameter.T1 ? 0 : 1] += width(none) / pairs;
            }
            Change change = TwoExaminations.change(grid, Parameter.T2, before, later);
            int there = count(change.changed(), changed.tissue());
            found += there > 0 ? 1 : 0;
            inside += there;
            outside += count(change.changed(), null) - there;
            all += (int) Arrays.stream(changed.tissue())
                    .filter(tissue -> tissue == TwoExaminations.LESION)
                    .count();
        }
        return new Outcome(pairs, falseAlarms, found, (double) inside / all, outside, widths);
    }

    /** @param tissue null for all voxels, else those of the ball whose T2 is found longer */
    private static int count(byte[] changed, int[] tissue) {
        int count = 0;
        for (int v = 0; v < changed.length; v++) {
            boolean counts = tissue == null ? changed[v] != 0 : tissue[v] == TwoExaminations.LESION && changed[v] > 0;
            count += counts ? 1 : 0;
        }
        return count;
    }

    /** Mean size of z by its own width, over that of normal deviates. */
    private static double width(Change change) {
        double sum = 0;
        for (float z : change.z()) {
            sum += Float.isNaN(z) ? 0 : Math.abs(z) / change.scale();
        }
        return sum / change.compared() / Math.sqrt(2 / Math.PI);
    }

    @Test
    void whereThereIsNoValueThereIsNoChange() {
        int n = 1000;
        VolumeGrid grid = new VolumeGrid(10, 10, 10, 1, 1, 1);
        float[] before = new float[n];
        float[] after = new float[n];
        float[] sigma = new float[n];
        for (int v = 0; v < n; v++) {
            before[v] = 1000 + 7 * (v % 5);
            after[v] = 1000 + 5 * (v % 7);
            sigma[v] = 10;
        }
        before[3] = Float.NaN;
        after[4] = Float.POSITIVE_INFINITY;
        float[] unknown = sigma.clone();
        unknown[5] = Float.NaN;
        Change change = Change.of(grid, before, sigma, after, unknown, 0.05);
        assertThat(change.compared()).isEqualTo(n - 3);
        for (int v = 3; v <= 5; v++) {
            assertThat(change.difference()[v]).isNaN();
            assertThat(change.z()[v]).isNaN();
            assertThat(change.together()[v]).isNaN();
            assertThat(change.changed()[v]).isZero();
        }
        assertThat(change.difference()[1]).isEqualTo(-2);
        assertThatThrownBy(() -> Change.of(grid, new float[n], sigma, after, sigma, 0.05))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Only 0 voxels have a value");
    }

    /** Sorted 0.01 … 1 with three small ones before. */
    @Test
    void thresholdIsThatOfBenjaminiAndHochberg() {
        double[] p = {0.001, 0.5, 0.008, 0.04, 0.9, 0.2, Double.NaN, 0.7, 0.3, 0.6, 0.012};
        // 3 of 10 are no more than 0.05 · 3/10 = 0.015; the fourth, 0.04, is more than 0.02
        assertThat(FalseDiscoveries.threshold(p, 0.05)).isEqualTo(0.012);
        assertThat(FalseDiscoveries.threshold(new double[] {0.4, 0.9}, 0.05)).isNegative();
    }

    @Test
    void clustersAreListedWithPlaceAndSize() {
        VolumeGrid grid = new VolumeGrid(6, 5, 4, 2, 2, 5);
        int n = grid.voxels();
        byte[] changed = new byte[n];
        float[] together = new float[n];
        float[] difference = new float[n];
        float[] sigma = new float[n];
        float[] before = new float[n];
        Arrays.fill(sigma, 3);
        Arrays.fill(before, 50);
        int[] longer = {grid.index(1, 1, 1), grid.index(2, 2, 2)};
        for (int v : longer) {
            changed[v] = 1;
            together[v] = 6 + v;
            difference[v] = 10;
        }
        // touches the others, but in the other direction
        int shorter = grid.index(2, 1, 1);
        changed[shorter] = -1;
        together[shorter] = -5;
        difference[shorter] = -8;
        List<ChangeCluster> clusters =
                ChangeCluster.of(new Change(grid, difference, sigma, together, 1, together, changed), before);
        assertThat(clusters).hasSize(2);
        assertThat(clusters.get(0).voxels()).containsExactly(longer);
        assertThat(clusters.get(0).peak()).isEqualTo(longer[1]);
        assertThat(clusters.get(0).meanDifference()).isEqualTo(10);
        assertThat(clusters.get(0).sigma()).isEqualTo(3);
        assertThat(clusters.get(0).volumeMl(grid)).isCloseTo(0.04, within(1e-12));
        assertThat(clusters.get(1).peakZ()).isEqualTo(-5);
    }
}
