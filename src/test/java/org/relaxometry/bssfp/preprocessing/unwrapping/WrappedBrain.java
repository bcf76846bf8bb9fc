package org.relaxometry.bssfp.preprocessing.unwrapping;

import java.util.List;
import java.util.stream.Stream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.b1.BrainTruth;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A simulated brain in a field of −400 to 310 Hz: linear gradients and a dipole below the frontal lobe, as of a sinus.
 *
 * @param wrappedHz ΔB0 by maximum likelihood from 12 cycles at SNR 25
 * @param fieldHz the true ΔB0
 * @param brain voxels of the brain
 * @param steepestHz largest difference between neighbours
 */
record WrappedBrain(ScalarVolume wrappedHz, float[] fieldHz, Mask brain, double steepestHz) {

    static final double SNR = 25;
    static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));

    /** Slice by slice: the whole series of a whole brain would take 400 MB. */
    static WrappedBrain of(BrainTruth truth) {
        VolumeGrid grid = truth.grid();
        float[] field = new float[grid.voxels()];
        boolean[] inside = new boolean[grid.voxels()];
        float[] wrapped = new float[grid.voxels()];
        for (int v = 0; v < field.length; v++) {
            inside[v] = truth.isBrain(v);
            field[v] = inside[v] ? (float) fieldHz(truth, v) : 0;
        }
        Mask brain = new Mask(inside);
        for (int z = 0; z < grid.nz(); z++) {
            int start = grid.index(0, 0, z);
            ScalarVolume slice = OffResonanceMap.of(slice(truth, z), brain.slice(grid, z), 2, Progress.NONE);
            System.arraycopy(slice.values(), 0, wrapped, start, grid.sliceVoxels());
        }
        return new WrappedBrain(new ScalarVolume(grid, wrapped), field, brain, steepest(grid, field, inside));
    }

    /** The series of one slice. */
    static ComplexSeries slice(BrainTruth truth, int z) {
        VolumeGrid grid = truth.grid();
        VolumeGrid slice = new VolumeGrid(grid.nx(), grid.ny(), 1, grid.dxMm(), grid.dyMm(), grid.dzMm());
        List<ComplexVolume> cycles =
                Stream.generate(() -> ComplexVolume.zeros(slice)).limit(12).toList();
        BssfpSignal signal = new BssfpSignal(PROTOCOL);
        double[] real = new double[12];
        double[] imaginary = new double[12];
        for (int k = 0; k < slice.voxels(); k++) {
            int v = grid.index(0, 0, z) + k;
            if (truth.isBrain(v)) {
                signal.simulate(
                        truth.t1Ms()[v],
                        truth.t2Ms()[v],
                        2 * Math.PI * fieldHz(truth, v) * PROTOCOL.repetitionTimeMs() / 1000,
                        truth.b1Ratio()[v],
                        truth.protonDensity()[v],
                        real,
                        imaginary);
                GaussianNoise noise = new GaussianNoise(25, v);
                noise.addTo(real, GaussianNoise.standardDeviation(SNR));
                noise.addTo(imaginary, GaussianNoise.standardDeviation(SNR));
                for (int j = 0; j < 12; j++) {
                    cycles.get(j).real()[k] = (float) real[j];
                    cycles.get(j).imaginary()[k] = (float) imaginary[j];
                }
            }
        }
        return new ComplexSeries(PROTOCOL, cycles);
    }

    private static double fieldHz(BrainTruth truth, int v) {
        VolumeGrid grid = truth.grid();
        int x = v % grid.nx();
        int y = v / grid.nx() % grid.ny();
        int z = v / grid.sliceVoxels();
        double right = truth.toMm().x(x, y, z);
        double front = truth.toMm().y(x, y, z) - 43;
        double top = truth.toMm().z(x, y, z) + 27;
        double squares = right * right + front * front + top * top + 900;
        double dipole = 1.2e7 * (2 * top * top - right * right - front * front) / Math.pow(squares, 2.5);
        return dipole + 2.2 * right - 2.4 * (front + 60) + 2.2 * (top - 45);
    }

    private static double steepest(VolumeGrid grid, float[] field, boolean[] brain) {
        double steepest = 0;
        for (int step : new int[] {1, grid.nx(), grid.sliceVoxels()}) {
            for (int v = 0; v + step < field.length; v++) {
                if (brain[v] && brain[v + step]) {
                    steepest = Math.max(steepest, Math.abs(field[v + step] - field[v]));
                }
            }
        }
        return steepest;
    }
}
