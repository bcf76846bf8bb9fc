package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.protocol.Protocol;

class EllipticalSignalTest {

    private static final Protocol PAPER = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6));
    private final EllipticalSignal ellipse = new EllipticalSignal(PAPER);

    @ParameterizedTest
    @CsvSource({"939,62,1", "1400,75,0.7", "4000,2000,1.3", "9999,9998,1", "100,99,1", "5,4,1", "1e7,62,1", "900,1,5"})
    void shapeLeadsBackToTheTissue(double t1Ms, double t2Ms, double b1Ratio) {
        double a = ellipse.a(t2Ms);
        Excitation pulse = ellipse.excitation(b1Ratio, 0);
        double b = pulse.b(t1Ms, t2Ms);
        // 1 − a has lost log10(T2/TR) of the 16 digits, which is what a double can hold
        assertThat(ellipse.t2Ms(a)).isCloseTo(t2Ms, withinPercentage(1e-9));
        assertThat(pulse.t1Ms(a, b)).isCloseTo(t1Ms, withinPercentage(1e-9));
    }

    @Test
    void formulasAgreeWithTheForwardModel() {
        double[] real = new double[6];
        double[] imaginary = new double[6];
        new BssfpSignal(PAPER).simulate(939, 62, 0.7, 1.1, 2, real, imaginary);
        double a = ellipse.a(62);
        Excitation pulse = ellipse.excitation(1.1, 0);
        double b = pulse.b(939, 62);
        double magnitude = 2 / pulse.m0(1, a, b, 939, 62);
        double echoPhase = 0.7 * 2.4 / 4.8;
        double[][] byReal = new double[5][6];
        double[][] byImaginary = new double[5][6];
        ellipse.derivatives(1, 0, a, b, 0.7, byReal, byImaginary);
        for (int j = 0; j < 6; j++) {
            // the signal is linear in M: S = M ∂S/∂(Re M); rounding only
            double x = magnitude * Math.cos(echoPhase);
            double y = magnitude * Math.sin(echoPhase);
            assertThat(x * byReal[0][j] - y * byImaginary[0][j]).isCloseTo(real[j], within(1e-14));
            assertThat(x * byImaginary[0][j] + y * byReal[0][j]).isCloseTo(imaginary[j], within(1e-14));
        }
    }

    @Test
    void shapesWithoutPositiveT1HaveNone() {
        Excitation pulse = ellipse.excitation(1, 0);
        double cosAlpha = Math.cos(Math.toRadians(15));
        double limit = 0.9 * (1 + cosAlpha) / (1 + 0.81 * cosAlpha);
        assertThat(pulse.t1Ms(0.9, limit * (1 + 1e-9))).isNaN();
        assertThat(pulse.t1Ms(0.9, limit * (1 - 1e-9))).isBetween(0.0, 1.0);
        assertThat(pulse.t1Ms(0.9, -0.1)).isNaN();
        assertThat(pulse.t1Ms(1.1, 0.5)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"939,62,1", "1400,75,0.7", "4000,2000,1.3", "300,250,4"})
    void relaxationTimeDerivativesAreThoseOfTheMapping(double t1Ms, double t2Ms, double b1Ratio) {
        double a = ellipse.a(t2Ms);
        Excitation pulse = ellipse.excitation(b1Ratio, 0);
        double b = pulse.b(t1Ms, t2Ms);
        double step = 1e-5 * (1 - a);
        double byA = (pulse.t1Ms(a + step, b) - pulse.t1Ms(a - step, b)) / (2 * step);
        double byB = (pulse.t1Ms(a, b + step) - pulse.t1Ms(a, b - step)) / (2 * step);
        double t2ByA = (ellipse.t2Ms(a + step) - ellipse.t2Ms(a - step)) / (2 * step);
        // central differences err by the square of the relative step, 1e-10, and by rounding over the step
        assertThat(pulse.t1ByA(a, b, t1Ms)).isCloseTo(byA, withinPercentage(1e-4));
        assertThat(pulse.t1ByB(a, b, t1Ms)).isCloseTo(byB, withinPercentage(1e-4));
        assertThat(ellipse.t2ByA(a, t2Ms)).isCloseTo(t2ByA, withinPercentage(1e-4));
    }

    @Test
    void signalDerivativesAreThoseOfTheSignal() {
        double[] at = {0.06, -0.03, 0.92, 0.65, 1.2};
        double[][] real = new double[5][6];
        double[][] imaginary = new double[5][6];
        ellipse.derivatives(at[0], at[1], at[2], at[3], at[4], real, imaginary);
        double step = 1e-6;
        for (int parameter = 0; parameter < 5; parameter++) {
            double[][] up = signal(at, parameter, step);
            double[][] down = signal(at, parameter, -step);
            for (int j = 0; j < 6; j++) {
                // central differences: step² of truncation, 1e-16/step of rounding
                assertThat(real[parameter][j]).isCloseTo((up[0][j] - down[0][j]) / (2 * step), offset(1e-9));
                assertThat(imaginary[parameter][j]).isCloseTo((up[1][j] - down[1][j]) / (2 * step), offset(1e-9));
            }
        }
    }

    /** Straight from the definition, with one parameter moved. */
    private static double[][] signal(double[] at, int parameter, double step) {
        double[] moved = at.clone();
        moved[parameter] += step;
        double[] increments = PAPER.phaseIncrementsRad();
        double[][] signal = new double[2][increments.length];
        for (int j = 0; j < increments.length; j++) {
            double psi = moved[4] - increments[j];
            double x = (1 - moved[2] * Math.cos(psi)) / (1 - moved[3] * Math.cos(psi));
            double y = moved[2] * Math.sin(psi) / (1 - moved[3] * Math.cos(psi));
            signal[0][j] = moved[0] * x - moved[1] * y;
            signal[1][j] = moved[0] * y + moved[1] * x;
        }
        return signal;
    }
}
