package org.relaxometry.bssfp.estimation.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.EstimatorContractTest;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.posterior.PosteriorValues.Centre;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;

class PosteriorEstimatorTest extends EstimatorContractTest {

    private static final int VOXELS = 4000;
    private static final Range T1_MS = new Range(360, 2080);
    private static final Range T2_MS = new Range(20, 120);
    private static final Prior EVEN = Prior.of("even", "", T1_MS, T2_MS, 12, (t1, t2) -> t1 * t2);
    private static final Prior WIDE = Prior.of("wide", "", new Range(100, 5000), new Range(5, 2500), 12, (t1, t2) -> 1);

    @Override
    protected RelaxometryEstimator estimator(Protocol protocol) {
        return new PosteriorEstimator(protocol, NoiseLevel.FROM_RESIDUAL, WIDE, PosteriorValues.MEAN);
    }

    @Override
    protected double roundTripRatio() {
        // as maximum likelihood, to which it leaves what is exact
        return 1e-5;
    }

    @Override
    protected double roundTripHz() {
        return 1e-5;
    }

    /** TR in ms, flip angle in degrees, cycles, SNR. Several angles of the sum must lie within the likelihood's width. */
    @ParameterizedTest
    @CsvSource({
        "4.8, 15, 3, 10, 360",
        "4.8, 15, 4, 10, 360",
        "4.8, 15, 4, 25, 480",
        "4.8, 15, 12, 10, 360",
        "4.8, 15, 12, 25, 480",
        "4.8, 35, 3, 25, 480",
        "4.8, 35, 6, 10, 360",
        "10, 20, 3, 25, 480",
        "10, 20, 4, 10, 360",
        "3.2, 12, 8, 25, 480",
        "3.2, 12, 16, 10, 360"
    })
    void meanIsThatOfAPlainSum(double trMs, double flipDeg, int cycles, double snr, int angles) {
        Protocol protocol = protocol(trMs, flipDeg, cycles);
        SeriesBlock in = draws(protocol, snr, 10).block();
        ParameterBlock out = estimate(estimator(protocol, snr, PosteriorValues.MEAN), in);
        BruteForce sum = new BruteForce(protocol, angles);
        double squares = 0;
        for (int v = 0; v < in.size(); v++) {
            double[] real = new double[cycles];
            double[] imaginary = new double[cycles];
            for (int j = 0; j < cycles; j++) {
                real[j] = in.real()[j][v];
                imaginary[j] = in.imaginary()[j][v];
            }
            sum.sum(real, imaginary, GaussianNoise.standardDeviation(snr), T1_MS, T2_MS);
            double t1 = (out.of(Parameter.T1)[v] - sum.meanT1Ms) / sum.sigmaT1Ms;
            double t2 = (out.of(Parameter.T2)[v] - sum.meanT2Ms) / sum.sigmaT2Ms;
            squares += t1 * t1 + t2 * t2;
        }
        // of CoD, a hundredth of (1 − CoD) at most
        assertThat(Math.sqrt(squares / (2 * in.size()))).isLessThan(0.1);
    }

    @ParameterizedTest
    @CsvSource({"4.8, 15, 12, 25", "4.8, 15, 4, 25", "10, 20, 6, 25"})
    void percentilesHoldTheTruthAsOftenAsTheySay(double trMs, double flipDeg, int cycles, double snr) {
        Protocol protocol = protocol(trMs, flipDeg, cycles);
        Draws draws = draws(protocol, snr, VOXELS);
        for (double part : new double[] {0.5, 0.68, 0.95}) {
            Range range = new Range((1 - part) / 2, (1 + part) / 2);
            PosteriorValues values = new PosteriorValues(
                    Centre.MEAN, Optional.of(range), OptionalDouble.empty(), OptionalDouble.empty());
            ParameterBlock out = estimate(estimator(protocol, snr, values), draws.block());
            int[] inside = new int[2];
            for (int v = 0; v < draws.block().size(); v++) {
                inside[0] += holds(out, Parameter.T1_LOW, Parameter.T1_HIGH, v, draws.t1Ms()[v]);
                inside[1] += holds(out, Parameter.T2_LOW, Parameter.T2_HIGH, v, draws.t2Ms()[v]);
            }
            // 1.5 points, and three standard errors of the draws at a half
            double tolerance = 0.015 + 3 * Math.sqrt(part * (1 - part) / VOXELS) / 2;
            assertThat(inside[0] / (double) VOXELS).as("T1 %s", part).isCloseTo(part, within(tolerance));
            assertThat(inside[1] / (double) VOXELS).as("T2 %s", part).isCloseTo(part, within(tolerance));
        }
    }

    private static int holds(ParameterBlock out, Parameter low, Parameter high, int voxel, double truth) {
        return out.of(low)[voxel] < truth && truth < out.of(high)[voxel] ? 1 : 0;
    }

    /** What is looked at is the density whose mean and standard deviation are given; it is summed anew, on an even grid. */
    @ParameterizedTest
    @CsvSource({"12, 25", "4, 25", "6, 10", "3, 25"})
    void theDensityThatIsShownHasTheMeanThatIsGiven(int cycles, double snr) {
        Protocol protocol = protocol(4.8, 15, cycles);
        SeriesBlock in = draws(protocol, snr, 12).block();
        PosteriorEstimator estimator =
                new PosteriorEstimator(protocol, NoiseLevel.snr(snr), EVEN, PosteriorValues.MEAN);
        for (int v = 0; v < in.size(); v++) {
            double[] real = new double[cycles];
            double[] imaginary = new double[cycles];
            for (int j = 0; j < cycles; j++) {
                real[j] = in.real()[j][v];
                imaginary[j] = in.imaginary()[j][v];
            }
            SeriesBlock one = block(real, imaginary);
            ParameterBlock out = estimate(estimator, one);
            VoxelDensity density = VoxelDensity.of(estimator, one).orElseThrow();
            double mass = 0;
            double t1 = 0;
            double t2 = 0;
            double largest = 0;
            for (int row = 0; row < density.t2Ms().length; row++) {
                for (int column = 0; column < density.t1Ms().length; column++) {
                    double each = density.density()[row][column];
                    mass += each;
                    t1 += each * density.t1Ms()[column];
                    t2 += each * density.t2Ms()[row];
                    largest = Math.max(largest, each);
                }
            }
            assertThat(largest).isEqualTo(1);
            double t1Sigma = out.of(Parameter.T1_SIGMA)[0];
            double t2Sigma = out.of(Parameter.T2_SIGMA)[0];
            assertThat(t1 / mass).isCloseTo(out.of(Parameter.T1)[0], within(0.25 * t1Sigma));
            assertThat(t2 / mass).isCloseTo(out.of(Parameter.T2)[0], within(0.25 * t2Sigma));
        }
    }

    @Test
    void aVoxelWithoutAnEstimateHasNoDensityToShow() {
        Protocol protocol = protocol(4.8, 15, 6);
        PosteriorEstimator estimator = new PosteriorEstimator(protocol, NoiseLevel.snr(25), EVEN, PosteriorValues.MEAN);
        assertThat(VoxelDensity.of(estimator, block(new double[6], new double[6])))
                .isEmpty();
    }

    @Test
    void probabilitiesAndPercentilesAndMedianAgree() {
        Protocol protocol = protocol(4.8, 15, 6);
        SeriesBlock in = draws(protocol, 25, 200).block();
        ParameterBlock median = estimate(
                estimator(
                        protocol,
                        25,
                        new PosteriorValues(
                                Centre.MEDIAN,
                                Optional.of(new Range(0.25, 0.5)),
                                OptionalDouble.of(1000),
                                OptionalDouble.of(60))),
                in);
        for (int v = 0; v < in.size(); v++) {
            assertThat(median.of(Parameter.T1)[v]).isEqualTo(median.of(Parameter.T1_HIGH)[v]);
            assertThat(median.of(Parameter.T2)[v]).isEqualTo(median.of(Parameter.T2_HIGH)[v]);
            assertThat(median.of(Parameter.T1_LOW)[v]).isLessThan(median.of(Parameter.T1)[v]);
            assertThat(median.of(Parameter.T1_ABOVE)[v] > 0.5).isEqualTo(median.of(Parameter.T1)[v] > 1000);
            assertThat(median.of(Parameter.T2_ABOVE)[v] > 0.5).isEqualTo(median.of(Parameter.T2)[v] > 60);
        }
    }

    @Test
    void modeUnderAnEvenPriorIsMaximumLikelihood() {
        Protocol protocol = protocol(4.8, 15, 12);
        SeriesBlock in = draws(protocol, 60, 200).block();
        ParameterBlock mode = estimate(
                estimator(
                        protocol,
                        60,
                        new PosteriorValues(
                                Centre.MODE, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty())),
                in);
        ParameterBlock likelihood = estimate(new MaximumLikelihood(protocol, NoiseLevel.snr(60)), in);
        for (int v = 0; v < in.size(); v++) {
            double t1 = likelihood.of(Parameter.T1)[v];
            double t2 = likelihood.of(Parameter.T2)[v];
            if (T1_MS.contains(t1) && T2_MS.contains(t2)) {
                // the lattice has 0.1 %
                assertThat((double) mode.of(Parameter.T1)[v]).isCloseTo(t1, withinPercentage(0.5));
                assertThat((double) mode.of(Parameter.T2)[v]).isCloseTo(t2, withinPercentage(0.5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 12})
    void tissueOutsideTheRangesIsRefusedAndNotPutAtTheirEdge(int cycles) {
        Protocol protocol = protocol(4.8, 15, cycles);
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        new BssfpSignal(protocol).simulate(4000, 2000, 1, 1, 1, real, imaginary);
        ParameterBlock out = estimate(estimator(protocol, 100, PosteriorValues.MEAN), block(real, imaginary));
        assertThat(EstimationStatus.ofCode(out.status()[0])).isEqualTo(EstimationStatus.OUT_OF_RANGE);
        assertThat(out.of(Parameter.T1)[0]).isNaN();
    }

    /** A pulse that would cost T1 a fifth costs nothing where it is known, with noise and with few cycles. */
    @ParameterizedTest
    @ValueSource(ints = {4, 12})
    void thePulseIsInTheLikelihood(int cycles) {
        Protocol protocol = protocol(6, 35, cycles).withPulse(RfPulse.hard(1));
        for (double snr : new double[] {25, 400}) {
            Draws draws = draws(protocol, snr, 300);
            ParameterBlock known = estimate(estimator(protocol, snr, PosteriorValues.MEAN), draws.block);
            double bias = 0;
            double chi = 0;
            int count = 0;
            for (int v = 0; v < 300; v++) {
                // of a larger T1/T2 nothing is read through such a pulse
                boolean isReadable = draws.t1Ms[v] < 25 * draws.t2Ms[v];
                if (isReadable && EstimationStatus.ofCode(known.status()[v]) == EstimationStatus.OK) {
                    double error = known.of(Parameter.T1)[v] - draws.t1Ms[v];
                    double sigma = Math.hypot(known.of(Parameter.T1_SIGMA)[v], 2e-3 * draws.t1Ms[v]);
                    bias += error / sigma;
                    chi += error * error / (sigma * sigma);
                    count++;
                }
            }
            assertThat(count).isGreaterThan(180);
            assertThat(bias / count).isCloseTo(0, within(0.2));
            assertThat(chi / count).isBetween(0.6, 1.5);
        }
    }

    @Test
    void noiseAloneGetsNoValues() {
        Protocol protocol = protocol(4.8, 15, 6);
        GaussianNoise noise = new GaussianNoise(3, 0);
        SeriesBlock in = new SeriesBlock(6, 500);
        in.setSize(500);
        for (int j = 0; j < 6; j++) {
            noise.addTo(in.real()[j], 500, GaussianNoise.standardDeviation(25));
            noise.addTo(in.imaginary()[j], 500, GaussianNoise.standardDeviation(25));
        }
        java.util.Arrays.fill(in.b1Ratio(), 1);
        ParameterBlock out = estimate(estimator(protocol, 25, PosteriorValues.MEAN), in);
        int noiseOnly = 0;
        for (byte status : out.status()) {
            noiseOnly += status == EstimationStatus.NOISE_ONLY.code() ? 1 : 0;
        }
        assertThat(noiseOnly).isGreaterThan(480);
    }

    @Test
    void noNoiseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new PosteriorEstimator(protocol(4.8, 15, 6), NoiseLevel.NONE, EVEN, PosteriorValues.MEAN))
                .withMessageContaining("must be more than 0");
    }

    private static RelaxometryEstimator estimator(Protocol protocol, double snr, PosteriorValues values) {
        return new PosteriorEstimator(protocol, NoiseLevel.snr(snr), EVEN, values);
    }

    private static Protocol protocol(double trMs, double flipDeg, int cycles) {
        return new Protocol(trMs, trMs / 2, flipDeg, Protocol.standardIncrementsDeg(cycles));
    }

    private record Draws(SeriesBlock block, double[] t1Ms, double[] t2Ms) {}

    /** Noisy voxels of tissue from the even prior, at any off-resonance. */
    private static Draws draws(Protocol protocol, double snr, int count) {
        GaussianNoise random = new GaussianNoise(5, protocol.cycles());
        BssfpSignal signal = new BssfpSignal(protocol);
        double sigma = GaussianNoise.standardDeviation(snr);
        Draws draws = new Draws(new SeriesBlock(protocol.cycles(), count), new double[count], new double[count]);
        draws.block.setSize(count);
        for (int v = 0; v < count; v++) {
            double[] real = new double[protocol.cycles()];
            double[] imaginary = new double[protocol.cycles()];
            draws.t1Ms[v] = T1_MS.min() + random.uniform() * T1_MS.width();
            draws.t2Ms[v] = T2_MS.min() + random.uniform() * T2_MS.width();
            signal.simulate(draws.t1Ms[v], draws.t2Ms[v], thetaRad(random.uniform()), 1, 1, real, imaginary);
            random.addTo(real, sigma);
            random.addTo(imaginary, sigma);
            put(draws.block, v, real, imaginary);
        }
        return draws;
    }

    /** Between −π and π: a pulse of some length knows whole turns apart. */
    private static double thetaRad(double uniform) {
        return Math.IEEEremainder(2 * Math.PI * uniform, 2 * Math.PI);
    }

    private static SeriesBlock block(double[] real, double[] imaginary) {
        SeriesBlock block = new SeriesBlock(real.length, 1);
        block.setSize(1);
        put(block, 0, real, imaginary);
        return block;
    }

    private static void put(SeriesBlock block, int voxel, double[] real, double[] imaginary) {
        for (int j = 0; j < real.length; j++) {
            block.real()[j][voxel] = (float) real[j];
            block.imaginary()[j][voxel] = (float) imaginary[j];
        }
        block.b1Ratio()[voxel] = 1;
    }

    private static ParameterBlock estimate(RelaxometryEstimator estimator, SeriesBlock in) {
        ParameterBlock out = new ParameterBlock(estimator.outputs(), in.size());
        estimator.estimate(in, out);
        return out;
    }
}
