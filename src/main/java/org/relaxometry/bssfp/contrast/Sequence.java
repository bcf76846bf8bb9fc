package org.relaxometry.bssfp.contrast;

import org.relaxometry.bssfp.contrast.Timing.Kind;

/**
 * The longitudinal magnetisation that a sequence finds when it excites, L(T1), as a part of M0 and with its sign.
 *
 * <pre>
 * spin echo            L = 1 − e^{−TR/T1}
 * inversion recovery   L = 1 − 2 e^{−TI/T1} + 2 e^{−(TR−TE/2)/T1} − e^{−TR/T1}
 * double inversion     L = 1 − 2 e^{−TI2/T1} + 2 e^{−TI/T1} − 2 e^{−(TR−TE/2)/T1} + e^{−TR/T1}
 * MPRAGE-like          L = 1 − 2 e^{−TI/T1} / (1 + e^{−TR/T1})
 * </pre>
 *
 * The second and third are exact for perfect pulses with one refocusing pulse at TE/2 (Redpath and Smith, Br. J. Radiol. 67, 1258 (1994),
 * doi:10.1259/0007-1285-67-804-1258); the fourth leaves out what the train of small excitations does to the recovery.
 */
enum Sequence {
    SPIN_ECHO("M0 (1 - exp(-TR/T1)) exp(-TE/T2)") {
        @Override
        double recovered(Timing t, double t1Ms) {
            return 1 - decay(t.of(Kind.TR), t1Ms);
        }

        @Override
        double slope(Timing t, double t1Ms) {
            return -decaySlope(t.of(Kind.TR), t1Ms);
        }
    },

    INVERSION_RECOVERY("M0 |1 - 2 exp(-TI/T1) + 2 exp(-(TR-TE/2)/T1) - exp(-TR/T1)| exp(-TE/T2)") {
        @Override
        double recovered(Timing t, double t1Ms) {
            return 1 - 2 * decay(t.of(Kind.TI), t1Ms) + refocused(t, t1Ms);
        }

        @Override
        double slope(Timing t, double t1Ms) {
            return -2 * decaySlope(t.of(Kind.TI), t1Ms) + refocusedSlope(t, t1Ms);
        }
    },

    DOUBLE_INVERSION("M0 |1 - 2 exp(-TI2/T1) + 2 exp(-TI/T1) - 2 exp(-(TR-TE/2)/T1) + exp(-TR/T1)| exp(-TE/T2)") {
        @Override
        double recovered(Timing t, double t1Ms) {
            return 1 - 2 * decay(t.of(Kind.TI2), t1Ms) + 2 * decay(t.of(Kind.TI), t1Ms) - refocused(t, t1Ms);
        }

        @Override
        double slope(Timing t, double t1Ms) {
            return -2 * decaySlope(t.of(Kind.TI2), t1Ms)
                    + 2 * decaySlope(t.of(Kind.TI), t1Ms)
                    - refocusedSlope(t, t1Ms);
        }
    },

    MAGNETISATION_PREPARED("M0 |1 - 2 exp(-TI/T1) / (1 + exp(-TR/T1))|") {
        @Override
        double recovered(Timing t, double t1Ms) {
            return 1 - 2 * decay(t.of(Kind.TI), t1Ms) / (1 + decay(t.of(Kind.TR), t1Ms));
        }

        @Override
        double slope(Timing t, double t1Ms) {
            double whole = 1 + decay(t.of(Kind.TR), t1Ms);
            return -2
                    * (decaySlope(t.of(Kind.TI), t1Ms) * whole
                            - decay(t.of(Kind.TI), t1Ms) * decaySlope(t.of(Kind.TR), t1Ms))
                    / (whole * whole);
        }
    };

    private final String formula;

    Sequence(String formula) {
        this.formula = formula;
    }

    /** Of the signal, for records. */
    String formula() {
        return formula;
    }

    /** L(T1). */
    abstract double recovered(Timing t, double t1Ms);

    /** dL/dT1 per ms. */
    abstract double slope(Timing t, double t1Ms);

    /** What is left of the echo of the repetition before. */
    private static double refocused(Timing t, double t1Ms) {
        return 2 * decay(t.of(Kind.TR) - t.of(Kind.TE) / 2, t1Ms) - decay(t.of(Kind.TR), t1Ms);
    }

    private static double refocusedSlope(Timing t, double t1Ms) {
        return 2 * decaySlope(t.of(Kind.TR) - t.of(Kind.TE) / 2, t1Ms) - decaySlope(t.of(Kind.TR), t1Ms);
    }

    private static double decay(double timeMs, double t1Ms) {
        return Math.exp(-timeMs / t1Ms);
    }

    private static double decaySlope(double timeMs, double t1Ms) {
        return timeMs / (t1Ms * t1Ms) * decay(timeMs, t1Ms);
    }
}
