package org.relaxometry.bssfp.montecarlo.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * Balls of other tissue that are planted in a volume, apart from one another and each wholly in one tissue.
 *
 * @param count how many of all sizes together, 0 or more
 * @param radiiVoxels of the balls in turn; below 1 a single voxel
 * @param t1Factor what T1 is multiplied by
 * @param t2Factor what T2 is multiplied by
 * @param host number of the tissue that they lie in, from 1
 */
public record Lesions(int count, List<Double> radiiVoxels, double t1Factor, double t2Factor, int host) {

    /** Between two balls, so that a neighbourhood sees one of them. */
    private static final int GAP_VOXELS = 3;

    public Lesions {
        radiiVoxels = List.copyOf(radiiVoxels);
    }

    /** As tables call those of a radius. */
    public static String name(double radiusVoxels) {
        return "lesion " + TypedNumber.show(radiusVoxels);
    }

    /**
     * A volume with lesions; those of a radius are a tissue of their own, behind those that there are. Where there is no room left,
     * fewer are planted.
     *
     * @param seed the same seed plants in the same places
     * @throws IllegalArgumentException if T2 of a lesion would be longer than its T1
     */
    public PhantomTruth plant(PhantomTruth truth, long seed) {
        VolumeGrid grid = truth.grid();
        float[] t1Ms = truth.t1Ms().clone();
        float[] t2Ms = truth.t2Ms().clone();
        int[] tissue = truth.tissue().clone();
        List<String> names = new ArrayList<>(truth.tissues());
        radiiVoxels.forEach(radius -> names.add(name(radius)));
        double largest =
                radiiVoxels.stream().mapToDouble(radius -> radius).max().orElse(0);
        double apart = Math.ceil(2 * largest) + GAP_VOXELS;
        Random random = new Random(seed);
        List<int[]> places = radiiVoxels.stream()
                .map(radius -> places(truth, radius, random))
                .toList();
        int[] next = new int[places.size()];
        List<int[]> centres = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            int size = k % places.size();
            int[] own = places.get(size);
            while (next[size] < own.length && !isApart(at(grid, own[next[size]]), centres, apart)) {
                next[size]++;
            }
            if (next[size] < own.length) {
                int centre = own[next[size]];
                centres.add(at(grid, centre));
                for (int voxel : ball(grid, centre, radiiVoxels.get(size))) {
                    t1Ms[voxel] *= (float) t1Factor;
                    t2Ms[voxel] *= (float) t2Factor;
                    tissue[voxel] = truth.tissues().size() + 1 + size;
                }
            }
        }
        return new PhantomTruth(
                grid, t1Ms, t2Ms, truth.m0(), truth.offResonanceHz(), truth.b1Ratio(), truth.mask(), names, tissue);
    }

    /** Centres of balls that lie wholly in the host tissue, in random order. */
    private int[] places(PhantomTruth truth, double radius, Random random) {
        int[] all = IntStream.range(0, truth.tissue().length)
                .filter(voxel -> truth.tissue()[voxel] == host)
                .filter(voxel -> isRoom(truth, voxel, radius))
                .toArray();
        for (int i = all.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int moved = all[i];
            all[i] = all[j];
            all[j] = moved;
        }
        return all;
    }

    private boolean isRoom(PhantomTruth truth, int centre, double radius) {
        int[] ball = ball(truth.grid(), centre, radius);
        return IntStream.of(ball).allMatch(voxel -> voxel >= 0 && truth.tissue()[voxel] == host);
    }

    /** Voxels of a ball; −1 for those beyond the volume. */
    private static int[] ball(VolumeGrid grid, int centre, double radius) {
        int[] at = at(grid, centre);
        int reach = (int) radius;
        IntStream.Builder voxels = IntStream.builder();
        for (int z = -reach; z <= reach; z++) {
            for (int y = -reach; y <= reach; y++) {
                for (int x = -reach; x <= reach; x++) {
                    if (x * x + y * y + z * z <= radius * radius) {
                        boolean inside = isWithin(at[0] + x, grid.nx())
                                && isWithin(at[1] + y, grid.ny())
                                && isWithin(at[2] + z, grid.nz());
                        voxels.add(inside ? grid.index(at[0] + x, at[1] + y, at[2] + z) : -1);
                    }
                }
            }
        }
        return voxels.build().toArray();
    }

    private static boolean isWithin(int at, int size) {
        return at >= 0 && at < size;
    }

    private static boolean isApart(int[] at, List<int[]> centres, double distance) {
        return centres.stream()
                .allMatch(other ->
                        Math.hypot(Math.hypot(other[0] - at[0], other[1] - at[1]), other[2] - at[2]) >= distance);
    }

    private static int[] at(VolumeGrid grid, int voxel) {
        return new int[] {voxel % grid.nx(), voxel / grid.nx() % grid.ny(), voxel / grid.sliceVoxels()};
    }
}
