package org.relaxometry.bssfp.estimation.network;

/**
 * One output of a network. A scaled output y means p = p<sub>min</sub> + y (p<sub>max</sub> − p<sub>min</sub>) with the
 * output range of its parameter.
 */
public enum NetworkOutput {
    /** T1, scaled. */
    T1("T1"),
    /** T2, scaled. */
    T2("T2"),
    /** ln T1, scaled: y = ln(T1/T1<sub>min</sub>) / ln(T1<sub>max</sub>/T1<sub>min</sub>). */
    LN_T1("ln T1"),
    /** ln T2, scaled like ln T1. */
    LN_T2("ln T2"),
    /** θ = 2π ΔB0 TR, scaled. */
    THETA("theta"),
    /** cos θ up to a positive factor common with sin θ. */
    COS_THETA("cos theta"),
    /** sin θ up to a positive factor common with cos θ. */
    SIN_THETA("sin theta"),
    /** ln of the standard deviation of the network's scaled T1, or scaled ln T1. */
    LN_SIGMA_T1("ln sigma T1"),
    /** ln of the standard deviation of the network's scaled T2, or scaled ln T2. */
    LN_SIGMA_T2("ln sigma T2"),
    /** ln σ(θ), σ(θ) in radians. */
    LN_SIGMA_THETA("ln sigma theta");

    private final String label;

    NetworkOutput(String label) {
        this.label = label;
    }

    /** As written in model cards. */
    public String label() {
        return label;
    }
}
