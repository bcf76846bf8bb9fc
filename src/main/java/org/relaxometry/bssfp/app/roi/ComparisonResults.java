package org.relaxometry.bssfp.app.roi;

import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import org.relaxometry.bssfp.app.frame.ImageWindows;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.frame.TableWindow;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.io.map.MapPair;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.montecarlo.roi.MapComparison;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.plot.window.FigureFiles;
import org.relaxometry.bssfp.plot.window.FigureWindow;
import org.relaxometry.bssfp.statistics.StudyTable;
import org.relaxometry.bssfp.text.Version;

/**
 * What a comparison gives, as files and on the screen.
 *
 * @param maps what was compared
 * @param comparison region by region, the last row for all compared voxels
 * @param figure scatter and Bland–Altman plots
 * @param record how it came about
 */
record ComparisonResults(MapPair maps, MapComparison comparison, Figure figure, RunRecord record) {

    private static final String DIFFERENCE = "differencemap";
    private static final String AGREEMENT = "agreement";

    static final List<String> FILE_NAMES = List.of(
            DIFFERENCE + ".nii.gz", DIFFERENCE + ".json", AGREEMENT + ".csv", AGREEMENT + ".png", AGREEMENT + ".svg");

    private static final int DOCUMENT_SCALE = 2;

    void write(ResultFolder folder, Progress progress) throws IOException {
        // as in the maps themselves: ms on the screen, s in NIfTI files
        boolean milliseconds = maps.unit().equals("ms");
        String unit = milliseconds ? "s" : maps.unit();
        float[] differences = differences();
        for (int v = 0; milliseconds && v < differences.length; v++) {
            differences[v] /= 1000;
        }
        NiftiWriter.write(
                folder.place(DIFFERENCE + ".nii.gz"),
                ArrayImgs.floats(differences, maps.grid().size()),
                maps.geometry(),
                DIFFERENCE + " (" + unit + "), " + Version.program(),
                true,
                progress);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("Quantity", "difference of " + maps.quantity());
        about.put("Units", unit);
        Files.writeString(folder.place(DIFFERENCE + ".json"), record.json(about));
        Files.writeString(folder.place(AGREEMENT + ".csv"), table().csv());
        AtomicFile.write(
                folder.place(AGREEMENT + ".png"), true, out -> FigureFiles.writePng(figure, DOCUMENT_SCALE, out));
        AtomicFile.write(folder.place(AGREEMENT + ".svg"), true, out -> FigureFiles.writeSvg(figure, out));
    }

    void show(String prefix) {
        float[] differences = differences();
        ImagePlus image = MapImages.wrap(prefix + DIFFERENCE, differences, maps, record.info());
        image.setLut(ParameterDisplay.ofDifference(new float[][] {differences}).lut());
        ImageWindows.show(image);
        TableWindow.show("Agreement of maps", table());
        if (!GraphicsEnvironment.isHeadless()) {
            FigureWindow.open(AGREEMENT, figure);
        }
    }

    private StudyTable table() {
        return comparison.table();
    }

    /** Over all compared voxels. */
    private float[] differences() {
        int[] voxels =
                comparison.rows().get(comparison.rows().size() - 1).region().voxels();
        return MapComparison.differences(maps.first(), maps.second(), voxels);
    }
}
