package org.relaxometry.bssfp.plot.style;

import ij.process.LUT;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.statistics.FiniteValues;
import org.relaxometry.bssfp.volume.fat.WaterFatMaps.Quantity;

/**
 * How a map is shown: colours, and the range of values they spread over, linearly or logarithmically.
 *
 * <p>T1 and T2 follow Fuderer et al., Color-map recommendation for MR relaxometry maps, Magn Reson Med 2025, doi
 * 10.1002/mrm.30290: lipari and navia, the logarithm in the colours so that values stay in ms, black for voxels without
 * a value, the darkest colour for values below the lower level. Their published scripts make the curve linear below a
 * third (1/e) of the upper level; here it is logarithmic over the whole range, so that equal colour steps are equal
 * relative differences.
 *
 * @param colours colour map
 * @param logarithmic whether colours go with the logarithm of the value; then lower is more than 0
 * @param lower value that gets the first colour, as all below
 * @param upper value that gets the last colour, as all above; more than lower
 * @param smallest smallest value of the map; NaN if it has none
 * @param largest largest value of the map; NaN if it has none
 */
public record ParameterDisplay(
        ColourMap colours, boolean logarithmic, double lower, double upper, double smallest, double largest) {

    /**
     * A decade that holds the brain at 3 T: white matter 600–1100 ms (bSSFP reads low), grey matter 1100–1700 ms;
     * cerebrospinal fluid lies above.
     */
    private static final double T1_LOWER_MS = 300;

    /** A decade as for T1: white matter 50–70 ms, grey matter 70–100 ms, muscle and liver 25–40 ms. */
    private static final double T2_LOWER_MS = 20;

    private static final double DECADE = 10;

    /** Small, since a brain without a mask may fill a fifth of the image and noise the rest. */
    private static final double FEW = 0.1;

    /** So far the table's 256 entries, which are linear in the value, step by less than 4 % of the colours. */
    private static final double WIDEST_LOGARITHMIC_RATIO = 30;

    private static final double NARROWEST_LOGARITHMIC_RATIO = 3;

    private static final double[] ROUND = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

    public ParameterDisplay {
        if (!(lower < upper) || logarithmic && !(lower > 0)) {
            throw new IllegalArgumentException(
                    "A display range must rise, and be positive where logarithmic, but is " + lower + " to " + upper);
        }
    }

    /**
     * The display of a map.
     *
     * <p>T1 and T2: a fixed decade (300–3000 ms, 20–200 ms), so that maps compare; where fewer than a tenth of the
     * values lie in it, as in some phantoms, it is shifted by factors of two until it holds the median. ΔB0: symmetric
     * about 0, to the 1st and 99th percentile. M0 and residual: from 0 to the 99th percentile. Standard deviations:
     * logarithmic from the 5th percentile to the 95th, or to 30 times the 5th where noise makes them range wider.
     * Percentiles are rounded outwards to round numbers. A map without values gets a range of the same kind.
     *
     * @param planes [z][voxel]; values that are not finite count as no value
     */
    public static ParameterDisplay of(Parameter parameter, float[][] planes) {
        FiniteValues values = new FiniteValues(planes);
        return switch (parameter) {
            case T1, T1_LOW, T1_HIGH -> decade(ColourMap.LIPARI, T1_LOWER_MS, values);
            case T2, T2_LOW, T2_HIGH -> decade(ColourMap.NAVIA, T2_LOWER_MS, values);
            case OFF_RESONANCE, T1_REMOVED, T2_REMOVED -> symmetric(values);
            case M0, RESIDUAL, EFFECTIVE_VOXELS -> fromZero(values);
            case T1_SIGMA -> spread(ColourMap.LIPARI, values);
            case T2_SIGMA -> spread(ColourMap.NAVIA, values);
            case OFF_RESONANCE_SIGMA -> spread(ColourMap.GREY, values);
            case T1_ABOVE, T2_ABOVE ->
                new ParameterDisplay(ColourMap.GREY, false, 0, 1, values.smallest(), values.largest());
        };
    }

    /** The display of a map of water and fat: of what Map T1 T2 B0 has too, as there. */
    public static ParameterDisplay of(Quantity quantity, float[][] planes) {
        return switch (quantity) {
            case FAT_FRACTION -> ofPercent(planes);
            case WATER_T1 -> of(Parameter.T1, planes);
            case WATER_T2 -> of(Parameter.T2, planes);
            case OFF_RESONANCE -> of(Parameter.OFF_RESONANCE, planes);
            case WATER, FAT -> of(Parameter.M0, planes);
            case FAT_FRACTION_SIGMA, OFF_RESONANCE_SIGMA -> of(Parameter.OFF_RESONANCE_SIGMA, planes);
            case WATER_T1_SIGMA -> of(Parameter.T1_SIGMA, planes);
            case WATER_T2_SIGMA -> of(Parameter.T2_SIGMA, planes);
            case RESIDUAL -> of(Parameter.RESIDUAL, planes);
        };
    }

    /** The display of a map of differences: as that of ΔB0. */
    public static ParameterDisplay ofDifference(float[][] planes) {
        return symmetric(new FiniteValues(planes));
    }

    /** The display of a map of a share in %: grey, from 0 to 100. */
    public static ParameterDisplay ofPercent(float[][] planes) {
        FiniteValues values = new FiniteValues(planes);
        return new ParameterDisplay(ColourMap.GREY, false, 0, 100, values.smallest(), values.largest());
    }

    /** The display of a map of whole numbers of either sign: symmetric about 0, to the largest, at least to 1. */
    public static ParameterDisplay ofMultiples(float[][] planes) {
        FiniteValues values = new FiniteValues(planes);
        double limit = values.isEmpty() ? 1 : Math.max(1, Math.max(-values.smallest(), values.largest()));
        return new ParameterDisplay(ColourMap.VIK, false, -limit, limit, values.smallest(), values.largest());
    }

    /** The display of a map of B1 as a ratio: symmetric about 1, to the 1st and 99th percentile rounded outwards. */
    public static ParameterDisplay ofB1(float[][] planes) {
        FiniteValues values = new FiniteValues(planes);
        double limit = values.isEmpty() ? 0 : Math.max(1 - values.quantile(0.01), values.quantile(0.99) - 1);
        limit = Math.min(1, roundOr1(limit, true));
        return new ParameterDisplay(ColourMap.VIK, false, 1 - limit, 1 + limit, values.smallest(), values.largest());
    }

    /** Place of a value on the colour axis, 0 to 1; NaN where the value is not finite. */
    public double position(double value) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        if (value <= lower) {
            return 0;
        }
        double position =
                logarithmic ? Math.log(value / lower) / Math.log(upper / lower) : (value - lower) / (upper - lower);
        return Math.min(1, position);
    }

    /** Opaque colour 0xffRRGGBB of a value; black where it is not finite. */
    public int rgb(double value) {
        return colours.rgb(position(value));
    }

    /**
     * Lookup table with display range for a 32-bit image of this map; {@code ImagePlus.setLut} applies both.
     *
     * <p>ImageJ shows NaN with index 0, but also every value at or below the minimum of the display range. So index 0 is
     * black, and the range begins one step below whatever the map can hold: valid values start at index 1.
     */
    public LUT lut() {
        double base = Math.min(0, lower);
        if (smallest < base) {
            base = smallest;
        }
        double step = (upper - base) / 254;
        int[] table = new int[256];
        table[0] = ColourMap.NO_VALUE;
        for (int i = 1; i < 256; i++) {
            table[i] = rgb(base + (i - 1) * step);
        }
        return LookupTable.of(table, base - step, upper);
    }

    private static ParameterDisplay decade(ColourMap colours, double usualLower, FiniteValues values) {
        double lower = usualLower;
        if (!values.isEmpty() && values.fractionWithin(lower, lower * DECADE) < FEW && values.quantile(0.5) > 0) {
            double median = values.quantile(0.5);
            while (median > lower * DECADE) {
                lower *= 2;
            }
            while (median < lower) {
                lower /= 2;
            }
        }
        return new ParameterDisplay(colours, true, lower, lower * DECADE, values.smallest(), values.largest());
    }

    private static ParameterDisplay symmetric(FiniteValues values) {
        double limit = 0;
        if (!values.isEmpty()) {
            limit = Math.max(-values.quantile(0.01), values.quantile(0.99));
            // the lookup table spans the smallest value too: keep most of its entries for the range itself
            limit = Math.max(limit, -values.smallest() / 4);
        }
        limit = roundOr1(limit, true);
        return new ParameterDisplay(ColourMap.VIK, false, -limit, limit, values.smallest(), values.largest());
    }

    private static ParameterDisplay fromZero(FiniteValues values) {
        double upper = roundOr1(values.isEmpty() ? 0 : values.quantile(0.99), true);
        return new ParameterDisplay(ColourMap.GREY, false, 0, upper, values.smallest(), values.largest());
    }

    private static ParameterDisplay spread(ColourMap colours, FiniteValues values) {
        double upper = roundOr1(values.isEmpty() ? 0 : values.quantile(0.95), true);
        double lower = upper / WIDEST_LOGARITHMIC_RATIO;
        if (!values.isEmpty() && values.quantile(0.05) > 0) {
            lower = Math.min(roundOr1(values.quantile(0.05), false), upper / NARROWEST_LOGARITHMIC_RATIO);
            upper = Math.min(upper, lower * WIDEST_LOGARITHMIC_RATIO);
        }
        return new ParameterDisplay(colours, true, lower, upper, values.smallest(), values.largest());
    }

    /** The next round number above or below; 1 where the value is not positive. */
    static double roundOr1(double value, boolean up) {
        if (!(value > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double nearest = up ? 10 : 1;
        for (double mantissa : ROUND) {
            // a hair of tolerance, since a float such as 0.05f is a little more than the number it stands for
            if (up && mantissa >= value / power * (1 - 1e-6)) {
                return mantissa * power;
            }
            if (!up && mantissa <= value / power * (1 + 1e-6)) {
                nearest = mantissa;
            }
        }
        return nearest * power;
    }
}
