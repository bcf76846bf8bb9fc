package org.relaxometry.bssfp.norm;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.relaxometry.bssfp.statistics.SortedSamples;

/** Learns norms from the people of a cohort. */
public final class NormLearning {

    /** Part of the median that makes no difference. */
    private static final double NEGLIGIBLE = 0.01;

    private NormLearning() {}

    /**
     * A value of somebody.
     *
     * @param value in the unit of the norm; one that is not finite does not count
     */
    public record Measured(Person person, double value) {}

    /**
     * Learns one.
     *
     * @param values one for each person
     * @param usesAge whether the line shall have a slope; then people without an age do not count
     * @param usesSex whether there shall be a step; then people without a sex do not count
     * @return empty where there are too few people, or their ages and sexes do not tell slope and step apart
     */
    public static Optional<Norm> learn(
            String region, String map, String unit, List<Measured> values, boolean usesAge, boolean usesSex) {
        List<Measured> counting = values.stream()
                .filter(each -> Double.isFinite(each.value())
                        && (!usesAge || each.person().ageYears().isPresent())
                        && (!usesSex || each.person().sex().isPresent()))
                .toList();
        if (counting.size() <= Norm.FEWEST_TO_SPARE) {
            return Optional.empty();
        }
        double[] numbers = counting.stream().mapToDouble(Measured::value).toArray();
        double[] ages = counting.stream()
                .flatMapToDouble(each -> each.person().ageYears().stream())
                .sorted()
                .toArray();
        double meanAge = Arrays.stream(ages).average().orElse(Double.NaN);
        Set<Sex> sexes = EnumSet.noneOf(Sex.class);
        counting.forEach(each -> each.person().sex().ifPresent(sexes::add));
        double[][] columns = counting.stream()
                .map(each -> Norm.columns(each.person(), usesAge, usesSex, meanAge))
                .toArray(double[][]::new);
        double least = Math.max(
                Double.MIN_NORMAL,
                NEGLIGIBLE * Math.abs(SortedSamples.all(numbers).median()));
        return NormFit.of(columns, numbers, least)
                .filter(fit -> fit.counting() - fit.coefficients().length >= Norm.FEWEST_TO_SPARE)
                .map(fit -> new Norm(
                        region,
                        map,
                        unit,
                        usesAge,
                        usesSex,
                        meanAge,
                        ages.length == 0 ? Double.NaN : ages[0],
                        ages.length == 0 ? Double.NaN : ages[ages.length - 1],
                        sexes,
                        fit.counting(),
                        numbers.length - fit.counting(),
                        list(fit.coefficients()),
                        Arrays.stream(fit.inverse()).map(NormLearning::list).toList(),
                        fit.spread()));
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
