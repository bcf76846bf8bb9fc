package org.relaxometry.bssfp.estimation.network;

/** What becomes of the sums of the last layer. */
public enum OutputActivation {
    /** 1 / (1 + e<sup>−x</sup>). */
    SIGMOID,
    /** x. */
    LINEAR
}
