package org.relaxometry.bssfp.protocol;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The excitation pulse: how long it lasts and its amplitude in the course of it. The angle is the protocol's.
 *
 * @param durationMs from start to end in ms; 0 for a pulse in no time
 * @param shape as users name it
 * @param amplitudes at equal distances, each held until the next, in any unit; their sum is not 0
 */
public record RfPulse(double durationMs, String shape, List<Double> amplitudes) {

    /** A pulse that turns the magnetisation in no time: what the equations of bSSFP mostly suppose. */
    public static final RfPulse INSTANTANEOUS = new RfPulse(0, "instantaneous", List.of(1.0));

    public static final String HARD = "hard";
    public static final String SINC = "sinc";
    public static final String GAUSSIAN = "gaussian";

    /** Of a pulse of which nobody says it: three lobes, hardly any. */
    public static final double USUAL_TIME_BANDWIDTH = 2.7;

    /** No pulse of a scanner is so short. */
    private static final double SHORTEST_MS = 0.01;

    private static final int SAMPLES = 64;

    /** More than any pulse form has; a file of more is something else. */
    private static final int MOST_SAMPLES = 10_000;

    /** Full width at half maximum in time, times that in frequency, of a Gaussian: 0.441. */
    private static final double GAUSSIAN_PRODUCT = 2 * Math.log(2) / Math.PI;

    public RfPulse {
        require(
                durationMs >= 0 && Double.isFinite(durationMs),
                "The pulse must last 0 ms or more, but lasts " + durationMs + " ms.");
        require(
                durationMs == 0 || durationMs >= SHORTEST_MS,
                "A pulse lasts at least " + SHORTEST_MS + " ms, but is " + durationMs
                        + " ms long. Is it in seconds? Expected milliseconds.");
        amplitudes = List.copyOf(amplitudes);
        require(
                !amplitudes.isEmpty() && amplitudes.size() <= MOST_SAMPLES,
                "A pulse has 1 to " + MOST_SAMPLES + " amplitudes, but there are " + amplitudes.size() + ".");
        double sum = 0;
        double size = 0;
        for (double amplitude : amplitudes) {
            require(Double.isFinite(amplitude), "Every amplitude must be a number, but one is " + amplitude + ".");
            sum += amplitude;
            size += Math.abs(amplitude);
        }
        require(
                sum > 1e-3 * size,
                "The amplitudes of the pulse must sum to a positive angle, but their sum is " + sum + ".");
    }

    /** A rectangular pulse. */
    public static RfPulse hard(double durationMs) {
        return new RfPulse(durationMs, HARD, List.of(1.0));
    }

    /** A sinc of this time-bandwidth product under a Hann window: sinc(tbw x)(1 + cos 2πx)/2 for x from −1/2 to 1/2. */
    public static RfPulse sinc(double durationMs, double timeBandwidth) {
        return sampled(
                durationMs,
                SINC,
                timeBandwidth,
                x -> (x == 0 ? 1 : Math.sin(Math.PI * timeBandwidth * x) / (Math.PI * timeBandwidth * x))
                        * (1 + Math.cos(2 * Math.PI * x))
                        / 2);
    }

    /** A Gaussian, cut off where the pulse ends, of a full width at half maximum of 0.441/tbw of the duration. */
    public static RfPulse gaussian(double durationMs, double timeBandwidth) {
        double width = GAUSSIAN_PRODUCT / timeBandwidth;
        return sampled(
                durationMs, GAUSSIAN, timeBandwidth, x -> Math.exp(-4 * Math.log(2) * (x / width) * (x / width)));
    }

    private static RfPulse sampled(
            double durationMs, String shape, double timeBandwidth, DoubleUnaryOperator amplitude) {
        require(
                timeBandwidth >= 0.5 && timeBandwidth <= 20,
                "The time-bandwidth product must be from 0.5 to 20, but is " + timeBandwidth + ".");
        return new RfPulse(
                durationMs,
                shape + ", time-bandwidth product " + number(timeBandwidth),
                IntStream.range(0, SAMPLES)
                        .mapToDouble(i -> (i + 0.5) / SAMPLES - 0.5)
                        .map(amplitude)
                        .boxed()
                        .toList());
    }

    /** Whether it takes no time. */
    public boolean isInstantaneous() {
        return durationMs == 0;
    }

    /** Amplitudes as parts of the whole angle: their sum is 1. */
    public double[] parts() {
        double sum = amplitudes.stream().mapToDouble(Double::doubleValue).sum();
        return amplitudes.stream().mapToDouble(amplitude -> amplitude / sum).toArray();
    }

    /** In words, such as {@code pulse of 0.6 ms (hard)}. */
    public String describe() {
        return isInstantaneous() ? "instantaneous pulse" : "pulse of " + number(durationMs) + " ms (" + shape + ")";
    }

    private static String number(double value) {
        double rounded = Math.rint(value * 1e4) / 1e4;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
