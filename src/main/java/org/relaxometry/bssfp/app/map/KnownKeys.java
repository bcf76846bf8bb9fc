package org.relaxometry.bssfp.app.map;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.relaxometry.bssfp.app.estimate.CheckedSeriesCommand.CheckedSeries;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.map.VolumeOnGrid;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.statistics.SortedSamples;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.volume.correction.KnownOfVoxels;

/** What is known of the voxels beside their samples: R2' or T2*, whole turns of the field, and how well B1 is known. */
final class KnownKeys {

    /** Above, a relative standard deviation of B1 is no doubt but no map. */
    private static final double LARGEST_B1_SIGMA = 0.5;

    /** Where the field spreads more, nothing is left of the signal. */
    private static final double LARGEST_R2_PRIME_PER_S = 300;

    /** A T2* shorter than this was typed in seconds. */
    private static final double SHORTEST_T2_STAR_MS = 1;

    private final Key<String> r2Prime;
    private final Key<String> t2Star;
    private final Key<String> field;
    private final Key<String> b1Sigma;

    KnownKeys(Keys keys) {
        r2Prime = keys.add(Key.image(
                        "r2prime",
                        "R2prime (1/s)",
                        "Spread of the field within a voxel, R2' = R2* - R2: one value, or a map on the grid of the series."
                                + " It makes T1 some percent too long and T2 too short, and no misfit shows it. Empty: none.")
                .shownAs("R2' (1/s)")
                .more());
        t2Star = keys.add(Key.image(
                        "t2star", "T2star (ms)", "T2*, instead of R2': one value, or a map on the grid of the series.")
                .shownAs("T2* (ms)")
                .more());
        field = keys.add(Key.image(
                        "fieldmap",
                        "Fieldmap (Hz)",
                        "Unwrapped map of the off-resonance, on the grid of the series, with 'pulse': beyond ±1/(2 TR)"
                                + " a long pulse turns less. Empty: within.")
                .shownAs("Unwrapped field map (Hz)")
                .more());
        b1Sigma = keys.add(Key.text(
                        "b1sigma",
                        "b1sigma",
                        "Standard deviation of the B1 map, as a part of B1 such as 0.03 or 3 %: it goes into that of T1, about"
                                + " twice as large. Empty: 0.")
                .shownAs("Uncertainty of B1")
                .more());
    }

    boolean isGiven() {
        return corrects() || !b1Sigma.value().isBlank();
    }

    private boolean corrects() {
        return isGiven(r2Prime) || isGiven(t2Star) || isGiven(field);
    }

    private static boolean isGiven(Key<String> key) {
        String text = key.value().strip();
        return !text.isEmpty() && !text.equalsIgnoreCase("none");
    }

    /**
     * Refuses what the method cannot make use of.
     *
     * @param fitsEllipse whether it does, so that T1 and T2 stand for the shape
     * @param givesSigma whether it gives the standard deviation of T1, and nothing else that depends on it
     */
    void requireValid(Method method, boolean fitsEllipse, boolean givesSigma) {
        if (corrects() && !fitsEllipse) {
            String key = isGiven(r2Prime) ? r2Prime.name() : isGiven(t2Star) ? t2Star.name() : field.name();
            throw new IllegalArgumentException(key + " is used by " + Method.MAXIMUM_LIKELIHOOD_NAME + " and "
                    + Method.ADAPTIVE_NAME + " only, but the method is " + method.title() + ". Leave it empty.");
        }
        if (isGiven(b1Sigma) && !givesSigma) {
            throw new IllegalArgumentException(
                    b1Sigma.name()
                            + " goes into the standard deviation of T1, but the method " + method.title()
                            + " gives none, or percentiles and probabilities beside it that do not know of B1. Leave it empty.");
        }
        if (isGiven(r2Prime) && isGiven(t2Star)) {
            throw new IllegalArgumentException(
                    "'r2prime' and 't2star' say the same thing, R2' = 1/T2* - 1/T2. Give one of them.");
        }
        b1Sigma();
    }

    private double b1Sigma() {
        if (!isGiven(b1Sigma)) {
            return 0;
        }
        String text = b1Sigma.value().strip();
        boolean percent = text.endsWith("%");
        double value = TypedNumber.number(
                        b1Sigma.name(),
                        percent ? text.substring(0, text.length() - 1) : text,
                        "a part of B1, such as 0.03 or 3 %")
                / (percent ? 100 : 1);
        if (!(value >= 0 && value <= LARGEST_B1_SIGMA)) {
            throw new IllegalArgumentException("b1sigma must be a part of B1 from 0 to " + LARGEST_B1_SIGMA
                    + ", such as 0.03 or 3 %, but is " + text + "."
                    + (value > LARGEST_B1_SIGMA ? " Was it meant as percent?" : ""));
        }
        return value;
    }

    /**
     * Reads them.
     *
     * @param log takes what a user should look at
     * @param record takes that, and which images
     * @throws IllegalArgumentException if a map lies on another grid, or cannot be what it should
     */
    KnownOfVoxels read(CheckedSeries checked, Progress progress, Consumer<String> log, RunRecord record)
            throws IOException {
        float[] r2PrimePerS = values(r2Prime, Set.of("1/s", "Hz", "s-1"), checked, progress, log, record);
        requireWithin(r2Prime, r2PrimePerS, 0, LARGEST_R2_PRIME_PER_S, "from 0 to 300, in 1/s");
        float[] t2StarMs = values(t2Star, Set.of("ms"), checked, progress, log, record);
        requireWithin(t2Star, t2StarMs, SHORTEST_T2_STAR_MS, Double.POSITIVE_INFINITY, "times in ms, not in s");
        float[] fieldHz = values(field, Set.of("Hz"), checked, progress, log, record);
        if (fieldHz != null && checked.series().protocol().pulse().isInstantaneous()) {
            throw new IllegalArgumentException("fieldmap says by how much less a pulse of some length turns far off"
                    + " resonance, but the pulse is instantaneous. Give its length with pulse=… in ms, or leave 'fieldmap'"
                    + " empty.");
        }
        if (isGiven(b1Sigma)) {
            record.put(b1Sigma.name(), b1Sigma());
        }
        return new KnownOfVoxels(r2PrimePerS, t2StarMs, fieldHz, b1Sigma());
    }

    private static float[] values(
            Key<String> key,
            Set<String> units,
            CheckedSeries checked,
            Progress progress,
            Consumer<String> log,
            RunRecord record)
            throws IOException {
        if (!isGiven(key)) {
            return null;
        }
        record.put(key.name(), key.value().strip());
        try {
            String unit = units.iterator().next();
            return new float[] {(float) TypedNumber.number(key.name(), key.value(), unit, units)};
        } catch (IllegalArgumentException noNumber) {
            requireNoUnit(key, noNumber);
            VolumeOnGrid map = VolumeOnGrid.read(key.name(), key.value(), checked.loaded(), progress);
            record.put("FilesOf_" + key.name(), map.inputs());
            map.notes().forEach(note -> {
                log.accept("WARNING: " + note);
                record.warn(note);
            });
            return map.values();
        }
    }

    /** A number with another unit is a number, not the name of an image. */
    private static void requireNoUnit(Key<String> key, IllegalArgumentException refusal) {
        if (key.value().strip().matches("[+-]?[0-9.,]+\\s*[a-zA-Z/%]{1,4}")) {
            throw refusal;
        }
    }

    /** The median counts: a single voxel of a map may be anything. */
    private static void requireWithin(Key<String> key, float[] values, double least, double most, String expected) {
        if (values == null) {
            return;
        }
        double median = SortedSamples.finite(positive(values)).median();
        // a map of zeros says that there is none
        double typical = values.length == 1 ? values[0] : Double.isNaN(median) ? 0 : median;
        if (!(typical >= least && typical <= most)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s must be %s, but %s %.4g.",
                    key.name(),
                    expected,
                    values.length == 1 ? "is" : "has the median",
                    typical));
        }
    }

    private static float[] positive(float[] values) {
        float[] positive = new float[values.length];
        int count = 0;
        for (float value : values) {
            if (value > 0) {
                positive[count++] = value;
            }
        }
        return Arrays.copyOf(positive, count);
    }
}
