package org.relaxometry.bssfp.training;

import org.relaxometry.bssfp.estimation.network.InputKernel;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.ThetaSector;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.training.pass.Batch;

/**
 * Draws parameters and simulates what a network is shown of them, by the very steps that real data take: signal, noise, phase
 * reference, normalisation. (The published training referred the phase before the noise was added, and not again.) An instance
 * serves one thread.
 */
final class SampleSimulator {

    private final TrainingSpecification specification;
    private final ModelCard.Ranges ranges;
    private final BssfpSignal signal;
    private final InputKernel kernel;
    /** Null where voxels are shown as they are. */
    private final ThetaSector sector;

    private final double[] real;
    private final double[] imaginary;
    private final float[][] realSamples;
    private final float[][] imaginarySamples;
    private final float[] noiseSigma;

    SampleSimulator(TrainingSpecification specification, int capacity) {
        this.specification = specification;
        ranges = specification.ranges();
        signal = new BssfpSignal(specification.protocol());
        kernel = new InputKernel(specification.input(), specification.protocol(), capacity);
        sector = specification.kind().turnsVoxels() ? new ThetaSector(specification.protocol(), capacity) : null;
        int cycles = signal.cycles();
        real = new double[cycles];
        imaginary = new double[cycles];
        realSamples = new float[cycles][capacity];
        imaginarySamples = new float[cycles][capacity];
        noiseSigma = new float[capacity];
    }

    /** Draws the parameters of the first {@code size} samples. */
    void draw(Batch batch, int size, GaussianNoise random) {
        batch.setSize(size);
        for (int s = 0; s < size; s++) {
            Tissue tissue = specification.distribution().draw(random);
            batch.t1Ms()[s] = (float) tissue.t1Ms();
            batch.t2Ms()[s] = (float) tissue.t2Ms();
            batch.thetaRad()[s] = (float) within(ranges.thetaRad(), random);
            batch.b1Ratio()[s] = (float) within(TrainingSpecification.B1_RATIO, random);
        }
    }

    /**
     * Simulates the inputs of a batch from its parameters, before the z-score. Where the network turns voxels, θ becomes that
     * of the turned voxel, so a batch can be simulated once.
     */
    void simulate(Batch batch, GaussianNoise random) {
        for (int s = 0; s < batch.size(); s++) {
            signal.simulate(
                    batch.t1Ms()[s], batch.t2Ms()[s], batch.thetaRad()[s], batch.b1Ratio()[s], 1, real, imaginary);
            if (specification.isNoisy()) {
                double sigma = GaussianNoise.standardDeviation(drawSignalToNoise(random));
                noiseSigma[s] = (float) sigma;
                random.addTo(real, sigma);
                random.addTo(imaginary, sigma);
            }
            for (int j = 0; j < real.length; j++) {
                realSamples[j][s] = (float) real[j];
                imaginarySamples[j][s] = (float) imaginary[j];
            }
        }
        float[][] shownReal = realSamples;
        float[][] shownImaginary = imaginarySamples;
        if (sector != null) {
            sector.turn(realSamples, imaginarySamples, batch.size());
            shownReal = sector.real();
            shownImaginary = sector.imaginary();
            for (int s = 0; s < batch.size(); s++) {
                batch.thetaRad()[s] = (float) sector.turned(s, batch.thetaRad()[s]);
            }
        }
        kernel.compute(shownReal, shownImaginary, batch.b1Ratio(), noiseSigma, batch.size(), batch.inputs());
    }

    private double drawSignalToNoise(GaussianNoise random) {
        Range range = specification.signalToNoise();
        return range.width() == 0 ? range.min() : range.min() * Math.pow(range.max() / range.min(), random.uniform());
    }

    private static double within(Range range, GaussianNoise random) {
        return range.min() + random.uniform() * range.width();
    }
}
