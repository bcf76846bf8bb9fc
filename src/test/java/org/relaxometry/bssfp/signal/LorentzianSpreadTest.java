package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;

class LorentzianSpreadTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2, 15, Protocol.standardIncrementsDeg(8));

    /** Against the sum over a million isochromats at equal probabilities. */
    @Test
    void meanOverALorentzianDistributionIsTheShapeItSays() {
        double r2Prime = 0.012;
        int spins = 1_000_000;
        double[] real = new double[8];
        double[] imaginary = new double[8];
        double[] x = new double[8];
        double[] y = new double[8];
        BssfpSignal signal = new BssfpSignal(PROTOCOL);
        for (int i = 0; i < spins; i++) {
            double omega = r2Prime * Math.tan(Math.PI * ((i + 0.5) / spins - 0.5));
            signal.simulate(939, 62, 0.4 + omega * 4.8, 1, 1, x, y);
            for (int j = 0; j < 8; j++) {
                real[j] += x[j] / spins;
                imaginary[j] += y[j] / spins;
            }
        }
        EllipseFit fit = new EllipseFit(PROTOCOL);
        assertThat(fit.fit(real, imaginary)).isEqualTo(EstimationStatus.OK);
        assertThat(fit.residualRatio()).isLessThan(1e-5);
        EllipticalSignal ellipse = new EllipticalSignal(PROTOCOL);
        double a = ellipse.a(62);
        double b = ellipse.excitation(1, 0).b(939, 62);
        LorentzianSpread spread = new LorentzianSpread(PROTOCOL);
        spread.spread(a, b, r2Prime);
        assertThat(fit.a()).isCloseTo(spread.a(), within(2e-5));
        assertThat(fit.b()).isCloseTo(spread.b(), within(2e-5));
        double magnitude = spread.magnitude() / ellipse.excitation(1, 0).m0(1, a, b, 939, 62);
        assertThat(Math.hypot(fit.mReal(), fit.mImaginary())).isCloseTo(magnitude, withinPercentage(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"0.9, 0.5, 0", "0.925, 0.55, 0.008", "0.9968, 0.8, 0.025", "0.6, 0.1, 0.05"})
    void theWayBackIsExact(double a, double b, double r2Prime) {
        LorentzianSpread there = new LorentzianSpread(PROTOCOL);
        there.spread(a, b, r2Prime);
        LorentzianSpread back = new LorentzianSpread(PROTOCOL);
        assertThat(back.gather(there.a(), there.b(), r2Prime)).isTrue();
        assertThat(back.a()).isCloseTo(a, within(1e-9));
        assertThat(back.b()).isCloseTo(b, within(1e-9));
        assertThat(back.magnitude() * there.magnitude()).isCloseTo(1, within(1e-9));
    }

    @Test
    void tooWideASpreadHasNoWayBack() {
        assertThat(new LorentzianSpread(PROTOCOL).gather(0.9, 0.9, 0.2)).isFalse();
    }
}
