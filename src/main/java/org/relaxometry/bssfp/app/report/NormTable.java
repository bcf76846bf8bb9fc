package org.relaxometry.bssfp.app.report;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.norm.Norm;
import org.relaxometry.bssfp.norm.Sex;
import org.relaxometry.bssfp.statistics.StudyTable;

/** Norms as a table for people. */
final class NormTable {

    private NormTable() {}

    static StudyTable of(List<Norm> norms) {
        List<List<Object>> rows = new ArrayList<>();
        for (Norm norm : norms) {
            Iterator<Double> coefficients = norm.coefficients().iterator();
            rows.add(List.of(
                    norm.region(),
                    norm.map(),
                    norm.unit(),
                    norm.people(),
                    norm.leftOut(),
                    norm.sexes().stream().sorted().map(Sex::word).collect(Collectors.joining(" ")),
                    norm.youngest(),
                    norm.oldest(),
                    coefficients.next(),
                    norm.meanAge(),
                    norm.usesAge() ? coefficients.next() : Double.NaN,
                    norm.usesSex() ? coefficients.next() : Double.NaN,
                    norm.spread()));
        }
        return new StudyTable(
                List.of(
                        "region",
                        "map",
                        "unit",
                        "people",
                        "left out as too far off",
                        "sexes",
                        "youngest",
                        "oldest",
                        "usual",
                        "at age",
                        "change in 10 years",
                        "male less female",
                        "standard deviation of people"),
                rows);
    }
}
