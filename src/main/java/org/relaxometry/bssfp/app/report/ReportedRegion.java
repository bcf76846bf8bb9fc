package org.relaxometry.bssfp.app.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;

/**
 * A region in a report.
 *
 * @param values by map
 */
record ReportedRegion(RoiVoxels region, Map<Parameter, ReportedValue> values) {

    /** Norms are learnt from as many or more. */
    static final int FEWEST_FOR_NORMS = 10;

    private static final String AVERAGING = AdaptiveLikelihood.NAME;

    /** The maps of a report. */
    static final List<Parameter> TIMES = List.of(Parameter.T1, Parameter.T2);

    /**
     * All regions.
     *
     * @param norms that hold for these maps, and for whom
     */
    static List<ReportedRegion> of(RunMaps maps, List<RoiVoxels> regions, UsableNorms norms) {
        List<ReportedRegion> reported = new ArrayList<>();
        Set<String> several = new HashSet<>();
        Set<String> names = new HashSet<>();
        regions.forEach(region -> {
            if (!names.add(key(region))) {
                several.add(key(region));
            }
        });
        for (RoiVoxels region : regions) {
            Map<Parameter, ReportedValue> values = new LinkedHashMap<>();
            for (Parameter time : TIMES) {
                maps.values(time).ifPresent(map -> values.put(time, value(maps, time, map, region, norms, several)));
            }
            reported.add(new ReportedRegion(region, values));
        }
        return reported;
    }

    private static ReportedValue value(
            RunMaps maps, Parameter time, float[] map, RoiVoxels region, UsableNorms norms, Set<String> several) {
        int[] voxels = region.voxels();
        RegionValues values = RegionValues.of(map, voxels);
        RegionPrecision precision = RegionPrecision.of(
                of(map, voxels), maps.values(sigma(time)).map(sigmas -> of(sigmas, voxels)), shared(maps, voxels));
        Doubtful doubtful = Doubtful.of(maps, voxels);
        ReportedValue alone = new ReportedValue(values, precision, doubtful, Optional.empty(), "");
        if (!norms.areGiven() || !alone.isGiven()) {
            return alone;
        }
        Optional<Norm> norm = norms.of(region.name(), time);
        String why = several.contains(key(region))
                ? "several regions here have this name"
                : norm.isEmpty()
                        ? "the norms have no region of this name"
                        : values.withValue() < FEWEST_FOR_NORMS
                                ? "fewer than " + FEWEST_FOR_NORMS + " voxels, and norms are of more"
                                : norm.get().refusal(norms.person()).orElse("");
        return new ReportedValue(
                values,
                precision,
                doubtful,
                norm.filter(each -> why.isEmpty())
                        .map(each -> compare(each, norms.person(), values.median(), precision.sigma())),
                why);
    }

    private static String key(RoiVoxels region) {
        return region.name().strip().toLowerCase(Locale.ROOT);
    }

    private static Comparison compare(Norm norm, Person person, double median, double sigma) {
        Norm.Expected expected = norm.at(person);
        return new Comparison(expected, norm.z(median, sigma, person), norm.usesAge(), norm.usesSex());
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
                // that map may be closed, and then nobody knows how many
                .orElse(maps.stated("Method").equals(AVERAGING) ? voxels.length : 1.0);
    }
}
