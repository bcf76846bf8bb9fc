package org.relaxometry.bssfp.preprocessing.unwrapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.b1.BrainTruth;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.CramerRaoBound;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.Mask;

class OffResonanceMapTest {

    private static final double PERIOD_HZ = 1000 / 4.8;

    @Test
    void isTheTrueFieldModuloOneOverTr() {
        WrappedBrain brain = WrappedBrain.of(BrainTruth.read(BrainTruth.SAMPLE_BRAIN));

        float[] found = brain.wrappedHz().values();

        double[] errors = new double[found.length];
        int count = 0;
        for (int v = 0; v < found.length; v++) {
            if (!brain.brain().inside()[v]) {
                assertThat(found[v]).isNaN();
            } else if (!Float.isNaN(found[v])) {
                double turns = (found[v] - brain.fieldHz()[v]) / PERIOD_HZ;
                errors[count++] = Math.abs(turns - Math.rint(turns)) * PERIOD_HZ;
                assertThat((double) Math.abs(found[v])).isLessThanOrEqualTo(PERIOD_HZ / 2 + 1e-4);
            }
        }
        double[] sorted = Arrays.copyOf(errors, count);
        Arrays.sort(sorted);
        // white matter has the least signal of the tissues; the median of |error| is 0.67 standard deviations
        double sigmaHz = CramerRaoBound.of(
                        new Tissue(850, 65),
                        0,
                        1,
                        WrappedBrain.PROTOCOL,
                        GaussianNoise.standardDeviation(WrappedBrain.SNR) / 0.7)
                .offResonanceHz();
        assertThat(sorted[count / 2]).isLessThan(sigmaHz);
        // off the centre of the field B1 is lower and fluid has flatter ellipses
        assertThat(sorted[(int) (0.99 * count)]).isLessThan(10 * sigmaHz);
    }

    @Test
    void isTheSameForAnyNumberOfThreads() {
        BrainTruth truth = BrainTruth.read(BrainTruth.SAMPLE_BRAIN);
        ComplexSeries slice = WrappedBrain.slice(truth, 12);
        Mask all = Mask.all(slice.grid().voxels());

        assertThat(OffResonanceMap.of(slice, all, 3, Progress.NONE).values())
                .isEqualTo(OffResonanceMap.of(slice, all, 1, Progress.NONE).values());
    }
}
