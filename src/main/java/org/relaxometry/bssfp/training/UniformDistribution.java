package org.relaxometry.bssfp.training;

import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.statistics.Range;

/** T1 and T2, or their logarithms, uniform over their ranges, where T1 ≥ T2. */
record UniformDistribution(String name, Range t1Ms, Range t2Ms, boolean logarithmic) implements ParameterDistribution {

    UniformDistribution {
        requireUsable(t1Ms, t2Ms);
    }

    static void requireUsable(Range t1Ms, Range t2Ms) {
        if (!(t1Ms.min() > 0 && t2Ms.min() > 0 && t1Ms.width() > 0 && t2Ms.width() > 0)
                || Double.isInfinite(t1Ms.max())
                || Double.isInfinite(t2Ms.max())) {
            throw new IllegalArgumentException("T1 and T2 need ranges of positive, finite times, but have " + text(t1Ms)
                    + " and " + text(t2Ms) + ".");
        }
        if ((t1Ms.min() + t1Ms.max()) / 2 < (t2Ms.min() + t2Ms.max()) / 2) {
            throw new IllegalArgumentException("T1 is never shorter than T2, but the range of T1, " + text(t1Ms)
                    + ", lies below that of T2, " + text(t2Ms) + ". Are the two exchanged?");
        }
    }

    @Override
    public String source() {
        return "";
    }

    @Override
    public Tissue draw(GaussianNoise random) {
        while (true) {
            double t1 = within(t1Ms, random.uniform());
            double t2 = within(t2Ms, random.uniform());
            if (t1 >= t2) {
                return new Tissue(t1, t2);
            }
        }
    }

    @Override
    public double density(double atT1Ms, double atT2Ms) {
        boolean isPossible = t1Ms.contains(atT1Ms) && t2Ms.contains(atT2Ms) && atT1Ms >= atT2Ms;
        return isPossible ? logarithmic ? 1 / (atT1Ms * atT2Ms) : 1 : 0;
    }

    private double within(Range range, double place) {
        return logarithmic
                ? range.min() * Math.pow(range.max() / range.min(), place)
                : range.min() + place * range.width();
    }

    private static String text(Range range) {
        return range.min() + " to " + range.max() + " ms";
    }
}
