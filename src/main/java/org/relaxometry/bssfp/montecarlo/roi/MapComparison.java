package org.relaxometry.bssfp.montecarlo.roi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.statistics.SortedSamples;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * Two maps of one quantity compared region by region.
 *
 * @param unit of both maps
 * @param rows in the order of the regions
 */
public record MapComparison(String unit, List<Row> rows) {

    /**
     * One region.
     *
     * @param region its voxels
     * @param agreement of its voxels; empty where fewer than {@link MapAgreement#MIN_PAIRS} have a value in both maps
     * @param pairs voxels where both maps have a value
     * @param firstMean mean of the first map over them; NaN where there is none
     * @param secondMean of the second
     * @param firstMedian median of the first map over all its voxels, lower bounds counted as infinite; NaN where there is none
     * @param secondMedian of the second
     * @param firstBeyond voxels of the first map of which no more is known than a lower bound
     * @param secondBeyond of the second
     */
    public record Row(
            RegionOfInterest region,
            Optional<MapAgreement> agreement,
            int pairs,
            double firstMean,
            double secondMean,
            double firstMedian,
            double secondMedian,
            int firstBeyond,
            int secondBeyond) {}

    private static final List<String> COLUMNS = List.of(
            "ROI",
            "unit",
            "voxels",
            "compared",
            "left out",
            "mean of first",
            "mean of second",
            "bias (second - first)",
            "bias 95 % low",
            "bias 95 % high",
            "sigma of differences",
            "lower limit of agreement",
            "lower limit 95 % low",
            "lower limit 95 % high",
            "upper limit of agreement",
            "upper limit 95 % low",
            "upper limit 95 % high",
            "CoD",
            "correlation",
            "median of first",
            "median of second",
            "beyond range of first",
            "beyond range of second");

    /** From the bias to the correlation. */
    private static final int AGREEMENT_COLUMNS = 12;

    /**
     * Compares.
     *
     * @param first values, [voxel]; NaN where there is none, infinite where no more is known than a lower bound
     * @param second values of the same voxels
     * @param regions indices into both
     * @param unit of both
     */
    public static MapComparison of(float[] first, float[] second, List<RegionOfInterest> regions, String unit) {
        return new MapComparison(
                unit, regions.stream().map(region -> row(first, second, region)).toList());
    }

    /** Differences second − first; NaN where one map has no value, and in voxels that are not asked for. */
    public static float[] differences(float[] first, float[] second, int[] voxels) {
        float[] differences = new float[first.length];
        Arrays.fill(differences, Float.NaN);
        for (int v : voxels) {
            float difference = second[v] - first[v];
            differences[v] = Float.isFinite(difference) ? difference : Float.NaN;
        }
        return differences;
    }

    /** Values of a map in voxels where both maps have one. */
    public static double[] paired(float[] wanted, float[] other, int[] voxels) {
        return IntStream.of(voxels)
                .filter(v -> Float.isFinite(wanted[v]) && Float.isFinite(other[v]))
                .mapToDouble(v -> wanted[v])
                .toArray();
    }

    /** One row per region. */
    public StudyTable table() {
        return new StudyTable(COLUMNS, rows.stream().map(this::cells).toList());
    }

    private List<Object> cells(Row row) {
        int voxels = row.region.voxels().length;
        List<Object> cells = new ArrayList<>(
                List.of(row.region.name(), unit, voxels, row.pairs, voxels - row.pairs, row.firstMean, row.secondMean));
        if (row.agreement.isPresent()) {
            MapAgreement a = row.agreement.get();
            cells.addAll(List.of(
                    a.bias(),
                    a.bias() - a.biasHalfWidth(),
                    a.bias() + a.biasHalfWidth(),
                    a.sigma(),
                    a.lowerLimit(),
                    a.lowerLimit() - a.limitHalfWidth(),
                    a.lowerLimit() + a.limitHalfWidth(),
                    a.upperLimit(),
                    a.upperLimit() - a.limitHalfWidth(),
                    a.upperLimit() + a.limitHalfWidth(),
                    a.cod(),
                    a.correlation()));
        } else {
            cells.addAll(Collections.nCopies(AGREEMENT_COLUMNS, Double.NaN));
        }
        cells.addAll(List.of(row.firstMedian, row.secondMedian, row.firstBeyond, row.secondBeyond));
        return cells;
    }

    private static Row row(float[] first, float[] second, RegionOfInterest region) {
        int[] voxels = region.voxels();
        double[] a = paired(first, second, voxels);
        double[] b = paired(second, first, voxels);
        Optional<MapAgreement> agreement = a.length < MapAgreement.MIN_PAIRS
                ? Optional.empty()
                : Optional.of(MapAgreement.of(chosen(first, voxels), chosen(second, voxels)));
        return new Row(
                region,
                agreement,
                a.length,
                mean(a),
                mean(b),
                median(first, voxels),
                median(second, voxels),
                beyond(first, voxels),
                beyond(second, voxels));
    }

    private static double median(float[] map, int[] voxels) {
        double[] known = IntStream.of(voxels)
                .mapToDouble(v -> map[v])
                .filter(value -> !Double.isNaN(value))
                .toArray();
        return known.length == 0 ? Double.NaN : SortedSamples.all(known).median();
    }

    private static int beyond(float[] map, int[] voxels) {
        return (int) IntStream.of(voxels)
                .filter(v -> map[v] == Float.POSITIVE_INFINITY)
                .count();
    }

    private static float[] chosen(float[] map, int[] voxels) {
        float[] values = new float[voxels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = map[voxels[i]];
        }
        return values;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
