package org.relaxometry.bssfp.statistics;

import org.relaxometry.bssfp.signal.GaussianNoise;

/**
 * The random numbers of a training: one stream for every purpose, epoch and part of the work. So they depend neither on the
 * number of threads nor on what happened before, and training goes on after a break as if there had been none.
 *
 * @param seed what the model card names
 */
public record RandomStreams(long seed) {

    /** What random numbers are for. */
    public enum Purpose {
        INITIAL_WEIGHTS,
        PARAMETERS,
        NOISE,
        ORDER
    }

    /** Epoch of what is drawn once for the whole training; epochs count from 1. */
    public static final int ONCE = 0;

    private static final int EPOCH_BITS = 24;
    private static final int PART_BITS = 32;

    public GaussianNoise of(Purpose purpose, int epoch, int part) {
        return new GaussianNoise(seed, ((((long) purpose.ordinal() << EPOCH_BITS) + epoch) << PART_BITS) + part);
    }
}
