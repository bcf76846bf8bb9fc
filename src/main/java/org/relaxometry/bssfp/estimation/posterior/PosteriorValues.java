package org.relaxometry.bssfp.estimation.posterior;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.statistics.Range;

/**
 * What is told of the posterior of a voxel beside its standard deviations.
 *
 * @param centre what stands for T1 and T2
 * @param percentiles of T1 and T2 as fractions, such as 0.025 and 0.975; empty for none
 * @param t1AboveMs gives the probability that T1 is longer than this; empty for none
 * @param t2AboveMs gives the probability that T2 is longer than this; empty for none
 */
public record PosteriorValues(
        Centre centre, Optional<Range> percentiles, OptionalDouble t1AboveMs, OptionalDouble t2AboveMs) {

    /** The mean, and no more. */
    public static final PosteriorValues MEAN =
            new PosteriorValues(Centre.MEAN, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    /** The one number for a density. */
    public enum Centre {
        /** Least squared error on average. */
        MEAN,
        /** Least squared error of the logarithm: relative errors count alike for short times and for long ones. */
        GEOMETRIC_MEAN,
        /** As probable to be longer as to be shorter. */
        MEDIAN,
        /** Most probable pair of T1 and T2, per ms². */
        MODE;

        /** As users choose it. */
        public String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Whether single percentiles are needed, not moments alone. */
    public boolean needsMargins() {
        return centre == Centre.MEDIAN || percentiles.isPresent() || t1AboveMs.isPresent() || t2AboveMs.isPresent();
    }

    Set<Parameter> outputs() {
        Set<Parameter> outputs = EnumSet.range(Parameter.T1, Parameter.RESIDUAL);
        if (percentiles.isPresent()) {
            outputs.addAll(EnumSet.of(Parameter.T1_LOW, Parameter.T1_HIGH, Parameter.T2_LOW, Parameter.T2_HIGH));
        }
        if (t1AboveMs.isPresent()) {
            outputs.add(Parameter.T1_ABOVE);
        }
        if (t2AboveMs.isPresent()) {
            outputs.add(Parameter.T2_ABOVE);
        }
        return outputs;
    }

    /** In one line, for records. */
    String describe() {
        StringBuilder text = new StringBuilder("posterior ").append(centre.title());
        percentiles.ifPresent(range -> text.append(", percentiles ")
                .append(100 * range.min())
                .append(" and ")
                .append(100 * range.max()));
        t1AboveMs.ifPresent(limit -> text.append(", P(T1 > ").append(limit).append(" ms)"));
        t2AboveMs.ifPresent(limit -> text.append(", P(T2 > ").append(limit).append(" ms)"));
        return text.toString();
    }
}
