package org.relaxometry.bssfp.volume.adaptive;

import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * The voxels within a distance of a voxel, itself the first, with weights 1 − d²/h² by distance d in mm.
 *
 * @param dx steps along x, one for each; dy and dz likewise
 * @param weight in (0, 1]
 */
record Neighbourhood(int[] dx, int[] dy, int[] dz, float[] weight) {

    static Neighbourhood of(VolumeGrid grid, double distanceMm) {
        int rx = Math.min(grid.nx() - 1, (int) (distanceMm / grid.dxMm()));
        int ry = Math.min(grid.ny() - 1, (int) (distanceMm / grid.dyMm()));
        int rz = Math.min(grid.nz() - 1, (int) (distanceMm / grid.dzMm()));
        List<int[]> steps = new ArrayList<>();
        steps.add(new int[3]);
        for (int z = -rz; z <= rz; z++) {
            for (int y = -ry; y <= ry; y++) {
                for (int x = -rx; x <= rx; x++) {
                    boolean other = x != 0 || y != 0 || z != 0;
                    if (other && weight(grid, distanceMm, x, y, z) > 0) {
                        steps.add(new int[] {x, y, z});
                    }
                }
            }
        }
        float[] weights = new float[steps.size()];
        for (int i = 0; i < weights.length; i++) {
            int[] step = steps.get(i);
            weights[i] = (float) weight(grid, distanceMm, step[0], step[1], step[2]);
        }
        return new Neighbourhood(along(steps, 0), along(steps, 1), along(steps, 2), weights);
    }

    private static double weight(VolumeGrid grid, double distanceMm, int x, int y, int z) {
        double dx = x * grid.dxMm();
        double dy = y * grid.dyMm();
        double dz = z * grid.dzMm();
        return 1 - (dx * dx + dy * dy + dz * dz) / (distanceMm * distanceMm);
    }

    private static int[] along(List<int[]> steps, int axis) {
        return steps.stream().mapToInt(step -> step[axis]).toArray();
    }

    int size() {
        return weight.length;
    }
}
