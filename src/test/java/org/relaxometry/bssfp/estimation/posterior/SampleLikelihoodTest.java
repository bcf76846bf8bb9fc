package org.relaxometry.bssfp.estimation.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;

class SampleLikelihoodTest {

    private static final int ANGLES = 2000;

    /** With few cycles θ is known much better at one shape than at all of them: the nodes must be as close as that asks for. */
    @ParameterizedTest
    @CsvSource({"4, 25", "6, 25", "12, 10"})
    void theSumOverThetaIsThatOverTheWholeCircle(int cycles, double snr) {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
        double sigma = GaussianNoise.standardDeviation(snr);
        BssfpSignal signal = new BssfpSignal(protocol);
        GaussianNoise noise = new GaussianNoise(11, cycles);
        Random random = new Random(12);
        EllipseFit fit = new EllipseFit(protocol);
        SampleLikelihood near = new SampleLikelihood(protocol);
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        double[] covariance = new double[4];
        int voxels = 0;
        while (voxels < 60) {
            signal.simulate(1400, 75, 2 * Math.PI * random.nextDouble(), 1, 1, real, imaginary);
            for (int j = 0; j < cycles; j++) {
                real[j] += sigma * noise.next();
                imaginary[j] += sigma * noise.next();
            }
            if (fit.fit(real, imaginary) != EstimationStatus.OK) {
                continue;
            }
            fit.covariance(covariance);
            if (sigma * Math.sqrt(covariance[3]) > 0.25) {
                continue;
            }
            voxels++;
            near.setNear(real, imaginary, sigma, fit);
            double atFit = difference(near, real, imaginary, sigma, protocol, fit.a(), fit.b());
            for (double z : new double[] {-1, 1}) {
                double a = fit.a() * Math.exp(z * sigma * Math.sqrt(covariance[0]));
                double b = fit.b() * Math.exp(z * sigma * covariance[1] / Math.sqrt(covariance[0]));
                if (a < 1 && b < 1) {
                    assertThat(difference(near, real, imaginary, sigma, protocol, a, b))
                            .isCloseTo(atFit, within(0.01));
                }
            }
        }
    }

    /** ln of the likelihood less that of a plain sum. */
    private static double difference(
            SampleLikelihood near,
            double[] real,
            double[] imaginary,
            double sigma,
            Protocol protocol,
            double a,
            double b) {
        double[] increment = protocol.phaseIncrementsRad();
        double[] exponent = new double[ANGLES];
        double[] power = new double[ANGLES];
        double largest = 0;
        for (int k = 0; k < ANGLES; k++) {
            double x = 0;
            double y = 0;
            for (int j = 0; j < increment.length; j++) {
                double psi = 2 * Math.PI * k / ANGLES - increment[j];
                double gReal = (1 - a * Math.cos(psi)) / (1 - b * Math.cos(psi));
                double gImaginary = a * Math.sin(psi) / (1 - b * Math.cos(psi));
                power[k] += gReal * gReal + gImaginary * gImaginary;
                x += gReal * real[j] + gImaginary * imaginary[j];
                y += gReal * imaginary[j] - gImaginary * real[j];
            }
            exponent[k] = (x * x + y * y) / power[k] / (2 * sigma * sigma);
            largest = Math.max(largest, exponent[k]);
        }
        double sum = 0;
        for (int k = 0; k < ANGLES; k++) {
            sum += Math.exp(exponent[k] - largest) / power[k];
        }
        near.row(a);
        return near.ln(b) - largest - Math.log(sum);
    }
}
