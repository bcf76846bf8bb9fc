package org.relaxometry.bssfp.norm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.relaxometry.bssfp.statistics.CholeskyFactor;

/**
 * What is usual of one quantity in one region: a straight line over age, a step between the sexes, and the spread of people about
 * them. Valid within the ages and for the sexes that it was learnt from.
 *
 * @param region as the cohort calls it
 * @param map quantity, such as {@code T1}
 * @param unit of values and spread, ms
 * @param usesAge whether the line has a slope
 * @param usesSex whether there is a step
 * @param meanAge in years, where the line has the value of the first coefficient; NaN where no ages are known
 * @param youngest age in years that it was learnt from; NaN where no ages are known
 * @param oldest likewise
 * @param sexes that it was learnt from; empty where none is known
 * @param people whose values count
 * @param leftOut people whose values were so far off that they do not count
 * @param coefficients value of the middle; change in 10 years where age is used; male less female where sex is used
 * @param inverse [coefficient][coefficient], the covariance of the coefficients over the square of the spread
 * @param spread standard deviation of people
 */
public record Norm(
        String region,
        String map,
        String unit,
        boolean usesAge,
        boolean usesSex,
        double meanAge,
        double youngest,
        double oldest,
        Set<Sex> sexes,
        int people,
        int leftOut,
        List<Double> coefficients,
        List<List<Double>> inverse,
        double spread) {

    /** Whose values count beyond those that the coefficients take; with fewer, z is a guess. */
    public static final int FEWEST_TO_SPARE = 8;

    /** Of all norms. */
    public static final String UNIT = "ms";

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    public Norm {
        sexes = Set.copyOf(sexes);
        coefficients = List.copyOf(coefficients);
        inverse = inverse.stream().map(List::copyOf).toList();
        int size = 1 + (usesAge ? 1 : 0) + (usesSex ? 1 : 0);
        if (coefficients.size() != size
                || inverse.size() != size
                || inverse.stream().anyMatch(row -> row.size() != size)
                || !(spread > 0 && Double.isFinite(spread))
                || people - size < FEWEST_TO_SPARE
                || !coefficients.stream().allMatch(Double::isFinite)
                || !inverse.stream().flatMap(List::stream).allMatch(Double::isFinite)
                || !unit.equals(UNIT)
                || !isCovariance(inverse)
                || usesAge && !(youngest <= meanAge && meanAge <= oldest)) {
            throw new IllegalArgumentException("The norm of " + map + " of '" + region + "' does not hold together.");
        }
    }

    private static boolean isCovariance(List<List<Double>> inverse) {
        double[][] matrix = inverse.stream()
                .map(row -> row.stream().mapToDouble(value -> value).toArray())
                .toArray(double[][]::new);
        return CholeskyFactor.of(matrix).isPresent();
    }

    /** Row of the plane for a person. */
    static double[] columns(Person person, boolean usesAge, boolean usesSex, double meanAge) {
        List<Double> columns = new ArrayList<>(List.of(1.0));
        if (usesAge) {
            columns.add((person.ageYears().orElseThrow() - meanAge) / 10);
        }
        if (usesSex) {
            columns.add(person.sex().orElseThrow() == Sex.MALE ? 0.5 : -0.5);
        }
        return columns.stream().mapToDouble(value -> value).toArray();
    }

    /** Why nobody can say what is usual for this person; empty where one can. */
    public Optional<String> refusal(Person person) {
        OptionalDouble age = person.ageYears();
        if (usesAge && age.isEmpty()) {
            return Optional.of("the age is not known");
        }
        // completed years, as tables of people have them
        double years = Math.floor(age.orElse(Double.NaN));
        if (years < Math.floor(youngest) || years > Math.floor(oldest)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the norm was learnt from ages %.0f to %.0f and says nothing of age %.0f",
                    Math.floor(youngest),
                    Math.floor(oldest),
                    years));
        }
        if ((usesSex || sexes.size() == 1) && person.sex().isEmpty()) {
            return Optional.of("the sex is not known");
        }
        if (!sexes.isEmpty()
                && person.sex().isPresent()
                && !sexes.contains(person.sex().get())) {
            return Optional.of("the norm was learnt from nobody who is "
                    + person.sex().get().word());
        }
        return Optional.empty();
    }

    /**
     * What is usual for a person.
     *
     * @param value of the middle
     * @param spread standard deviation of people
     * @param forecast standard deviation of somebody new, who is not among those that the norm was learnt from
     */
    public record Expected(double value, double spread, double forecast) {}

    /** @throws IllegalArgumentException where {@link #refusal} says why */
    public Expected at(Person person) {
        refusal(person).ifPresent(why -> {
            throw new IllegalArgumentException("Nobody can say what is usual: " + why + ".");
        });
        double[] x = columns(person, usesAge, usesSex, meanAge);
        double value = 0;
        double leverage = 0;
        for (int a = 0; a < x.length; a++) {
            value += coefficients.get(a) * x[a];
            for (int b = 0; b < x.length; b++) {
                leverage += x[a] * inverse.get(a).get(b) * x[b];
            }
        }
        return new Expected(value, spread, spread * Math.sqrt(1 + leverage));
    }

    /** The part of people whose z is less. */
    public static double partBelow(double z) {
        return NORMAL.cumulativeProbability(z);
    }

    /**
     * How far a value is from what is usual, in standard deviations of a normal distribution: with few people in the norm a value must
     * be farther off for the same z (Student t with as many degrees of freedom as the norm has people to spare).
     *
     * @param sigma how far noise may put the value off; the spread of people holds that of the norm's own values too, so z is rather too small
     */
    public double z(double value, double sigma, Person person) {
        Expected expected = at(person);
        double t = (value - expected.value()) / Math.hypot(expected.forecast(), sigma);
        double beyond = TDistribution.of(people - coefficients.size()).survivalProbability(Math.abs(t));
        return Math.signum(t) * NORMAL.inverseSurvivalProbability(Math.max(beyond, Double.MIN_NORMAL));
    }
}
