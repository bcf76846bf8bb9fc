package org.relaxometry.bssfp.preprocessing.consistency;

import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Where the phase of a voxel is to be looked for: at the voxel itself, or, where magnitude and phase images do not lie on
 * each other, elsewhere. Only one place makes ellipses of the samples.
 */
enum PhasePlacement {
    LEFT("shifted by one voxel along x", (p, g) -> new int[] {p[0] - 1, p[1], p[2]}),
    RIGHT("shifted by one voxel along x", (p, g) -> new int[] {p[0] + 1, p[1], p[2]}),
    UP("shifted by one voxel along y", (p, g) -> new int[] {p[0], p[1] - 1, p[2]}),
    DOWN("shifted by one voxel along y", (p, g) -> new int[] {p[0], p[1] + 1, p[2]}),
    BELOW("shifted by one slice", (p, g) -> new int[] {p[0], p[1], p[2] - 1}),
    ABOVE("shifted by one slice", (p, g) -> new int[] {p[0], p[1], p[2] + 1}),
    FLIPPED_X("flipped left to right", (p, g) -> new int[] {g.nx() - 1 - p[0], p[1], p[2]}),
    FLIPPED_Y("flipped top to bottom", (p, g) -> new int[] {p[0], g.ny() - 1 - p[1], p[2]}),
    TURNED("turned by 180°", (p, g) -> new int[] {g.nx() - 1 - p[0], g.ny() - 1 - p[1], p[2]}),
    FLIPPED_Z("in the reverse order of the slices", (p, g) -> new int[] {p[0], p[1], g.nz() - 1 - p[2]}),
    TRANSPOSED("with rows and columns exchanged", (p, g) -> new int[] {p[1], p[0], p[2]});

    private interface Place {
        int[] of(int[] position, VolumeGrid grid);
    }

    private final String words;
    private final Place place;

    PhasePlacement(String words, Place place) {
        this.words = words;
        this.place = place;
    }

    /** Such as {@code flipped left to right}, of the phase images. */
    String words() {
        return words;
    }

    /** The place by {@link VolumeGrid#index}; −1 outside of the volume. */
    int place(int voxel, VolumeGrid grid) {
        int[] p = place.of(
                new int[] {voxel % grid.nx(), voxel / grid.nx() % grid.ny(), voxel / grid.sliceVoxels()}, grid);
        boolean inside =
                p[0] >= 0 && p[0] < grid.nx() && p[1] >= 0 && p[1] < grid.ny() && p[2] >= 0 && p[2] < grid.nz();
        return inside ? grid.index(p[0], p[1], p[2]) : -1;
    }
}
