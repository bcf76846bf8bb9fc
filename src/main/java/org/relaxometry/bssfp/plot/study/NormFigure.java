package org.relaxometry.bssfp.plot.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.norm.Norm;
import org.relaxometry.bssfp.norm.NormLearning.Measured;
import org.relaxometry.bssfp.norm.Person;
import org.relaxometry.bssfp.norm.Sex;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.Trace;

/** Norms over age: everybody as a dot, what is usual as a line with a band of two standard deviations. */
public final class NormFigure {

    /** An atlas has more than a page takes. */
    private static final int MOST_PANELS = 12;

    private static final int COLUMNS = 4;
    private static final int STEPS = 40;

    private NormFigure() {}

    /** @param values of which each was learnt, in its order */
    public static Figure of(String title, Map<Norm, List<Measured>> values, String footer) {
        List<Panel> panels = values.entrySet().stream()
                .limit(MOST_PANELS)
                .map(each -> panel(each.getKey(), each.getValue()))
                .toList();
        String more = values.size() > MOST_PANELS ? " (the first " + MOST_PANELS + " of " + values.size() + ")" : "";
        return new Figure(title + more, panels, Math.min(COLUMNS, panels.size()), footer);
    }

    private static Panel panel(Norm norm, List<Measured> values) {
        List<PanelLayer> layers = new ArrayList<>();
        for (Optional<Sex> sex : List.of(Optional.of(Sex.FEMALE), Optional.of(Sex.MALE), Optional.<Sex>empty())) {
            List<Measured> those = values.stream()
                    .filter(each -> each.person().sex().equals(sex) && Double.isFinite(each.value()))
                    .toList();
            String name = sex.map(Sex::word).orElse("sex not known");
            if (!those.isEmpty()) {
                layers.add(Trace.of(
                        name,
                        those.stream()
                                .mapToDouble(each -> each.person().ageYears().orElse(Double.NaN))
                                .toArray(),
                        those.stream().mapToDouble(Measured::value).toArray(),
                        Trace.Look.POINTS));
            }
        }
        if (norm.usesSex()) {
            norm.sexes().stream()
                    .sorted()
                    .forEach(sex -> layers.add(
                            line(norm, Optional.of(sex), "usual, " + sex.word()).colouredAs(sex.word())));
        } else {
            layers.add(line(norm, norm.sexes().stream().findFirst(), "usual"));
        }
        return new Panel(
                norm.map() + " of " + norm.region(),
                Axis.linear("age (years)"),
                Axis.linear(norm.map() + " (" + norm.unit() + ")"),
                layers,
                false);
    }

    private static Trace line(Norm norm, Optional<Sex> sex, String name) {
        double[] ages = new double[STEPS + 1];
        double[] middle = new double[STEPS + 1];
        double[] lower = new double[STEPS + 1];
        double[] upper = new double[STEPS + 1];
        for (int k = 0; k <= STEPS; k++) {
            ages[k] = norm.youngest() + k * (norm.oldest() - norm.youngest()) / STEPS;
            Norm.Expected expected = norm.at(
                    new Person(Double.isFinite(ages[k]) ? OptionalDouble.of(ages[k]) : OptionalDouble.empty(), sex));
            middle[k] = expected.value();
            lower[k] = expected.value() - 2 * expected.forecast();
            upper[k] = expected.value() + 2 * expected.forecast();
        }
        return Trace.of(name, ages, middle, Trace.Look.LINE).withBand(lower, upper);
    }
}
