package org.relaxometry.bssfp.estimation.fat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.GaussianNoise;

/**
 * How well a protocol tells water from fat: the bound of the fat fraction ({@link WaterFatBound}) of water of 900/40 ms with 20 % of fat, at an SNR
 * of 25 and as with 12 cycles, beside that of the best TR. Where the main resonance of fat turns by nearly whole turns against water in one
 * TR, the two have nearly the same profile and the bound is several times that of the best.
 *
 * @param protocol whose TR is judged
 * @param spectrum of fat
 * @param percent standard deviation of the fat fraction in %
 * @param repetitionTimesMs other TRs, rising
 * @param percentAt the same at these
 */
public record FatVisibility(
        Protocol protocol, FatSpectrum spectrum, double percent, double[] repetitionTimesMs, double[] percentAt) {

    /** TRs with no more than so many times the smallest bound are good: at 3 T and 15° 2.7–3.6 and 5.7–6.5 ms. */
    private static final double GOOD = 1.5;

    /** With more than so many times the smallest bound water and fat are as good as not told apart. */
    private static final double LAST = 3;

    private static final Tissue WATER = new Tissue(900, 40);
    private static final double FAT_FRACTION = 0.2;
    private static final double SNR = 25;
    private static final int CYCLES = 12;

    private static final double SHORTEST_TR_MS = 2.5;
    private static final double TR_STEP_MS = 0.1;
    private static final int TR_STEPS = 75;

    /** That of a protocol at a field strength. */
    public static FatVisibility of(Protocol protocol, FatSpectrum spectrum) {
        double[] times = new double[TR_STEPS + 1];
        double[] percentAt = new double[times.length];
        for (int k = 0; k < times.length; k++) {
            times[k] = SHORTEST_TR_MS + k * TR_STEP_MS;
            percentAt[k] = percent(protocol.withRepetitionTime(times[k]), spectrum);
        }
        return new FatVisibility(protocol, spectrum, percent(protocol, spectrum), times, percentAt);
    }

    /** The bound of one protocol in %. */
    public static double percent(Protocol protocol, FatSpectrum spectrum) {
        double sigma = GaussianNoise.standardDeviation(SNR);
        return 100
                * Math.sqrt((double) protocol.cycles() / CYCLES)
                * WaterFatBound.fatFractionOverCircle(WATER, FAT_FRACTION, protocol, spectrum, sigma);
    }

    private double best() {
        double best = percent;
        for (double other : percentAt) {
            best = Math.min(best, other);
        }
        return best;
    }

    /** Whether water and fat are told apart at all. */
    public boolean isEnough() {
        return percent <= LAST * best();
    }

    /** Whether hardly any TR would tell them apart better. */
    public boolean isGood() {
        return percent <= GOOD * best();
    }

    /** How well they are told apart, in the user's terms, with TRs that do it well. */
    public String text() {
        double turns = spectrum.mainTurns(protocol.repetitionTimeMs());
        return String.format(
                Locale.ROOT,
                "At %s T and TR %s ms fat turns against water by %.2f turns in one TR%s: the fat fraction has a standard"
                        + " deviation of %.1f %% (SNR 25, 12 cycles, 20 %% of fat), at the best TR %.1f %%. TRs that tell them apart"
                        + " well at this flip angle: %s.",
                number(spectrum.fieldTesla()),
                number(protocol.repetitionTimeMs()),
                turns,
                isGood() ? "" : ", and has nearly the profile of water",
                percent,
                best(),
                goodTimes());
    }

    /** Ranges of TR with a good bound, such as {@code 2.7–3.6 ms, 5.7–6.5 ms}. */
    public String goodTimes() {
        double most = GOOD * best();
        List<String> ranges = new ArrayList<>();
        for (int k = 0; k < percentAt.length; k++) {
            int first = k;
            while (k < percentAt.length && percentAt[k] <= most) {
                k++;
            }
            if (k == first + 1) {
                ranges.add(String.format(Locale.ROOT, "%.1f ms", repetitionTimesMs[first]));
            } else if (k > first) {
                ranges.add(
                        String.format(Locale.ROOT, "%.1f–%.1f ms", repetitionTimesMs[first], repetitionTimesMs[k - 1]));
            }
        }
        return String.join(", ", ranges);
    }

    private static String number(double value) {
        return Double.toString(value).replaceFirst("\\.0$", "");
    }
}
