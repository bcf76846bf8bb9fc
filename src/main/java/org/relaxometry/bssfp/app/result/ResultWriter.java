package org.relaxometry.bssfp.app.result;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.Png;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.load.SeriesFiles;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.map.MapFigure;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.plot.window.FigureFiles;
import org.relaxometry.bssfp.text.Version;

/**
 * Writes the results of a run, each in its form: maps as NIfTI with a JSON record beside, series, tables as CSV, figures as
 * PNG and SVG, pictures as PNG. Names are without ending.
 *
 * @param folder takes the files, and gives them their names once it is published
 * @param record how the results came about
 * @param progress of the writing; asked whether to go on
 */
public record ResultWriter(ResultFolder folder, RunRecord record, Progress progress) {

    private static final String IMAGE = ".nii.gz";
    private static final String JSON = ".json";
    private static final String PNG = ".png";
    private static final String SVG = ".svg";

    /** Pixels per point, for documents. */
    private static final int FIGURE_SCALE = 2;

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
                folder.place(name + IMAGE),
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
        series.write(folder, record.json(ProtocolJson.members(series.protocol())), Version.program(), progress);
    }

    /**
     * The record.
     *
     * @param about what stands before all that the run has recorded
     */
    public void json(String name, Map<String, Object> about) throws IOException {
        text(name + JSON, record.json(about));
    }

    public void table(String name, String csv) throws IOException {
        text(name + ".csv", csv);
    }

    /** As PNG and SVG. */
    public void figure(String name, Figure figure) throws IOException {
        picture(name, figure);
        write(name + SVG, out -> FigureFiles.writeSvg(figure, out));
    }

    /** As PNG. */
    public void picture(String name, Figure figure) throws IOException {
        picture(name, FigureFiles.image(figure, FIGURE_SCALE));
    }

    /** Maps beside each other, as PNG. */
    public void picture(String name, String title, List<MapPanel> maps, String footer, NiftiGeometry geometry)
            throws IOException {
        picture(name, MapFigure.render(title, maps, footer, geometry.voxelSizeMm(), geometry.rowsRunUpwards()));
    }

    public void picture(String name, BufferedImage picture) throws IOException {
        write(name + PNG, out -> Png.write(picture, out));
    }

    /** @param file name with its ending */
    public void text(String file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void write(String file, AtomicFile.Content content) throws IOException {
        AtomicFile.write(folder.place(file), true, content);
    }
}
