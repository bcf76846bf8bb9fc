package org.relaxometry.bssfp.volume.fat;

import org.relaxometry.bssfp.estimation.fat.FieldCandidates;

/** The candidates of ΔB0 of many voxels, the best of each first. */
final class Candidates {

    private static final float PER_TURN = (float) (1 / (2 * Math.PI));

    private final byte[] count;
    private final float[] turns;
    private final float[] cost;
    private final float[] t1Ms;
    private final float[] t2Ms;

    Candidates(int voxels) {
        count = new byte[voxels];
        turns = new float[voxels * most()];
        cost = new float[voxels * most()];
        t1Ms = new float[voxels * most()];
        t2Ms = new float[voxels * most()];
    }

    /** Takes over what was found in a voxel. */
    void set(int voxel, FieldCandidates found, int number) {
        count[voxel] = (byte) number;
        for (int k = 0; k < number; k++) {
            int i = voxel * most() + k;
            turns[i] = (float) (found.thetaRad(k) * PER_TURN);
            cost[i] = (float) (found.cost(k) - found.cost(0));
            t1Ms[i] = (float) found.t1Ms(k);
            t2Ms[i] = (float) found.t2Ms(k);
        }
    }

    int most() {
        return FieldCandidates.MOST;
    }

    int voxels() {
        return count.length;
    }

    int count(int voxel) {
        return count[voxel];
    }

    /** ΔB0 in units of 1/TR. */
    float turns(int voxel, int candidate) {
        return turns[voxel * most() + candidate];
    }

    /** −2 ln L less that of the best candidate of the voxel. */
    float cost(int voxel, int candidate) {
        return cost[voxel * most() + candidate];
    }

    /** T1 of water in ms; T2 likewise. */
    float t1Ms(int voxel, int candidate) {
        return t1Ms[voxel * most() + candidate];
    }

    float t2Ms(int voxel, int candidate) {
        return t2Ms[voxel * most() + candidate];
    }
}
