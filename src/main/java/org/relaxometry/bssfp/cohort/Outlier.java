package org.relaxometry.bssfp.cohort;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * A value that is far from what is usual in its group.
 *
 * @param who whose value it is
 * @param measure of what
 * @param value in the measure's unit
 * @param usual in the group
 */
public record Outlier(String who, Measure measure, double value, Usual usual) {

    /** How many of the spread it is away; infinite where it is a bound or missing among others that are not. */
    public double z() {
        return usual.z(value);
    }

    /** In words, with what is usual. */
    public String reason() {
        String unit = measure.unit().isEmpty() ? "" : " " + measure.unit();
        String size = Double.isInfinite(value) ? "beyond the range of the method" : three(value) + unit;
        return measure.name() + " is " + size + "; usual is " + three(usual.median()) + " ± " + three(usual.spread())
                + unit + (Double.isFinite(z()) ? " (z " + (z() > 0 ? "+" : "−") + one(Math.abs(z())) + ")" : "");
    }

    private static String three(double value) {
        return TypedNumber.show(Double.parseDouble(String.format(Locale.ROOT, "%.3g", value)));
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }

    /**
     * All values of a group that are unusual, the farthest first.
     *
     * @param values by whose they are
     */
    public static List<Outlier> of(Measure measure, Map<String, Double> values) {
        Optional<Usual> usual = Usual.of(values.values(), measure.negligible());
        List<Outlier> found = new ArrayList<>();
        if (usual.isPresent()) {
            values.forEach((who, value) -> {
                double z = usual.get().z(value);
                if (Math.abs(z) > Usual.UNUSUAL_Z && measure.isRemarkable(z)) {
                    found.add(new Outlier(who, measure, value, usual.get()));
                }
            });
        }
        found.sort(Comparator.comparingDouble((Outlier outlier) -> -Math.abs(outlier.z())));
        return found;
    }
}
