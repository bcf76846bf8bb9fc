package org.relaxometry.bssfp.preprocessing.gibbs;

import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Takes Gibbs ringing out of complex images by local subvoxel shifts, in the plane of the slices or in 3D.
 *
 * <p>In plane after Kellner et al., Magn. Reson. Med. 76, 1574 (2016), doi:10.1002/mrm.26054; in 3D after Bautista et al., Proc. ISMRM 2021,
 * 3535: {@link RingingByAxis}. The cycles of a series have their edges in common, and so the shifts that are chosen.
 *
 * <p>The images must cover the k-space that was measured and no more: interpolated (zero-filled) images, images filtered against
 * ringing and images of partial Fourier acquisitions ring in another way ({@link SpectrumCheck}).
 */
public final class GibbsRemoval {

    /** Along which axes it works. */
    public enum Mode {
        /** x and y, slice by slice: for 2D acquisitions, and for 3D ones with few slices. */
        IN_PLANE("in plane", 2),
        /** x, y and z: for 3D acquisitions. */
        THREE_D("3D", 3);

        private final String label;
        private final int axes;

        Mode(String label, int axes) {
            this.label = label;
            this.axes = axes;
        }

        /** As users choose it. */
        public String label() {
            return label;
        }

        int axes() {
            return axes;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** Fewer voxels along an axis hold no shift window without meeting themselves. */
    private static final int MIN_LENGTH = 10;

    /** Of one image, in standard deviations of its noise: noise then keeps 98 % of its size, and ringing that stands out of it goes. */
    private static final double MARGIN_ALONE = 2.5;

    /** Of several images, in standard deviations of the noise of their sum: they agree on ringing, and not on noise. */
    private static final double MARGIN_TOGETHER = 1.25;

    /** Slices at a time where they do not depend on one another, so that two more copies of the images take little memory. */
    private static final int SLAB = 8;

    private GibbsRemoval() {}

    /**
     * Takes the ringing out of every cycle.
     *
     * @param series changed in place; of no use after an error or a cancellation
     * @param threads the result is the same for any number
     * @throws IllegalArgumentException where an axis is shorter than 10 voxels, or a value is not finite
     */
    public static void inPlace(ComplexSeries series, Mode mode, int threads, Progress progress) {
        inPlace(series.cycles(), mode, threads, progress);
    }

    static void inPlace(List<ComplexVolume> cycles, Mode mode, int threads, Progress progress) {
        VolumeGrid grid = cycles.get(0).grid();
        for (int axis = 0; axis < mode.axes(); axis++) {
            requireLength(new AxisLines(grid, axis));
        }
        for (int j = 0; j < cycles.size(); j++) {
            progress.checkCanceled();
            requireFinite(cycles.get(j), j + 1);
        }
        try (WorkerPool workers = new WorkerPool(threads)) {
            float margin = margin(cycles, workers, progress);
            int slab = mode == Mode.THREE_D ? grid.nz() : SLAB;
            for (int z = 0; z < grid.nz(); z += slab) {
                int slices = Math.min(slab, grid.nz() - z);
                int first = grid.index(0, 0, z);
                Progress part = progress.part(z / slab, (grid.nz() + slab - 1) / slab);
                List<ComplexVolume> images = slices == grid.nz() ? cycles : slab(cycles, z, slices);
                new RingingByAxis(images.get(0).grid(), mode.axes(), workers, part).remove(images, margin);
                if (images != cycles) {
                    RingingByAxis.copy(images, cycles, first);
                }
            }
        }
    }

    private static float margin(List<ComplexVolume> cycles, WorkerPool workers, Progress progress) {
        double[] noise = new double[cycles.size()];
        workers.run(noise.length, (worker, j) -> {
            progress.checkCanceled();
            noise[j] = DetailNoise.of(cycles.get(j));
        });
        double power = 0;
        for (double each : noise) {
            power += each * each;
        }
        return (float) ((noise.length == 1 ? MARGIN_ALONE : MARGIN_TOGETHER) * Math.sqrt(power));
    }

    private static List<ComplexVolume> slab(List<ComplexVolume> cycles, int z, int slices) {
        VolumeGrid grid = cycles.get(0).grid();
        VolumeGrid part = new VolumeGrid(grid.nx(), grid.ny(), slices, grid.dxMm(), grid.dyMm(), grid.dzMm());
        int first = grid.index(0, 0, z);
        return cycles.stream()
                .map(cycle -> new ComplexVolume(
                        part,
                        Arrays.copyOfRange(cycle.real(), first, first + part.voxels()),
                        Arrays.copyOfRange(cycle.imaginary(), first, first + part.voxels())))
                .toList();
    }

    private static void requireLength(AxisLines axis) {
        if (axis.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("Gibbs ringing cannot be removed along " + "xyz".charAt(axis.axis())
                    + ": the images have " + axis.length() + " voxels there, at least " + MIN_LENGTH + " are needed."
                    + (axis.axis() == 2 ? " For so few slices choose mode=in plane." : ""));
        }
    }

    private static void requireFinite(ComplexVolume cycle, int number) {
        int missing = 0;
        for (int i = 0; i < cycle.real().length; i++) {
            missing += Float.isFinite(cycle.real()[i]) && Float.isFinite(cycle.imaginary()[i]) ? 0 : 1;
        }
        if (missing > 0) {
            throw new IllegalArgumentException("Gibbs ringing cannot be removed: " + missing + " voxels of cycle "
                    + number + " have no finite value, and each would spread over the image. Set them to 0 first.");
        }
    }
}
