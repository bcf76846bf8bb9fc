package org.relaxometry.bssfp.montecarlo.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.miracle.FastMiracle;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.CramerRaoBound;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.StudyTable;

class RoiSamplingTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));
    private static final double THETA = 0.4;
    private static final double M0 = 800;
    private static final double SIGMA = M0 * GaussianNoise.standardDeviation(25);
    private static final int SAMPLES = 3000;
    private static final StudyMethod LIKELIHOOD =
            StudyMethod.of("likelihood", PROTOCOL, new MaximumLikelihood(PROTOCOL));
    private static final StudyMethod MIRACLE = StudyMethod.of("MIRACLE", PROTOCOL, new FastMiracle(PROTOCOL));

    private static final RegionOfInterest WHITE = new RegionOfInterest("white", new int[] {0, 1, 2});
    private static final RegionOfInterest BOTH = new RegionOfInterest("both", new int[] {0, 1, 2, 3, 4, 5});

    @Test
    void spreadWithinVoxelsIsTheBoundAndPooledSpreadHoldsTheTissuesToo() {
        RoiSampling.Result result = run(List.of(WHITE, BOTH), List.of(LIKELIHOOD, MIRACLE), SIGMA);
        // 2 regions × 2 methods × 3 parameters
        assertThat(result.rows()).hasSize(12);
        RoiSampling.Row white = result.rows().get(0);
        assertThat(white.parameter()).isEqualTo(Parameter.T1);
        assertThat(white.voxels()).isEqualTo(3);
        // float samples
        assertThat(white.unperturbed()).isCloseTo(939, within(0.05));
        // maximum likelihood is within 5 % of the bound at this SNR
        assertThat(white.sigmaWithinVoxels()).isCloseTo(white.bound(), withinPercentage(5));
        // 9000 samples of equal voxels: means of 3000 differ by their standard error only
        assertThat(white.sigma()).isCloseTo(white.sigmaWithinVoxels(), withinPercentage(0.2));
        assertThat(white.relativeSigmaPercent()).isEqualTo(100 * white.sigma() / white.mean());
        assertThat(white.shift()).isCloseTo(white.mean() - white.unperturbed(), within(1e-9));
        assertThat(white.failedRatio()).isZero();
        assertThat(result.warnings()).isEmpty();
        RoiSampling.Row both = result.rows().get(6);
        assertThat(both.roi()).isEqualTo("both");
        double between = (1400.0 - 939) / 2;
        // half of the voxels each; the means are shifted by up to 1 %
        assertThat(both.sigma()).isCloseTo(Math.hypot(both.sigmaWithinVoxels(), between), withinPercentage(3));
    }

    @Test
    void boundIsThatOfTheAddedNoiseAtTheEstimatedParameters() {
        RoiSampling.Result result = run(List.of(WHITE), List.of(MIRACLE), SIGMA);
        CramerRaoBound bound = CramerRaoBound.of(Tissue.WHITE_MATTER, THETA, 1, PROTOCOL, SIGMA / M0);
        // float samples
        assertThat(result.rows().get(0).bound()).isCloseTo(bound.t1Ms(), withinPercentage(0.05));
        assertThat(result.rows().get(1).bound()).isCloseTo(bound.t2Ms(), withinPercentage(0.05));
        assertThat(result.rows().get(2).bound()).isCloseTo(bound.offResonanceHz(), withinPercentage(0.05));
        assertThat(result.rows().get(2).relativeSigmaPercent()).isNaN();
    }

    @Test
    void retainedSamplesOfARegionArePooled() {
        RoiSampling.Result result = run(List.of(WHITE), List.of(LIKELIHOOD), SIGMA);
        double[] samples = result.retained(WHITE, result.sampling().statistics().get(0), Parameter.T2);
        assertThat(samples).hasSize(3 * 100);
        double mean = 0;
        for (double x : samples) {
            mean += x / samples.length;
        }
        // four standard errors of 300 samples of 4 ms
        assertThat(mean).isCloseTo(62, within(4 * 4 / Math.sqrt(300)));
    }

    @Test
    void withoutAddedNoiseThereIsNothingToCompare() {
        RoiSampling.Row row = run(List.of(WHITE), List.of(LIKELIHOOD), 0).rows().get(0);
        assertThat(row.bound()).isNaN();
        assertThat(row.sigmaWithinVoxels()).isNaN();
        assertThat(row.mean()).isCloseTo(row.unperturbed(), within(1e-9));
    }

    @Test
    void tableHasARowForEveryRegionMethodAndParameter() {
        StudyTable table = run(List.of(WHITE, BOTH), List.of(MIRACLE), SIGMA).table();
        assertThat(table.rows()).hasSize(6);
        assertThat(table.rows().get(0).subList(0, 6)).isEqualTo(List.of("white", "MIRACLE", "T1", "ms", 3, SAMPLES));
        assertThat(table.csv()).startsWith("ROI,method,parameter,unit,voxels,samples,");
    }

    @Test
    void theMedianOfNoisyFluidIsRightAndTheShareBeyondIsNamed() {
        Protocol four = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
        int count = 2000;
        double[] t1 = TestPoints.constant(3496, count);
        double[] t2 = TestPoints.constant(1098, count);
        Voxels voxels = Voxels.simulate(four, t1, t2, TestPoints.constant(THETA, count), TestPoints.constant(1, count));
        Random random = new Random(3);
        double noise = GaussianNoise.standardDeviation(25);
        for (float[][] part : List.of(voxels.real(), voxels.imaginary())) {
            for (float[] cycle : part) {
                for (int v = 0; v < count; v++) {
                    cycle[v] += (float) (noise * random.nextGaussian());
                }
            }
        }
        RegionOfInterest fluid =
                new RegionOfInterest("fluid", IntStream.range(0, count).toArray());
        SamplingSettings once = new SamplingSettings(1, NoiseLevel.NONE, 1);
        RoiSampling.Result result = RoiSampling.run(
                voxels,
                List.of(fluid),
                List.of(StudyMethod.of("likelihood", four, new MaximumLikelihood(four))),
                once,
                1,
                Progress.NONE);
        assertThat(result.warnings())
                .singleElement(STRING)
                .contains("fluid, likelihood")
                .contains("take the median");
        List<RoiSampling.Row> rows = result.rows();
        assertThat(rows.get(0).median()).isCloseTo(3496, withinPercentage(5));
        assertThat(rows.get(1).median()).isCloseTo(1098, withinPercentage(5));
        assertThat(rows.get(0).beyondRatio()).isBetween(0.05, 0.5);
        assertThat(rows.get(0).failedRatio()).isGreaterThanOrEqualTo(rows.get(0).beyondRatio());
        assertThat(rows.get(0).mean()).isLessThan(3496);
    }

    @Test
    void refusesRegionsThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegionOfInterest("lesion", new int[0]))
                .withMessageContaining("lesion has no voxels");
        RegionOfInterest outside = new RegionOfInterest("outside", new int[] {6});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(List.of(outside), List.of(MIRACLE), SIGMA))
                .withMessageContaining("voxel 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(List.of(), List.of(MIRACLE), SIGMA))
                .withMessageContaining("At least 1 region");
        Protocol other = new Protocol(5, 2.5, 15, Protocol.standardIncrementsDeg(12));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        run(List.of(WHITE), List.of(StudyMethod.of("other", other, new FastMiracle(other))), SIGMA))
                .withMessageContaining("another protocol");
    }

    /** Three voxels of white matter, then three of grey matter, all at M0 = 800. */
    private static RoiSampling.Result run(List<RegionOfInterest> regions, List<StudyMethod> methods, double sigma) {
        double[] t1 = {939, 939, 939, 1400, 1400, 1400};
        double[] t2 = {62, 62, 62, 75, 75, 75};
        Voxels unit = Voxels.simulate(PROTOCOL, t1, t2, TestPoints.constant(THETA, 6), TestPoints.constant(1, 6));
        for (int j = 0; j < 12; j++) {
            for (int v = 0; v < 6; v++) {
                unit.real()[j][v] *= (float) M0;
                unit.imaginary()[j][v] *= (float) M0;
            }
        }
        SamplingSettings settings = new SamplingSettings(
                SAMPLES, NoiseLevel.given(sigma), 1, SamplingSettings.USUAL_PARAMETERS, Map.of(), 100);
        return RoiSampling.run(unit, regions, methods, settings, 2, Progress.NONE);
    }
}
