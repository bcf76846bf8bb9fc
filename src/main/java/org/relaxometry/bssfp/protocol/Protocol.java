package org.relaxometry.bssfp.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Acquisition parameters of a phase-cycled bSSFP series.
 *
 * @param repetitionTimeMs TR in ms, 0.5 to 1000
 * @param echoTimeMs TE in ms, more than 0 and less than TR
 * @param flipAngleDeg nominal flip angle α in degrees, more than 0 and less than 180
 * @param phaseIncrementsDeg RF phase increment φ of every cycle in degrees, in the order of the images; at least three,
 *     of which at least three differ modulo 360°
 * @param pulse the excitation pulse, over before the echo; TE counts from its centre
 */
public record Protocol(
        double repetitionTimeMs,
        double echoTimeMs,
        double flipAngleDeg,
        List<Double> phaseIncrementsDeg,
        RfPulse pulse) {

    /** Fewest cycles from which a signal ellipse is determined. */
    public static final int MIN_CYCLES = 3;

    /** No scanner reads an echo so soon; in seconds every echo of bSSFP is shorter. */
    private static final double SHORTEST_ECHO_MS = 0.02;

    /** Two increments closer than this are the same, and a uniform set may deviate by this much (rounded sidecars). */
    private static final double INCREMENT_TOLERANCE_DEG = 0.05;

    /** Part of the time around the echo that a shortened pulse takes. */
    private static final double ROOM = 0.9;

    public Protocol {
        requireRepetitionTime(repetitionTimeMs);
        require(
                echoTimeMs > 0 && echoTimeMs < repetitionTimeMs,
                "TE must be more than 0 and less than TR (" + number(repetitionTimeMs) + " ms), but is "
                        + number(echoTimeMs) + " ms."
                        + otherUnit(echoTimeMs, 0, Math.max(repetitionTimeMs, 1000 * SHORTEST_ECHO_MS)));
        require(
                echoTimeMs >= SHORTEST_ECHO_MS,
                "TE must be at least " + SHORTEST_ECHO_MS + " ms, but is " + echoTimeMs + " ms."
                        + otherUnit(echoTimeMs, SHORTEST_ECHO_MS, Double.POSITIVE_INFINITY));
        require(
                flipAngleDeg > 0 && flipAngleDeg < 180,
                "The flip angle must be more than 0° and less than 180°, but is " + number(flipAngleDeg) + "°.");
        phaseIncrementsDeg = List.copyOf(phaseIncrementsDeg);
        require(
                phaseIncrementsDeg.size() >= MIN_CYCLES,
                "At least " + MIN_CYCLES + " phase cycles are needed, but there "
                        + (phaseIncrementsDeg.size() == 1 ? "is 1." : "are " + phaseIncrementsDeg.size() + "."));
        for (double increment : phaseIncrementsDeg) {
            require(
                    Double.isFinite(increment),
                    "Every phase increment must be a number of degrees, but one is " + increment + ".");
        }
        require(
                distinct(phaseIncrementsDeg) >= MIN_CYCLES,
                "At least " + MIN_CYCLES + " different phase increments are needed, but the list "
                        + text(phaseIncrementsDeg) + " has " + distinct(phaseIncrementsDeg) + " (modulo 360°).");
        double room = 2 * Math.min(echoTimeMs, repetitionTimeMs - echoTimeMs);
        require(
                pulse.durationMs() < room,
                "The pulse must end before the echo and the echo before the next pulse: at TR "
                        + number(repetitionTimeMs)
                        + " ms and TE " + number(echoTimeMs) + " ms it lasts less than " + number(room) + " ms, but is "
                        + number(pulse.durationMs()) + " ms." + otherUnit(pulse.durationMs(), 0, room));
    }

    /** With an instantaneous pulse. */
    public Protocol(double repetitionTimeMs, double echoTimeMs, double flipAngleDeg, List<Double> phaseIncrementsDeg) {
        this(repetitionTimeMs, echoTimeMs, flipAngleDeg, phaseIncrementsDeg, RfPulse.INSTANTANEOUS);
    }

    /** The same with another pulse. */
    public Protocol withPulse(RfPulse other) {
        return new Protocol(repetitionTimeMs, echoTimeMs, flipAngleDeg, phaseIncrementsDeg, other);
    }

    /** The same with another TR and the echo as far in it; a pulse that is too long for it is shortened to what there is room for. */
    public Protocol withRepetitionTime(double otherMs) {
        double echoMs = echoTimeMs * otherMs / repetitionTimeMs;
        double room = ROOM * 2 * Math.min(echoMs, otherMs - echoMs);
        RfPulse other = pulse.durationMs() <= room ? pulse : new RfPulse(room, pulse.shape(), pulse.amplitudes());
        return new Protocol(otherMs, echoMs, flipAngleDeg, phaseIncrementsDeg, other);
    }

    /** The same with other increments. */
    public Protocol withIncrements(List<Double> incrementsDeg) {
        return new Protocol(repetitionTimeMs, echoTimeMs, flipAngleDeg, incrementsDeg, pulse);
    }

    /** @throws IllegalArgumentException if it cannot be a TR in ms; asks whether it is in another unit */
    public static void requireRepetitionTime(double repetitionTimeMs) {
        require(
                repetitionTimeMs >= 0.5 && repetitionTimeMs <= 1000,
                "TR must be between 0.5 and 1000 ms, but is " + number(repetitionTimeMs) + " ms."
                        + otherUnit(repetitionTimeMs, 0.5, 1000));
    }

    /** Number of phase cycles N. */
    public int cycles() {
        return phaseIncrementsDeg.size();
    }

    /** Phase increments φ<sub>j</sub> in radians, a fresh array of length N. */
    public double[] phaseIncrementsRad() {
        return phaseIncrementsDeg.stream().mapToDouble(Math::toRadians).toArray();
    }

    /** Flip angle in radians. */
    public double flipAngleRad() {
        return Math.toRadians(flipAngleDeg);
    }

    /** Period of the signal in off-resonance, 1/TR in Hz: ΔB0 is known modulo this. */
    public double offResonancePeriodHz() {
        return 1000 / repetitionTimeMs;
    }

    /**
     * Whether the increments, in any order and from any start, divide the circle into N equal parts. Only then is the
     * discrete Fourier sum over the cycles orthogonal.
     */
    public boolean hasUniformIncrements() {
        double[] sorted = sortedModulo360(phaseIncrementsDeg);
        double step = 360.0 / sorted.length;
        return IntStream.range(0, sorted.length)
                .allMatch(j -> Math.abs(sorted[j] - sorted[0] - j * step) < INCREMENT_TOLERANCE_DEG);
    }

    /** The same protocol with every increment negated: the opposite handedness. */
    public Protocol withReversedIncrements() {
        return withIncrements(
                phaseIncrementsDeg.stream().map(d -> d == 0 ? 0 : -d).toList());
    }

    /**
     * The increments of Birk et al. 2025: φ<sub>j</sub> = (π/N)(2j − 1), j = 1…N, here in degrees.
     *
     * @param cycles N, at least 3
     */
    public static List<Double> standardIncrementsDeg(int cycles) {
        return IntStream.rangeClosed(1, cycles)
                .mapToObj(j -> 180.0 / cycles * (2 * j - 1))
                .toList();
    }

    /** One line for logs and records, such as {@code TR 4.8 ms, TE 2.4 ms, flip angle 15°, 4 cycles (45, 135, 225, 315°)}. */
    public String describe() {
        return "TR " + number(repetitionTimeMs) + " ms, TE " + number(echoTimeMs) + " ms, flip angle "
                + number(flipAngleDeg) + "°, " + cycles() + " cycles (" + text(phaseIncrementsDeg) + "°)"
                + (pulse.isInstantaneous() ? "" : ", " + pulse.describe());
    }

    private static int distinct(List<Double> increments) {
        double[] sorted = sortedModulo360(increments);
        int count = 0;
        for (int j = 0; j < sorted.length; j++) {
            double previous = j == 0 ? sorted[sorted.length - 1] - 360 : sorted[j - 1];
            if (sorted[j] - previous >= INCREMENT_TOLERANCE_DEG) {
                count++;
            }
        }
        return count;
    }

    private static double[] sortedModulo360(List<Double> increments) {
        return increments.stream()
                .mapToDouble(d -> {
                    double folded = d - 360 * Math.floor(d / 360);
                    // an increment a hair below 360° is 0°
                    return folded > 360 - INCREMENT_TOLERANCE_DEG / 2 ? folded - 360 : folded;
                })
                .sorted()
                .toArray();
    }

    private static String text(List<Double> increments) {
        List<String> words = new ArrayList<>();
        increments.forEach(d -> words.add(number(d)));
        return String.join(", ", words);
    }

    private static String number(double value) {
        double rounded = Math.rint(value * 1e4) / 1e4;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }

    private static String otherUnit(double timeMs, double least, double most) {
        if (timeMs > 0 && timeMs < least) {
            return " Is it in seconds? Expected milliseconds.";
        }
        return timeMs > most
                ? " Is it " + number(timeMs / 1000)
                        + " ms? Typed times are in milliseconds; a JSON file must state seconds."
                : "";
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
