package org.relaxometry.bssfp.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.app.report.ReportedValue.Comparison;
import org.relaxometry.bssfp.cohort.RegionPrecision;
import org.relaxometry.bssfp.cohort.RegionValues;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.norm.Norm;
import org.relaxometry.bssfp.norm.Person;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * A region in a report.
 *
 * @param values by map
 */
record ReportedRegion(RoiVoxels region, Map<Parameter, ReportedValue> values) {

    /** Norms are learnt from as many or more. */
    static final int FEWEST_FOR_NORMS = 10;

    /** The maps of a report. */
    static final List<Parameter> TIMES = List.of(Parameter.T1, Parameter.T2);

    /**
     * All regions.
     *
     * @param norms that hold for these maps, and for whom
     */
    static List<ReportedRegion> of(RunMaps maps, List<RoiVoxels> regions, UsableNorms norms) {
        List<ReportedRegion> reported = new ArrayList<>();
        for (RoiVoxels region : regions) {
            Map<Parameter, ReportedValue> values = new LinkedHashMap<>();
            for (Parameter time : TIMES) {
                maps.values(time).ifPresent(map -> values.put(time, value(maps, time, map, region, norms)));
            }
            reported.add(new ReportedRegion(region, values));
        }
        return reported;
    }

    private static ReportedValue value(RunMaps maps, Parameter time, float[] map, RoiVoxels region, UsableNorms norms) {
        int[] voxels = region.voxels();
        RegionValues values = RegionValues.of(map, voxels);
        RegionPrecision precision = RegionPrecision.of(
                of(map, voxels), maps.values(sigma(time)).map(sigmas -> of(sigmas, voxels)), shared(maps, voxels));
        ReportedValue alone = new ReportedValue(values, precision, Optional.empty(), "");
        if (!norms.areGiven() || !alone.isGiven()) {
            return alone;
        }
        Optional<Norm> norm = norms.of(region.name(), time);
        String why = norm.isEmpty()
                ? "the norms have no region of this name"
                : values.withValue() < FEWEST_FOR_NORMS
                        ? "fewer than " + FEWEST_FOR_NORMS + " voxels, and norms are of more"
                        : norm.get().refusal(norms.person()).orElse("");
        return new ReportedValue(
                values,
                precision,
                norm.filter(each -> why.isEmpty())
                        .map(each -> compare(each, norms.person(), values.median(), precision.sigma())),
                why);
    }

    private static Comparison compare(Norm norm, Person person, double median, double sigma) {
        Norm.Expected expected = norm.at(person);
        return new Comparison(expected, norm.z(median, sigma, person));
    }

    /** The σ of a map, of the same voxels. */
    static Parameter sigma(Parameter time) {
        return time == Parameter.T1 ? Parameter.T1_SIGMA : Parameter.T2_SIGMA;
    }

    private static double[] of(float[] map, int[] voxels) {
        return IntStream.of(voxels).mapToDouble(v -> map[v]).toArray();
    }

    /** How many voxels share their noise: those that were averaged; all where B1, which all have in common, is part of σ. */
    private static double shared(RunMaps maps, int[] voxels) {
        if (maps.record().has("b1sigma")) {
            return voxels.length;
        }
        return maps.values(Parameter.EFFECTIVE_VOXELS)
                .map(averaged -> SortedSamples.finite(of(averaged, voxels)))
                .filter(samples -> !samples.isEmpty())
                .map(samples -> Math.min(voxels.length, samples.median()))
                .orElse(1.0);
    }
}
