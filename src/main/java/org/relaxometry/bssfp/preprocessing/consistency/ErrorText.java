package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.preprocessing.consistency.SystematicErrors.Estimate;
import org.relaxometry.bssfp.protocol.Protocol;

/** What was found wrong with a series, in sentences for the user: what was seen, what it does to the maps, the way out. */
final class ErrorText {

    /** Cycles named one by one. */
    private static final int NAMED = 3;

    /** Where more of the errors of the increments lies on a line through the order of the cycles, their step is wrong. */
    private static final double LINEAR = 0.6;

    private final Protocol protocol;

    ErrorText(Protocol protocol) {
        this.protocol = protocol;
    }

    static String misplaced(int[] cycles, double misfit) {
        String seen =
                String.format(Locale.ROOT, "The images miss the signal model by %.1f %% of the signal. ", 100 * misfit);
        return cycles.length == 2
                ? seen + "Cycles " + (cycles[0] + 1) + " and " + (cycles[1] + 1)
                        + " are exchanged: with their phase increments the other way round all cycles fit. Correct the order"
                        + " of the images or of the increments."
                : seen + "Cycle " + (cycles[0] + 1)
                        + " does not belong to the others, which fit without it: the head moved in it, its scale differs, or"
                        + " it stands in a wrong place. Correct Motion if the head moved; or leave the cycle out, its images"
                        + " and its phase increment.";
    }

    static String placement(String where, String better) {
        return "The phase images do not lie on the magnitude images, unless the phase increments are wrong: the signal model fits "
                + better + " with the phase images " + where + ". Read both in the same orientation and order.";
    }

    static String moved(double voxels) {
        return String.format(
                Locale.ROOT,
                "The object moved between the cycles, by up to about %.1f voxels. Run Correct Motion first.",
                voxels);
    }

    static String unknown(double misfit, CommonMisfit common) {
        return String.format(
                Locale.ROOT,
                "The images miss the signal model by %.1f %% of the signal, and %.0f %% of that is alike from voxel to voxel,"
                        + " as noise is not: T1 or T2 may be off by %s. Quality Control shows the cycles one by one; look at"
                        + " the order of the cycles, the phase increments, the scale of every cycle and the unit of the phase"
                        + " images.",
                100 * misfit,
                100 * common.share(),
                percent(common.change()));
    }

    String of(Estimate error, double sigmas) {
        double[] size = error.size();
        String seen =
                switch (error.source()) {
                    case GAIN ->
                        "The cycles are not scaled alike: against the others, "
                                + cycles(size, x -> String.format(Locale.ROOT, "%+.0f %%", 100 * x))
                                + " in signal. Export or convert all cycles with one scale.";
                    case PHASE ->
                        "Cycles have a phase of their own: "
                                + cycles(size, x -> String.format(Locale.ROOT, "%+.1f°", Math.toDegrees(x)))
                                + " against what their increments say. The receiver does not follow the phase of the pulses,"
                                + " or the cycles were reconstructed or their coils combined one by one: combine the coils of all"
                                + " cycles alike.";
                    case INCREMENT -> increments(size);
                    case DRIFT ->
                        String.format(
                                Locale.ROOT,
                                "The field drifted by about %.1f Hz between the cycles. Reference Phase with drift=true corrects"
                                        + " it, from six cycles on.",
                                (Arrays.stream(size).max().orElseThrow()
                                                - Arrays.stream(size).min().orElseThrow())
                                        * 1000
                                        / (2 * Math.PI * protocol.repetitionTimeMs()));
                    case MOTION -> moved(error.source().largest(size));
                    case PHASE_SCALE ->
                        String.format(
                                Locale.ROOT,
                                "The phase images seem to be scaled by about %.2f: their unit is another than it is taken for."
                                        + " State it with phaseunit=…, or export the phase again.",
                                1 / Math.max(0.1, 1 - size[0]));
                    case MAGNITUDE_POWER ->
                        String.format(
                                Locale.ROOT,
                                "The magnitudes are not proportional to the signal, but go with about its power of %.1f:"
                                        + " squared, logarithmic or gamma-corrected images, or fat in the voxels? Export them as they were"
                                        + " reconstructed.",
                                1 + size[0]);
                    case MAGNITUDE_OFFSET ->
                        String.format(
                                Locale.ROOT,
                                "The magnitudes have an offset of about %.0f %% of their mean: a rescale intercept that was not"
                                        + " applied, or was added? Export them as they were reconstructed.",
                                100 * size[0]);
                };
        return seen + " " + effect(error, sigmas);
    }

    private static String effect(Estimate error, double sigmas) {
        return "As they are, T1 may be off by "
                + percent(error.t1Change() > sigmas * error.t1Sigma() ? error.t1Change() : 0) + " and T2 by "
                + percent(error.t2Change() > sigmas * error.t2Sigma() ? error.t2Change() : 0) + ".";
    }

    private static String percent(double change) {
        return change > 1
                ? "more than 100 %"
                : change < 0.02 ? "little" : String.format(Locale.ROOT, "about %.0f %%", 100 * change);
    }

    private String increments(double[] size) {
        double step = slope(size);
        double mean = IntStream.range(0, size.length).mapToDouble(j -> size[j]).sum() / size.length;
        double left = 0;
        double all = 0;
        for (int j = 0; j < size.length; j++) {
            double deviation = size[j] - mean;
            double line = step * (j - (size.length - 1) / 2.0);
            left += (deviation - line) * (deviation - line);
            all += deviation * deviation;
        }
        if (left < (1 - LINEAR) * all) {
            return String.format(
                    Locale.ROOT,
                    "The images fit phase increments that are %.1f° %s apart from cycle to cycle than stated. Look at the list"
                            + " of increments.",
                    Math.abs(Math.toDegrees(step)),
                    step > 0 ? "further" : "less far");
        }
        return "The images fit other phase increments than stated: "
                + cycles(size, x -> String.format(Locale.ROOT, "%+.0f°", Math.toDegrees(x)))
                + ". Look at the list of increments and at the order of the cycles.";
    }

    /** Of the straight line through the sizes by cycle. */
    private static double slope(double[] size) {
        double sum = 0;
        double squares = 0;
        for (int j = 0; j < size.length; j++) {
            double x = j - (size.length - 1) / 2.0;
            sum += x * size[j];
            squares += x * x;
        }
        return sum / squares;
    }

    /** The cycles farthest from the mean of all, such as {@code cycle 2: +17 %}. */
    private static String cycles(double[] size, DoubleFunction<String> text) {
        double mean = IntStream.range(0, size.length).mapToDouble(j -> size[j]).sum() / size.length;
        List<Integer> order = IntStream.range(0, size.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -Math.abs(size[j] - mean)))
                .limit(NAMED)
                .toList();
        return order.stream()
                .map(j -> "cycle " + (j + 1) + ": " + text.apply(size[j] - mean))
                .collect(Collectors.joining(", "));
    }
}
