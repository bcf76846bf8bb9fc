package org.relaxometry.bssfp.app.followup;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.frame.Audience;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.MapLook;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.followup.Change;
import org.relaxometry.bssfp.followup.ChangeCluster;
import org.relaxometry.bssfp.followup.Halfway;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.plot.map.MapFigure;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * What a comparison gives, as files and on the screen.
 *
 * @param found by quantity
 * @param geometry where the voxels of the results lie
 * @param toMm from their indices to mm of the first examination
 */
record FollowUpResults(List<FollowUpResults.Found> found, NiftiGeometry geometry, Affine toMm) {

    static final String NAME = "followup";

    private static final List<Parameter> TIMES = List.of(Parameter.T1, Parameter.T2);

    /**
     * Results on the voxels where both examinations meet.
     *
     * @param first of the first examination; where it states no position in space, neither do the results
     */
    static FollowUpResults of(List<Found> found, NiftiGeometry first, Halfway halfway) {
        boolean moved = halfway.isInterpolated() && first.statesOrientation();
        return new FollowUpResults(
                found, moved ? NiftiGeometry.ofAffine(halfway.toMm().rows()) : first, halfway.toMm());
    }

    /** What scripts take. */
    static List<Result> results() {
        List<Result> results = new ArrayList<>();
        for (Parameter time : TIMES) {
            String name = time.symbol().toLowerCase(Locale.ROOT);
            results.add(Result.image(name + "_change", time.symbol() + " after less before (ms)"));
            results.add(Result.image(name + "_z", "z of the change of " + time.symbol() + ", of neighbours together"));
            results.add(
                    Result.image(name + "_clusters", "number of the cluster in the table, 0 where nothing was found"));
        }
        results.add(Result.table("table", "clusters that have changed"));
        results.add(Result.figure(NAME, "T1 and T2 before, z, and the changes that were found"));
        return results;
    }

    static List<String> fileNames() {
        List<String> names = new ArrayList<>(List.of(NAME + ".csv", NAME + ".png"));
        for (Parameter time : TIMES) {
            for (String kind : List.of("changemap", "changesigmamap", "changezmap", "clustermap")) {
                names.addAll(ResultWriter.mapFiles(time.symbol() + kind));
            }
        }
        return names;
    }

    /**
     * Of one quantity.
     *
     * @param time T1 or T2
     * @param before its map
     */
    record Found(Parameter time, float[] before, Change change, List<ChangeCluster> clusters) {

        /** Number of the cluster of each voxel. */
        float[] numbers() {
            float[] numbers = new float[before.length];
            for (int k = 0; k < clusters.size(); k++) {
                for (int v : clusters.get(k).voxels()) {
                    numbers[v] = k + 1;
                }
            }
            return numbers;
        }

        /** The difference in percent, 0 where none was found. */
        float[] percentFound() {
            float[] percent = new float[before.length];
            for (int v = 0; v < percent.length; v++) {
                float difference = change.changed()[v] == 0 ? 0 : 100 * change.difference()[v] / before[v];
                percent[v] = Float.isNaN(change.difference()[v]) ? Float.NaN : difference;
            }
            return percent;
        }

        /** Median of z, in standard deviations of single voxels, that noise never has over thousands of voxels. */
        private static final double EVERYWHERE = 0.25;

        /** Width of z that two examinations do not have: their noise adds up. */
        private static final double COMMON_NOISE = 0.85;

        /** In one sentence. */
        String summary() {
            int voxels =
                    clusters.stream().mapToInt(each -> each.voxels().length).sum();
            return String.format(
                    Locale.ROOT,
                    "%s: %s in %d compared voxels, whose median difference is %+.1f ms.",
                    time.symbol(),
                    clusters.isEmpty()
                            ? "no change found"
                            : clusters.size() + (clusters.size() == 1 ? " cluster of " : " clusters, together ")
                                    + voxels + " changed voxels",
                    change.compared(),
                    SortedSamples.finite(change.difference()).median());
        }

        /** What is the same in all voxels is no cluster, and must be said; so must noise that both have in common. */
        List<String> warnings(Halfway halfway) {
            List<String> warnings = new ArrayList<>();
            double median = SortedSamples.finite(change.z()).median();
            if (Math.abs(median) >= EVERYWHERE) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "%s differs everywhere: by %+.1f ms in the median of all voxels, %+.2f standard deviations of one voxel."
                                + " What has changed everywhere, by disease, a wrong B1 or another scanner, is not found"
                                + " as a cluster, and clusters beside it are found less surely.",
                        time.symbol(),
                        SortedSamples.finite(change.difference()).median(),
                        median));
            }
            if (!halfway.isInterpolated() && change.scale() < COMMON_NOISE) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "The differences of %s are only %.2f times as wide as the noise of two examinations makes them: are both"
                                + " of one and the same? Then nothing can have changed.",
                        time.symbol(),
                        change.scale()));
            }
            return warnings;
        }
    }

    StudyTable table() {
        List<List<Object>> rows = new ArrayList<>();
        for (Found each : found) {
            VolumeGrid grid = each.change.grid();
            int number = 0;
            for (ChangeCluster cluster : each.clusters) {
                int x = cluster.peak() % grid.nx();
                int y = cluster.peak() / grid.nx() % grid.ny();
                int z = cluster.peak() / grid.sliceVoxels();
                rows.add(List.of(
                        each.time.symbol(),
                        ++number,
                        cluster.meanDifference() > 0 ? "longer" : "shorter",
                        cluster.voxels().length,
                        cluster.volumeMl(grid),
                        toMm.x(x, y, z),
                        toMm.y(x, y, z),
                        toMm.z(x, y, z),
                        z + 1,
                        cluster.meanBefore(),
                        cluster.meanDifference(),
                        cluster.sigma(),
                        100 * cluster.meanDifference() / cluster.meanBefore(),
                        cluster.peakZ()));
            }
        }
        return new StudyTable(
                List.of(
                        "map",
                        "cluster",
                        "change",
                        "voxels",
                        "volume [ml]",
                        "x [mm]",
                        "y [mm]",
                        "z [mm]",
                        "slice",
                        "mean before [ms]",
                        "mean change [ms]",
                        "sigma of it [ms]",
                        "mean change [%]",
                        "peak z"),
                rows);
    }

    void write(ResultWriter writer, String title, String footer) throws IOException {
        for (Found each : found) {
            String symbol = each.time.symbol();
            writer.map(symbol + "changemap", image(each.change.difference()), geometry, "change of " + symbol, "ms");
            writer.map(
                    symbol + "changesigmamap",
                    image(each.change.sigma()),
                    geometry,
                    "σ of the change of " + symbol,
                    "ms");
            writer.map(
                    symbol + "changezmap",
                    image(each.change.together()),
                    geometry,
                    "z of the change of " + symbol,
                    "σ");
            writer.map(
                    symbol + "clustermap", image(each.numbers()), geometry, "cluster of changed " + symbol, "number");
        }
        writer.table(NAME, table().csv());
        writer.picture(NAME, title, panels(), footer, geometry);
    }

    private List<MapPanel> panels() {
        List<MapPanel> panels = new ArrayList<>();
        for (Found each : found) {
            String symbol = each.time.symbol();
            ScalarVolume before = volume(each.before);
            panels.add(MapPanel.of(symbol + " before", "ms", before, ParameterDisplay.of(each.time, before.planes())));
            float[] z = each.change.together();
            panels.add(MapPanel.of(
                    "z of the change of " + symbol, "σ", volume(z), ParameterDisplay.ofDifference(new float[][] {z})));
            float[] percent = each.percentFound();
            panels.add(MapPanel.of(
                    "change of " + symbol + " that was found",
                    "%",
                    volume(percent),
                    ParameterDisplay.ofMultiples(new float[][] {percent})));
        }
        return panels;
    }

    private ScalarVolume volume(float[] values) {
        return new ScalarVolume(found.get(0).change.grid(), values);
    }

    private RandomAccessibleInterval<FloatType> image(float[] values) {
        return volume(values).image();
    }

    /** An empty table would say nothing to a person. */
    private StudyTable nothing() {
        return new StudyTable(
                List.of("result"),
                found.stream().map(each -> List.<Object>of(each.summary())).toList());
    }

    void show(RunRecord record, ResultTitle title, String examinations, String footer, Audience audience) {
        Map<String, ImagePlus> side = new LinkedHashMap<>();
        Map<String, ImagePlus> z = new LinkedHashMap<>();
        Map<String, ImagePlus> clusters = new LinkedHashMap<>();
        for (Found each : found) {
            String symbol = each.time.symbol();
            String script = symbol.toLowerCase(Locale.ROOT);
            side.put(
                    script + "_change",
                    image(symbol + "changemap", "change of " + symbol, "ms", each.change.difference(), record, title));
            z.put(
                    script + "_z",
                    image(symbol + "changezmap", "z of " + symbol, "σ", each.change.together(), record, title));
            clusters.put(
                    script + "_clusters",
                    image(symbol + "clustermap", "clusters of " + symbol, "", each.numbers(), record, title));
        }
        // each beside its map
        z.putAll(clusters);
        audience.row(side, z);
        StudyTable changes = table();
        audience.table(
                "table",
                "Changes since the first examination",
                changes.rows().isEmpty() && audience.isPerson() ? nothing() : changes);
        audience.picture(
                NAME,
                title.of("changes"),
                () -> new ImagePlus(
                        title.of(NAME),
                        MapFigure.render(examinations, panels(), footer, geometry.voxelSizeMm(), geometry.upright())));
    }

    private ImagePlus image(
            String name, String symbol, String unit, float[] values, RunRecord record, ResultTitle title) {
        ImagePlus image = MapImages.wrap(name, volume(values), unit, geometry, record.info());
        MapLook.give(image, symbol, unit, ParameterDisplay.ofDifference(new float[][] {values}));
        return title.name(image, name, name, symbol, unit.equals("ms") ? unit : "");
    }
}
