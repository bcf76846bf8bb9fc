package org.relaxometry.bssfp.preprocessing.unwrapping;

import java.util.Arrays;

/**
 * Voxels joined into regions, with the number of wraps of each voxel relative to the root of its region: a union-find structure
 * with offsets.
 */
final class WrapForest {

    /** The parent of a voxel; of a root, minus the size of its region. */
    private final int[] parent;

    /** Wraps of a voxel less those of its parent; 0 for a root. */
    private final int[] offset;

    /** Root of the latest {@link #find}. */
    private int root;

    WrapForest(int voxels) {
        parent = new int[voxels];
        Arrays.fill(parent, -1);
        offset = new int[voxels];
    }

    /** Joins the regions of two voxels so that b has {@code difference} wraps more than a; nothing if they are joined. */
    void join(int a, int b, int difference) {
        int wrapsA = find(a);
        int rootA = root;
        int wrapsB = find(b);
        int rootB = root;
        if (rootA == rootB) {
            return;
        }
        int shift = wrapsA + difference - wrapsB;
        boolean intoA = parent[rootA] <= parent[rootB];
        int kept = intoA ? rootA : rootB;
        int joined = intoA ? rootB : rootA;
        parent[kept] += parent[joined];
        parent[joined] = kept;
        offset[joined] = intoA ? shift : -shift;
    }

    /** The voxel that stands for the region of a voxel. */
    int root(int voxel) {
        find(voxel);
        return root;
    }

    /** Wraps of a voxel relative to the root of its region. */
    int wraps(int voxel) {
        return find(voxel);
    }

    private int find(int voxel) {
        int sum = 0;
        int at = voxel;
        while (parent[at] >= 0) {
            sum += offset[at];
            at = parent[at];
        }
        root = at;
        int rest = sum;
        at = voxel;
        while (parent[at] >= 0) {
            int next = parent[at];
            int own = offset[at];
            parent[at] = root;
            offset[at] = rest;
            rest -= own;
            at = next;
        }
        return sum;
    }
}
