package org.relaxometry.bssfp.app.roi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.UnaskingWork;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.map.MapPair;
import org.relaxometry.bssfp.io.roi.SeriesRois;
import org.relaxometry.bssfp.montecarlo.roi.MapAgreement;
import org.relaxometry.bssfp.montecarlo.roi.MapComparison;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.study.AgreementFigure;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** How well two maps of one quantity agree: difference map, Bland–Altman and scatter plots, and a table by region. */
@Plugin(
        type = Command.class,
        name = "compare",
        label = "Compare Maps...",
        description = "Difference map, bias, limits of agreement and correlation of two maps, by region.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class CompareMaps extends RelaxometryCommand {

    private final Key<String> first = key(Key.image(
            "first", "First map", "The reference: title of an open image or path of a file (NIfTI, TIFF …)."));

    private final Key<String> second = key(Key.image(
            "second",
            "Second map",
            "The map to compare with the first, of the same quantity and on the same grid. Differences are"
                    + " second minus first."));

    private final Key<String> mask = key(Key.image(
            "mask",
            "Mask",
            "Voxels that are not 0 are compared: title of an open image or path of a file, on the grid of the"
                    + " maps. Empty: all voxels."));

    private final Key<String> rois = key(RoiSettings.roisKey("maps", "open map", ", else all voxels"));

    private final Key<String> firstunit = key(Key.choice(
                    "firstunit",
                    "Firstunit",
                    "Unit of the first map, where it does not say it itself in its JSON file or calibration.",
                    MapPair.AUTO,
                    "ms",
                    "s")
            .shownAs("Unit of the first map")
            .more());

    private final Key<String> secondunit =
            key(Key.choice("secondunit", "Secondunit", "Unit of the second map, likewise.", MapPair.AUTO, "ms", "s")
                    .shownAs("Unit of the second map")
                    .more());

    private final OutputKeys output = new OutputKeys(
            keys,
            "Where the table, the figure, the difference map and a record are written; made if it does"
                    + " not exist. Empty: results are only shown.",
            "sub-01_");

    @Override
    public List<Result> results() {
        return ComparisonResults.RESULTS;
    }

    @Override
    protected void execute() throws IOException {
        try (ResultFolder folder = output.folderOr(audience())) {
            if (folder != null) {
                folder.claim(ComparisonResults.FILE_NAMES);
            }
            Progress progress = progress("Comparing");
            MapPair maps = MapPair.load(
                    first.value(), second.value(), firstunit.value(), secondunit.value(), mask.value(), progress);
            say(maps.notes(), maps.warnings());
            RunRecord record = new RunRecord(maps.inputs(), maps.notes(), maps.warnings())
                    .put("Difference", maps.secondName() + " - " + maps.firstName());
            List<RegionOfInterest> regions = regions(maps, record, progress);
            MapComparison comparison = compare(maps, regions, progress);
            MapComparison.Row all = comparison.rows().get(comparison.rows().size() - 1);
            Figure figure = UnaskingWork.run(() -> AgreementFigure.of(maps, all, regions, footer(maps, all)), progress);
            ComparisonResults results = new ComparisonResults(maps, comparison, figure, record);
            if (folder != null) {
                ResultWriter writer = new ResultWriter(folder, record, progress);
                results.write(writer);
                writer.publish(this::log);
            }
            if (audience().takesImages()) {
                results.show(output.prefix(), audience());
            }
        }
    }

    /** The regions inside the mask; without regions, the mask. */
    private List<RegionOfInterest> regions(MapPair maps, RunRecord record, Progress progress) throws IOException {
        int[] inside = maps.voxels();
        Optional<SeriesRois> read = SeriesRois.read(rois.value(), maps, progress);
        if (read.isEmpty()) {
            boolean all = inside.length == maps.first().length;
            return List.of(new RegionOfInterest(all ? "all voxels" : "mask", inside));
        }
        SeriesRois found = read.get();
        found.notes().forEach(this::log);
        record.put("SourceOfROIs", found.source()).put("FilesOfROIs", found.inputs());
        log(found.rois().size() + " ROIs (" + found.source() + ").");
        return found.rois().stream()
                .map(roi -> new RegionOfInterest(
                        roi.name(),
                        IntStream.of(roi.voxels())
                                .filter(v -> Arrays.binarySearch(inside, v) >= 0)
                                .toArray()))
                .toList();
    }

    /** One row per region; where there are several, one more for all of them. */
    private MapComparison compare(MapPair maps, List<RegionOfInterest> regions, Progress progress) throws IOException {
        List<RegionOfInterest> rows = new ArrayList<>(regions);
        if (regions.size() > 1) {
            int[] union = regions.stream()
                    .flatMapToInt(region -> IntStream.of(region.voxels()))
                    .sorted()
                    .distinct()
                    .toArray();
            rows.add(new RegionOfInterest("all regions", union));
        }
        MapComparison comparison =
                UnaskingWork.run(() -> MapComparison.of(maps.first(), maps.second(), rows, maps.unit()), progress);
        MapComparison.Row all = comparison.rows().get(rows.size() - 1);
        if (all.agreement().isEmpty()) {
            throw new IllegalArgumentException(
                    "Only " + all.pairs() + " voxels have a value in both maps, but at least " + MapAgreement.MIN_PAIRS
                            + " are needed to compare them.");
        }
        comparison.rows().forEach(row -> log(line(row, maps.unit())));
        return comparison;
    }

    private static String line(MapComparison.Row row, String unit) {
        int leftOut = row.region().voxels().length - row.pairs();
        String voxels = row.region().name() + ": " + row.pairs() + " voxels"
                + (leftOut > 0 ? " (" + leftOut + " without a value in both maps left out)" : "");
        return row.agreement()
                .map(a -> String.format(
                        Locale.ROOT,
                        "%s, bias %.4g ± %.2g %s (95 %%), limits of agreement %.4g … %.4g %s, CoD %.4f,"
                                + " correlation %.4f",
                        voxels,
                        a.bias(),
                        a.biasHalfWidth(),
                        unit,
                        a.lowerLimit(),
                        a.upperLimit(),
                        unit,
                        a.cod(),
                        a.correlation()))
                .orElse("WARNING: " + voxels + ", too few to compare");
    }

    private static String footer(MapPair maps, MapComparison.Row all) {
        return Version.footer("first " + maps.firstName(), "second " + maps.secondName(), line(all, maps.unit()));
    }
}
