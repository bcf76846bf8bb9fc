package org.relaxometry.bssfp.estimation.posterior;

/** How well a shape (a, b) of the ellipse explains the samples of one voxel. */
interface ShapeLikelihood {

    /** Sets a of the shapes that follow. */
    void row(double a);

    /** ln of the likelihood of (a, b), but for a constant of the voxel. */
    double ln(double b);
}
