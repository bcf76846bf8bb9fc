package org.relaxometry.bssfp.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.space.Voxels;

class BandingFreeImagesTest {

    /** Every degree of precession, from top to bottom; white matter, grey matter and fluid beside each other. */
    private static final int TURN = 360;

    private static final int COLUMNS = 7;

    private static final double[] T1_MS = {1000, 1400, 4000};
    private static final double[] T2_MS = {70, 90, 1800};

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 8, 12})
    void theWholeTurnOfOffResonanceLeavesNoBands(int cycles) {
        Protocol protocol = protocol(cycles);
        Map<BandingFree, ScalarVolume> made = images(series(protocol, 0));
        double[] truth = magnitudes(protocol);
        for (BandingFree kind : BandingFreeImages.possible(protocol)) {
            double worst = worst(values(made, kind), truth);
            switch (kind) {
                // without noise they are |M| but for the rounding of floats
                case DEMODULATED, GEOMETRIC ->
                    assertThat(worst).as(kind + ", " + cycles).isLessThan(1e-4);
                // shares its weights with neighbours, whose precession differs by up to two degrees
                case LINEARISED -> assertThat(worst).as(kind + ", " + cycles).isLessThan(1e-3);
                // the others are no |M| at all; what bands they have says the next test
                default -> assertThat(worst).as(kind.name()).isGreaterThan(0.005);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = BandingFree.class,
            names = {"MEAN", "ROOT_SUM_OF_SQUARES", "MAXIMUM"})
    void theSimpleOnesKeepBandsWithFourCycles(BandingFree kind) {
        float[] values = values(images(series(protocol(4), 0)), kind);
        assertThat(spread(values)).isGreaterThan(0.005);
        assertThat(spread(values(images(series(protocol(4), 0)), BandingFree.DEMODULATED)))
                .isLessThan(1e-4);
    }

    @Test
    void theSecondPassHasLessNoiseThanTheFirst() {
        PhaseCycledSeries noisy = series(protocol(4), 0.002);
        double[] truth = magnitudes(protocol(4));
        Map<BandingFree, ScalarVolume> made = images(noisy);
        double first = rootMeanSquare(values(made, BandingFree.GEOMETRIC), truth);
        double second = rootMeanSquare(values(made, BandingFree.LINEARISED), truth);
        assertThat(second).isLessThan(0.85 * first);
    }

    @Test
    void whatIsNoNumberHasNoValueAndWhatIsZeroIsBlack() {
        ComplexSeries series = volumes(protocol(4), 0);
        series.cycles().get(2).real()[5] = Float.NaN;
        for (ComplexVolume cycle : series.cycles()) {
            cycle.real()[7] = 0;
            cycle.imaginary()[7] = 0;
        }
        boolean[] inside = new boolean[series.grid().voxels()];
        for (int v = 0; v < 20; v++) {
            inside[v] = true;
        }
        Map<BandingFree, ScalarVolume> made =
                images(CycleVolumes.asSeries(series, Optional.empty(), Optional.of(new Mask(inside))));
        for (BandingFree kind : BandingFree.values()) {
            float[] values = values(made, kind);
            assertThat(values[5]).as(kind.name()).isNaN();
            assertThat(values[20]).as(kind.name()).isNaN();
            assertThat(values[19]).as(kind.name()).isPositive();
            if (kind != BandingFree.LINEARISED) {
                assertThat(values[7]).as(kind.name()).isZero();
            }
            // a neighbour without value says nothing of the others
            assertThat(values[6]).as(kind.name()).isPositive();
        }
    }

    @Test
    void imagesAreTheSameForAnyNumberOfThreads() {
        PhaseCycledSeries series = series(protocol(4), 0.002);
        Map<BandingFree, ScalarVolume> one = images(series);
        Map<BandingFree, ScalarVolume> three = BandingFreeImages.compute(
                        series, List.of(BandingFree.values()), 3, Progress.NONE)
                .images();
        for (BandingFree kind : BandingFree.values()) {
            assertThat(values(three, kind)).isEqualTo(values(one, kind));
        }
    }

    @Test
    void geometricSolutionNeedsOppositeCycles() {
        Protocol three = protocol(3);
        assertThat(BandingFreeImages.possible(three))
                .doesNotContain(BandingFree.GEOMETRIC, BandingFree.LINEARISED)
                .contains(BandingFree.DEMODULATED);
        assertThatThrownBy(() ->
                        BandingFreeImages.compute(series(three, 0), List.of(BandingFree.GEOMETRIC), 1, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two pairs of cycles");
        Protocol uneven = new Protocol(4.8, 2.4, 15, List.of(0.0, 70.0, 180.0, 250.0));
        assertThat(worst(values(images(series(uneven, 0)), BandingFree.GEOMETRIC), magnitudes(uneven)))
                .isLessThan(1e-4);
    }

    private static Protocol protocol(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }

    private static PhaseCycledSeries series(Protocol protocol, double sigma) {
        return CycleVolumes.asSeries(volumes(protocol, sigma), Optional.empty(), Optional.empty());
    }

    /** Tissue in blocks of columns, precession along y, the same in three slices; a receive phase. */
    private static ComplexSeries volumes(Protocol protocol, double sigma) {
        int width = COLUMNS * T1_MS.length;
        VolumeGrid grid = new VolumeGrid(width, TURN, 3, 1, 1, 1);
        double[] t1 = new double[grid.voxels()];
        double[] t2 = new double[grid.voxels()];
        double[] theta = new double[grid.voxels()];
        double[] b1 = new double[grid.voxels()];
        for (int v = 0; v < t1.length; v++) {
            t1[v] = T1_MS[tissue(v)];
            t2[v] = T2_MS[tissue(v)];
            theta[v] = Math.toRadians(v / width % TURN - 180);
            b1[v] = 1;
        }
        Voxels voxels = Voxels.simulate(protocol, t1, t2, theta, b1);
        Random random = new Random(3);
        List<ComplexVolume> cycles = new ArrayList<>();
        for (int j = 0; j < protocol.cycles(); j++) {
            ComplexVolume cycle = ComplexVolume.zeros(grid);
            for (int v = 0; v < t1.length; v++) {
                double x = voxels.real()[j][v];
                double y = voxels.imaginary()[j][v];
                cycle.real()[v] = (float) (0.6 * x - 0.8 * y + sigma * random.nextGaussian());
                cycle.imaginary()[v] = (float) (0.8 * x + 0.6 * y + sigma * random.nextGaussian());
            }
            cycles.add(cycle);
        }
        return new ComplexSeries(protocol, cycles);
    }

    private static int tissue(int voxel) {
        return voxel % (COLUMNS * T1_MS.length) / COLUMNS;
    }

    /** Whether all neighbours are of the same tissue, and of nearly the same precession. */
    private static boolean isInside(int voxel) {
        int column = voxel % (COLUMNS * T1_MS.length) % COLUMNS;
        return column >= 2 && column < COLUMNS - 2;
    }

    /** |M| in closed form, by tissue. */
    private static double[] magnitudes(Protocol protocol) {
        EllipticalSignal ellipse = new EllipticalSignal(protocol);
        double[] magnitudes = new double[T1_MS.length];
        for (int i = 0; i < magnitudes.length; i++) {
            double a = ellipse.a(T2_MS[i]);
            double b = ellipse.excitation(1, 0).b(T1_MS[i], T2_MS[i]);
            magnitudes[i] = 1 / ellipse.excitation(1, 0).m0(1, a, b, T1_MS[i], T2_MS[i]);
        }
        return magnitudes;
    }

    private static Map<BandingFree, ScalarVolume> images(PhaseCycledSeries series) {
        return BandingFreeImages.compute(series, BandingFreeImages.possible(series.protocol()), 1, Progress.NONE)
                .images();
    }

    private static float[] values(Map<BandingFree, ScalarVolume> images, BandingFree kind) {
        return images.get(kind).values();
    }

    /** Largest relative distance from the truth. */
    private static double worst(float[] values, double[] truth) {
        double worst = 0;
        for (int v = 0; v < values.length; v++) {
            worst = isInside(v) ? Math.max(worst, Math.abs(values[v] / truth[tissue(v)] - 1)) : worst;
        }
        return worst;
    }

    private static double rootMeanSquare(float[] values, double[] truth) {
        double sum = 0;
        for (int v = 0; v < values.length; v++) {
            sum += isInside(v) ? Math.pow(values[v] / truth[tissue(v)] - 1, 2) : 0;
        }
        return Math.sqrt(sum / values.length);
    }

    /** Of white matter, largest over smallest value less 1. */
    private static double spread(float[] values) {
        double min = Double.POSITIVE_INFINITY;
        double max = 0;
        for (int v = 0; v < values.length; v++) {
            if (tissue(v) == 0) {
                min = Math.min(min, values[v]);
                max = Math.max(max, values[v]);
            }
        }
        return max / min - 1;
    }
}
