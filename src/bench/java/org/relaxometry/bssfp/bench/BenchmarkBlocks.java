package org.relaxometry.bssfp.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;

/** White and grey matter at SNR 25 with any off-resonance: what the benchmark estimates. */
final class BenchmarkBlocks {

    /** As many voxels as a run hands to an estimator at once. */
    static final int VOXELS = 2048;

    private static final double SNR = 25;

    private BenchmarkBlocks() {}

    /** The same blocks every time; many, so that a processor cannot learn its branches by heart. */
    static List<SeriesBlock> simulate(Protocol protocol, int count) {
        BssfpSignal signal = new BssfpSignal(protocol);
        SplittableRandom random = new SplittableRandom(1);
        GaussianNoise noise = new GaussianNoise(1, 0);
        double sigma = GaussianNoise.standardDeviation(SNR);
        double[] real = new double[protocol.cycles()];
        double[] imaginary = new double[protocol.cycles()];
        List<SeriesBlock> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SeriesBlock block = new SeriesBlock(protocol.cycles(), VOXELS);
            block.setSize(VOXELS);
            for (int v = 0; v < VOXELS; v++) {
                Tissue tissue = random.nextBoolean() ? Tissue.WHITE_MATTER : Tissue.GREY_MATTER;
                double theta = random.nextDouble(-Math.PI, Math.PI);
                signal.simulate(tissue.t1Ms(), tissue.t2Ms(), theta, 1, 1, real, imaginary);
                noise.addTo(real, sigma);
                noise.addTo(imaginary, sigma);
                for (int j = 0; j < real.length; j++) {
                    block.real()[j][v] = (float) real[j];
                    block.imaginary()[j][v] = (float) imaginary[j];
                }
                block.b1Ratio()[v] = 1;
            }
            blocks.add(block);
        }
        return blocks;
    }
}
