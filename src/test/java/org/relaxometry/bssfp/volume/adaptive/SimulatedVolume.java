package org.relaxometry.bssfp.volume.adaptive;

import java.util.Optional;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** A volume of tissue whose T1 and T2 are known, voxel by voxel; white matter where nothing else was set. ΔB0 rises along x. */
final class SimulatedVolume {

    final VolumeGrid grid;
    final Protocol protocol;
    final double sigma;
    final double[] t1Ms;
    final double[] t2Ms;
    final double[] m0;

    SimulatedVolume(VolumeGrid grid, int cycles, double snr) {
        this.grid = grid;
        protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
        sigma = GaussianNoise.standardDeviation(snr);
        t1Ms = new double[grid.voxels()];
        t2Ms = new double[grid.voxels()];
        m0 = new double[grid.voxels()];
        for (int i = 0; i < t1Ms.length; i++) {
            set(i, 850, 65, 0.8);
        }
    }

    void set(int voxel, double t1, double t2, double m) {
        t1Ms[voxel] = t1;
        t2Ms[voxel] = t2;
        m0[voxel] = m;
    }

    double offResonanceHz(int voxel) {
        return -40 + 80.0 * (voxel % grid.nx()) / grid.nx();
    }

    PhaseCycledSeries series(long seed, Mask mask) {
        return series(seed, mask, 0);
    }

    /** @param alike correlation of the noise of neighbours along x */
    PhaseCycledSeries series(long seed, Mask mask, double alike) {
        double[] taps = NoiseCorrelation.taps(alike);
        PlanarImg<FloatType, FloatArray> real = image();
        PlanarImg<FloatType, FloatArray> imaginary = image();
        BssfpSignal signal = new BssfpSignal(protocol);
        GaussianNoise noise = new GaussianNoise(seed, 0);
        double[] x = new double[protocol.cycles()];
        double[] y = new double[protocol.cycles()];
        double[][] last = new double[2][x.length];
        double[][] now = new double[2][x.length];
        for (int i = 0; i < t1Ms.length; i++) {
            double theta = 2 * Math.PI * offResonanceHz(i) * protocol.repetitionTimeMs() / 1000;
            signal.simulate(t1Ms[i], t2Ms[i], theta, 1, m0[i], x, y);
            for (int j = 0; j < x.length; j++) {
                if (i % grid.nx() == 0) {
                    last[0][j] = noise.next();
                    last[1][j] = noise.next();
                    now[0][j] = noise.next();
                    now[1][j] = noise.next();
                }
                double nextReal = noise.next();
                double nextImaginary = noise.next();
                x[j] += sigma * (taps[0] * last[0][j] + taps[1] * now[0][j] + taps[2] * nextReal);
                y[j] += sigma * (taps[0] * last[1][j] + taps[1] * now[1][j] + taps[2] * nextImaginary);
                last[0][j] = now[0][j];
                last[1][j] = now[1][j];
                now[0][j] = nextReal;
                now[1][j] = nextImaginary;
                int plane = i / grid.sliceVoxels() + grid.nz() * j;
                real.getPlane(plane).getCurrentStorageArray()[i % grid.sliceVoxels()] = (float) x[j];
                imaginary.getPlane(plane).getCurrentStorageArray()[i % grid.sliceVoxels()] = (float) y[j];
            }
        }
        return new PhaseCycledSeries(
                grid,
                new ComplexImages(real, imaginary, ComplexImages.Form.REAL_IMAGINARY),
                protocol,
                Optional.empty(),
                Optional.ofNullable(mask));
    }

    /** Adaptive maximum likelihood that knows the noise. */
    AdaptiveLikelihood method(double strength, double reachMm) {
        return new AdaptiveLikelihood(new AdaptiveSettings(strength, reachMm), VoxelNoise.uniform(sigma));
    }

    double value(ParameterMaps maps, Parameter parameter, int voxel) {
        return maps.map(parameter)
                .getPlane(voxel / grid.sliceVoxels())
                .getCurrentStorageArray()[voxel % grid.sliceVoxels()];
    }

    private PlanarImg<FloatType, FloatArray> image() {
        return planar(grid.nx(), grid.ny(), grid.nz(), protocol.cycles());
    }

    @SuppressWarnings("unchecked")
    private static PlanarImg<FloatType, FloatArray> planar(long... size) {
        return (PlanarImg<FloatType, FloatArray>) (PlanarImg<FloatType, ?>) PlanarImgs.floats(size);
    }
}
