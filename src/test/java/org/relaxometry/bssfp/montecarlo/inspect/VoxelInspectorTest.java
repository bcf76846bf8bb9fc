package org.relaxometry.bssfp.montecarlo.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.miracle.FastMiracle;
import org.relaxometry.bssfp.estimation.posterior.PosteriorEstimator;
import org.relaxometry.bssfp.estimation.posterior.PosteriorValues;
import org.relaxometry.bssfp.estimation.posterior.Prior;
import org.relaxometry.bssfp.montecarlo.MonteCarlo;
import org.relaxometry.bssfp.montecarlo.SampleStatistics;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.CramerRaoBound;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.Range;

/** What the Inspector shows, against voxels whose truth is known. */
class VoxelInspectorTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));
    private static final Tissue TISSUE = Tissue.WHITE_MATTER;
    private static final double THETA_RAD = 0.8;

    /** Samples are floats: their rounding, some 1e-8 of the signal, is amplified some hundred times in T1. */
    private static final double ROUNDING_RATIO = 1e-5;

    private static final StudyMethod LIKELIHOOD =
            StudyMethod.of("Maximum likelihood", PROTOCOL, new MaximumLikelihood(PROTOCOL));
    private static final StudyMethod MIRACLE = StudyMethod.of("MIRACLE (fast)", PROTOCOL, new FastMiracle(PROTOCOL));

    @Test
    void valuesAndFittedSignalOfAVoxelWithoutNoiseAreItsTruth() {
        Voxels voxel = turned(voxels(THETA_RAD), 100, 1.1);
        Inspection.Fit fit =
                inspect(NoiseLevel.FROM_RESIDUAL, voxel, LIKELIHOOD).fits().get(0);

        assertThat(fit.values().get(Parameter.T1).value())
                .isCloseTo(TISSUE.t1Ms(), within(TISSUE.t1Ms() * ROUNDING_RATIO));
        assertThat(fit.values().get(Parameter.T2).value())
                .isCloseTo(TISSUE.t2Ms(), within(TISSUE.t2Ms() * ROUNDING_RATIO));
        assertThat(fit.values().get(Parameter.OFF_RESONANCE).value()).isCloseTo(hertz(THETA_RAD), within(1e-3));
        assertThat(fit.remark()).isEmpty();
        assertThat(fit.misfitRatio()).isLessThan(ROUNDING_RATIO);
    }

    /** The ellipse is that of the Cramér–Rao bound: its extent in T1 and T2 is ± σ. */
    @Test
    void thePosteriorOfAVoxelIsShownWithTheEllipseOfMaximumLikelihood() {
        NoiseLevel noise = NoiseLevel.snr(100);
        Prior even = Prior.of("even", "", new Range(300, 3000), new Range(20, 300), 12, (t1, t2) -> 1);
        StudyMethod posterior = StudyMethod.of(
                "Posterior", PROTOCOL, new PosteriorEstimator(PROTOCOL, noise, even, PosteriorValues.MEAN));
        Inspection inspection = inspect(noise, voxels(THETA_RAD), LIKELIHOOD, posterior);
        Inspection.Posterior shown = inspection.posterior().orElseThrow();
        assertThat(shown.method()).isEqualTo("Posterior");
        Map<Parameter, Inspection.Value> values = inspection.fits().get(0).values();
        Inspection.Value t1 = values.get(Parameter.T1);
        Inspection.Value t2 = values.get(Parameter.T2);
        double[] t1Ends = Arrays.stream(shown.t1Ellipse()).sorted().toArray();
        double[] t2Ends = Arrays.stream(shown.t2Ellipse()).sorted().toArray();
        int last = t1Ends.length - 1;
        assertThat(t1Ends[0]).isCloseTo(t1.value() - t1.sigma(), within(0.01 * t1.sigma()));
        assertThat(t1Ends[last]).isCloseTo(t1.value() + t1.sigma(), within(0.01 * t1.sigma()));
        assertThat(t2Ends[0]).isCloseTo(t2.value() - t2.sigma(), within(0.01 * t2.sigma()));
        assertThat(t2Ends[last]).isCloseTo(t2.value() + t2.sigma(), within(0.01 * t2.sigma()));
        assertThat(inspect(noise, voxels(THETA_RAD), LIKELIHOOD).posterior()).isEmpty();
        assertThat(inspect(noise, voxels(THETA_RAD, 0.9), LIKELIHOOD, posterior).posterior())
                .as("of a region there is no density")
                .isEmpty();
    }

    @Test
    void theCurvePassesThroughTheSamplesWhateverScaleAndReceivePhase() {
        Voxels voxel = turned(voxels(THETA_RAD), 250, -2);
        Inspection inspection = inspect(NoiseLevel.FROM_RESIDUAL, voxel, LIKELIHOOD);
        Inspection.Fit fit = inspection.fits().get(0);

        for (int j = 0; j < PROTOCOL.cycles(); j++) {
            // 15°, 45° … lie on the curve's grid of 3°
            int i = Arrays.binarySearch(
                    inspection.curveDeg(), PROTOCOL.phaseIncrementsDeg().get(j));
            assertThat(fit.real()[i]).isCloseTo(voxel.real()[j][0], within(250 * ROUNDING_RATIO));
            assertThat(fit.imaginary()[i]).isCloseTo(voxel.imaginary()[j][0], within(250 * ROUNDING_RATIO));
        }
    }

    @Test
    void uncertaintiesOfMaximumLikelihoodAreTheCramerRaoBound() {
        double sigma = 1e-5;
        CramerRaoBound bound = CramerRaoBound.of(TISSUE, THETA_RAD, 1, PROTOCOL, sigma);
        Inspection.Fit fit =
                inspect(sigma, voxels(THETA_RAD), LIKELIHOOD).fits().get(0);

        // at this noise the estimate is linear in the samples to a few parts in a thousand
        assertThat(fit.values().get(Parameter.T1).sigma()).isCloseTo(bound.t1Ms(), within(0.01 * bound.t1Ms()));
        assertThat(fit.values().get(Parameter.T2).sigma()).isCloseTo(bound.t2Ms(), within(0.01 * bound.t2Ms()));
        assertThat(fit.values().get(Parameter.OFF_RESONANCE).sigma())
                .isCloseTo(bound.offResonanceHz(), within(0.01 * bound.offResonanceHz()));
    }

    @Test
    void aLowerBoundHasNoUncertainty() {
        // at half the flip angle the same ellipse means a T1 four times as long
        Voxels voxel = Voxels.simulate(
                PROTOCOL, new double[] {6000}, new double[] {62}, new double[] {THETA_RAD}, new double[] {1});
        voxel.b1Ratio()[0] = 0.5f;
        Inspection.Fit fit = inspect(1e-5, voxel, LIKELIHOOD).fits().get(0);
        assertThat(fit.values().get(Parameter.T1).value()).isEqualTo(10_000);
        assertThat(fit.values().get(Parameter.T1).sigma()).isNaN();
        assertThat(fit.values().get(Parameter.T2).sigma()).isPositive();
        assertThat(fit.remark()).contains("at least this long");
    }

    @Test
    void uncertaintiesOfAMethodWithoutItsOwnAreThoseOfMonteCarlo() {
        double sigma = 1e-3;
        Voxels voxel = voxels(THETA_RAD);
        SampleStatistics sampled = MonteCarlo.run(
                        voxel,
                        List.of(new FastMiracle(PROTOCOL)),
                        new SamplingSettings(4000, NoiseLevel.given(sigma), 1),
                        1,
                        Progress.NONE)
                .statistics()
                .get(0);
        Inspection.Fit fit = inspect(sigma, voxel, MIRACLE).fits().get(0);

        for (Parameter parameter : List.of(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE)) {
            double observed = sampled.sigma(parameter, 0);
            // four times the sampling error of a standard deviation from 4000 samples, 1.1 %
            assertThat(fit.values().get(parameter).sigma()).isCloseTo(observed, within(0.045 * observed));
        }
    }

    @Test
    void withoutANoiseLevelAMethodsOwnUncertaintyIsShownIfItHasOne() {
        Voxels voxel = voxels(THETA_RAD);
        voxel.real()[3][0] += 0.01f;
        List<Inspection.Fit> fits =
                inspect(NoiseLevel.FROM_RESIDUAL, voxel, LIKELIHOOD, MIRACLE).fits();

        assertThat(fits.get(0).values().get(Parameter.T1).sigma()).isPositive();
        assertThat(fits.get(1).values().get(Parameter.T1).sigma()).isNaN();
        assertThat(fits.get(1).values().get(Parameter.T1).text()).matches("\\d+\\.\\d");
    }

    @Test
    void aMethodThatGivesNoOffResonanceIsShownAtTheOneThatFits() {
        Inspection.Fit fit = inspect(
                        NoiseLevel.FROM_RESIDUAL, voxels(-2.5), StudyMethod.of("T1 and T2 only", PROTOCOL, new Truth()))
                .fits()
                .get(0);

        assertThat(fit.values()).containsOnlyKeys(Parameter.T1, Parameter.T2);
        // θ is found to 1e-5 rad, and the misfit grows with it in first order
        assertThat(fit.misfitRatio()).isLessThan(1e-4);
    }

    @Test
    void aVoxelWithoutSignalSaysSoAndHasNoCurve() {
        float[][] nothing = new float[PROTOCOL.cycles()][1];
        Voxels voxel = new Voxels(PROTOCOL, nothing, nothing, new float[] {1});
        Inspection.Fit fit = inspect(1, voxel, LIKELIHOOD).fits().get(0);

        assertThat(fit.remark()).isNotEmpty();
        assertThat(fit.values().get(Parameter.T1).text()).isEqualTo("–");
        assertThat(fit.real()).isEmpty();
        assertThat(fit.misfitRatio()).isNaN();
    }

    @Test
    void receivePhasesOfARegionDoNotCancelItsSignal() {
        Voxels two = voxels(THETA_RAD, THETA_RAD);
        for (int j = 0; j < PROTOCOL.cycles(); j++) {
            two.real()[j][1] *= -1;
            two.imaginary()[j][1] *= -1;
        }
        Inspection region = inspect(1e-3, two, LIKELIHOOD);

        assertThat(region.voxels()).isEqualTo(2);
        for (int j = 0; j < PROTOCOL.cycles(); j++) {
            double magnitude = Math.hypot(two.real()[j][0], two.imaginary()[j][0]);
            assertThat(Math.hypot(region.real()[j], region.imaginary()[j]))
                    .isCloseTo(magnitude, within(magnitude * ROUNDING_RATIO));
        }
        assertThat(region.fits().get(0).values().get(Parameter.T1).sigma())
                .as("equal voxels have no spread")
                .isCloseTo(0, within(TISSUE.t1Ms() * ROUNDING_RATIO));
    }

    @Test
    void offResonanceOfARegionDoesNotSeeTheWrap() {
        Voxels two = voxels(Math.PI - 0.05, -Math.PI + 0.05);
        Inspection.Value value =
                inspect(1e-3, two, LIKELIHOOD).fits().get(0).values().get(Parameter.OFF_RESONANCE);

        // two values 0.1 rad apart: their standard deviation is 0.1/√2 rad
        assertThat(value.sigma()).isCloseTo(hertz(0.1 / Math.sqrt(2)), within(1e-2));
        assertThat(Math.abs(value.value())).isCloseTo(hertz(Math.PI), within(1e-2));
    }

    @Test
    void failuresOfARegionAreCounted() {
        Voxels three = voxels(THETA_RAD, THETA_RAD, THETA_RAD);
        for (int j = 0; j < PROTOCOL.cycles(); j++) {
            three.real()[j][2] = 0;
            three.imaginary()[j][2] = 0;
        }
        assertThat(inspect(1e-3, three, LIKELIHOOD).fits().get(0).remark()).isEqualTo("no value in 1 of 3 voxels");
    }

    @Test
    void aValueHasTwoDigitsOfItsUncertainty() {
        assertThat(new Inspection.Value(812.34, 21.3).text()).isEqualTo("812 ± 21");
        assertThat(new Inspection.Value(71.234, 2.13).text()).isEqualTo("71.2 ± 2.1");
        assertThat(new Inspection.Value(-12.399, 0.213).text()).isEqualTo("-12.40 ± 0.21");
        assertThat(new Inspection.Value(939.2, 187).text()).isEqualTo("939 ± 187");
    }

    private static Inspection inspect(double noiseSigma, Voxels voxels, StudyMethod... methods) {
        return inspect(NoiseLevel.given(noiseSigma), voxels, methods);
    }

    private static Inspection inspect(NoiseLevel noise, Voxels voxels, StudyMethod... methods) {
        return new VoxelInspector(PROTOCOL, List.of(methods), noise).inspect(voxels);
    }

    private static double hertz(double thetaRad) {
        return thetaRad / (2 * Math.PI) * PROTOCOL.offResonancePeriodHz();
    }

    private static Voxels voxels(double... thetaRad) {
        return Voxels.simulate(
                PROTOCOL,
                Arrays.stream(thetaRad).map(theta -> TISSUE.t1Ms()).toArray(),
                Arrays.stream(thetaRad).map(theta -> TISSUE.t2Ms()).toArray(),
                thetaRad,
                Arrays.stream(thetaRad).map(theta -> 1).toArray());
    }

    /** Scaled by M0 and turned by a receive phase. */
    private static Voxels turned(Voxels voxels, double m0, double phaseRad) {
        for (int j = 0; j < PROTOCOL.cycles(); j++) {
            double x = voxels.real()[j][0];
            double y = voxels.imaginary()[j][0];
            voxels.real()[j][0] = (float) (m0 * (x * Math.cos(phaseRad) - y * Math.sin(phaseRad)));
            voxels.imaginary()[j][0] = (float) (m0 * (x * Math.sin(phaseRad) + y * Math.cos(phaseRad)));
        }
        return voxels;
    }

    /** Knows T1 and T2, as a network of magnitudes would like to. */
    private static final class Truth implements RelaxometryEstimator {

        @Override
        public String name() {
            return "truth";
        }

        @Override
        public String settings() {
            return "";
        }

        @Override
        public Set<Parameter> outputs() {
            return EnumSet.of(Parameter.T1, Parameter.T2);
        }

        @Override
        public void estimate(SeriesBlock in, ParameterBlock out) {
            Arrays.fill(out.of(Parameter.T1), (float) TISSUE.t1Ms());
            Arrays.fill(out.of(Parameter.T2), (float) TISSUE.t2Ms());
        }

        @Override
        public RelaxometryEstimator independentCopy() {
            return this;
        }
    }
}
