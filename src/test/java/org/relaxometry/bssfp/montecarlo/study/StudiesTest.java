package org.relaxometry.bssfp.montecarlo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.miracle.FastMiracle;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.training.ParameterDistribution;

class StudiesTest {

    private static final Map<Parameter, Range> NETWORK_RANGE =
            Map.of(Parameter.T1, ParameterDistribution.TISSUE_T1_MS, Parameter.T2, ParameterDistribution.TISSUE_T2_MS);

    /**
     * The figures of an independent simulation: CoD of the mean of many samples 0.998 and 0.982, of single samples 0.933 and
     * 0.705.
     */
    @Test
    void coefficientsOfDeterminationOfMiracleAreTheKnownOnes() {
        TestPoints grid = TestPoints.grid(
                TestPoints.axis(ParameterDistribution.TISSUE_T1_MS, 200),
                TestPoints.axis(ParameterDistribution.TISSUE_T2_MS, 200));
        int samples = 20;
        SnrStudy.Result result = SnrStudy.run(
                new SnrStudy.Settings(grid, List.of(NoiseLevel.snr(25), NoiseLevel.snr(10)), samples, 1, NETWORK_RANGE),
                List.of(miracle(12)),
                2,
                Progress.NONE);
        double[] single = {0.933, 0.705};
        double[] mean = {0.998, 0.982};
        for (int level = 0; level < 2; level++) {
            SnrStudy.Row t1 = result.rows().get(2 * level);
            assertThat(t1.parameter()).isEqualTo(Parameter.T1);
            // 0.005 as asked for; 800 000 single samples make the error far smaller
            assertThat(t1.codOfSingleSample()).isCloseTo(single[level], within(0.005));
            // the mean of n samples keeps 1/n of their variance: E[1 − CoD of mean] = bias² + variance/n
            double ofManySamples = t1.codOfMean() + (t1.codOfMean() - t1.codOfSingleSample()) / (samples - 1);
            assertThat(ofManySamples).isCloseTo(mean[level], within(0.005));
            assertThat(t1.pointsLeftOut()).isZero();
        }
        assertThat(result.rows().get(2).failedRatio()).isBetween(0.005, 0.008);
        assertThat(result.table().rows()).hasSize(4);
    }

    @Test
    void withoutNoiseMaximumLikelihoodExplainsEverything() {
        TestPoints draws = TestPoints.draws(ParameterDistribution.inVivo(), 500, 3);
        SnrStudy.Result result = SnrStudy.run(
                new SnrStudy.Settings(draws, List.of(NoiseLevel.NONE, NoiseLevel.snr(50)), 3, 1, Map.of()),
                List.of(likelihood(4)),
                1,
                Progress.NONE);
        // float samples
        assertThat(result.rows().get(0).codOfMean()).isCloseTo(1, within(1e-6));
        assertThat(result.rows().get(0).samples()).isEqualTo(1);
        assertThat(result.rows().get(2).codOfMean()).isLessThan(0.999);
        assertThat(result.rows().get(2).codOfSingleSample())
                .isLessThan(result.rows().get(2).codOfMean());
    }

    @Test
    void whoCancelsAStudyKeepsTheLevelsThatAreDone() {
        AtomicBoolean canceled = new AtomicBoolean();
        Progress progress = new Progress() {
            @Override
            public void update(double fraction) {
                canceled.compareAndSet(false, fraction >= 0.5);
            }

            @Override
            public boolean isCanceled() {
                return canceled.get();
            }
        };
        TestPoints draws = TestPoints.draws(ParameterDistribution.uniform(), 100, 3);
        SnrStudy.Result result = SnrStudy.run(
                new SnrStudy.Settings(draws, List.of(NoiseLevel.snr(25), NoiseLevel.snr(10)), 50, 1, Map.of()),
                List.of(miracle(12)),
                1,
                progress);
        assertThat(result.rows()).hasSize(2).allMatch(row -> row.noise().value() == 25 && row.samples() == 50);
    }

    @Test
    void observedSpreadOfMaximumLikelihoodIsTheBound() {
        GoldenTable golden = GoldenTable.read("crlb.csv");
        int angles = 0;
        for (Tissue tissue : List.of(Tissue.WHITE_MATTER, Tissue.GREY_MATTER)) {
            double t1 = 0;
            double t2 = 0;
            double theta = 0;
            angles = 0;
            for (int row = 0; row < golden.size(); row++) {
                if (golden.number(row, "Npc") == 12 && golden.number(row, "T1_ms") == tissue.t1Ms()) {
                    t1 += square(golden.number(row, "crlb_std_lnT1") * tissue.t1Ms());
                    t2 += square(golden.number(row, "crlb_std_lnT2") * tissue.t2Ms());
                    theta += square(golden.number(row, "crlb_std_theta_rad"));
                    angles++;
                }
            }
            CramerRaoStudy.Result result = CramerRaoStudy.run(
                    new CramerRaoStudy.Settings(List.of(tissue), angles, NoiseLevel.snr(25), 1000, 1),
                    List.of(likelihood(12)),
                    2,
                    Progress.NONE);
            double[] bound = {
                Math.sqrt(t1 / angles), Math.sqrt(t2 / angles), Math.sqrt(theta / angles) * 1000 / (2 * Math.PI * 4.8)
            };
            assertThat(result.rows()).hasSize(3);
            for (int k = 0; k < 3; k++) {
                CramerRaoStudy.Row row = result.rows().get(k);
                // 5 % as asked for; 19 000 samples know a standard deviation to 0.5 %
                assertThat(row.sigma()).isCloseTo(bound[k], withinPercentage(5));
                // at 12 cycles the bound varies by 0.1 % with the angle
                assertThat(row.bound()).isCloseTo(bound[k], withinPercentage(0.1));
                assertThat(row.rmse()).isCloseTo(Math.hypot(row.sigma(), row.bias()), withinPercentage(0.5));
            }
        }
        assertThat(angles).isEqualTo(19);
    }

    @Test
    void gridsHoldErrorAndSpreadOfTheirTissue() {
        double[] t1 = {600, 939, 1500};
        double[] t2 = {40, 62};
        GridStudy.Settings settings = new GridStudy.Settings(t1, t2, NoiseLevel.snr(50), 4000, 1, Map.of());
        GridStudy.Result result = GridStudy.run(settings, List.of(likelihood(12), miracle(12)), 2, Progress.NONE);
        assertThat(result.grids()).hasSize(4);
        assertThat(result.grids().get(2).method()).isEqualTo("MIRACLE 12");
        GridStudy.Grid grid = result.grids().get(0);
        assertThat(grid.mean()).hasDimensions(2, 3);
        assertThat(grid.relativeErrorPercent()[1][1]).isEqualTo(100 * (grid.mean()[1][1] - 939) / 939);
        assertThat(grid.relativeSigmaPercent()[1][1]).isEqualTo(100 * grid.sigma()[1][1] / grid.mean()[1][1]);
        // the bound at SNR 25 is 6.88 %; half of it, and 1.1 % for 4000 samples, three standard errors
        assertThat(grid.relativeSigmaPercent()[1][1]).isCloseTo(3.44, withinPercentage(4));
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 3; x++) {
                // a few tenths of a percent of bias at this SNR, and the standard error
                assertThat(grid.relativeErrorPercent()[y][x]).isBetween(-1.0, 1.0);
            }
        }
        assertThat(result.table().rows()).hasSize(4 * 6);
    }

    @Test
    void aliasingShowsAlongOffResonanceUnlessTheMethodKnowsOfIt() {
        TissueSweep.Settings settings =
                TissueSweep.Settings.offResonance(Tissue.WHITE_MATTER, 33, NoiseLevel.NONE, 1, 1);
        TissueSweep.Result result =
                TissueSweep.run(settings, List.of(miracle(12), miracle(4), likelihood(4)), 1, Progress.NONE);
        // T1, T2 and ΔB0 of each
        assertThat(result.curves()).hasSize(9);
        // |F1|/|F0| of white matter varies by 0.3 % at 12 cycles and by half of itself at 4
        assertThat(largest(result.curves().get(0).noiseFreeError())).isLessThan(2);
        assertThat(largest(result.curves().get(3).noiseFreeError())).isGreaterThan(20);
        for (int k = 6; k < 9; k++) {
            // float samples; T1, T2 in %, ΔB0 in Hz
            assertThat(largest(result.curves().get(k).noiseFreeError())).isLessThan(0.01);
        }
        assertThat(result.curves().get(8).unit()).isEqualTo("Hz");
        assertThat(result.curves().get(8).cycles()).isEqualTo(4);
    }

    @Test
    void wrongB1MovesT1AndLeavesT2() {
        TissueSweep.Settings settings = TissueSweep.Settings.assumedB1(
                Tissue.WHITE_MATTER, new Range(0.9, 1.1), 3, NoiseLevel.snr(100), 200, 1);
        TissueSweep.Result result = TissueSweep.run(settings, List.of(likelihood(12)), 1, Progress.NONE);
        double[] t1 = result.curves().get(0).noiseFreeError();
        // 1 − E1 goes with tan²(α/2), T1 with its inverse: 1/0.81 and 1/1.21 for small α; within 0.5 % at 15°
        assertThat(t1[0]).isCloseTo(100 * (1 / 0.81 - 1), within(0.5));
        assertThat(t1[1]).isCloseTo(0, within(0.01));
        assertThat(t1[2]).isCloseTo(100 * (1 / 1.21 - 1), within(0.5));
        assertThat(largest(result.curves().get(1).noiseFreeError())).isLessThan(0.01);
        // SNR 100: a quarter of the bound at SNR 25, 6.88 %, four standard errors of 200 samples
        assertThat(result.curves().get(0).sigma()[1]).isCloseTo(1.72, withinPercentage(20));
    }

    @Test
    void methodsOfOneStudyNeedLabelsOfTheirOwn() {
        TestPoints draws = TestPoints.draws(ParameterDistribution.uniform(), 2, 3);
        SnrStudy.Settings settings = new SnrStudy.Settings(draws, List.of(NoiseLevel.snr(25)), 5, 1, Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SnrStudy.run(settings, List.of(miracle(12), miracle(12)), 1, Progress.NONE))
                .withMessageContaining("MIRACLE 12, 12 cycles; MIRACLE 12, 12 cycles");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SnrStudy.run(settings, List.of(), 1, Progress.NONE))
                .withMessageContaining("At least 1 method");
    }

    @Test
    void gridAndDrawsAreWhatTheySay() {
        TestPoints grid = TestPoints.grid(new double[] {500, 1000}, new double[] {40, 50, 60});
        assertThat(grid.t1Ms()).containsExactly(500, 1000, 500, 1000, 500, 1000);
        assertThat(grid.t2Ms()).containsExactly(40, 40, 50, 50, 60, 60);
        assertThat(TestPoints.axis(new Range(1, 2), 5)).containsExactly(1, 1.25, 1.5, 1.75, 2);
        TestPoints draws = TestPoints.draws(ParameterDistribution.uniform(), 1000, 9);
        assertThat(Arrays.stream(draws.t1Ms()).boxed()).allMatch(ParameterDistribution.TISSUE_T1_MS::contains);
        assertThat(draws.b1Ratio()).containsOnly(1);
        assertThat(TestPoints.draws(ParameterDistribution.uniform(), 1000, 9).t2Ms())
                .isEqualTo(draws.t2Ms());
    }

    private static StudyMethod miracle(int cycles) {
        Protocol protocol = paper(cycles);
        return StudyMethod.of("MIRACLE " + cycles, protocol, new FastMiracle(protocol));
    }

    private static StudyMethod likelihood(int cycles) {
        Protocol protocol = paper(cycles);
        return StudyMethod.of("likelihood " + cycles, protocol, new MaximumLikelihood(protocol));
    }

    private static Protocol paper(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double square(double x) {
        return x * x;
    }
}
