package org.relaxometry.bssfp.app.fat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.relaxometry.bssfp.app.estimate.CheckedSeriesCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.FieldKey;
import org.relaxometry.bssfp.app.group.TypedNoise;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.DicomResults;
import org.relaxometry.bssfp.app.result.DicomTarget;
import org.relaxometry.bssfp.app.result.FormatKeys;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.estimation.fat.FatVisibility;
import org.relaxometry.bssfp.estimation.fat.PulseOnFat;
import org.relaxometry.bssfp.estimation.fat.WaterPrior;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.volume.fat.FatCheck;
import org.relaxometry.bssfp.volume.fat.WaterFatMapper;
import org.relaxometry.bssfp.volume.fat.WaterFatMaps;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Fat fraction, T1 and T2 of water, and ΔB0 without swaps of water and fat. */
@Plugin(
        type = Command.class,
        name = "fat",
        label = "Map Water and Fat...",
        description = "Fat fraction, T1 and T2 of water, and off-resonance of a phase-cycled bSSFP series.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class MapWaterAndFat extends CheckedSeriesCommand {

    private static final String METHOD = "Water and fat by maximum likelihood";

    private static final String TIME = "a positive time in ms";

    private final FieldKey b0Field =
            FieldKey.add(keys, " Empty: MagneticFieldStrength of the JSON file of the series.");

    private final Key<String> waterT1 =
            key(Key.text("watert1", "WaterT1 (ms)", "T1 of water, where it is known. Empty: estimated in every voxel.")
                    .shownAs("T1 of water (ms)")
                    .more());

    private final Key<String> fatT1 = key(Key.text(
                    "fatt1",
                    "FatT1 (ms)",
                    "T1 of fat, which is taken for known. Empty: that usual at the field, 370 ms at 3 T and 338 ms at 1.5 T.")
            .shownAs("T1 of fat (ms)")
            .more());

    private final Key<String> fatT2 =
            key(Key.text("fatt2", "FatT2 (ms)", "T2 of fat, which is taken for known. Empty: 60 ms.")
                    .shownAs("T2 of fat (ms)")
                    .more());

    private final Key<String> noise = key(Key.text(
                    "noise",
                    "Noise level",
                    "Standard deviation of the noise of real and imaginary part, in image units, for the uncertainties."
                            + " Empty: from the residual of each voxel.")
            .more());

    private final FormatKeys format = new FormatKeys(keys, "maps", output);

    @Override
    public List<Result> results() {
        return WaterFatResults.results();
    }

    @Override
    protected void execute() throws IOException {
        b0Field.typed();
        double sigma =
                TypedNoise.ofSeries(noise.value()) instanceof NoiseLevel.Sigma known ? known.value() : Double.NaN;
        format.requireValid();
        int workers = threads.count();
        try (ResultFolder folder = output.folderOr(audience());
                ResultFolder dicomFolder = format.dicomFolder()) {
            List<String> names = WaterFatResults.fileNames();
            format.claim(folder, format.writesNifti() ? names : List.of(), names, dicomFolder, this::log);
            CheckedSeries checked = loadAndCheck();
            LoadedSeries loaded = checked.loaded();
            Protocol protocol = checked.series().protocol();
            FatSpectrum spectrum = spectrum(loaded);
            WaterPrior prior = prior(spectrum);
            RunRecord record = new RunRecord(loaded);
            Optional<DicomTarget> target = format.target(
                    loaded.geometry(),
                    loaded.series().grid(),
                    Optional.of(protocol),
                    record.madeFrom(),
                    progress("Reading the source"));
            target.ifPresent(found -> found.warn(this::log, record));
            requireVisible(FatVisibility.of(protocol, spectrum), record);
            sayWhatThePulseCosts(protocol, spectrum, record);
            WaterFatMaps maps = new WaterFatMapper(spectrum, prior, sigma)
                    .map(checked.series(), workers, progress("Water and fat"));
            WaterFatResults results = new WaterFatResults(maps, loaded);
            results.outcome().forEach(this::log);
            record.put("Method", METHOD)
                    .put("MagneticFieldStrength", spectrum.fieldTesla())
                    .put("Fat", spectrum.describe())
                    .put("Water", prior.describe())
                    .put("Convention", checked.handedness().record())
                    .put("SeriesCheck", checked.check().record())
                    .put("B1", checked.b1Source())
                    .put("Outcome", results.outcome());
            if (target.isPresent()) {
                DicomResults written = target.get()
                        .results(
                                dicomFolder,
                                record,
                                METHOD,
                                WaterFatResults.footer(protocol.describe()),
                                progress("Writing"));
                results.write(written);
                written.publish(this::log);
            }
            if (folder != null && format.writesNifti()) {
                ResultWriter writer = new ResultWriter(folder, record, progress("Writing"));
                results.write(writer, protocol.describe());
                writer.publish(this::log);
            }
            if (audience().takesImages()) {
                results.show(record, new ResultTitle(output.prefix(), loaded.source(), ""), audience());
            }
        }
    }

    /** Fat in its voxels makes a good series look wrong. */
    @Override
    protected PhaseCycledSeries toCheck(PhaseCycledSeries series, LoadedSeries loaded) throws IOException {
        WaterFatMapper.requireCycles(series.protocol().cycles());
        Mask water = FatCheck.water(series, spectrum(loaded), threads.count(), progress("Looking for water"));
        return new PhaseCycledSeries(
                series.grid(), series.images(), series.protocol(), series.b1Ratio(), Optional.of(water));
    }

    private FatSpectrum spectrum(LoadedSeries loaded) throws IOException {
        double tesla = b0Field.of(loaded)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The field strength is not known: give it in tesla, such as b0field=3, or as MagneticFieldStrength"
                                + " in the JSON file of the series. It says where fat lies."));
        FatSpectrum usual = FatSpectrum.at(tesla);
        return new FatSpectrum(tesla, time("fatt1", fatT1, usual.t1Ms()), time("fatt2", fatT2, usual.t2Ms()));
    }

    private WaterPrior prior(FatSpectrum spectrum) {
        WaterPrior prior = WaterPrior.at(spectrum.fieldTesla());
        return waterT1.value().isBlank() ? prior : prior.withT1(time("watert1", waterT1, prior.t1Ms()));
    }

    private static double time(String name, Key<String> key, double usualMs) {
        if (key.value().isBlank()) {
            return usualMs;
        }
        double timeMs = TypedNumber.number(name, key.value(), TIME);
        if (timeMs > 0 && timeMs < Double.POSITIVE_INFINITY) {
            return timeMs;
        }
        throw TypedNumber.wrong(name, TIME, key.value());
    }

    private void requireVisible(FatVisibility visibility, RunRecord record) {
        if (!visibility.isEnough()) {
            throw new IllegalArgumentException(
                    "Water and fat cannot be told apart with this protocol. " + visibility.text());
        }
        record.put("FatFractionBound", visibility.percent());
        if (visibility.isGood()) {
            log(visibility.text());
        } else {
            log("WARNING: " + visibility.text());
            record.warn(visibility.text());
        }
    }

    /** A stated pulse is a warning with its price; where none is stated the price of usual ones is said. */
    private void sayWhatThePulseCosts(Protocol protocol, FatSpectrum spectrum, RunRecord record) {
        String text = "The pulse is taken to be instantaneous: ";
        if (protocol.pulse().isInstantaneous()) {
            log(text + "with a hard one of 0.3 ms 20 % of fat is read as " + read(protocol, spectrum, RfPulse.hard(0.3))
                    + ", with one of 0.6 ms as " + read(protocol, spectrum, RfPulse.hard(0.6)) + ".");
            return;
        }
        String warning = text + "with the " + protocol.pulse().describe() + " 20 % of fat is read as "
                + read(protocol, spectrum, protocol.pulse()) + ".";
        log("WARNING: " + warning);
        record.warn(warning);
    }

    private static String read(Protocol protocol, FatSpectrum spectrum, RfPulse pulse) {
        return String.format(Locale.ROOT, "%.1f %%", PulseOnFat.readPercent(protocol.withPulse(pulse), spectrum, 20));
    }
}
