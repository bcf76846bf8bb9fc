package org.relaxometry.bssfp.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.imglib2.Cursor;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiImage;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A slab of the brain of known truth, with lesions planted in its white matter: balls of 1.5 and 2.5 voxels' radius in turn, T1 and T2
 * multiplied.
 */
final class LesionPhantom {

    static final double REPETITION_TIME_MS = 4.8;
    private static final double FLIP_ANGLE_DEG = 15;
    private static final int MARGIN = 8;

    final VolumeGrid grid;
    final float[] t1Ms;
    final float[] t2Ms;
    final float[] protonDensity;
    final float[] offResonanceHz;
    final float[] b1Ratio;
    final boolean[] brain;
    final boolean[] whiteMatter;
    final boolean[] greyMatter;

    /** 1 or 2 in a small or large lesion, else 0. */
    final int[] lesion;

    /**
     * @param truth folder with the maps of the truth
     * @param from first voxel of the part along x, y, z
     * @param size voxels of the part along x, y, z
     */
    LesionPhantom(Path truth, int[] from, int[] size) throws IOException {
        NiftiImage first = NiftiReader.read(truth.resolve("T1_ms.nii.gz"), Progress.NONE);
        double[] mm = first.geometry().voxelSizeMm();
        grid = new VolumeGrid(size[0], size[1], size[2], mm[0], mm[1], mm[2]);
        t1Ms = part(first, from);
        t2Ms = part(truth, "T2_ms", from);
        protonDensity = part(truth, "PD", from);
        offResonanceHz = part(truth, "B0_Hz", from);
        b1Ratio = part(truth, "B1_rel", from);
        int voxels = grid.voxels();
        brain = new boolean[voxels];
        whiteMatter = new boolean[voxels];
        greyMatter = new boolean[voxels];
        lesion = new int[voxels];
        for (int i = 0; i < voxels; i++) {
            b1Ratio[i] = Math.min(1.5f, Math.max(0.5f, b1Ratio[i]));
            brain[i] = protonDensity[i] > 0.3 && t1Ms[i] > 300;
            whiteMatter[i] = t1Ms[i] > 750 && t1Ms[i] < 950 && t2Ms[i] > 55 && t2Ms[i] < 75;
            greyMatter[i] = t1Ms[i] > 1250 && t1Ms[i] < 1550 && t2Ms[i] > 70 && t2Ms[i] < 110;
        }
    }

    private float[] part(Path truth, String name, int[] from) throws IOException {
        return part(NiftiReader.read(truth.resolve(name + ".nii.gz"), Progress.NONE), from);
    }

    private float[] part(NiftiImage image, int[] from) {
        long[] min = {from[0], from[1], from[2]};
        long[] max = {from[0] + grid.nx() - 1, from[1] + grid.ny() - 1, from[2] + grid.nz() - 1};
        float[] values = new float[grid.voxels()];
        Cursor<? extends RealType<?>> cursor =
                Views.flatIterable(Views.interval(image.real(), min, max)).cursor();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (image.slope() * cursor.next().getRealDouble() + image.intercept());
        }
        return values;
    }

    /** Plants lesions where there is white matter two voxels around their centre, apart from one another. */
    void plant(int lesions, double t1Factor, double t2Factor, long seed) {
        plant(lesions, t1Factor, t2Factor, seed, 1.5, 2.5);
    }

    /** The same with balls of other radii, in voxels; below 1 a single voxel. */
    void plant(int lesions, double t1Factor, double t2Factor, long seed, double smallRadius, double largeRadius) {
        boolean[] deep = eroded(eroded(whiteMatter));
        Random random = new Random(seed);
        List<int[]> centres = new ArrayList<>();
        for (int tries = 0; centres.size() < lesions && tries < 3_000_000; tries++) {
            int i = random.nextInt(deep.length);
            int[] at = {i % grid.nx(), i / grid.nx() % grid.ny(), i / grid.sliceVoxels()};
            boolean apart = centres.stream()
                    .allMatch(other ->
                            Math.hypot(Math.hypot(other[0] - at[0], other[1] - at[1]), other[2] - at[2]) >= MARGIN);
            if (deep[i] && apart) {
                boolean isSmall = centres.size() % 2 == 0;
                plant(at, isSmall ? 1 : 2, isSmall ? smallRadius : largeRadius, t1Factor, t2Factor);
                centres.add(at);
            }
        }
    }

    private void plant(int[] at, int kind, double radius, double t1Factor, double t2Factor) {
        for (int z = Math.max(0, at[2] - 2); z <= Math.min(grid.nz() - 1, at[2] + 2); z++) {
            for (int y = Math.max(0, at[1] - 2); y <= Math.min(grid.ny() - 1, at[1] + 2); y++) {
                for (int x = Math.max(0, at[0] - 2); x <= Math.min(grid.nx() - 1, at[0] + 2); x++) {
                    double d2 = Math.pow(x - at[0], 2) + Math.pow(y - at[1], 2) + Math.pow(z - at[2], 2);
                    int i = grid.index(x, y, z);
                    if (d2 <= radius * radius && brain[i] && lesion[i] == 0) {
                        lesion[i] = kind;
                        t1Ms[i] *= (float) t1Factor;
                        t2Ms[i] *= (float) t2Factor;
                        whiteMatter[i] = false;
                    }
                }
            }
        }
    }

    private boolean[] eroded(boolean[] mask) {
        int[] steps = {1, grid.nx(), grid.sliceVoxels()};
        boolean[] inner = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            boolean all = mask[i];
            for (int step : steps) {
                all = all && i >= step && mask[i - step] && i + step < mask.length && mask[i + step];
            }
            inner[i] = all;
        }
        return inner;
    }

    static double sigma(double snr) {
        return GaussianNoise.REFERENCE_SIGNAL / Math.sqrt(2) / snr;
    }

    /** The series of the brain, with a smooth receive phase and noise. */
    PhaseCycledSeries simulate(int cycles, double snr, long seed) {
        Protocol protocol = new Protocol(
                REPETITION_TIME_MS, REPETITION_TIME_MS / 2, FLIP_ANGLE_DEG, Protocol.standardIncrementsDeg(cycles));
        BssfpSignal signal = new BssfpSignal(protocol);
        PlanarImg<FloatType, FloatArray> real = image(cycles);
        PlanarImg<FloatType, FloatArray> imaginary = image(cycles);
        GaussianNoise noise = new GaussianNoise(seed, 0);
        double[] x = new double[cycles];
        double[] y = new double[cycles];
        double sigma = sigma(snr);
        for (int i = 0; i < brain.length; i++) {
            if (!brain[i]) {
                continue;
            }
            double theta = 2 * Math.PI * offResonanceHz[i] * REPETITION_TIME_MS / 1000;
            signal.simulate(t1Ms[i], t2Ms[i], theta, b1Ratio[i], protonDensity[i], x, y);
            double phase = 0.8 * Math.sin(2 * Math.PI * (i % grid.nx()) / 64) + 0.5 * (i / grid.nx() % grid.ny()) / 64;
            int z = i / grid.sliceVoxels();
            for (int j = 0; j < cycles; j++) {
                real.getPlane(z + grid.nz() * j).getCurrentStorageArray()[i % grid.sliceVoxels()] =
                        (float) (x[j] * Math.cos(phase) - y[j] * Math.sin(phase) + sigma * noise.next());
                imaginary.getPlane(z + grid.nz() * j).getCurrentStorageArray()[i % grid.sliceVoxels()] =
                        (float) (x[j] * Math.sin(phase) + y[j] * Math.cos(phase) + sigma * noise.next());
            }
        }
        PlanarImg<FloatType, FloatArray> b1 = planar(grid.nx(), grid.ny(), grid.nz());
        for (int z = 0; z < grid.nz(); z++) {
            System.arraycopy(
                    b1Ratio, z * grid.sliceVoxels(), b1.getPlane(z).getCurrentStorageArray(), 0, grid.sliceVoxels());
        }
        return new PhaseCycledSeries(
                grid,
                new ComplexImages(real, imaginary, ComplexImages.Form.REAL_IMAGINARY),
                protocol,
                Optional.of(b1),
                Optional.of(new Mask(Arrays.copyOf(brain, brain.length))));
    }

    private PlanarImg<FloatType, FloatArray> image(int cycles) {
        return planar(grid.nx(), grid.ny(), grid.nz(), cycles);
    }

    @SuppressWarnings("unchecked")
    private static PlanarImg<FloatType, FloatArray> planar(long... size) {
        return (PlanarImg<FloatType, FloatArray>) (PlanarImg<FloatType, ?>) PlanarImgs.floats(size);
    }
}
