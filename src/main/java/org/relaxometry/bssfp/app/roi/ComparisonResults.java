package org.relaxometry.bssfp.app.roi;

import ij.ImagePlus;
import java.io.IOException;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.relaxometry.bssfp.app.frame.Audience;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.MapLook;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.io.map.MapPair;
import org.relaxometry.bssfp.montecarlo.roi.MapComparison;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
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

    /** What scripts take. */
    static final List<Result> RESULTS = List.of(
            Result.image("difference", "second minus first, in the unit of the maps"),
            Result.table("table", "agreement region by region"),
            Result.figure("figure", "scatter and Bland–Altman plots"));

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

    void show(String prefix, Audience audience) {
        float[] differences = differences();
        ImagePlus image = MapImages.wrap(DIFFERENCE, differences, maps, record.info());
        MapLook.give(
                image, "Δ" + maps.quantity(), maps.unit(), ParameterDisplay.ofDifference(new float[][] {differences}));
        new ResultTitle(prefix, source(), methods())
                .name(image, DIFFERENCE, DIFFERENCE, "difference of " + maps.quantity(), maps.unit());
        audience.image("difference", image);
        audience.table("table", "Agreement of maps", table());
        audience.figure("figure", AGREEMENT, figure);
    }

    private String source() {
        return maps.images().stream().findFirst().map(ImageNames::source).orElse("");
    }

    private String methods() {
        return ResultTitle.methodOf(maps.secondName()) + " - " + ResultTitle.methodOf(maps.firstName());
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
