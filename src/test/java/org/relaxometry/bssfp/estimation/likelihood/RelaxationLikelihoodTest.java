package org.relaxometry.bssfp.estimation.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;

class RelaxationLikelihoodTest {

    private static final double SIGMA = 0.002;
    private static final double B1 = 1.1;
    private static final double THETA = 2.5;

    private static Protocol protocol(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }

    private static double[][] samples(int cycles, double t1Ms, double t2Ms, double noise, long seed) {
        double[][] samples = new double[2][cycles];
        new BssfpSignal(protocol(cycles)).simulate(t1Ms, t2Ms, THETA, B1, 0.8, samples[0], samples[1]);
        GaussianNoise random = new GaussianNoise(seed, 0);
        random.addTo(samples[0], noise);
        random.addTo(samples[1], noise);
        return samples;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 7, 12})
    void atTheTruthThereIsNothingToGain(int cycles) {
        double[][] samples = samples(cycles, 900, 70, 0, 1);
        RelaxationLikelihood likelihood = new RelaxationLikelihood(protocol(cycles));
        for (double start : new double[] {Double.NaN, THETA - 0.3}) {
            assertThat(likelihood.evaluate(samples[0], samples[1], 900, 70, B1, start, SIGMA))
                    .isTrue();
            assertThat(likelihood.thetaRad()).isCloseTo(THETA, within(1e-3));
            assertThat(likelihood.m0()).isCloseTo(0.8, within(1e-3));
            assertThat(likelihood.residualRatio()).isLessThan(1e-3);
            assertThat(likelihood.gradientT1() / likelihood.precisionT1()).isCloseTo(0, within(1e-3));
            assertThat(likelihood.gradientT2() / likelihood.precisionT2()).isCloseTo(0, within(1e-3));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 12})
    void precisionIsTheInverseOfTheCovarianceOfMaximumLikelihood(int cycles) {
        Protocol protocol = protocol(cycles);
        double[][] samples = samples(cycles, 1300, 90, 0, 1);
        SeriesBlock in = new SeriesBlock(cycles, 1);
        in.setSize(1);
        in.b1Ratio()[0] = (float) B1;
        for (int j = 0; j < cycles; j++) {
            in.real()[j][0] = (float) samples[0][j];
            in.imaginary()[j][0] = (float) samples[1][j];
        }
        MaximumLikelihood fit = new MaximumLikelihood(protocol, NoiseLevel.given(SIGMA));
        ParameterBlock out = new ParameterBlock(fit.outputs(), 1);
        fit.estimate(in, out);
        RelaxationLikelihood likelihood = new RelaxationLikelihood(protocol);
        likelihood.evaluate(samples[0], samples[1], 1300, 90, B1, THETA, SIGMA);
        double p11 = likelihood.precisionT1();
        double p12 = likelihood.precisionT1T2();
        double p22 = likelihood.precisionT2();
        double determinant = p11 * p22 - p12 * p12;
        assertThat(1300 * Math.sqrt(p22 / determinant)).isCloseTo(out.of(Parameter.T1_SIGMA)[0], withinPercentage(0.1));
        assertThat(90 * Math.sqrt(p11 / determinant)).isCloseTo(out.of(Parameter.T2_SIGMA)[0], withinPercentage(0.1));
        assertThat(likelihood.offResonanceSigmaHz(p22 / determinant, -p12 / determinant, p11 / determinant))
                .isCloseTo(out.of(Parameter.OFF_RESONANCE_SIGMA)[0], withinPercentage(0.1));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 12})
    void stepsByGradientAndPrecisionLeadToTheEstimateOfTheVoxelItself(int cycles) {
        double[][] samples = samples(cycles, 900, 70, SIGMA / 2, 3);
        RelaxationLikelihood likelihood = new RelaxationLikelihood(protocol(cycles));
        double t1Ms = 800;
        double t2Ms = 80;
        for (int step = 0; step < 30; step++) {
            likelihood.evaluate(samples[0], samples[1], t1Ms, t2Ms, B1, THETA, SIGMA / 100);
            double p11 = likelihood.precisionT1();
            double p12 = likelihood.precisionT1T2();
            double p22 = likelihood.precisionT2();
            double g1 = likelihood.gradientT1();
            double g2 = likelihood.gradientT2();
            double determinant = p11 * p22 - p12 * p12;
            t1Ms *= Math.exp((p22 * g1 - p12 * g2) / determinant);
            t2Ms *= Math.exp((p11 * g2 - p12 * g1) / determinant);
        }
        EllipseFit fit = new EllipseFit(protocol(cycles));
        fit.fit(samples[0], samples[1]);
        assertThat(Math.exp(-4.8 / t2Ms)).isCloseTo(fit.a(), within(1e-5));
        assertThat(likelihood.thetaRad()).isCloseTo(fit.thetaRad(), within(1e-4));
    }

    /** With a pulse of some length, whose turn depends on θ, which may not be known before. */
    @ParameterizedTest
    @ValueSource(ints = {4, 12})
    void withAPulseLikewise(int cycles) {
        Protocol protocol = new Protocol(6, 3, 35, Protocol.standardIncrementsDeg(cycles), RfPulse.sinc(1.2, 2.7));
        double[][] samples = new double[2][cycles];
        new BssfpSignal(protocol).simulate(1300, 90, THETA, B1, 0.8, samples[0], samples[1]);
        SeriesBlock in = new SeriesBlock(cycles, 1);
        in.setSize(1);
        in.b1Ratio()[0] = (float) B1;
        for (int j = 0; j < cycles; j++) {
            in.real()[j][0] = (float) samples[0][j];
            in.imaginary()[j][0] = (float) samples[1][j];
        }
        MaximumLikelihood fit = new MaximumLikelihood(protocol, NoiseLevel.given(SIGMA));
        ParameterBlock out = new ParameterBlock(fit.outputs(), 1);
        fit.estimate(in, out);
        RelaxationLikelihood likelihood = new RelaxationLikelihood(protocol);
        for (double start : new double[] {Double.NaN, THETA}) {
            assertThat(likelihood.evaluate(samples[0], samples[1], 1300, 90, B1, start, SIGMA))
                    .isTrue();
            assertThat(likelihood.gradientT1() / likelihood.precisionT1()).isCloseTo(0, within(1e-3));
            assertThat(likelihood.gradientT2() / likelihood.precisionT2()).isCloseTo(0, within(1e-3));
            assertThat(likelihood.m0()).isCloseTo(0.8, within(1e-3));
            assertThat(likelihood.offResonanceHz())
                    .isCloseTo(THETA * protocol.offResonancePeriodHz() / (2 * Math.PI), within(0.05));
            double p11 = likelihood.precisionT1();
            double p12 = likelihood.precisionT1T2();
            double p22 = likelihood.precisionT2();
            double determinant = p11 * p22 - p12 * p12;
            assertThat(1300 * Math.sqrt(p22 / determinant))
                    .isCloseTo(out.of(Parameter.T1_SIGMA)[0], withinPercentage(0.2));
            assertThat(90 * Math.sqrt(p11 / determinant))
                    .isCloseTo(out.of(Parameter.T2_SIGMA)[0], withinPercentage(0.2));
        }
    }

    @Test
    void samplesThatSayNothingAreCalledSo() {
        RelaxationLikelihood likelihood = new RelaxationLikelihood(protocol(4));
        double[] zeros = new double[4];
        assertThat(likelihood.evaluate(zeros, zeros, 900, 70, 1, Double.NaN, SIGMA))
                .isFalse();
        assertThat(likelihood.evaluate(new double[] {1, 2, Double.NaN, 1}, zeros, 900, 70, 1, Double.NaN, SIGMA))
                .isFalse();
    }
}
