package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.protocol.Tissue;

class FinitePulseTest {

    private static final double[][] TISSUES = {{939, 62}, {1400, 75}, {4000, 1500}, {800, 40}, {370, 60}};
    private static final int THETAS = 24;
    private static final int FLUID = 2;

    static List<Protocol> protocols() {
        List<Protocol> protocols = new ArrayList<>();
        for (double[] sequence : new double[][] {{4.8, 15}, {10, 30}, {6, 35}, {4, 10}}) {
            for (double part : new double[] {0.05, 0.17, 0.25}) {
                double duration = part * sequence[0];
                for (RfPulse pulse :
                        List.of(RfPulse.hard(duration), RfPulse.sinc(duration, 2.7), RfPulse.gaussian(duration, 2.7))) {
                    protocols.add(protocol(sequence[0], sequence[1], pulse));
                }
            }
        }
        return protocols;
    }

    private static Protocol protocol(double trMs, double flipDeg, RfPulse pulse) {
        return new Protocol(trMs, trMs / 2, flipDeg, Protocol.standardIncrementsDeg(12), pulse);
    }

    /** At nominal B1 and beside it: T1 within 0.3 % (of fluid 0.6 %), E2 within 0.03 %, ΔB0 within 0.5 % of its period, all round the circle. */
    @ParameterizedTest
    @MethodSource("protocols")
    void maximumLikelihoodInvertsTheBlochEquations(Protocol protocol) {
        for (double b1Ratio : new double[] {1, 0.83}) {
            double[] worst = worstErrors(protocol, b1Ratio, new MaximumLikelihood(protocol));
            assertThat(worst[0]).as("T1 but of fluid, %%").isLessThan(0.3);
            assertThat(worst[5]).as("T1 of fluid, %%").isLessThan(0.6);
            assertThat(worst[1]).as("E2, %%").isLessThan(0.03);
            assertThat(worst[2]).as("T2 but of fluid, %%").isLessThan(0.45);
            assertThat(worst[3]).as("ΔB0, Hz").isLessThan(0.005 * protocol.offResonancePeriodHz());
            assertThat(worst[4]).as("M0, %%").isLessThan(0.5);
        }
    }

    @Test
    void withoutThePulseT1IsReadTooLong() {
        Protocol protocol = protocol(6, 35, RfPulse.hard(1));
        MaximumLikelihood without = new MaximumLikelihood(protocol.withPulse(RfPulse.INSTANTANEOUS));
        assertThat(worstErrors(protocol, 1, without)[0]).isGreaterThan(20);
        assertThat(100 * PulseBias.of(protocol, Tissue.GREY_MATTER)).isBetween(18.0, 25.0);
    }

    /** A pulse of no symmetry, as from a file. */
    @Test
    void anyAmplitudesAreInverted() {
        Protocol protocol = protocol(5, 20, new RfPulse(0.8, "ramp", List.of(0.0, 1.0, 2.0, 3.0, 2.5, -0.5)));
        assertThat(worstErrors(protocol, 1, new MaximumLikelihood(protocol))[0]).isLessThan(0.5);
    }

    /** Worst errors of T1 but of fluid %, E2 %, T2 but of fluid %, ΔB0 Hz, M0 %, T1 of fluid %. */
    private static double[] worstErrors(Protocol protocol, double b1Ratio, MaximumLikelihood estimator) {
        SeriesBlock in = new SeriesBlock(protocol.cycles(), TISSUES.length * THETAS);
        in.setSize(in.capacity());
        double[] truthHz = new double[in.size()];
        for (int v = 0; v < in.size(); v++) {
            double[] tissue = TISSUES[v / THETAS];
            double theta = 2 * Math.PI * ((v % THETAS + 0.5) / THETAS - 0.5);
            double[][] samples = BlochSeries.simulate(
                    tissue[0],
                    tissue[1],
                    theta / protocol.repetitionTimeMs(),
                    protocol.phaseIncrementsRad(),
                    protocol.repetitionTimeMs(),
                    protocol.echoTimeMs(),
                    b1Ratio * protocol.flipAngleRad(),
                    protocol.pulse().durationMs(),
                    protocol.pulse().parts());
            for (int j = 0; j < protocol.cycles(); j++) {
                in.real()[j][v] = (float) (1000 * samples[0][j]);
                in.imaginary()[j][v] = (float) (1000 * samples[1][j]);
            }
            in.b1Ratio()[v] = (float) b1Ratio;
            truthHz[v] = theta * protocol.offResonancePeriodHz() / (2 * Math.PI);
        }
        ParameterBlock out = new ParameterBlock(estimator.outputs(), in.size());
        estimator.estimate(in, out);
        double[] worst = new double[6];
        for (int v = 0; v < in.size(); v++) {
            double[] tissue = TISSUES[v / THETAS];
            double t1 = 100 * (out.of(Parameter.T1)[v] / tissue[0] - 1);
            double t2 = 100 * (out.of(Parameter.T2)[v] / tissue[1] - 1);
            double period = protocol.offResonancePeriodHz();
            double[] errors = {
                v / THETAS == FLUID ? 0 : t1,
                t2 * protocol.repetitionTimeMs() / tissue[1],
                v / THETAS == FLUID ? 0 : t2,
                Math.IEEEremainder(out.of(Parameter.OFF_RESONANCE)[v] - truthHz[v], period),
                100 * (out.of(Parameter.M0)[v] / 1000 - 1),
                v / THETAS == FLUID ? t1 : 0
            };
            for (int k = 0; k < errors.length; k++) {
                worst[k] = Math.abs(errors[k]) <= worst[k] ? worst[k] : Math.abs(errors[k]);
            }
        }
        return worst;
    }

    /** The signal model's series is that of the Bloch equations, but for a common phase. */
    @ParameterizedTest
    @CsvSource({"939, 62, 0.4, 1", "1400, 75, -2.2, 0.9", "4000, 1500, 1.1, 1.1"})
    void simulatesTheBlochEquations(double t1Ms, double t2Ms, double thetaRad, double b1Ratio) {
        Protocol protocol = protocol(4.8, 15, RfPulse.sinc(0.8, 2.7));
        double[] real = new double[12];
        double[] imaginary = new double[12];
        new BssfpSignal(protocol).simulate(t1Ms, t2Ms, thetaRad, b1Ratio, 1, real, imaginary);
        double[][] bloch = BlochSeries.simulate(
                t1Ms,
                t2Ms,
                thetaRad / 4.8,
                protocol.phaseIncrementsRad(),
                4.8,
                2.4,
                b1Ratio * protocol.flipAngleRad(),
                0.8,
                protocol.pulse().parts());
        double re = 0;
        double im = 0;
        double power = 0;
        for (int j = 0; j < 12; j++) {
            re += real[j] * bloch[0][j] + imaginary[j] * bloch[1][j];
            im += real[j] * bloch[1][j] - imaginary[j] * bloch[0][j];
            power += real[j] * real[j] + imaginary[j] * imaginary[j];
        }
        assertThat(Math.hypot(re, im) / power).isCloseTo(1, within(1e-3));
        for (int j = 0; j < 12; j++) {
            double x = (re * real[j] - im * imaginary[j]) / power;
            double y = (re * imaginary[j] + im * real[j]) / power;
            assertThat(Math.hypot(x - bloch[0][j], y - bloch[1][j])).isLessThan(2e-3 * Math.sqrt(power / 12));
        }
    }

    @ParameterizedTest
    @CsvSource({"939, 62, 0.4, 1", "1400, 75, -2.2, 0.9", "4000, 1500, 1.1, 1.1", "300, 200, 3, 0.7"})
    void wayBackAndSlopesAreThoseOfTheWayThere(double t1Ms, double t2Ms, double thetaRad, double b1Ratio) {
        EllipticalSignal signal = new EllipticalSignal(protocol(6, 25, RfPulse.sinc(1.2, 2.7)));
        Excitation pulse = signal.excitation(b1Ratio, thetaRad);
        double a = signal.a(t2Ms);
        double b = pulse.b(t1Ms, t2Ms);
        assertThat(pulse.t1Ms(a, b)).isCloseTo(t1Ms, withinPercentage(1e-6));
        double step = 1e-6;
        assertThat(pulse.t1ByA(a, b, t1Ms))
                .isCloseTo((pulse.t1Ms(a + step, b) - pulse.t1Ms(a - step, b)) / (2 * step), withinPercentage(1e-2));
        assertThat(pulse.t1ByB(a, b, t1Ms))
                .isCloseTo((pulse.t1Ms(a, b + step) - pulse.t1Ms(a, b - step)) / (2 * step), withinPercentage(1e-2));
        assertThat(signal.excitationAt(b1Ratio, pulse.precessionRad(thetaRad)).b(t1Ms, t2Ms))
                .isCloseTo(b, withinPercentage(1e-4));
    }

    /** As a pulse gets shorter, what it does becomes that of one in no time. */
    @Test
    void aShortPulseIsInstantaneous() {
        Excitation instantaneous = new EllipticalSignal(protocol(5, 20, RfPulse.INSTANTANEOUS)).excitation(1.1, 0.7);
        Excitation shortOne = new EllipticalSignal(protocol(5, 20, RfPulse.hard(0.01))).excitation(1.1, 0.7);
        assertThat(shortOne.b(939, 62)).isCloseTo(instantaneous.b(939, 62), withinPercentage(0.06));
        double a = Math.exp(-5.0 / 62);
        double b = instantaneous.b(939, 62);
        assertThat(shortOne.m0(1, a, b, 939, 62)).isCloseTo(instantaneous.m0(1, a, b, 939, 62), withinPercentage(0.06));
        assertThat(shortOne.precessionRad(0.7)).isCloseTo(0.7, within(1e-3));
    }

    @Test
    void whatNoT1BelongsToHasNone() {
        Excitation pulse = new EllipticalSignal(protocol(5, 20, RfPulse.hard(1))).excitation(1, 0.7);
        assertThat(pulse.t1Ms(0.9, 1.001)).isNaN();
        assertThat(pulse.t1Ms(0.9, -0.1)).isNaN();
        assertThat(pulse.t1Ms(1.1, 0.5)).isNaN();
        assertThat(new EllipticalSignal(protocol(5, 20, RfPulse.hard(1)))
                        .excitation(9, 0.7)
                        .hasAngle())
                .isFalse();
    }
}
