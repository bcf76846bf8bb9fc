package org.relaxometry.bssfp.training;

/** How the learning rate changes over a training. */
public enum LearningRateSchedule {
    /** The same all the time (Birk et al. 2025). */
    CONSTANT("constant") {
        @Override
        double factor(double done) {
            return 1;
        }
    },
    /**
     * From 1/25 up to the given rate over the first tenth, then down to 1/10 000 of it, both along half a cosine (Smith and
     * Topin, arXiv:1708.07120).
     */
    ONE_CYCLE("one cycle") {
        @Override
        double factor(double done) {
            return done < ONE_CYCLE_RISE
                    ? between(1.0 / 25, 1, done / ONE_CYCLE_RISE)
                    : between(1, 1e-4, (done - ONE_CYCLE_RISE) / (1 - ONE_CYCLE_RISE));
        }
    };

    private static final double ONE_CYCLE_RISE = 0.1;

    private final String label;

    LearningRateSchedule(String label) {
        this.label = label;
    }

    /** As written in model cards. */
    public String label() {
        return label;
    }

    /**
     * By what the learning rate is multiplied.
     *
     * @param done part of all steps of the training that is done, 0 to 1
     */
    abstract double factor(double done);

    private static double between(double start, double end, double done) {
        return end + (start - end) * (1 + Math.cos(Math.PI * done)) / 2;
    }
}
