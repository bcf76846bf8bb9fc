package org.relaxometry.bssfp.estimation.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;

class PriorTest {

    private static final Range T1_MS = new Range(100, 5000);
    private static final Range T2_MS = new Range(5, 2500);

    @Test
    void refusesWhatIsNoDensity() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prior.of("none", "", T1_MS, T2_MS, 4, (t1, t2) -> 0))
                .withMessageContaining("0 everywhere");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prior.of("negative", "", T1_MS, T2_MS, 4, (t1, t2) -> -1))
                .withMessageContaining("0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prior.of("from 0", "", new Range(0, 100), T2_MS, 4, (t1, t2) -> 1))
                .withMessageContaining("range of T1 above 0");
    }

    @Test
    void seriesOfTwoTissuesTeachesThemWhereTheyAre() {
        Prior prior = learn(3000, 7);
        assertThat(prior.name()).isEqualTo("this series");
        double[] mass = new double[3];
        double total = 0;
        for (int i = 0; i < prior.t1Cells(); i++) {
            for (int j = 0; j < prior.t2Cells(); j++) {
                double density = prior.density(i, j);
                double t1 = Prior.centre(T1_MS, prior.t1Cells(), i);
                double t2 = Prior.centre(T2_MS, prior.t2Cells(), j);
                total += density;
                mass[isNear(t1, t2, Tissue.WHITE_MATTER) ? 0 : isNear(t1, t2, Tissue.GREY_MATTER) ? 1 : 2] += density;
            }
        }
        // two thirds and one third; voxels themselves spread by 10 %, half of which is beyond the 12 % here
        assertThat(mass[0] / total).isBetween(0.55, 0.7);
        assertThat(mass[1] / total).isBetween(0.25, 0.4);
    }

    private static boolean isNear(double t1, double t2, Tissue tissue) {
        return Math.abs(Math.log(t1 / tissue.t1Ms())) < 0.12 && Math.abs(Math.log(t2 / tissue.t2Ms())) < 0.12;
    }

    @Test
    void sameVoxelsTeachTheSame() {
        Prior first = learn(600, 1);
        Prior second = learn(600, 1);
        for (int i = 0; i < first.t1Cells(); i++) {
            for (int j = 0; j < first.t2Cells(); j++) {
                assertThat(second.density(i, j)).isEqualTo(first.density(i, j));
            }
        }
    }

    @Test
    void fewVoxelsTeachNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> learn(100, 1))
                .withMessageContaining("at least 500 voxels")
                .withMessageContaining("there are 100");
    }

    /** From voxels of white matter, every third of grey matter, at an SNR of 25. */
    private static Prior learn(int voxels, long seed) {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));
        BssfpSignal signal = new BssfpSignal(protocol);
        GaussianNoise random = new GaussianNoise(seed, 0);
        SeriesBlock block = new SeriesBlock(12, voxels);
        block.setSize(voxels);
        double[] real = new double[12];
        double[] imaginary = new double[12];
        for (int v = 0; v < voxels; v++) {
            Tissue tissue = v % 3 == 0 ? Tissue.GREY_MATTER : Tissue.WHITE_MATTER;
            signal.simulate(tissue.t1Ms(), tissue.t2Ms(), 6 * random.uniform(), 1, 1, real, imaginary);
            random.addTo(real, GaussianNoise.standardDeviation(25));
            random.addTo(imaginary, GaussianNoise.standardDeviation(25));
            for (int j = 0; j < 12; j++) {
                block.real()[j][v] = (float) real[j];
                block.imaginary()[j][v] = (float) imaginary[j];
            }
            block.b1Ratio()[v] = 1;
        }
        PriorLearner learner = new PriorLearner(protocol, NoiseLevel.snr(25), T1_MS, T2_MS);
        learner.add(block);
        return learner.learn();
    }
}
