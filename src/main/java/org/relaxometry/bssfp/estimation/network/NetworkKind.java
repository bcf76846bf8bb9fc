package org.relaxometry.bssfp.estimation.network;

/** How a network was trained. */
public enum NetworkKind {
    /** Supervised: the loss compares scaled parameters (Birk et al. 2025). */
    SVNN("SVNN"),
    /** Physics-informed: the loss compares the inputs with those of the signal model at the outputs (Birk et al. 2025). */
    PINN("PINN"),
    /** Supervised over the whole circle of θ, which the net gives as cosine and sine. */
    FULL_CIRCLE("full circle"),
    /** Supervised on noisy samples, with the noise level among the inputs. */
    NOISE_AWARE("noise-aware");

    private final String label;

    NetworkKind(String label) {
        this.label = label;
    }

    /** As written in the field and in model cards. */
    public String label() {
        return label;
    }
}
