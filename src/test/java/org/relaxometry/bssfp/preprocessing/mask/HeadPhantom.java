package org.relaxometry.bssfp.preprocessing.mask;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.io.nifti.NiftiImage;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.preprocessing.b1.BrainTruth;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A whole head at 3 T: the true maps of the whole brain, and around it fat (370/130 ms, 440 Hz below water) and muscle (1400/40 ms)
 * of its labels; bone and air give nothing. 2.6 mm apart, so that a series fits into the memory of a
 * test.
 */
record HeadPhantom(
        VolumeGrid grid, boolean[] brain, float[] t1Ms, float[] t2Ms, float[] pd, float[] b0Hz, float[] b1Ratio) {

    private static final int FAT = 4;
    private static final int MUSCLE = 5;

    static HeadPhantom read() throws IOException {
        NiftiImage image = NiftiReader.read(BrainTruth.HEAD.resolve("PD.nii.gz"), Progress.NONE);
        long[] size = image.dimensions();
        double[] step = image.geometry().voxelSizeMm();
        VolumeGrid grid = new VolumeGrid((int) size[0], (int) size[1], (int) size[2], step[0], step[1], step[2]);
        float[] labels = values(BrainTruth.HEAD.resolve("labels_0bg_1csf_2gm_3wm_4fat_5muscle.nii.gz"));
        float[] mask = values(BrainTruth.HEAD.resolve("brain_mask.nii.gz"));
        HeadPhantom head = new HeadPhantom(
                grid,
                new boolean[mask.length],
                values(BrainTruth.HEAD.resolve("T1_ms.nii.gz")),
                values(BrainTruth.HEAD.resolve("T2_ms.nii.gz")),
                values(BrainTruth.HEAD.resolve("PD.nii.gz")),
                values(BrainTruth.HEAD.resolve("B0_Hz.nii.gz")),
                values(BrainTruth.HEAD.resolve("B1_rel.nii.gz")));
        for (int i = 0; i < mask.length; i++) {
            head.brain[i] = mask[i] > 0;
            if (!head.brain[i]) {
                int label = Math.round(labels[i]);
                head.t1Ms[i] = label == FAT ? 370 : 1400;
                head.t2Ms[i] = label == FAT ? 130 : 40;
                head.pd[i] = label == FAT ? 0.9f : label == MUSCLE ? 0.75f : 0;
                head.b0Hz[i] = label == FAT ? -440 : 0;
            }
        }
        return head;
    }

    /** The standard series of N cycles at TR 4.8 ms, TE 2.4 ms and 15°, with noise of an SNR of the paper. */
    ComplexSeries series(int cycles, double snr) {
        List<Double> increments = IntStream.range(0, cycles)
                .mapToObj(j -> 180.0 * (2 * j + 1) / cycles)
                .toList();
        Protocol protocol = new Protocol(4.8, 2.4, 15, increments);
        List<ComplexVolume> volumes = new ArrayList<>();
        for (int j = 0; j < cycles; j++) {
            volumes.add(ComplexVolume.zeros(grid));
        }
        try (WorkerPool workers = new WorkerPool(2)) {
            workers.run(grid.nz(), (worker, z) -> simulate(z, protocol, snr, volumes));
        }
        return new ComplexSeries(protocol, volumes);
    }

    private void simulate(int z, Protocol protocol, double snr, List<ComplexVolume> volumes) {
        BssfpSignal signal = new BssfpSignal(protocol);
        double sigma = GaussianNoise.standardDeviation(snr);
        GaussianNoise noise = new GaussianNoise(8, z);
        double[] real = new double[protocol.cycles()];
        double[] imaginary = new double[protocol.cycles()];
        for (int i = z * grid.sliceVoxels(); i < (z + 1) * grid.sliceVoxels(); i++) {
            double thetaRad = 2 * Math.PI * b0Hz[i] * protocol.repetitionTimeMs() / 1000;
            signal.simulate(Math.max(1, t1Ms[i]), Math.max(1, t2Ms[i]), thetaRad, b1Ratio[i], pd[i], real, imaginary);
            for (int j = 0; j < real.length; j++) {
                volumes.get(j).real()[i] = (float) (real[j] + sigma * noise.next());
                volumes.get(j).imaginary()[i] = (float) (imaginary[j] + sigma * noise.next());
            }
        }
    }

    /** All values of a 3D file, x fastest. */
    static float[] values(Path file) throws IOException {
        NiftiImage image = NiftiReader.read(file, Progress.NONE);
        float[] values = new float[(int) Views.iterable(image.real()).size()];
        int[] i = {0};
        LoopBuilder.setImages(image.real()).forEachPixel(value -> values[i[0]++] = value(image, value));
        return values;
    }

    private static float value(NiftiImage image, RealType<?> stored) {
        return (float) (image.slope() * stored.getRealDouble() + image.intercept());
    }

    /** Twice the common voxels over the sum of both. */
    static double dice(boolean[] a, boolean[] b) {
        int common = 0;
        int sum = 0;
        for (int i = 0; i < a.length; i++) {
            common += a[i] && b[i] ? 1 : 0;
            sum += (a[i] ? 1 : 0) + (b[i] ? 1 : 0);
        }
        return 2.0 * common / sum;
    }
}
