package org.relaxometry.bssfp.estimation.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.EstimatorContractTest;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.CramerRaoBound;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;

class MaximumLikelihoodTest extends EstimatorContractTest {

    private static final int VOXELS = 20_000;
    private static final Tissue[] TISSUES = {Tissue.WHITE_MATTER, Tissue.GREY_MATTER};
    private static final double NOISE = GaussianNoise.standardDeviation(25);

    @Override
    protected RelaxometryEstimator estimator(Protocol protocol) {
        return new MaximumLikelihood(protocol);
    }

    @Override
    protected double roundTripRatio() {
        // float samples are good to 6e-8, and T1 and T2 are up to a hundred times less so
        return 1e-5;
    }

    @Override
    protected double roundTripHz() {
        // float samples, at 33 Hz per rad, and the float result at 100 Hz
        return 1e-5;
    }

    @Test
    void standardDeviationsAreTheCramerRaoBoundAtTheSolution() {
        Protocol protocol = paper(6);
        SeriesBlock in = new SeriesBlock(6, 1);
        in.setSize(1);
        double[] real = new double[6];
        double[] imaginary = new double[6];
        new BssfpSignal(protocol).simulate(1400, 75, -2, 0.9, 1, real, imaginary);
        write(in, 0, real, imaginary, 0.9);
        ParameterBlock out = estimate(new MaximumLikelihood(protocol, NoiseLevel.given(NOISE)), in);
        CramerRaoBound bound = CramerRaoBound.of(Tissue.GREY_MATTER, -2, 0.9, protocol, NOISE);
        // float samples move the solution by 1e-5 and the bound with it
        assertThat((double) out.of(Parameter.T1_SIGMA)[0]).isCloseTo(bound.t1Ms(), withinPercentage(0.01));
        assertThat((double) out.of(Parameter.T2_SIGMA)[0]).isCloseTo(bound.t2Ms(), withinPercentage(0.01));
        assertThat((double) out.of(Parameter.OFF_RESONANCE_SIGMA)[0])
                .isCloseTo(bound.offResonanceHz(), withinPercentage(0.01));
    }

    @ParameterizedTest
    @CsvSource({"12, 1.05", "6, 1.10", "4, 1.18"})
    void reachesTheCramerRaoBoundAtAnSnrOf25(int cycles, double limit) {
        Protocol protocol = paper(cycles);
        for (Tissue tissue : TISSUES) {
            ParameterBlock out = estimate(new MaximumLikelihood(protocol), noisy(tissue, protocol));
            assertThat(lost(out)).isZero();
            CramerRaoBound bound = boundOverTheCircle(tissue, protocol);
            // of 20 000 voxels the RMSE is known to half a per cent, so no more than two below the bound either
            assertThat(rmse(out.of(Parameter.T1), tissue.t1Ms()) / bound.t1Ms()).isBetween(0.98, limit);
            assertThat(rmse(out.of(Parameter.T2), tissue.t2Ms()) / bound.t2Ms()).isBetween(0.98, limit);
        }
    }

    @Test
    void meanOfThePredictedStandardDeviationsIsTheObservedOne() {
        Protocol protocol = paper(12);
        MaximumLikelihood fromResidual = new MaximumLikelihood(protocol);
        for (MaximumLikelihood method :
                List.of(fromResidual, new MaximumLikelihood(protocol, NoiseLevel.given(NOISE)))) {
            for (Tissue tissue : TISSUES) {
                ParameterBlock out = estimate(method, noisy(tissue, protocol));
                // within 5 %, the accuracy asked for; the mean is 2 % low (a standard deviation from 19 degrees of
                // freedom is 1.3 % low itself), the median 3 to 5 % low (grey matter is skewed)
                assertPredicted(out.of(Parameter.T1_SIGMA), deviation(out.of(Parameter.T1)));
                assertPredicted(out.of(Parameter.T2_SIGMA), deviation(out.of(Parameter.T2)));
                assertPredicted(out.of(Parameter.OFF_RESONANCE_SIGMA), offResonanceError(out, protocol));
            }
        }
    }

    @Test
    void voxelsWithoutAnswerGetNanAndTheReason() {
        Protocol protocol = paper(6);
        double[] real = new double[6];
        double[] imaginary = new double[6];
        BssfpSignal signal = new BssfpSignal(protocol);
        SeriesBlock in = new SeriesBlock(6, 5);
        in.setSize(5);
        signal.simulate(939, 62, 1, 1, 1, real, imaginary);
        write(in, 0, real, imaginary, 0);
        write(in, 1, real, imaginary, Double.NaN);
        // a flip angle of 170° makes no ellipse as eccentric, however short T1
        write(in, 2, real, imaginary, 170.0 / 15);
        // 3 is all zero
        in.b1Ratio()[3] = 1;
        write(in, 4, real, imaginary, 1);
        in.real()[3][4] = Float.POSITIVE_INFINITY;
        ParameterBlock out = estimate(new MaximumLikelihood(protocol), in);
        assertThat(out.status())
                .containsExactly(
                        EstimationStatus.NO_B1.code(),
                        EstimationStatus.NO_B1.code(),
                        EstimationStatus.NO_SOLUTION.code(),
                        EstimationStatus.NO_SIGNAL.code(),
                        EstimationStatus.NOT_FINITE.code());
        for (Parameter parameter : new MaximumLikelihood(protocol).outputs()) {
            assertThat(out.of(parameter)).containsOnly(Float.NaN);
        }
    }

    @Test
    void aTimeBeyondTheLongestIsALowerBoundWithoutSigma() {
        Protocol protocol = paper(6);
        double[] real = new double[6];
        double[] imaginary = new double[6];
        // at half the flip angle the same ellipse means a T1 four times as long
        new BssfpSignal(protocol).simulate(6000, 62, 1, 1, 1, real, imaginary);
        SeriesBlock in = new SeriesBlock(6, 1);
        in.setSize(1);
        write(in, 0, real, imaginary, 0.5);
        ParameterBlock out = estimate(new MaximumLikelihood(protocol, NoiseLevel.given(1e-4)), in);
        assertThat(out.status()).containsExactly(EstimationStatus.AT_LEAST.code());
        assertThat(out.of(Parameter.T1)).containsExactly(10_000);
        assertThat(out.of(Parameter.T1_SIGMA)).containsExactly(Float.NaN);
        assertThat(out.of(Parameter.T2)[0]).isCloseTo(62, within(0.01f));
        assertThat(out.of(Parameter.T2_SIGMA)[0]).isPositive();
    }

    @Test
    void theMedianOfFluidIsRightOnceBoundsCount() {
        Protocol protocol = paper(4);
        Tissue fluid = new Tissue(3496, 1098);
        ParameterBlock out = estimate(new MaximumLikelihood(protocol), noisy(fluid, protocol));
        assertThat(median(out.of(Parameter.T1), out.status(), true)).isCloseTo(3496, withinPercentage(3));
        assertThat(median(out.of(Parameter.T2), out.status(), true)).isCloseTo(1098, withinPercentage(3));
        // and is not where they are left out
        assertThat(median(out.of(Parameter.T1), out.status(), false)).isLessThan(3496 * 0.9);
        assertThat(median(out.of(Parameter.T2), out.status(), false)).isLessThan(1098 * 0.9);
    }

    private static double median(float[] values, byte[] status, boolean withBounds) {
        double[] sorted = IntStream.range(0, values.length)
                .filter(v -> withBounds || status[v] == EstimationStatus.OK.code())
                .mapToDouble(v -> values[v])
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    @Test
    void refusesANoiseLevelThatIsNone() {
        for (NoiseLevel none : List.of(NoiseLevel.given(0), NoiseLevel.NONE)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new MaximumLikelihood(paper(4), none))
                    .withMessageContaining("noise level");
        }
    }

    @Test
    void settingsNameTheNoiseLevel() {
        assertThat(new MaximumLikelihood(paper(4)).settings()).contains("residual");
        assertThat(new MaximumLikelihood(paper(4), NoiseLevel.given(12.5))
                        .independentCopy()
                        .settings())
                .contains("12.5");
    }

    private static void assertPredicted(float[] predicted, double observed) {
        assertThat(mean(predicted)).isCloseTo(observed, withinPercentage(5));
    }

    /** Root mean square error of ΔB0 on its circle. */
    private static double offResonanceError(ParameterBlock out, Protocol protocol) {
        double sum = 0;
        float[] offResonance = out.of(Parameter.OFF_RESONANCE);
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            double truth = thetaRad(voxel, VOXELS) / (2 * Math.PI) * protocol.offResonancePeriodHz();
            double error = Math.IEEEremainder(offResonance[voxel] - truth, protocol.offResonancePeriodHz());
            sum += error * error / VOXELS;
        }
        return Math.sqrt(sum);
    }

    private static Protocol paper(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }

    private static void write(SeriesBlock block, int voxel, double[] real, double[] imaginary, double b1Ratio) {
        for (int j = 0; j < real.length; j++) {
            block.real()[j][voxel] = (float) real[j];
            block.imaginary()[j][voxel] = (float) imaginary[j];
        }
        block.b1Ratio()[voxel] = (float) b1Ratio;
    }

    private static ParameterBlock estimate(RelaxometryEstimator estimator, SeriesBlock in) {
        ParameterBlock out = new ParameterBlock(estimator.outputs(), in.capacity());
        estimator.estimate(in, out);
        return out;
    }

    /** Off-resonances all over the circle. */
    private static SeriesBlock noisy(Tissue tissue, Protocol protocol) {
        int cycles = protocol.cycles();
        SeriesBlock block = new SeriesBlock(cycles, VOXELS);
        block.setSize(VOXELS);
        BssfpSignal signal = new BssfpSignal(protocol);
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            signal.simulate(tissue.t1Ms(), tissue.t2Ms(), thetaRad(voxel, VOXELS), 1, 1, real, imaginary);
            GaussianNoise noise = new GaussianNoise(1, voxel);
            noise.addTo(real, NOISE);
            noise.addTo(imaginary, NOISE);
            write(block, voxel, real, imaginary, 1);
        }
        return block;
    }

    /** Root mean square of the bound; it varies with θ where the cycles are few. */
    private static CramerRaoBound boundOverTheCircle(Tissue tissue, Protocol protocol) {
        int angles = 360;
        double t1 = 0;
        double t2 = 0;
        double theta = 0;
        for (int k = 0; k < angles; k++) {
            CramerRaoBound bound = CramerRaoBound.of(tissue, thetaRad(k, angles), 1, protocol, NOISE);
            t1 += bound.t1Ms() * bound.t1Ms() / angles;
            t2 += bound.t2Ms() * bound.t2Ms() / angles;
            theta += bound.thetaRad() * bound.thetaRad() / angles;
        }
        return new CramerRaoBound(Math.sqrt(t1), Math.sqrt(t2), Math.sqrt(theta), 0);
    }

    private static double thetaRad(int index, int count) {
        return Math.PI * ((2.0 * index + 1) / count - 1);
    }

    private static int lost(ParameterBlock out) {
        int lost = 0;
        for (byte status : out.status()) {
            lost += status == EstimationStatus.OK.code() ? 0 : 1;
        }
        return lost;
    }

    private static double rmse(float[] values, double truth) {
        double sum = 0;
        for (float value : values) {
            sum += (value - truth) * (value - truth);
        }
        return Math.sqrt(sum / values.length);
    }

    private static double deviation(float[] values) {
        return rmse(values, mean(values));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
