package org.relaxometry.bssfp.norm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.relaxometry.bssfp.statistics.SortedSamples;

/** Learns norms from the people of a cohort. */
public final class NormLearning {

    /** Part of the median that makes no difference. */
    private static final double NEGLIGIBLE = 0.01;

    private NormLearning() {}

    /**
     * A value of somebody.
     *
     * @param name such as {@code sub-01}
     * @param value in ms; one that is not finite does not count
     */
    public record Measured(String name, Person person, double value) {}

    /**
     * What was learnt.
     *
     * @param leftOut whose values were too far off
     */
    public record Learnt(Norm norm, List<Measured> leftOut) {}

    /**
     * Learns one.
     *
     * @param values one for each person
     * @param usesAge whether the line shall have a slope; then people without an age do not count
     * @param usesSex whether there shall be a step; then people without a sex do not count
     * @return empty where there are too few people, or their ages and sexes do not tell slope and step apart
     */
    public static Optional<Learnt> learn(
            String region, String map, List<Measured> values, boolean usesAge, boolean usesSex) {
        List<Measured> usable = values.stream()
                .filter(each -> Double.isFinite(each.value())
                        && (!usesAge || each.person().ageYears().isPresent())
                        && (!usesSex || each.person().sex().isPresent()))
                .toList();
        if (usable.size() <= Norm.FEWEST_TO_SPARE) {
            return Optional.empty();
        }
        double[] numbers = usable.stream().mapToDouble(Measured::value).toArray();
        double meanAge = ages(usable).average().orElse(Double.NaN);
        double[][] columns = usable.stream()
                .map(each -> Norm.columns(each.person(), usesAge, usesSex, meanAge))
                .toArray(double[][]::new);
        double least = Math.max(
                Double.MIN_NORMAL,
                NEGLIGIBLE * Math.abs(SortedSamples.all(numbers).median()));
        return NormFit.of(columns, numbers, least)
                .filter(fit -> fit.counting().length - fit.coefficients().length >= Norm.FEWEST_TO_SPARE)
                .flatMap(fit -> {
                    List<Measured> counting =
                            Arrays.stream(fit.counting()).mapToObj(usable::get).toList();
                    List<Measured> leftOut = new ArrayList<>(usable);
                    leftOut.removeAll(counting);
                    double youngest = ages(counting).min().orElse(Double.NaN);
                    double oldest = ages(counting).max().orElse(Double.NaN);
                    Set<Sex> sexes = EnumSet.noneOf(Sex.class);
                    counting.forEach(each -> each.person().sex().ifPresent(sexes::add));
                    boolean isInTheMiddle = !usesAge || youngest <= meanAge && meanAge <= oldest;
                    return isInTheMiddle
                            ? Optional.of(new Learnt(
                                    new Norm(
                                            region,
                                            map,
                                            Norm.UNIT,
                                            usesAge,
                                            usesSex,
                                            meanAge,
                                            youngest,
                                            oldest,
                                            sexes,
                                            counting.size(),
                                            leftOut.size(),
                                            list(fit.coefficients()),
                                            Arrays.stream(fit.inverse())
                                                    .map(NormLearning::list)
                                                    .toList(),
                                            fit.spread()),
                                    leftOut))
                            : Optional.empty();
                });
    }

    private static DoubleStream ages(List<Measured> people) {
        return people.stream().flatMapToDouble(each -> each.person().ageYears().stream());
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
