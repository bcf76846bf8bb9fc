package org.relaxometry.bssfp.training.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.signal.BssfpSignal;

class ConfigurationModelTest {

    private static final Protocol UNEVEN_START = new Protocol(4.8, 2.4, 15, List.of(10.0, 100.0, 190.0, 280.0));

    static Stream<GoldenTable.Row> signals() {
        return GoldenTable.rows("forward.csv", 60);
    }

    @ParameterizedTest
    @MethodSource("signals")
    void configurationsAreThoseOfTheAuthors(GoldenTable.Row row) {
        ConfigurationModel model = new ConfigurationModel(new Protocol(
                row.number("TR_ms"), row.number("TE_ms"), row.number("FA_deg"), Protocol.standardIncrementsDeg((int)
                        row.number("Npc"))));
        model.evaluate(row.number("T1_ms"), row.number("T2_ms"), row.number("theta_rad"), row.number("B1"));
        String[] names = {"Fm1", "F0", "F1"};
        for (int order = -1; order <= 1; order++) {
            // golden numbers and ours agree to rounding, enlarged where θ is several turns
            assertThat(model.real(order)).isCloseTo(row.number("Re_" + names[order + 1]), within(1e-11));
            assertThat(model.imaginary(order)).isCloseTo(row.number("Im_" + names[order + 1]), within(1e-11));
        }
    }

    @Test
    void gradientIsThatOfDifferencesForComplexConfigurations() {
        double[] weights = {0.3, -0.7, 1.1, 0.5, -0.9};
        double[] parameters = {939, 62, 1.3};
        ConfigurationModel model = new ConfigurationModel(UNEVEN_START);
        double[] gradient = new double[3];
        model.evaluate(parameters[0], parameters[1], parameters[2], 0.9);
        model.gradient(weights[0], weights[1], weights[2], weights[3], weights[4], gradient);
        for (int k = 0; k < 3; k++) {
            double step = 1e-4 * parameters[k];
            double difference =
                    (weighted(parameters, k, step, weights) - weighted(parameters, k, -step, weights)) / (2 * step);
            // central differences: 1e-4² of the curvature
            assertThat(gradient[k]).isCloseTo(difference, within(1e-6 * Math.abs(difference)));
        }
    }

    /** With a pulse, but for what b changes with θ. */
    @Test
    void gradientIsThatOfDifferencesWithAPulse() {
        Protocol protocol = UNEVEN_START.withPulse(RfPulse.sinc(1, 2.7));
        double[] parameters = {939, 62, 1.3};
        double[] weights = {0.3, -0.7, 1.1, 0.5, -0.9};
        ConfigurationModel model = new ConfigurationModel(protocol);
        double[] gradient = new double[3];
        model.evaluate(parameters[0], parameters[1], parameters[2], 0.9);
        model.gradient(weights[0], weights[1], weights[2], weights[3], weights[4], gradient);
        for (int k = 0; k < 3; k++) {
            double[] sums = new double[2];
            for (int side = 0; side < 2; side++) {
                double[] moved = parameters.clone();
                moved[k] *= side == 0 ? 1 + 1e-4 : 1 - 1e-4;
                model.evaluate(moved[0], moved[1], moved[2], 0.9);
                sums[side] = weights[0] * model.real(-1)
                        + weights[1] * model.real(0)
                        + weights[2] * model.real(1)
                        + weights[3] * model.imaginary(-1)
                        + weights[4] * model.imaginary(1);
            }
            double difference = (sums[0] - sums[1]) / (2e-4 * parameters[k]);
            assertThat(gradient[k]).isCloseTo(difference, within((k == 2 ? 2e-2 : 1e-4) * Math.abs(difference)));
        }
    }

    /** The model of the training is the signal that it is shown. */
    @Test
    void configurationsWithAPulseAreThoseOfTheSignal() {
        Protocol protocol = new Protocol(6, 3, 35, Protocol.standardIncrementsDeg(6), RfPulse.hard(1));
        double[] x = new double[6];
        double[] y = new double[6];
        new BssfpSignal(protocol).simulate(1400, 75, 0.8, 1.1, 1, x, y);
        ConfigurationModel model = new ConfigurationModel(protocol);
        model.evaluate(1400, 75, 0.8, 1.1);
        double[] increments = protocol.phaseIncrementsRad();
        double[] magnitude = new double[3];
        for (int order = -1; order <= 1; order++) {
            double re = 0;
            double im = 0;
            for (int j = 0; j < 6; j++) {
                double cos = Math.cos(order * increments[j]);
                double sin = Math.sin(order * increments[j]);
                re += x[j] * cos - y[j] * sin;
                im += y[j] * cos + x[j] * sin;
            }
            magnitude[order + 1] = Math.hypot(re, im);
        }
        double norm =
                Math.sqrt(magnitude[0] * magnitude[0] + magnitude[1] * magnitude[1] + magnitude[2] * magnitude[2]);
        for (int order = -1; order <= 1; order++) {
            assertThat(model.magnitude(order)).isCloseTo(magnitude[order + 1] / norm, within(1e-9));
        }
    }

    private static double weighted(double[] parameters, int which, double step, double[] weights) {
        double[] moved = parameters.clone();
        moved[which] += step;
        ConfigurationModel model = new ConfigurationModel(UNEVEN_START);
        model.evaluate(moved[0], moved[1], moved[2], 0.9);
        return weights[0] * model.real(-1)
                + weights[1] * model.real(0)
                + weights[2] * model.real(1)
                + weights[3] * model.imaginary(-1)
                + weights[4] * model.imaginary(1);
    }

    @Test
    void gradientIsThatOfDifferencesForMagnitudes() {
        double[] weights = {0.3, -0.7, 1.1};
        double[] parameters = {1400, 75, -0.4};
        ConfigurationModel model = new ConfigurationModel(UNEVEN_START);
        double[] gradient = new double[3];
        model.evaluate(parameters[0], parameters[1], parameters[2], 1.2);
        model.magnitudeGradient(weights, gradient);
        for (int k = 0; k < 3; k++) {
            double step = 1e-4 * parameters[k];
            double difference =
                    (weightedMagnitude(parameters, k, step, weights) - weightedMagnitude(parameters, k, -step, weights))
                            / (2 * step);
            // central differences: 1e-4² of the curvature
            assertThat(gradient[k]).isCloseTo(difference, within(1e-6 * Math.abs(difference)));
        }
    }

    private static double weightedMagnitude(double[] parameters, int which, double step, double[] weights) {
        double[] moved = parameters.clone();
        moved[which] += step;
        ConfigurationModel model = new ConfigurationModel(UNEVEN_START);
        model.evaluate(moved[0], moved[1], moved[2], 1.2);
        return weights[0] * model.magnitude(-1) + weights[1] * model.magnitude(0) + weights[2] * model.magnitude(1);
    }
}
