package org.relaxometry.bssfp.app.estimate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.group.B1Keys;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.group.SeriesKeys;
import org.relaxometry.bssfp.app.group.ThreadsKey;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.sidecar.FieldStrength;
import org.relaxometry.bssfp.mapping.Handedness;
import org.relaxometry.bssfp.preprocessing.check.ConventionCheck;
import org.relaxometry.bssfp.preprocessing.consistency.SeriesCheck;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.fat.FatCheck;

/** A command that estimates voxels of a series: with a B1 map, a checked handedness, and a series that fits its protocol. */
public abstract class CheckedSeriesCommand extends RelaxometryCommand {

    protected final SeriesKeys series = new SeriesKeys(keys);

    protected final OutputKeys output = OutputKeys.ofImages(keys);

    protected final ThreadsKey threads = new ThreadsKey(keys);

    private static final String WITHOUT_B1 =
            "No B1 map was given, so B1 = 1 was assumed everywhere. Where the true flip"
                    + " angle is 10 % lower or higher, T1 is off by -19 % or +21 %; T2 is not affected.";

    private static final String B1_MAP = "B1 map";

    private final Key<String> convention = key(Key.choice(
                    "convention",
                    "Convention",
                    "Handedness of the data: as stated (the data are refused if the opposite fits),"
                            + " opposite (use the complex"
                            + " conjugate of the data), or auto (the one that fits).",
                    Handedness.AS_STATED,
                    Handedness.OPPOSITE,
                    Handedness.AUTO)
            .more());

    private final B1Keys b1 = B1Keys.onSeries(keys, " Empty: 1 everywhere; an error of 10 % in B1 costs 20 % in T1.")
            .unit();

    /**
     * A series that fits its protocol.
     *
     * @param loaded as it was read
     * @param series with the handedness applied
     * @param handedness what was found, and used
     * @param check what its voxels say of it
     * @param b1Source where B1 comes from, in a few words
     */
    public record CheckedSeries(
            LoadedSeries loaded, PhaseCycledSeries series, Handedness handedness, SeriesCheck check, String b1Source) {}

    /** Where B1 comes from, without the name of a file, which may hold a person's. */
    public static String withoutName(String b1Source) {
        return b1Source.startsWith(B1_MAP) ? B1_MAP : b1Source;
    }

    /** What log and records should say besides of the series. */
    protected List<String> notes(LoadedSeries loaded) {
        return List.of();
    }

    /** The series, with the voxels that are to be water for the checks; all of its mask where nothing else is said. */
    protected PhaseCycledSeries toCheck(PhaseCycledSeries series, LoadedSeries loaded) throws IOException {
        return series;
    }

    /**
     * Reads the series and refuses it where the data contradict the convention, or one another; warnings go to the log and
     * into the records.
     */
    protected final CheckedSeries loadAndCheck() throws IOException {
        LoadedSeries loaded = this.series.load(b1, this);
        String b1Source = b1Source(loaded);
        Handedness handedness = Handedness.of(loaded.series(), convention.value());
        PhaseCycledSeries series = handedness.apply(loaded.series());
        SeriesCheck check = check(toCheck(series, loaded), loaded);
        check.requireUsable();
        List<String> warnings = new ArrayList<>(check.texts());
        boolean decided = handedness.check().verdict() != ConventionCheck.Verdict.UNDECIDED;
        if (!decided) {
            warnings.add(0, handedness.check().summary());
        }
        say(decided ? List.of(handedness.check().summary(), check.summary()) : List.of(check.summary()), warnings);
        List<String> notes = notes(loaded);
        say(notes, List.of());
        return new CheckedSeries(loaded.with(notes, warnings), series, handedness, check, b1Source);
    }

    /** Fat in the voxels looks like magnitudes that are none: what the voxels of water do not say is not said. */
    private SeriesCheck check(PhaseCycledSeries series, LoadedSeries loaded) throws IOException {
        SeriesCheck all = SeriesCheck.of(series);
        OptionalDouble tesla = FieldStrength.stated(loaded.sourced());
        if (!all.blamesMagnitudesAlone()
                || tesla.isEmpty()
                || !FatCheck.isPossible(series.protocol().cycles())) {
            return all;
        }
        Mask water = FatCheck.water(
                series, FatSpectrum.at(tesla.getAsDouble()), threads.count(), progress("Looking for water"));
        SeriesCheck ofWater = SeriesCheck.of(new PhaseCycledSeries(
                series.grid(), series.images(), series.protocol(), series.b1Ratio(), Optional.of(water)));
        // with too few of water the check looks anywhere
        boolean isOfWater = ofWater.voxels() > 0 && water.count() >= all.voxels();
        if (!isOfWater || !ofWater.clearsMagnitudes()) {
            return all;
        }
        log(
                "The magnitudes of all voxels together look as if they were not proportional to the signal; those of water alone do"
                        + " not, so it is fat in the others.");
        return ofWater;
    }

    private String b1Source(LoadedSeries loaded) {
        if (loaded.series().b1Ratio().isPresent()) {
            return B1_MAP + " " + FileName.of(b1.map());
        }
        log("WARNING: " + WITHOUT_B1);
        return "B1 = 1 assumed";
    }
}
