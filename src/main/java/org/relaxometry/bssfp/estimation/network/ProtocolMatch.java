package org.relaxometry.bssfp.estimation.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * How a measured protocol relates to the one a network was trained for.
 *
 * <p>The signal depends on θ − φ<sub>j</sub> only, apart from a phase that all cycles share. So a series whose increments are
 * those of the training plus δ, in any order, is exactly the series of the training at θ − δ, for any number of cycles. Where
 * several δ fit, as for evenly spread increments, the smallest is taken: it moves the range of θ that the network covers
 * least.
 */
final class ProtocolMatch {

    /** Sidecars round to a few digits; 0.01 ms of 4.8 changes T1 and T2 by 0.2 %. */
    private static final double TIME_TOLERANCE_MS = 0.01;

    /** 0.01° of 15° changes T1 by 0.15 %. */
    private static final double FLIP_ANGLE_TOLERANCE_DEG = 0.01;

    /** Twice the rounding that a protocol allows in evenly spread increments. */
    private static final double INCREMENT_TOLERANCE_DEG = 0.1;

    private final List<String> differences = new ArrayList<>();
    private int[] order;
    private double shiftDeg = Double.POSITIVE_INFINITY;

    ProtocolMatch(Protocol trained, Protocol measured) {
        compare("TR", measured.repetitionTimeMs(), trained.repetitionTimeMs(), TIME_TOLERANCE_MS, " ms");
        compare("TE", measured.echoTimeMs(), trained.echoTimeMs(), TIME_TOLERANCE_MS, " ms");
        compare("the flip angle", measured.flipAngleDeg(), trained.flipAngleDeg(), FLIP_ANGLE_TOLERANCE_DEG, "°");
        if (!trained.pulse().isInstantaneous() && !trained.pulse().equals(measured.pulse())) {
            differences.add("the network was trained for the " + trained.pulse().describe() + ", but here it is the "
                    + measured.pulse().describe() + " ('pulse', 'pulseshape', 'tbw')");
        }
        if (measured.cycles() != trained.cycles()) {
            differences.add("there are " + measured.cycles() + " phase cycles, the network was trained for "
                    + trained.cycles());
            return;
        }
        for (double increment : measured.phaseIncrementsDeg()) {
            double candidate = fold(increment - trained.phaseIncrementsDeg().get(0));
            int[] found = matchingOrder(trained, measured, candidate);
            // of two that are equally small, the positive
            boolean smaller = Math.abs(candidate) < Math.abs(shiftDeg) - INCREMENT_TOLERANCE_DEG
                    || Math.abs(candidate) < Math.abs(shiftDeg) + INCREMENT_TOLERANCE_DEG && candidate > shiftDeg;
            if (found != null && smaller) {
                order = found;
                shiftDeg = candidate;
            }
        }
        if (order != null && !trained.pulse().isInstantaneous() && Math.abs(shiftDeg) > INCREMENT_TOLERANCE_DEG) {
            differences.add("the phase increments begin elsewhere: " + measured.phaseIncrementsDeg()
                    + "°, the network was trained for " + trained.phaseIncrementsDeg()
                    + "°, and with its pulse both are not the same");
        }
        if (order == null) {
            differences.add("the phase increments are spaced differently: " + measured.phaseIncrementsDeg()
                    + "°, the network was trained for " + trained.phaseIncrementsDeg() + "°");
        }
    }

    /** In the user's terms; empty where the network can be used. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    /** Measured cycle for every cycle of the training; only without differences. */
    int[] order() {
        return order;
    }

    /** δ, what to add to the network's θ, in radians; only without differences. */
    double shiftRad() {
        return Math.toRadians(shiftDeg);
    }

    private void compare(String name, double measured, double trained, double tolerance, String unit) {
        if (!(Math.abs(measured - trained) <= tolerance)) {
            differences.add(String.format(
                    Locale.ROOT, "%s is %s%s, the network was trained for %s%s", name, measured, unit, trained, unit));
        }
    }

    private static int[] matchingOrder(Protocol trained, Protocol measured, double shiftDeg) {
        int cycles = trained.cycles();
        int[] order = new int[cycles];
        boolean[] taken = new boolean[cycles];
        for (int j = 0; j < cycles; j++) {
            double wanted = trained.phaseIncrementsDeg().get(j) + shiftDeg;
            int match = 0;
            while (match < cycles
                    && (taken[match]
                            || Math.abs(fold(measured.phaseIncrementsDeg().get(match) - wanted))
                                    > INCREMENT_TOLERANCE_DEG)) {
                match++;
            }
            if (match == cycles) {
                return null;
            }
            taken[match] = true;
            order[j] = match;
        }
        return order;
    }

    /** Into (−180°, 180°]. */
    private static double fold(double degrees) {
        return degrees - 360 * Math.ceil((degrees - 180) / 360);
    }
}
