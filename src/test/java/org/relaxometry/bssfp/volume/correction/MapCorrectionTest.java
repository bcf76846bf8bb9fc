package org.relaxometry.bssfp.volume.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.signal.BlochSeries;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.Excitation;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.LorentzianSpread;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;

class MapCorrectionTest {

    private static final double T1_MS = 939;
    private static final double T2_MS = 62;

    /** Writes the samples of one voxel, and gives the B1 that is told. */
    private interface Voxel {
        double fill(int voxel, double[] real, double[] imaginary);
    }

    private static Protocol protocol(RfPulse pulse) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12), pulse);
    }

    private static PhaseCycledSeries series(Protocol protocol, int voxels, Voxel voxel) {
        VolumeGrid grid = new VolumeGrid(voxels / 2, 1, 2, 1, 1, 1);
        List<ComplexVolume> volumes = Stream.generate(() -> ComplexVolume.zeros(grid))
                .limit(protocol.cycles())
                .toList();
        float[] b1 = new float[voxels];
        double[] real = new double[protocol.cycles()];
        double[] imaginary = new double[protocol.cycles()];
        for (int v = 0; v < voxels; v++) {
            b1[v] = (float) voxel.fill(v, real, imaginary);
            for (int j = 0; j < real.length; j++) {
                volumes.get(j).real()[v] = (float) real[j];
                volumes.get(j).imaginary()[v] = (float) imaginary[j];
            }
        }
        return CycleVolumes.asSeries(new ComplexSeries(protocol, volumes), Optional.of(b1), Optional.empty());
    }

    private static ParameterMaps map(PhaseCycledSeries series, NoiseLevel noise) {
        return ParameterMapper.map(series, new MaximumLikelihood(series.protocol(), noise), 1, Progress.NONE);
    }

    private static MapCorrection correct(ParameterMaps maps, PhaseCycledSeries series, KnownOfVoxels known) {
        return MapCorrection.apply(maps, series, known, 2, Progress.NONE);
    }

    private static float[] values(ParameterMaps maps, Parameter parameter) {
        return ScalarVolume.values(maps.map(parameter));
    }

    private static double[] doubles(ParameterMaps maps, Parameter parameter) {
        float[] values = values(maps, parameter);
        return IntStream.range(0, values.length).mapToDouble(v -> values[v]).toArray();
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1));
    }

    /** White matter whose field spreads, M0 = 1. */
    private static void spread(Protocol protocol, double r2PrimePerS, double theta, double b1, double[] x, double[] y) {
        EllipticalSignal signal = new EllipticalSignal(protocol);
        Excitation pulse = signal.excitationAt(b1, theta);
        double a = signal.a(T2_MS);
        double b = pulse.b(T1_MS, T2_MS);
        LorentzianSpread spread = new LorentzianSpread(protocol);
        spread.spread(a, b, r2PrimePerS / 1000);
        double magnitude = spread.magnitude() / pulse.m0(1, a, b, T1_MS, T2_MS);
        double[] increments = protocol.phaseIncrementsRad();
        for (int j = 0; j < increments.length; j++) {
            double psi = pulse.thetaRad(theta) - increments[j];
            double scale = magnitude / (1 - spread.b() * Math.cos(psi));
            x[j] = scale * (1 - spread.a() * Math.cos(psi));
            y[j] = scale * spread.a() * Math.sin(psi);
        }
    }

    private static double theta(int voxel) {
        return Math.IEEEremainder(0.7 * voxel, 2 * Math.PI);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.7})
    void aKnownSpreadIsTakenOut(double pulseMs) {
        Protocol protocol = protocol(pulseMs == 0 ? RfPulse.INSTANTANEOUS : RfPulse.hard(pulseMs));
        float[] r2Prime = {0, 5, 8, 15, 25, 3};
        float[] t2Star = new float[r2Prime.length];
        for (int v = 0; v < t2Star.length; v++) {
            t2Star[v] = (float) (1 / (1 / T2_MS + r2Prime[v] / 1000));
        }
        PhaseCycledSeries series = series(protocol, r2Prime.length, (v, x, y) -> {
            spread(protocol, r2Prime[v], theta(v), 0.9, x, y);
            return 0.9;
        });
        ParameterMaps before = map(series, NoiseLevel.given(1e-4));
        assertThat(values(before, Parameter.T1)[4] / T1_MS - 1).isGreaterThan(0.1);
        assertThat(values(before, Parameter.T2)[4] / T2_MS - 1).isLessThan(-0.03);
        for (KnownOfVoxels known :
                List.of(new KnownOfVoxels(r2Prime, null, null, 0), new KnownOfVoxels(null, t2Star, null, 0))) {
            ParameterMaps maps = map(series, NoiseLevel.given(1e-4));
            assertThat(correct(maps, series, known).lost()).isZero();
            for (int v = 0; v < r2Prime.length; v++) {
                assertThat((double) values(maps, Parameter.T1)[v]).isCloseTo(T1_MS, withinPercentage(0.003));
                assertThat((double) values(maps, Parameter.T2)[v]).isCloseTo(T2_MS, withinPercentage(0.003));
                assertThat((double) values(maps, Parameter.M0)[v]).isCloseTo(1, withinPercentage(0.003));
            }
        }
    }

    /** 20 000 voxels with noise, told a B1 that is off by 4 % of it: the spread of T1 is what is said, within 5 %. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 0, 0.04", "10, 0, 0.04", "10, 0.8, 0", "0, 0.8, 0.02"})
    void standardDeviationsAreThoseSeen(double r2Prime, double pulseMs, double b1Sigma) {
        Protocol protocol = protocol(pulseMs == 0 ? RfPulse.INSTANTANEOUS : RfPulse.sinc(pulseMs, 2.7));
        double sigma = GaussianNoise.REFERENCE_SIGNAL / Math.sqrt(2) / 100;
        GaussianNoise noise = new GaussianNoise(3, 0);
        PhaseCycledSeries series = series(protocol, 20_000, (v, x, y) -> {
            double b1 = 1.05;
            spread(protocol, r2Prime, 0.5, b1, x, y);
            noise.addTo(x, sigma);
            noise.addTo(y, sigma);
            return b1 * (1 + b1Sigma * noise.next());
        });
        ParameterMaps maps = map(series, NoiseLevel.given(sigma));
        MapCorrection done =
                correct(maps, series, new KnownOfVoxels(new float[] {(float) r2Prime}, null, null, b1Sigma));
        double[] t1 = doubles(maps, Parameter.T1);
        double[] t2 = doubles(maps, Parameter.T2);
        assertThat(Arrays.stream(t1).average().orElseThrow()).isCloseTo(T1_MS, withinPercentage(1));
        assertThat(SortedSamples.finite(values(maps, Parameter.T1_SIGMA)).median())
                .isCloseTo(deviation(t1), withinPercentage(5));
        assertThat(SortedSamples.finite(values(maps, Parameter.T2_SIGMA)).median())
                .isCloseTo(deviation(t2), withinPercentage(5));
        assertThat(Math.hypot(done.noisePercent(), b1Sigma > 0 ? done.b1Percent() : 0))
                .isCloseTo(100 * deviation(t1) / T1_MS, withinPercentage(5));
        assertThat(Double.isNaN(done.b1Percent())).isEqualTo(b1Sigma == 0);
    }

    /** Turns of the field that a map of it knows, by the Bloch equations. */
    @Test
    void farOffResonanceAPulseTurnsLess() {
        Protocol protocol = protocol(RfPulse.hard(1));
        float[] fieldHz = {-420, -250, 30, 210, 380, 500};
        PhaseCycledSeries series = series(protocol, fieldHz.length, (v, x, y) -> {
            double[][] samples = BlochSeries.simulate(
                    T1_MS,
                    T2_MS,
                    2 * Math.PI * fieldHz[v] / 1000,
                    protocol.phaseIncrementsRad(),
                    4.8,
                    2.4,
                    protocol.flipAngleRad(),
                    1,
                    protocol.pulse().parts());
            System.arraycopy(samples[0], 0, x, 0, 12);
            System.arraycopy(samples[1], 0, y, 0, 12);
            return 1;
        });
        ParameterMaps maps = map(series, NoiseLevel.FROM_RESIDUAL);
        assertThat(Math.abs(values(maps, Parameter.T1)[5] / T1_MS - 1)).isGreaterThan(0.1);
        // a map that is off by a few Hz says the turns all the same
        float[] rough = fieldHz.clone();
        for (int v = 0; v < rough.length; v++) {
            rough[v] += v % 2 == 0 ? 20 : -20;
        }
        correct(maps, series, new KnownOfVoxels(null, null, rough, 0));
        for (float t1Ms : values(maps, Parameter.T1)) {
            assertThat((double) t1Ms).isCloseTo(T1_MS, withinPercentage(1));
        }
    }

    @Test
    void aFieldMapOfAnotherSignIsRefused() {
        Protocol protocol = protocol(RfPulse.hard(1));
        BssfpSignal signal = new BssfpSignal(protocol);
        float[] wrong = new float[20];
        PhaseCycledSeries series = series(protocol, 20, (v, x, y) -> {
            signal.simulate(T1_MS, T2_MS, theta(v), 1, 1, x, y);
            wrong[v] = (float) (-theta(v) * protocol.offResonancePeriodHz() / (2 * Math.PI));
            return 1;
        });
        ParameterMaps maps = map(series, NoiseLevel.given(1e-4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> correct(maps, series, new KnownOfVoxels(null, null, wrong, 0)))
                .withMessageContaining("is not that of this series");
    }

    @Test
    void aVoxelWhoseT2StarIsNotKnownIsNotLeftAsItWas() {
        Protocol protocol = protocol(RfPulse.INSTANTANEOUS);
        PhaseCycledSeries series = series(protocol, 4, (v, x, y) -> {
            spread(protocol, 8, theta(v), 1, x, y);
            return 1;
        });
        ParameterMaps maps = map(series, NoiseLevel.given(1e-4));
        float[] t2Star = {40, Float.NaN, -1, 0};
        assertThat(correct(maps, series, new KnownOfVoxels(null, t2Star, null, 0))
                        .lost())
                .isEqualTo(3);
        assertThat(values(maps, Parameter.T1)[1]).isNaN();
    }

    @Test
    void whatNoTimesExplainIsRefusedAndBoundsStay() {
        Protocol protocol = protocol(RfPulse.INSTANTANEOUS);
        BssfpSignal signal = new BssfpSignal(protocol);
        PhaseCycledSeries series = series(protocol, 4, (v, x, y) -> {
            boolean isLong = v == 3;
            signal.simulate(isLong ? 20_000 : T1_MS, isLong ? 15_000 : T2_MS, 0.5, 1, 1, x, y);
            return 1;
        });
        ParameterMaps maps = map(series, NoiseLevel.given(1e-3));
        MapCorrection done = correct(maps, series, new KnownOfVoxels(new float[] {0, 500, 0, 5}, null, null, 0));
        assertThat(done.lost()).isEqualTo(1);
        assertThat(ScalarVolume.values(maps.status()))
                .containsExactly(
                        EstimationStatus.OK.code(),
                        EstimationStatus.NO_SOLUTION.code(),
                        EstimationStatus.OK.code(),
                        EstimationStatus.AT_LEAST.code());
        for (Parameter parameter : maps.parameters()) {
            assertThat(values(maps, parameter)[1]).isNaN();
        }
        assertThat(values(maps, Parameter.T1)[3]).isEqualTo((float) MaximumLikelihood.MAX_RELAXATION_TIME_MS);
    }
}
