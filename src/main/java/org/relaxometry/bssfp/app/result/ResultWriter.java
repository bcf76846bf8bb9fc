package org.relaxometry.bssfp.app.result;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.UnaskingWork;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.Png;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.load.SeriesFiles;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.io.sidecar.RunId;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.map.MapFigure;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.plot.window.FigureFiles;
import org.relaxometry.bssfp.text.Version;

/**
 * Writes the results of a run, each in its form: maps as NIfTI with a JSON record beside, series, tables as CSV, figures as
 * PNG and SVG, pictures as PNG. Names are without ending.
 */
public final class ResultWriter {

    private static final String IMAGE = ".nii.gz";
    private static final String JSON = ".json";
    private static final String PNG = ".png";
    private static final String SVG = ".svg";

    /** Pixels per point, for documents. */
    private static final int FIGURE_SCALE = 2;

    private final ResultFolder folder;
    private final RunRecord record;
    private final Progress progress;
    /** What stands first in every record, by its file. They are written last, since each names all files. */
    private final Map<Path, Map<String, Object>> records = new LinkedHashMap<>();

    /** All files but the records. */
    private final List<Path> files = new ArrayList<>();

    private boolean replacesWholeRuns = true;

    /**
     * @param folder takes the files, and gives them their names once they are published
     * @param record how the results came about
     * @param progress of the writing; asked whether to go on
     */
    public ResultWriter(ResultFolder folder, RunRecord record, Progress progress) {
        this.folder = folder;
        this.record = record;
        this.progress = progress;
    }

    /** The files of a map of this name. */
    public static List<String> mapFiles(String name) {
        return List.of(name + IMAGE, name + JSON);
    }

    /** The files of a figure of this name. */
    public static List<String> figureFiles(String name) {
        return List.of(name + PNG, name + SVG);
    }

    /** The file of a picture of this name. */
    public static String pictureFile(String name) {
        return name + PNG;
    }

    /**
     * A map and its record.
     *
     * @param quantity what the values are
     * @param unit of the values; those in ms are written in s, as BIDS has them
     */
    public void map(
            String name, RandomAccessibleInterval<FloatType> map, NiftiGeometry geometry, String quantity, String unit)
            throws IOException {
        image(name, map, geometry, unit);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("Quantity", quantity);
        about.put("Units", isMs(unit) ? "s" : unit);
        json(name, about);
    }

    /** As {@link #map}, without the record. */
    public void image(String name, RandomAccessibleInterval<FloatType> image, NiftiGeometry geometry, String unit)
            throws IOException {
        RandomAccessibleInterval<FloatType> values =
                isMs(unit) ? Converters.convert(image, (in, out) -> out.set(in.get() / 1000), new FloatType()) : image;
        NiftiWriter.write(
                place(name + IMAGE),
                values,
                geometry,
                name + " (" + (isMs(unit) ? "s" : unit) + "), " + Version.program(),
                true,
                // many small files would move the bar to and fro
                progress.silent());
    }

    private static boolean isMs(String unit) {
        return unit.equals("ms");
    }

    /** Magnitude and phase of a series, each with the record and its protocol. */
    public void series(SeriesFiles series) throws IOException {
        for (String image : SeriesFiles.IMAGES) {
            place(image + IMAGE);
        }
        series.write(folder, Version.program(), progress);
        for (String image : SeriesFiles.IMAGES) {
            json(image, series.protocol().members());
        }
    }

    /**
     * The record.
     *
     * @param about what stands before all that the run has recorded
     */
    public void json(String name, Map<String, Object> about) throws IOException {
        records.put(folder.place(name + JSON), about);
    }

    public void table(String name, String csv) throws IOException {
        text(name + ".csv", csv);
    }

    /** A figure that takes a while to be put together, as PNG and SVG. */
    public void figure(String name, Callable<Figure> figure) throws IOException {
        figure(name, UnaskingWork.run(figure, progress));
    }

    /** As PNG and SVG. */
    public void figure(String name, Figure figure) throws IOException {
        picture(name, figure);
        write(name + SVG, out -> FigureFiles.writeSvg(figure, out));
    }

    /** As PNG. */
    public void picture(String name, Figure figure) throws IOException {
        write(name + PNG, out -> FigureFiles.writePng(figure, FIGURE_SCALE, out));
    }

    /** Begins to draw maps beside each other, as PNG, while others are written. */
    public static UnaskingWork<byte[]> picture(
            String title, List<MapPanel> maps, String footer, NiftiGeometry geometry) {
        return drawing(out ->
                Png.write(MapFigure.render(title, maps, footer, geometry.voxelSizeMm(), geometry.upright()), out));
    }

    /** Maps beside each other, as PNG. */
    public void picture(String name, String title, List<MapPanel> maps, String footer, NiftiGeometry geometry)
            throws IOException {
        picture(name, picture(title, maps, footer, geometry));
    }

    /** A picture that was begun before. */
    public void picture(String name, UnaskingWork<byte[]> picture) throws IOException {
        write(name + PNG, picture);
    }

    public void picture(String name, BufferedImage picture) throws IOException {
        write(name + PNG, out -> Png.write(picture, out));
    }

    /** @param file name with its ending */
    public void text(String file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What draws does not ask whether to go on. */
    private void write(String file, AtomicFile.Content content) throws IOException {
        write(file, drawing(content));
    }

    private void write(String file, UnaskingWork<byte[]> content) throws IOException {
        byte[] bytes = content.result(progress);
        AtomicFile.write(place(file), true, out -> out.write(bytes));
    }

    private static UnaskingWork<byte[]> drawing(AtomicFile.Content content) {
        return UnaskingWork.begin(() -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            content.writeTo(out);
            return out.toByteArray();
        });
    }

    /** Where to write a file of any other kind. */
    public Path place(String file) throws IOException {
        Path place = folder.place(file);
        files.add(place);
        return place;
    }

    /** Asks whether to go on. */
    public void checkCanceled() {
        progress.checkCanceled();
    }

    /** Leaves what is left of an earlier run that loses a file to this one: for a step that is made anew among others. */
    public ResultWriter leavingOthers() {
        replacesWholeRuns = false;
        return this;
    }

    /**
     * Writes the records and gives all files their names. Of every earlier run that loses a file to this one the other files go too:
     * they would stand beside those of this run as if they belonged together. Only files go that the run's own record names, that
     * are as it wrote them, and that this run has not read.
     *
     * @param log is told what is done
     * @return the files
     */
    public List<Path> publish(Consumer<String> log) throws IOException {
        Map<String, Object> closing = new LinkedHashMap<>();
        closing.put(EarlierRun.FILES, checksums());
        String runId = RunId.of(record.json(Map.of(), closing));
        closing.put(RunId.KEY, runId);
        record.published(runId);
        for (Map.Entry<Path, Map<String, Object>> each : records.entrySet()) {
            byte[] json = record.json(each.getValue(), closing).getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(each.getKey(), true, out -> out.write(json));
        }
        List<String> removed = replacesWholeRuns ? folder.alsoRemove(filesOfEarlierRuns()) : List.of();
        List<Path> written = folder.publish();
        folder.remarks().forEach(log);
        written.forEach(file -> log.accept("Wrote " + file));
        removed.forEach(name -> log.accept("Removed " + name + ", which an earlier run wrote and this one does not."));
        return written;
    }

    private Set<String> filesOfEarlierRuns() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        // what this run was made from stays
        Set<String> read = record.checksums();
        for (Path earlier : folder.replaced()) {
            if (earlier.toString().endsWith(JSON)) {
                Optional<EarlierRun> run = EarlierRun.of(earlier);
                names.addAll(run.isPresent() ? run.get().files(read, progress) : Set.of());
            }
        }
        return names;
    }

    private List<Map<String, String>> checksums() throws IOException {
        List<Map<String, String>> all = new ArrayList<>();
        for (Path file : files) {
            Map<String, String> entry = new LinkedHashMap<>();
            entry.put(EarlierRun.NAME, file.getFileName().toString());
            entry.put(EarlierRun.SHA256, InputFile.of("", file, progress).sha256());
            all.add(entry);
        }
        records.keySet()
                .forEach(file ->
                        all.add(Map.of(EarlierRun.NAME, file.getFileName().toString())));
        return all;
    }
}
