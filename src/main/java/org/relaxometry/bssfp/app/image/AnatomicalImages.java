package org.relaxometry.bssfp.app.image;

import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.group.SeriesKeys;
import org.relaxometry.bssfp.app.group.ThreadsKey;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.DicomResults;
import org.relaxometry.bssfp.app.result.DicomTarget;
import org.relaxometry.bssfp.app.result.FormatKeys;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.contrast.BandingFree;
import org.relaxometry.bssfp.contrast.Contrast;
import org.relaxometry.bssfp.contrast.SyntheticContrast;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Images to be read by eye: of the cycles without banding, of T1, T2 and M0 in any contrast, with sliders for its times. */
@Plugin(
        type = Command.class,
        name = "anatomy",
        label = "Anatomical Images...",
        description =
                "Images without banding from the phase cycles, and synthetic contrasts from maps of T1, T2 and M0.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class AnatomicalImages extends RelaxometryCommand {

    private static final String FIGURE = "anatomy";
    private static final String AUTO = "auto";
    private static final String ALWAYS = "yes";
    private static final String NEVER = "no";

    private static final double SAME_PLACE_MM = 0.01;

    private final SeriesKeys series = new SeriesKeys(keys);

    private final Key<String> maps = key(Key.image(
            "maps",
            "Maps of T1, T2 and M0",
            "For synthetic contrasts: one map of a run of Map T1 T2 B0…, whose other maps are found by it. Title of an"
                    + " open map, path of a map, or folder of the run. Empty: no synthetic contrasts."));

    private final Key<String> images = key(Key.list(
            "images",
            "Images without banding",
            "Which images are made of the cycles, separated by commas. Empty: all that the increments allow.",
            CycleImages.labels(),
            ""));

    private final Key<String> contrasts = key(Key.list(
            "contrasts",
            "Contrasts",
            "Which synthetic contrasts are made of the maps, separated by commas, each with times in ms where they shall"
                    + " not be the usual ones, such as T1w, FLAIR TI=2300 TE=90. Empty: all with their usual times.",
            Contrast.labels(),
            "with other times, such as FLAIR TI=2300 TE=90"));

    private final Key<Boolean> bias = key(Key.tick(
            "bias",
            "Bias of the receiver out of M0",
            "Take a smooth function of position out of M0, which holds the sensitivity of the receiver.",
            true));

    private final Key<String> sliders = key(Key.choice(
                    "sliders",
                    "Sliders",
                    "Whether a window opens in which sliders change TR, TE and TI of a synthetic contrast. auto: when"
                            + " started from the menu, not in a macro or script.",
                    AUTO,
                    ALWAYS,
                    NEVER)
            .more());

    private final OutputKeys output = OutputKeys.ofImages(keys);

    private final ThreadsKey threads = new ThreadsKey(keys);

    private final FormatKeys format = new FormatKeys(keys, "images", output);

    @Override
    public List<Result> results() {
        List<Result> results = new ArrayList<>();
        for (BandingFree kind : BandingFree.values()) {
            results.add(Result.image(kind.label(), kind.description() + ", where a series was given"));
        }
        for (Contrast contrast : Contrast.values()) {
            String name = ContrastImages.script(contrast);
            results.add(Result.image(name, "synthetic " + contrast.label() + ", where maps were given"));
            results.add(Result.image(
                    name + "_sigma",
                    "standard deviation of the synthetic " + contrast.label() + ", where maps give it"));
        }
        return results;
    }

    @Override
    protected void execute() throws IOException {
        boolean fromSeries = !series.images().isEmpty();
        boolean fromMaps = !maps.value().isEmpty();
        requireInUse(fromSeries, fromMaps);
        format.requireValid();
        List<SyntheticContrast> synthetic = SyntheticContrast.parse("contrasts", contrasts.value());
        int workers = threads.count();
        try (ResultFolder folder = output.folderOr(audience());
                ResultFolder dicomFolder = format.dicomFolder()) {
            List<String> names = fileNames();
            format.claim(folder, format.writesNifti() ? names : List.of(), names, dicomFolder, this::log);
            LoadedSeries loaded = fromSeries ? series.load(this) : null;
            ContrastImages tissue =
                    fromMaps ? ContrastImages.read("maps", maps.value(), bias.value(), progress("Reading")) : null;
            RunRecord record = record(loaded, tissue);
            Optional<DicomTarget> target = target(loaded, tissue, record);
            List<ReadingImage> made = new ArrayList<>();
            if (loaded != null) {
                List<BandingFree> kinds =
                        CycleImages.kinds(images.value(), loaded.series().protocol(), this);
                made.addAll(CycleImages.of(loaded, kinds, workers, this, record));
            }
            List<ReadingImage> ofMaps = new ArrayList<>();
            if (tissue != null) {
                synthetic.forEach(each -> ofMaps.addAll(tissue.images(each)));
            }
            if (target.isPresent()) {
                writeDicom(target.get(), dicomFolder, record, made, ofMaps);
            }
            if (folder != null && format.writesNifti()) {
                ResultWriter writer = new ResultWriter(folder, record, progress("Writing"));
                write(writer, made, loaded == null ? "" : loaded.title(), "");
                write(writer, ofMaps, tissue == null ? "" : tissue.run().source(), "_synthetic");
                writer.publish(this::log);
            }
            if (loaded != null && audience().takesImages()) {
                show(made, record, new ResultTitle(output.prefix(), loaded.source(), ""));
            }
            if (tissue != null && audience().takesImages()) {
                show(tissue, synthetic, ofMaps, record);
            }
        }
    }

    /** Images of the cycles and of maps go to one place: where they are of two, DICOM would place one of them wrongly. */
    private Optional<DicomTarget> target(LoadedSeries loaded, ContrastImages tissue, RunRecord record)
            throws IOException {
        if (format.writesDicom() && loaded != null && tissue != null) {
            boolean together = loaded.series().grid().equals(tissue.run().grid())
                    && loaded.geometry().sameGridAs(tissue.run().geometry(), SAME_PLACE_MM);
            if (!together) {
                throw new IllegalArgumentException(
                        "The series and the maps do not lie on one grid, so they cannot be written as"
                                + " DICOM in one run. Run the command once for each.");
            }
        }
        Optional<DicomTarget> target = loaded != null
                ? format.target(
                        loaded.geometry(),
                        loaded.series().grid(),
                        Optional.of(loaded.series().protocol()),
                        record.madeFrom(),
                        progress("Reading the source"))
                : format.target(
                        tissue.run().geometry(),
                        tissue.run().grid(),
                        tissue.run().protocol(),
                        tissue.run().madeFrom(),
                        progress("Reading the source"));
        target.ifPresent(found -> found.warn(this::log, record));
        return target;
    }

    private void writeDicom(
            DicomTarget target,
            ResultFolder dicomFolder,
            RunRecord record,
            List<ReadingImage> made,
            List<ReadingImage> ofMaps)
            throws IOException {
        DicomResults results = target.results(
                dicomFolder, record, "research only", Version.footer("research only"), progress("Writing"));
        List<String> names = fileNames();
        for (ReadingImage image : made) {
            results.map(image.name(), number(names, image), image.panel());
        }
        for (ReadingImage image : ofMaps) {
            results.synthetic(image.name(), number(names, image), image.panel(), image.account());
        }
        List<ReadingImage> all = Stream.concat(made.stream(), ofMaps.stream()).toList();
        results.figure(
                all.stream().map(ReadingImage::panel).toList(), all.get(0).geometry());
        results.publish(this::log);
    }

    /** Its own among all images that the command can make; each has two names of files. */
    private static int number(List<String> names, ReadingImage image) {
        return DicomResults.FIRST_OF_OTHERS
                + 2
                + names.indexOf(ResultWriter.mapFiles(image.name()).get(0)) / 2;
    }

    private void show(
            ContrastImages tissue, List<SyntheticContrast> synthetic, List<ReadingImage> made, RunRecord record) {
        ResultTitle title = new ResultTitle(
                output.prefix(), tissue.run().source(), tissue.run().stated("Method"));
        // who has sliders asks for no others but those named
        if (!opensSliders() || !contrasts.value().isEmpty()) {
            show(made, record, title);
        }
        if (opensSliders()) {
            ContrastWindow.open(tissue, synthetic, title);
        }
    }

    /** What would be ignored is refused. */
    private void requireInUse(boolean fromSeries, boolean fromMaps) {
        if (!fromSeries && !fromMaps) {
            throw new IllegalArgumentException(
                    "Nothing to make images of was given. Expected the images of a series for"
                            + " images without banding ('magnitude' and 'phase', …), maps of a run for synthetic contrasts ('maps'), or"
                            + " both.");
        }
        if (!fromSeries && !images.value().isEmpty()) {
            throw new IllegalArgumentException("images=" + images.value()
                    + " is made of the cycles of a series, but none was given. Give 'magnitude' and 'phase', or leave"
                    + " 'images' empty.");
        }
        if (!fromMaps && !contrasts.value().isEmpty()) {
            throw new IllegalArgumentException(
                    "contrasts=" + contrasts.value()
                            + " are made of maps of T1, T2 and M0, but none were given. Give 'maps', or leave 'contrasts' empty.");
        }
    }

    private boolean opensSliders() {
        boolean wanted = sliders.value().equals(AUTO)
                ? audience().isPerson()
                : sliders.value().equals(ALWAYS);
        return wanted && !GraphicsEnvironment.isHeadless() && audience().takesImages();
    }

    private RunRecord record(LoadedSeries loaded, ContrastImages tissue) {
        if (tissue == null) {
            return new RunRecord(loaded);
        }
        say(tissue.notes(), tissue.run().warnings());
        if (loaded == null) {
            return tissue.record();
        }
        RunRecord record = new RunRecord(loaded)
                .put("FilesOfMaps", RunRecord.inputs(tissue.run().inputs()));
        tissue.run().warnings().forEach(record::warn);
        tissue.describe(record);
        return record;
    }

    /** Every file that a run may write. */
    private static List<String> fileNames() {
        List<String> names = new ArrayList<>();
        Arrays.stream(BandingFree.values()).forEach(kind -> names.addAll(ResultWriter.mapFiles(kind.fileName())));
        for (Contrast contrast : Contrast.values()) {
            names.addAll(ResultWriter.mapFiles(contrast.fileName()));
            names.addAll(ResultWriter.mapFiles(contrast.sigmaFileName()));
        }
        names.add(ResultWriter.pictureFile(FIGURE));
        names.add(ResultWriter.pictureFile(FIGURE + "_synthetic"));
        return names;
    }

    private void write(ResultWriter writer, List<ReadingImage> made, String title, String ending) throws IOException {
        if (made.isEmpty()) {
            return;
        }
        for (ReadingImage image : made) {
            image.write(writer);
        }
        writer.picture(
                FIGURE + ending,
                title,
                made.stream().map(ReadingImage::panel).toList(),
                Version.footer("research only"),
                made.get(0).geometry());
    }

    private void show(List<ReadingImage> made, RunRecord record, ResultTitle title) {
        Map<String, ImagePlus> side = new LinkedHashMap<>();
        Map<String, ImagePlus> more = new LinkedHashMap<>();
        for (ReadingImage image : made) {
            boolean isSigma = image.script().endsWith("_sigma");
            (isSigma ? more : side).put(image.script(), image.image(record, title));
        }
        audience().row(side, more);
    }
}
