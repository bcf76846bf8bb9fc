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
        double b = ellipse.b(t1Ms, t2Ms, b1Ratio);
        double tanHalf = ellipse.tanHalfFlipAngle(b1Ratio);
        // 1 − a has lost log10(T2/TR) of the 16 digits, which is what a double can hold
        assertThat(ellipse.t2Ms(a)).isCloseTo(t2Ms, withinPercentage(1e-9));
        assertThat(ellipse.t1Ms(a, b, tanHalf)).isCloseTo(t1Ms, withinPercentage(1e-9));
    }

    @Test
    void formulasAgreeWithTheForwardModel() {
        double[] real = new double[6];
        double[] imaginary = new double[6];
        new BssfpSignal(PAPER).simulate(939, 62, 0.7, 1.1, 2, real, imaginary);
        double a = ellipse.a(62);
        double b = ellipse.b(939, 62, 1.1);
        double magnitude = 2 / ellipse.m0(1, a, b, 62, ellipse.tanHalfFlipAngle(1.1));
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
        double tanHalf = ellipse.tanHalfFlipAngle(1);
        double cosAlpha = Math.cos(Math.toRadians(15));
        double limit = 0.9 * (1 + cosAlpha) / (1 + 0.81 * cosAlpha);
        assertThat(ellipse.t1Ms(0.9, limit * (1 + 1e-9), tanHalf)).isNaN();
        assertThat(ellipse.t1Ms(0.9, limit * (1 - 1e-9), tanHalf)).isBetween(0.0, 1.0);
        assertThat(ellipse.t1Ms(0.9, -0.1, tanHalf)).isNaN();
        assertThat(ellipse.t1Ms(1.1, 0.5, tanHalf)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"939,62,1", "1400,75,0.7", "4000,2000,1.3", "300,250,4"})
    void relaxationTimeDerivativesAreThoseOfTheMapping(double t1Ms, double t2Ms, double b1Ratio) {
        double a = ellipse.a(t2Ms);
        double b = ellipse.b(t1Ms, t2Ms, b1Ratio);
        double tanHalf = ellipse.tanHalfFlipAngle(b1Ratio);
        double step = 1e-5 * (1 - a);
        double byA = (ellipse.t1Ms(a + step, b, tanHalf) - ellipse.t1Ms(a - step, b, tanHalf)) / (2 * step);
        double byB = (ellipse.t1Ms(a, b + step, tanHalf) - ellipse.t1Ms(a, b - step, tanHalf)) / (2 * step);
        double t2ByA = (ellipse.t2Ms(a + step) - ellipse.t2Ms(a - step)) / (2 * step);
        // central differences err by the square of the relative step, 1e-10, and by rounding over the step
        assertThat(ellipse.t1ByA(a, b, tanHalf, t1Ms)).isCloseTo(byA, withinPercentage(1e-4));
        assertThat(ellipse.t1ByB(a, b, tanHalf, t1Ms)).isCloseTo(byB, withinPercentage(1e-4));
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
