package org.relaxometry.bssfp.app.roi;

import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.relaxometry.bssfp.app.frame.ImageWindows;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.frame.TableWindow;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.io.map.MapPair;
import org.relaxometry.bssfp.montecarlo.roi.MapComparison;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.plot.window.FigureWindow;
import org.relaxometry.bssfp.statistics.StudyTable;

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

    void write(ResultWriter writer) throws IOException {
        writer.map(
                DIFFERENCE,
                ArrayImgs.floats(differences(), maps.grid().size()),
                maps.geometry(),
                "difference of " + maps.quantity(),
                maps.unit());
        writer.table(AGREEMENT, table().csv());
        writer.figure(AGREEMENT, figure);
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
