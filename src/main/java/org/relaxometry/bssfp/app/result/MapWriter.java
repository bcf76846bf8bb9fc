package org.relaxometry.bssfp.app.result;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.plot.map.MapFigure;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** The files of a mapping run: a NIfTI map and a JSON record per parameter, with BIDS names and units, and one figure. */
public final class MapWriter {

    private static final String STATUS = "statusmap";
    private static final String FIGURE = "maps.png";

    /** Every file that a run of any method may write. */
    public static final List<String> FILE_NAMES = fileNames();

    private MapWriter() {}

    private static List<String> fileNames() {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            names.add(parameter.fileName() + ".nii.gz");
            names.add(parameter.fileName() + ".json");
        }
        names.addAll(List.of(STATUS + ".nii.gz", STATUS + ".json", FIGURE));
        return List.copyOf(names);
    }

    public static void write(
            ResultFolder folder,
            ParameterMaps maps,
            LoadedSeries loaded,
            RunRecord record,
            String footer,
            Progress progress)
            throws IOException {
        for (Parameter parameter : maps.parameters()) {
            String name = parameter.fileName();
            writeImage(
                    folder, name, inFileUnits(parameter, maps.map(parameter)), loaded, fileUnit(parameter), progress);
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("Quantity", parameter.symbol());
            about.put("Units", fileUnit(parameter));
            writeText(folder, name + ".json", record.json(about));
        }
        writeImage(folder, STATUS, maps.status(), loaded, "code", progress);
        Map<String, String> levels = new LinkedHashMap<>();
        for (EstimationStatus status : EstimationStatus.values()) {
            levels.put(Integer.toString(status.code()), status.meaning());
        }
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("Quantity", "status of each voxel");
        about.put("Levels", levels);
        writeText(folder, STATUS + ".json", record.json(about));
        writeFigure(folder, maps, loaded, footer);
    }

    public static void writeImage(
            ResultFolder folder,
            String name,
            RandomAccessibleInterval<FloatType> image,
            LoadedSeries loaded,
            String unit,
            Progress progress)
            throws IOException {
        NiftiWriter.write(
                folder.place(name + ".nii.gz"),
                image,
                loaded.geometry(),
                name + " (" + unit + "), " + Version.program(),
                true,
                progress.silent());
    }

    private static void writeText(ResultFolder folder, String name, String text) throws IOException {
        Files.writeString(folder.place(name), text);
    }

    private static void writeFigure(ResultFolder folder, ParameterMaps maps, LoadedSeries loaded, String footer)
            throws IOException {
        List<MapPanel> panels = new ArrayList<>();
        for (Parameter parameter : maps.parameters()) {
            PlanarImg<FloatType, FloatArray> map = maps.map(parameter);
            panels.add(MapPanel.of(parameter, planes(map), (int) map.dimension(0), (int) map.dimension(1)));
        }
        PlanarImg<FloatType, FloatArray> status = maps.status();
        panels.add(MapPanel.ofStatus(planes(status), (int) status.dimension(0), (int) status.dimension(1)));
        NiftiGeometry geometry = loaded.geometry();
        BufferedImage figure =
                MapFigure.render(title(loaded), panels, footer, geometry.voxelSizeMm(), geometry.rowsRunUpwards());
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(figure, "png", png);
        Files.write(folder.place(FIGURE), png.toByteArray());
    }

    /** The name of the first input, without folder and ending. */
    public static String title(LoadedSeries loaded) {
        String name = loaded.inputs().get(0).name();
        return Path.of(name).getFileName().toString().replaceFirst("\\.(nii|hdr|img|tiff?)(\\.gz)?$", "");
    }

    public static float[][] planes(PlanarImg<FloatType, FloatArray> map) {
        float[][] planes = new float[map.numSlices()][];
        Arrays.setAll(planes, z -> map.getPlane(z).getCurrentStorageArray());
        return planes;
    }

    /** BIDS wants relaxation times in seconds. */
    public static String fileUnit(Parameter parameter) {
        return parameter.unit().equals("ms") ? "s" : parameter.unit();
    }

    public static RandomAccessibleInterval<FloatType> inFileUnits(
            Parameter parameter, RandomAccessibleInterval<FloatType> map) {
        return parameter.unit().equals("ms")
                ? Converters.convert(map, (in, out) -> out.set(in.get() / 1000), new FloatType())
                : map;
    }
}
