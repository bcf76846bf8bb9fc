package org.relaxometry.bssfp.preprocessing.phase;

import java.util.List;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Removal of what is constant over the cycles in the phase of a voxel, such as the phase of the receiver: every cycle is
 * multiplied by e^{−i arg Σ_j S_j}, so that the mean over the cycles is real and not negative.
 *
 * <p>This turns the signal ellipse of a voxel as a whole: T1, T2, ΔB0 and M0 of methods that follow the ellipse stay as they
 * are. What is lost is the phase at the echo.
 *
 * <p>Source: Birk et al., Sci. Rep. 15, 4825 (2025), data processing in vivo.
 */
public final class MeanPhase {

    private MeanPhase() {}

    /**
     * Removes it.
     *
     * @param series changed in place; a voxel whose sum is 0 stays as it is
     */
    public static void remove(ComplexSeries series, Progress progress) {
        VolumeGrid grid = series.grid();
        for (int z = 0; z < grid.nz(); z++) {
            progress.checkCanceled();
            for (int voxel = z * grid.sliceVoxels(); voxel < (z + 1) * grid.sliceVoxels(); voxel++) {
                remove(series.cycles(), voxel);
            }
            progress.update((z + 1.0) / grid.nz());
        }
    }

    private static void remove(List<ComplexVolume> cycles, int voxel) {
        double real = 0;
        double imaginary = 0;
        for (ComplexVolume cycle : cycles) {
            real += cycle.real()[voxel];
            imaginary += cycle.imaginary()[voxel];
        }
        double length = Math.sqrt(real * real + imaginary * imaginary);
        if (length > 0) {
            double cos = real / length;
            double sin = imaginary / length;
            for (ComplexVolume cycle : cycles) {
                double x = cycle.real()[voxel];
                double y = cycle.imaginary()[voxel];
                cycle.real()[voxel] = (float) (x * cos + y * sin);
                cycle.imaginary()[voxel] = (float) (y * cos - x * sin);
            }
        }
    }
}
