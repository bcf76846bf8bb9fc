package org.relaxometry.bssfp.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.relaxometry.bssfp.app.report.ReportedValue.Comparison;
import org.relaxometry.bssfp.statistics.StudyTable;

/** All numbers of a report, and how each was reckoned. */
final class ReportTable {

    private ReportTable() {}

    /** No value without its uncertainty. */
    private static double given(ReportedValue value, double number) {
        return value.isGiven() ? number : Double.NaN;
    }

    static StudyTable of(List<ReportedRegion> regions, double longestMs) {
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
                        given(value, value.values().median()),
                        given(value, value.precision().sigma()),
                        !value.isGiven()
                                ? ""
                                : value.precision().source().name().toLowerCase(Locale.ROOT),
                        given(value, value.values().lowerQuartile()),
                        given(value, value.values().upperQuartile()),
                        comparison.map(each -> each.expected().value()).orElse(Double.NaN),
                        comparison.map(each -> each.expected().spread()).orElse(Double.NaN),
                        comparison.map(Comparison::z).orElse(Double.NaN),
                        comparison
                                .map(Comparison::words)
                                .orElse(value.isGiven() ? value.why() : value.remark(longestMs))));
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
