package org.relaxometry.bssfp.estimation.network;

/** How a network was trained. */
public enum NetworkKind {
    /** Supervised: the loss compares scaled parameters (Birk et al. 2025). */
    SVNN("SVNN"),
    /** Physics-informed: the loss compares the inputs with those of the signal model at the outputs (Birk et al. 2025). */
    PINN("PINN"),
    /** Supervised, over the whole circle of θ: every voxel is turned into one sector of it before ({@link ThetaSector}). */
    FULL_CIRCLE("full circle"),
    /** Supervised on noisy samples, with the noise level among the inputs; voxels are turned as for {@link #FULL_CIRCLE}. */
    NOISE_AWARE("noise-aware");

    private final String label;

    NetworkKind(String label) {
        this.label = label;
    }

    /** As written in the field and in model cards. */
    public String label() {
        return label;
    }

    /** Whether voxels are turned into one sector of the circle of θ before the network sees them, {@link ThetaSector}. */
    public boolean turnsVoxels() {
        return this == FULL_CIRCLE || this == NOISE_AWARE;
    }
}
