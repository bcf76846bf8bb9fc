package org.relaxometry.bssfp.montecarlo.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/** Volumes of known truth: what is planted where, and that the errors are what they are called. */
class PhantomStudyTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6));
    private static final VolumeGrid GRID = new VolumeGrid(24, 20, 16, 1, 1, 1);
    private static final Lesions LESIONS = new Lesions(6, List.of(1.0, 1.5), 1.4, 1.6, 1);

    @Test
    void ballsLieWhollyInTheirHostApartFromOneAnother() {
        PhantomTruth truth = truth();
        PhantomTruth planted = LESIONS.plant(truth, 1);
        assertThat(planted.tissues()).containsExactly("WM", "GM", "lesion 1", "lesion 1.5");
        assertThat(count(planted, 3)).isEqualTo(3 * 7);
        assertThat(count(planted, 4)).isEqualTo(3 * 19);
        for (int voxel = 0; voxel < planted.tissue().length; voxel++) {
            boolean lesion = planted.tissue()[voxel] > 2;
            assertThat(planted.t1Ms()[voxel]).isEqualTo(truth.t1Ms()[voxel] * (lesion ? 1.4f : 1));
            assertThat(planted.t2Ms()[voxel]).isEqualTo(truth.t2Ms()[voxel] * (lesion ? 1.6f : 1));
            if (lesion) {
                assertThat(truth.tissue()[voxel]).isEqualTo(1);
            }
        }
    }

    @Test
    void theSamePlacesForTheSameSeedOnly() {
        assertThat(LESIONS.plant(truth(), 5).tissue())
                .isEqualTo(LESIONS.plant(truth(), 5).tissue())
                .isNotEqualTo(LESIONS.plant(truth(), 6).tissue());
    }

    @Test
    void whereThereIsNoRoomFewerArePlanted() {
        PhantomTruth planted = new Lesions(500, List.of(2.5), 1.4, 1.6, 1).plant(truth(), 1);
        assertThat(count(planted, 3)).isPositive().isLessThan(20 * 81);
        PhantomTruth none = new Lesions(5, List.of(12.0), 1.4, 1.6, 1).plant(truth(), 1);
        assertThat(count(none, 3)).isZero();
    }

    @Test
    void aLesionWhoseT2IsLongerThanItsT1IsRefused() {
        assertThatThrownBy(() -> new Lesions(1, List.of(1.0), 0.01, 1, 1).plant(truth(), 1))
                .hasMessageContaining("T1 must be T2 or more");
    }

    @Test
    void slicesKeepTheSmallestBoxAroundTheMask() {
        boolean[] inside = new boolean[GRID.voxels()];
        inside[GRID.index(3, 4, 5)] = true;
        inside[GRID.index(6, 9, 7)] = true;
        inside[GRID.index(0, 0, 12)] = true;
        PhantomTruth all = truth();
        PhantomTruth masked = new PhantomTruth(
                GRID,
                all.t1Ms(),
                all.t2Ms(),
                all.m0(),
                all.offResonanceHz(),
                all.b1Ratio(),
                new Mask(inside),
                all.tissues(),
                all.tissue());
        PhantomTruth part = masked.slices(4, 9);
        assertThat(part.grid()).isEqualTo(new VolumeGrid(4, 6, 3, 1, 1, 1));
        assertThat(part.mask().voxels()).containsExactly(0, 4 * 6 * 3 - 1);
        assertThat(part.t1Ms()[0]).isEqualTo(all.t1Ms()[GRID.index(3, 4, 5)]);
        assertThatThrownBy(() -> masked.slices(0, 3)).hasMessageContaining("slices 1 to 4");
    }

    @Test
    void aVoxelThatFitsTwoTissuesIsOfTheFirst() {
        List<TissueRange> ranges = List.of(
                new TissueRange("first", new Range(800, 900), new Range(50, 80)),
                new TissueRange("second", new Range(100, 900), new Range(50, 80)));
        PhantomTruth divided = TissueRange.divide(truth(), ranges);
        assertThat(count(divided, 1)).isEqualTo(count(truth(), 1));
        assertThat(count(divided, 2)).isZero();
    }

    /** Noise is low: errors are normal, and the bound of Cramér and Rao holds; so σ holds 68 % of the truth. */
    @Test
    void maximumLikelihoodIsUnbiasedAndKnowsItsErrors() {
        PhantomStudy.Result result = run(2, Progress.NONE, single());
        assertThat(result.runs()).isEqualTo(2);
        PhantomStudy.Errors whiteMatter = errors(result, "ML", "WM");
        assertThat(whiteMatter.voxels()).isGreaterThan(5000);
        assertThat(whiteMatter.known()).isEqualTo(100);
        assertThat(whiteMatter.median()).isCloseTo(0, within(0.3));
        assertThat(whiteMatter.rmse()).isCloseTo(whiteMatter.sigma(), within(0.05 * whiteMatter.sigma()));
        assertThat(whiteMatter.within()).isCloseTo(68.3, within(2.0));
        assertThat(whiteMatter.contrastKept()).isNaN();
        // 114 voxels, each with an error of 13 % of its contrast
        assertThat(errors(result, "ML", "lesion 1.5").contrastKept()).isCloseTo(100, within(5.0));
        assertThat(errors(result, "ML", "all voxels").voxels()).isEqualTo(2 * GRID.voxels());
    }

    @Test
    void whoAveragesNeighboursGainsAndAllSeeTheSameNoise() {
        PhantomStudy.Result both = run(1, Progress.NONE, single(), adaptive());
        assertThat(errors(both, "adaptive", "WM").rmse())
                .isLessThan(0.5 * errors(both, "ML", "WM").rmse());
        assertThat(both.rows().subList(0, both.rows().size() / 2))
                .isEqualTo(run(1, Progress.NONE, single()).rows());
        assertThat(both.table().rows()).hasSameSizeAs(both.rows());
    }

    @Test
    void whoCancelsKeepsWhatIsComplete() {
        boolean[] cancelled = {false};
        Progress afterTheFirst = Progress.of(done -> cancelled[0] |= done > 0.6, () -> cancelled[0]);
        assertThat(run(2, afterTheFirst, single()).runs()).isEqualTo(1);
        Progress atOnce = Progress.of(done -> {}, () -> true);
        assertThatThrownBy(() -> run(2, atOnce, single())).isInstanceOf(CancellationException.class);
    }

    private static PhantomStudy.Mapped single() {
        return new PhantomStudy.Mapped(
                "ML", (series, noise) -> new ParameterMapper(new MaximumLikelihood(series.protocol(), noise)));
    }

    private static PhantomStudy.Mapped adaptive() {
        return new PhantomStudy.Mapped(
                "adaptive",
                (series, noise) -> new AdaptiveLikelihood(
                        AdaptiveSettings.usual(series.grid()), VoxelNoise.uniform(noise.value())));
    }

    private static PhantomStudy.Result run(int runs, Progress progress, PhantomStudy.Mapped... methods) {
        PhantomStudy.Settings settings =
                new PhantomStudy.Settings(truth(), LESIONS, PROTOCOL, NoiseLevel.snr(60), runs, 1);
        return PhantomStudy.run(settings, List.of(methods), 1, progress);
    }

    private static PhantomStudy.Errors errors(PhantomStudy.Result result, String method, String tissue) {
        return result.rows().stream()
                .filter(row ->
                        row.method().equals(method) && row.tissue().equals(tissue) && row.parameter() == Parameter.T1)
                .findFirst()
                .orElseThrow()
                .errors();
    }

    private static long count(PhantomTruth truth, int tissue) {
        return IntStream.of(truth.tissue()).filter(number -> number == tissue).count();
    }

    /** White matter, and the last six columns grey matter. */
    private static PhantomTruth truth() {
        int[] tissue = new int[GRID.voxels()];
        float[] t1Ms = new float[tissue.length];
        float[] t2Ms = new float[tissue.length];
        float[] ones = new float[tissue.length];
        float[] offResonanceHz = new float[tissue.length];
        Arrays.fill(ones, 1);
        for (int i = 0; i < tissue.length; i++) {
            boolean white = i % GRID.nx() < 18;
            tissue[i] = white ? 1 : 2;
            t1Ms[i] = white ? 850 : 1400;
            t2Ms[i] = white ? 65 : 80;
            offResonanceHz[i] = i % 37 - 18;
        }
        return new PhantomTruth(
                GRID, t1Ms, t2Ms, ones, offResonanceHz, ones, Mask.all(tissue.length), List.of("WM", "GM"), tissue);
    }
}
