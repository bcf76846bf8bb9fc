package org.relaxometry.bssfp.volume.adaptive;

/** Fills a {@link LikelihoodField}, row by row. One instance per thread. */
interface LikelihoodSource {

    /**
     * Starts a row: every voxel from what it says by itself.
     *
     * @param row y + ny · z in the box
     */
    void start(int row);

    /** Brings the likelihoods of a row up to date with the estimates so far. */
    void renew(int row);
}
