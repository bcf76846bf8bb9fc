package org.relaxometry.bssfp.estimation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;

class InputKernelTest {

    @ParameterizedTest
    @CsvSource({
        "published_svnn_mag_12pc.csv, MAGNITUDE_CONFIGURATIONS, 12",
        "published_svnn_complex_12pc.csv, COMPLEX_CONFIGURATIONS, 12",
        "published_svnn_complex_6pc.csv, COMPLEX_CONFIGURATIONS, 6",
        "published_svnn_complex_4pc.csv, COMPLEX_CONFIGURATIONS, 4"
    })
    void inputsAreThoseOfTheAuthors(String file, NetworkInput input, int cycles) {
        GoldenTable table = GoldenTable.read(file);
        List<String> columns = input == NetworkInput.MAGNITUDE_CONFIGURATIONS
                ? List.of("raw_absFm1", "raw_absF0", "raw_absF1", "raw_B1")
                : List.of("raw_Re_Fm1", "raw_Re_F0", "raw_Re_F1", "raw_negIm_Fm1", "raw_Im_F1", "raw_B1");
        for (int row = 0; row < table.size(); row++) {
            if (table.number(row, "SNR") != Double.POSITIVE_INFINITY) {
                continue;
            }
            double b1Ratio = table.number(row, "raw_B1");
            float[][] samples = simulate(
                    TestModels.paper(cycles),
                    table.number(row, "T1_true"),
                    table.number(row, "T2_true"),
                    table.number(row, "theta_true"),
                    b1Ratio);
            float[][] inputs = inputs(input, TestModels.paper(cycles), samples, (float) b1Ratio, 0);

            for (int i = 0; i < columns.size(); i++) {
                // float32 sums of twelve samples: a few units of 6e-8
                assertThat((double) inputs[i][0])
                        .as("row %s, %s", row, columns.get(i))
                        .isCloseTo(table.number(row, columns.get(i)), within(5e-7));
            }
        }
    }

    @Test
    void samplesAreTurnedAndDividedByTheirRootMeanSquare() {
        Protocol protocol = new Protocol(4.8, 2.4, 15, List.of(0.0, 120.0, 240.0));
        // Σ S = 3i, so the phase reference is a turn by −90°; r.m.s. = √((1 + 9 + 1)/3)
        float[][] samples = {{0, 0, 0}, {1, 3, -1}};
        float[][] inputs = inputs(NetworkInput.SAMPLES, protocol, samples, 1.1f, 0.05f);

        double rms = Math.sqrt(11 / 3.0);
        double[] expected = {1 / rms, 3 / rms, -1 / rms, 0, 0, 0, 1.1, Math.log(0.05 / rms)};
        assertThat(inputs).hasNumberOfRows(8);
        for (int i = 0; i < expected.length; i++) {
            // float32
            assertThat((double) inputs[i][0]).as("input %s", i).isCloseTo(expected[i], within(3e-7));
        }
    }

    @ParameterizedTest
    @CsvSource({"MAGNITUDE_CONFIGURATIONS", "COMPLEX_CONFIGURATIONS", "SAMPLES"})
    void receivePhaseAndScaleDoNotMatter(NetworkInput input) {
        Protocol protocol = TestModels.paper(6);
        float[][] samples = simulate(protocol, 900, 60, 0.4, 1);
        float[][] other = new float[2][6];
        for (int j = 0; j < 6; j++) {
            other[0][j] = (float) (500 * (0.6 * samples[0][j] - 0.8 * samples[1][j]));
            other[1][j] = (float) (500 * (0.8 * samples[0][j] + 0.6 * samples[1][j]));
        }

        float[][] first = inputs(input, protocol, samples, 1, 0.002f);
        float[][] second = inputs(input, protocol, other, 1, 1f);

        for (int i = 0; i < first.length; i++) {
            // float32 on both sides
            assertThat(second[i][0]).as("input %s", i).isCloseTo(first[i][0], within(1e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource({"MAGNITUDE_CONFIGURATIONS", "COMPLEX_CONFIGURATIONS", "SAMPLES"})
    void noSignalGivesZeros(NetworkInput input) {
        float[][] inputs = inputs(input, TestModels.paper(4), new float[2][4], 1, 0.1f);

        int b1 = input.features(4).indexOf("B1");
        for (int i = 0; i < inputs.length; i++) {
            assertThat(inputs[i][0]).as("input %s", i).isEqualTo(i == b1 ? 1f : 0f);
        }
    }

    @Test
    void zScoreTakesMeanAndStandardDeviationOfEachInput() {
        float[][] inputs = {{1, 2, 9}, {-4, 0, 9}};

        InputKernel.standardise(inputs, 2, List.of(1.0, -2.0), List.of(0.5, 4.0));

        assertThat(inputs[0]).containsExactly(0, 2, 9);
        assertThat(inputs[1]).containsExactly(-0.5f, 0.5f, 9);
    }

    private static float[][] simulate(Protocol protocol, double t1Ms, double t2Ms, double thetaRad, double b1Ratio) {
        int cycles = protocol.cycles();
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        new BssfpSignal(protocol).simulate(t1Ms, t2Ms, thetaRad, b1Ratio, 1, real, imaginary);
        float[][] samples = new float[2][cycles];
        for (int j = 0; j < cycles; j++) {
            samples[0][j] = (float) real[j];
            samples[1][j] = (float) imaginary[j];
        }
        return samples;
    }

    /** Inputs [input][1] of one voxel with samples [real, imaginary][cycle]. */
    private static float[][] inputs(
            NetworkInput input, Protocol protocol, float[][] samples, float b1Ratio, float noiseSigma) {
        int cycles = protocol.cycles();
        float[][] real = new float[cycles][1];
        float[][] imaginary = new float[cycles][1];
        for (int j = 0; j < cycles; j++) {
            real[j][0] = samples[0][j];
            imaginary[j][0] = samples[1][j];
        }
        InputKernel kernel = new InputKernel(input, protocol, 1);
        float[][] out = new float[kernel.width()][1];
        kernel.compute(real, imaginary, new float[] {b1Ratio}, new float[] {noiseSigma}, 1, out);
        return out;
    }
}
