package org.relaxometry.bssfp.preprocessing.motion;

import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.VolumeGrid;

/** A complex image as two cubic B-splines, to be read where a head has moved to. */
final class ComplexSpline {

    private final VolumeGrid grid;
    private final SplineImage real;
    private final SplineImage imaginary;

    ComplexSpline(ComplexVolume image, Progress progress) {
        grid = image.grid();
        real = new SplineImage(grid, image.real());
        progress.checkCanceled();
        imaginary = new SplineImage(grid, image.imaginary());
    }

    /** Writes the image as it were without the motion; NaN where the image does not reach. */
    void readInto(ComplexVolume result, RigidMotion motion, WorkerPool pool, Progress progress) {
        double[] map = motion.voxelMap(grid);
        SplineProbe[] probes = IntStream.range(0, pool.size())
                .mapToObj(worker -> new SplineProbe())
                .toArray(SplineProbe[]::new);
        pool.run(grid.ny() * grid.nz(), (worker, row) -> {
            progress.checkCanceled();
            SplineProbe probe = probes[worker];
            int y = row % grid.ny();
            int z = row / grid.ny();
            for (int x = 0; x < grid.nx(); x++) {
                double u = map[0] * x + map[1] * y + map[2] * z + map[3];
                double v = map[4] * x + map[5] * y + map[6] * z + map[7];
                double w = map[8] * x + map[9] * y + map[10] * z + map[11];
                int voxel = row * grid.nx() + x;
                boolean inside = probe.moveTo(real, u, v, w);
                result.real()[voxel] = inside ? (float) probe.value : Float.NaN;
                probe.moveTo(imaginary, u, v, w);
                result.imaginary()[voxel] = inside ? (float) probe.value : Float.NaN;
            }
        });
    }
}
