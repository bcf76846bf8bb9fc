package org.relaxometry.bssfp.montecarlo.phantom;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

/** The series that a scanner would see of a volume of known truth. */
public final class PhantomSeries {

    /** Radian; amplitude of the phase of a receive coil along x. */
    private static final double COIL_PHASE = 0.8;

    /** Voxels of its period along x, and of 0.5 rad along y. */
    private static final double COIL_VOXELS = 64;

    private PhantomSeries() {}

    /**
     * Simulates the voxels inside the mask, with the smooth phase of a receive coil and white normal noise.
     *
     * @param sigma standard deviation of the noise of real and imaginary part, where M0 is 1
     * @param seed of the noise
     * @throws java.util.concurrent.CancellationException if the progress says so
     */
    public static PhaseCycledSeries simulate(
            PhantomTruth truth, Protocol protocol, double sigma, long seed, Progress progress) {
        VolumeGrid grid = truth.grid();
        int cycles = protocol.cycles();
        BssfpSignal signal = new BssfpSignal(protocol);
        List<ComplexVolume> volumes =
                Stream.generate(() -> ComplexVolume.zeros(grid)).limit(cycles).toList();
        double[] x = new double[cycles];
        double[] y = new double[cycles];
        for (int z = 0; z < grid.nz(); z++) {
            progress.checkCanceled();
            GaussianNoise noise = new GaussianNoise(seed, z);
            for (int i = 0; i < grid.sliceVoxels(); i++) {
                int voxel = z * grid.sliceVoxels() + i;
                if (truth.mask().inside()[voxel]) {
                    double theta = 2 * Math.PI * truth.offResonanceHz()[voxel] * protocol.repetitionTimeMs() / 1000;
                    signal.simulate(
                            truth.t1Ms()[voxel],
                            truth.t2Ms()[voxel],
                            theta,
                            truth.b1Ratio()[voxel],
                            truth.m0()[voxel],
                            x,
                            y);
                    double phase = phase(i % grid.nx(), i / grid.nx());
                    double cos = Math.cos(phase);
                    double sin = Math.sin(phase);
                    for (int j = 0; j < cycles; j++) {
                        volumes.get(j).real()[voxel] = (float) (x[j] * cos - y[j] * sin + sigma * noise.next());
                        volumes.get(j).imaginary()[voxel] = (float) (x[j] * sin + y[j] * cos + sigma * noise.next());
                    }
                }
            }
            progress.update((z + 1.0) / grid.nz());
        }
        return CycleVolumes.asSeries(
                new ComplexSeries(protocol, volumes), Optional.of(truth.b1Ratio()), Optional.of(truth.mask()));
    }

    /**
     * The images as a scanner delivers them: as {@link #simulate}, with noise in the air around too.
     *
     * @throws java.util.concurrent.CancellationException if the progress says so
     */
    public static ComplexSeries simulateWithAir(
            PhantomTruth truth, Protocol protocol, double sigma, long seed, Progress progress) {
        ComplexSeries series = CycleVolumes.read(
                        simulate(truth, protocol, sigma, seed, progress).withoutMask(), progress.silent())
                .series();
        VolumeGrid grid = truth.grid();
        for (int z = 0; z < grid.nz(); z++) {
            // the streams behind those of the tissue
            GaussianNoise noise = new GaussianNoise(seed, grid.nz() + z);
            for (int voxel = z * grid.sliceVoxels(); voxel < (z + 1) * grid.sliceVoxels(); voxel++) {
                if (!truth.mask().inside()[voxel]) {
                    for (ComplexVolume cycle : series.cycles()) {
                        cycle.real()[voxel] = (float) (sigma * noise.next());
                        cycle.imaginary()[voxel] = (float) (sigma * noise.next());
                    }
                }
            }
        }
        return series;
    }

    private static double phase(int x, int y) {
        return COIL_PHASE * Math.sin(2 * Math.PI * x / COIL_VOXELS) + 0.5 * y / COIL_VOXELS;
    }
}
