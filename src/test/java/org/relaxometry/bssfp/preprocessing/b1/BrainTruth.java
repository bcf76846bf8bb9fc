package org.relaxometry.bssfp.preprocessing.b1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A simulated brain, and what a B1 measurement of it would give.
 *
 * @param grid size
 * @param toMm where it lies
 * @param b1Ratio B1 with a value in every voxel
 * @param protonDensity 0 outside the brain
 * @param t1Ms T1 inside the brain
 * @param t2Ms T2 inside the brain
 */
public record BrainTruth(
        VolumeGrid grid, Affine toMm, float[] b1Ratio, float[] protonDensity, double[] t1Ms, double[] t2Ms) {

    public static final Path SAMPLE_BRAIN = Path.of("test-data/brain");
    /** The whole brain, every second voxel along each axis, 2.6 mm apart. */
    public static final Path HEAD = Path.of("test-data/head");

    /** At 1.3 mm; too large for this repository. */
    public static BrainTruth whole() {
        return read(Needs.shared("data/whole-brain/truth"));
    }

    public static BrainTruth read(Path folder) {
        try {
            var header = NiftiReader.readHeader(folder.resolve("B1_rel.nii.gz"));
            long[] size = header.dimensions();
            double[] mm = header.geometry().voxelSizeMm();
            VolumeGrid grid = new VolumeGrid((int) size[0], (int) size[1], (int) size[2], mm[0], mm[1], mm[2]);
            return new BrainTruth(
                    grid,
                    new Affine(header.geometry().affine()),
                    continued(grid, floats(SampleBrain.values(folder.resolve("B1_rel.nii.gz")))),
                    floats(SampleBrain.values(folder.resolve("PD.nii.gz"))),
                    SampleBrain.values(folder.resolve("T1_ms.nii.gz")),
                    SampleBrain.values(folder.resolve("T2_ms.nii.gz")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The truth of the sample brain ends at its edge, where a measurement must interpolate it. */
    private static float[] continued(VolumeGrid grid, float[] values) {
        for (int v = 0; v < values.length; v++) {
            values[v] = values[v] > 0 ? values[v] : Float.NaN;
        }
        try (WorkerPool pool = new WorkerPool(1)) {
            return HoleFilling.fill(new ScalarVolume(grid, values), pool, Progress.NONE)
                    .values();
        }
    }

    public boolean isBrain(int voxel) {
        return protonDensity[voxel] > 0 && t1Ms[voxel] > 0;
    }

    /**
     * By how much T1 of every brain voxel differs between a B1 map and the true one, in percent, sorted: from samples without
     * noise.
     *
     * @param chosen voxels looked at
     */
    double[] t1DifferencesPercent(float[] b1, IntPredicate chosen) {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));
        BssfpSignal signal = new BssfpSignal(protocol);
        MaximumLikelihood estimator = new MaximumLikelihood(protocol);
        int[] voxels = IntStream.range(0, b1.length)
                .filter(v -> isBrain(v) && chosen.test(v))
                .toArray();
        SeriesBlock in = new SeriesBlock(12, voxels.length);
        double[] real = new double[12];
        double[] imaginary = new double[12];
        for (int k = 0; k < voxels.length; k++) {
            int v = voxels[k];
            signal.simulate(t1Ms[v], t2Ms[v], 0.3, b1Ratio[v], 1, real, imaginary);
            for (int j = 0; j < 12; j++) {
                in.real()[j][k] = (float) real[j];
                in.imaginary()[j][k] = (float) imaginary[j];
            }
        }
        in.setSize(voxels.length);
        float[] expected = t1(estimator, in, voxels, b1Ratio);
        float[] found = t1(estimator, in, voxels, b1);
        return IntStream.range(0, voxels.length)
                .mapToDouble(k -> 100 * Math.abs(found[k] / expected[k] - 1.0))
                .sorted()
                .toArray();
    }

    private static float[] t1(MaximumLikelihood estimator, SeriesBlock in, int[] voxels, float[] b1) {
        for (int k = 0; k < voxels.length; k++) {
            in.b1Ratio()[k] = b1[voxels[k]];
        }
        ParameterBlock out = new ParameterBlock(estimator.outputs(), voxels.length);
        estimator.estimate(in, out);
        return out.of(Parameter.T1).clone();
    }

    /**
     * A sagittal B1 measurement as in Birk et al. 2025: 30 slices of 3 mm with gaps of 3 mm, 2.4 mm in plane, oblique by some
     * degrees.
     *
     * @param motion where in the measurement a point of the brain lies
     */
    public PlacedVolume b1Measurement(Affine motion) {
        return sampled(motion, b1Ratio);
    }

    /** The anatomical image of the measurement: proton density under a sloping receive field. */
    public PlacedVolume anatomy(Affine motion) {
        PlacedVolume image = sampled(motion, protonDensity);
        float[] values = image.volume().values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) (1000 * (1 + 0.004 * (i % 96 - 48)));
        }
        return image;
    }

    /** Writes an image of the measurement. */
    public static void write(PlacedVolume image, Path file) throws IOException {
        VolumeGrid grid = image.volume().grid();
        Affine toMm = image.toMm();
        double[] origin = {toMm.x(0, 0, 0), toMm.y(0, 0, 0), toMm.z(0, 0, 0)};
        List<Double> sform = new ArrayList<>();
        sform.addAll(List.of(toMm.x(1, 0, 0) - origin[0], toMm.x(0, 1, 0) - origin[0], toMm.x(0, 0, 1) - origin[0]));
        sform.add(origin[0]);
        sform.addAll(List.of(toMm.y(1, 0, 0) - origin[1], toMm.y(0, 1, 0) - origin[1], toMm.y(0, 0, 1) - origin[1]));
        sform.add(origin[1]);
        sform.addAll(List.of(toMm.z(1, 0, 0) - origin[2], toMm.z(0, 1, 0) - origin[2], toMm.z(0, 0, 1) - origin[2]));
        sform.add(origin[2]);
        NiftiGeometry geometry = new NiftiGeometry(
                10, List.of(1.0, grid.dxMm(), grid.dyMm(), grid.dzMm(), 1.0), 0, Collections.nCopies(6, 0.0), 1, sform);
        NiftiWriter.write(
                file,
                ArrayImgs.floats(image.volume().values(), grid.nx(), grid.ny(), grid.nz()),
                geometry,
                "simulated",
                true,
                Progress.NONE);
    }

    /** Mean over the voxel (the slice, not the gap) of the parts that are brain; 0 where less than half of it is. */
    private PlacedVolume sampled(Affine motion, float[] quantity) {
        VolumeGrid coarse = new VolumeGrid(96, 96, 30, 2.4, 2.4, 6);
        Affine measurementToMm = obliqueSagittal(coarse);
        Affine toBrain = toMm.inverse().after(motion.inverse().after(measurementToMm));
        float[] values = new float[coarse.voxels()];
        for (int z = 0, i = 0; z < coarse.nz(); z++) {
            for (int y = 0; y < coarse.ny(); y++) {
                for (int x = 0; x < coarse.nx(); x++, i++) {
                    double sum = 0;
                    int inside = 0;
                    for (int part = 0; part < 27; part++) {
                        double u = x + (part % 3 - 1) / 3.0;
                        double v = y + (part / 3 % 3 - 1) / 3.0;
                        double w = z + (part / 9 - 1) / 6.0;
                        double bx = toBrain.x(u, v, w);
                        double by = toBrain.y(u, v, w);
                        double bz = toBrain.z(u, v, w);
                        if (isBrain(bx, by, bz)) {
                            sum += Interpolation.linear(grid, quantity, bx, by, bz);
                            inside++;
                        }
                    }
                    values[i] = inside < 14 ? 0 : (float) (sum / inside);
                }
            }
        }
        return new PlacedVolume(new ScalarVolume(coarse, values), measurementToMm);
    }

    private boolean isBrain(double x, double y, double z) {
        return Interpolation.covers(grid, x, y, z)
                && protonDensity[
                                grid.index(
                                        (int) Math.max(0, Math.min(grid.nx() - 1, Math.rint(x))),
                                        (int) Math.max(0, Math.min(grid.ny() - 1, Math.rint(y))),
                                        (int) Math.max(0, Math.min(grid.nz() - 1, Math.rint(z))))]
                        > 0;
    }

    /** Columns to the back, rows to the feet, slices from left to right; then turned by 7°, −5° and 4° about its middle. */
    private Affine obliqueSagittal(VolumeGrid coarse) {
        double[] middle = {(grid.nx() - 1) / 2.0, (grid.ny() - 1) / 2.0, (grid.nz() - 1) / 2.0};
        double x = toMm.x(middle[0], middle[1], middle[2]);
        double y = toMm.y(middle[0], middle[1], middle[2]);
        double z = toMm.z(middle[0], middle[1], middle[2]);
        Affine straight = new Affine(new double[][] {
            {0, 0, coarse.dzMm(), x - coarse.dzMm() * (coarse.nz() - 1) / 2},
            {-coarse.dxMm(), 0, 0, y + coarse.dxMm() * (coarse.nx() - 1) / 2},
            {0, -coarse.dyMm(), 0, z + coarse.dyMm() * (coarse.ny() - 1) / 2}
        });
        return RigidMotion.of(new double[] {0, 0, 0}, new double[] {7, -5, 4})
                .about(x, y, z)
                .after(straight);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
