package org.relaxometry.bssfp.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.relaxometry.bssfp.app.report.ReportedValue.Comparison;
import org.relaxometry.bssfp.cohort.RegionPrecision;
import org.relaxometry.bssfp.statistics.StudyTable;

/** All numbers of a report, and how each was reckoned. */
final class ReportTable {

    private ReportTable() {}

    static StudyTable of(List<ReportedRegion> regions) {
        List<List<Object>> rows = new ArrayList<>();
        for (ReportedRegion region : regions) {
            region.values().forEach((time, value) -> {
                Optional<Comparison> comparison = value.comparison();
                rows.add(List.of(
                        region.region().name(),
                        region.region().where(),
                        time.symbol(),
                        value.values().voxels(),
                        value.values().withValue(),
                        value.values().bounds(),
                        value.values().median(),
                        value.precision().sigma(),
                        value.precision().source() == RegionPrecision.Source.NOTHING
                                ? ""
                                : value.precision().source().name().toLowerCase(Locale.ROOT),
                        value.values().lowerQuartile(),
                        value.values().upperQuartile(),
                        comparison.map(each -> each.expected().value()).orElse(Double.NaN),
                        comparison.map(each -> each.expected().spread()).orElse(Double.NaN),
                        comparison.map(Comparison::z).orElse(Double.NaN),
                        comparison.map(Comparison::words).orElse(value.why())));
            });
        }
        return new StudyTable(
                List.of(
                        "region",
                        "where",
                        "map",
                        "voxels",
                        "voxels with value",
                        "voxels beyond range",
                        "median [ms]",
                        "sigma [ms]",
                        "sigma from",
                        "lower quartile [ms]",
                        "upper quartile [ms]",
                        "usual [ms]",
                        "spread of people [ms]",
                        "z",
                        "in words"),
                rows);
    }
}
