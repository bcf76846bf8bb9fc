package org.relaxometry.bssfp.training.pass;

/** 1 / (1 + e^{−x}). */
public final class Sigmoid {

    private Sigmoid() {}

    static double of(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
