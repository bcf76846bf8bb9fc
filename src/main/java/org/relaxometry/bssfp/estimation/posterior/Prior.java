package org.relaxometry.bssfp.estimation.posterior;

import java.util.function.DoubleBinaryOperator;
import org.relaxometry.bssfp.statistics.Range;

/**
 * How often T1 and T2 occur, before a voxel is looked at: a density over ln T1 and ln T2 on a grid of cells, its logarithm
 * bilinear between their centres; nothing lies outside the ranges or has T1 &lt; T2.
 */
public final class Prior {

    /** No cell has less than this part of the largest density: what a prior never saw is improbable, not impossible. */
    static final double LEAST = 1e-9;

    private final String name;
    private final String source;
    private final Range t1Ms;
    private final Range t2Ms;
    private final int t1Cells;
    private final int t2Cells;
    /** ln of the density of every cell over the largest, [T1 · t2Cells + T2]. */
    private final float[] lnDensity;

    private int corner;
    private float part;

    /**
     * Tabulates a density.
     *
     * @param name as users choose it
     * @param source where it comes from, in the user's terms; empty where name and ranges say all
     * @param cells in each direction, at least 2
     * @param density per ln T1 and ln T2, in any unit, of T1 and T2 in ms
     */
    public static Prior of(
            String name, String source, Range t1Ms, Range t2Ms, int cells, DoubleBinaryOperator density) {
        double[] values = new double[cells * cells];
        for (int i = 0; i < cells; i++) {
            for (int j = 0; j < cells; j++) {
                values[i * cells + j] = density.applyAsDouble(centre(t1Ms, cells, i), centre(t2Ms, cells, j));
            }
        }
        return new Prior(name, source, t1Ms, t2Ms, cells, cells, values);
    }

    /**
     * @param density of every cell, per ln T1 and ln T2, in any unit, [T1 · t2Cells + T2]
     * @throws IllegalArgumentException where a range has no width or starts at 0, or the density is 0 everywhere, negative or
     *     no number
     */
    public Prior(String name, String source, Range t1Ms, Range t2Ms, int t1Cells, int t2Cells, double[] density) {
        requireTimes("T1", t1Ms);
        requireTimes("T2", t2Ms);
        if (t1Cells < 2 || t2Cells < 2 || density.length != t1Cells * t2Cells) {
            throw new IllegalArgumentException("A prior needs at least 2 x 2 cells and a density for each, but has "
                    + density.length + " for " + t1Cells + " x " + t2Cells + ".");
        }
        double largest = 0;
        for (double value : density) {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("The density of a prior must be 0 or more, but is " + value + ".");
            }
            largest = Math.max(largest, value);
        }
        if (largest == 0) {
            throw new IllegalArgumentException("The density of the prior is 0 everywhere.");
        }
        this.name = name;
        this.source = source;
        this.t1Ms = t1Ms;
        this.t2Ms = t2Ms;
        this.t1Cells = t1Cells;
        this.t2Cells = t2Cells;
        lnDensity = new float[density.length];
        for (int cell = 0; cell < density.length; cell++) {
            lnDensity[cell] = (float) Math.log(Math.max(density[cell] / largest, LEAST));
        }
    }

    private Prior(Prior other) {
        name = other.name;
        source = other.source;
        t1Ms = other.t1Ms;
        t2Ms = other.t2Ms;
        t1Cells = other.t1Cells;
        t2Cells = other.t2Cells;
        lnDensity = other.lnDensity;
    }

    private static void requireTimes(String name, Range range) {
        if (!(range.min() > 0 && range.width() > 0 && range.max() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A prior needs a range of " + name + " above 0 ms, but has "
                    + range.min() + " to " + range.max() + " ms.");
        }
    }

    /** Centre of a cell in ms. */
    static double centre(Range range, int cells, int cell) {
        return range.min() * Math.pow(range.max() / range.min(), (cell + 0.5) / cells);
    }

    /** The same for another thread. */
    Prior independentCopy() {
        return new Prior(this);
    }

    /** As users choose it. */
    public String name() {
        return name;
    }

    /** Where it comes from, in the user's terms; empty where name and ranges say all. */
    public String source() {
        return source;
    }

    /** Range of T1 in ms. */
    public Range t1Ms() {
        return t1Ms;
    }

    /** Range of T2 in ms. */
    public Range t2Ms() {
        return t2Ms;
    }

    /** Cells over ln T1. */
    public int t1Cells() {
        return t1Cells;
    }

    /** Cells over ln T2. */
    public int t2Cells() {
        return t2Cells;
    }

    /** Centre of a cell over T1 in ms. */
    public double t1CentreMs(int cell) {
        return centre(t1Ms, t1Cells, cell);
    }

    /** Centre of a cell over T2 in ms. */
    public double t2CentreMs(int cell) {
        return centre(t2Ms, t2Cells, cell);
    }

    /** Density of a cell over the largest. */
    public double density(int t1Cell, int t2Cell) {
        return Math.exp(lnDensity[t1Cell * t2Cells + t2Cell]);
    }

    /** Name, ranges and source, for records. */
    public String describe() {
        return name + ", T1 " + text(t1Ms) + ", T2 " + text(t2Ms) + (source.isEmpty() ? "" : " (" + source + ")");
    }

    private static String text(Range range) {
        return range.min() + " to " + range.max() + " ms";
    }

    /** Distance in ln T1 within which the density changes little. */
    double resolutionT1Ln() {
        return Math.log(t1Ms.max() / t1Ms.min()) / t1Cells;
    }

    /** Distance in ln T2 within which the density changes little. */
    double resolutionT2Ln() {
        return Math.log(t2Ms.max() / t2Ms.min()) / t2Cells;
    }

    /** Sets the T2 of what follows: the cell below it, and the part of the way to the next. */
    void row(int t2Cell, float t2Part) {
        corner = t2Cell;
        part = t2Part;
    }

    /** ln of the density at this T1, over the largest. */
    double ln(int t1Cell, float t1Part) {
        int at = t1Cell * t2Cells + corner;
        float low = lnDensity[at] + part * (lnDensity[at + 1] - lnDensity[at]);
        at += t2Cells;
        float high = lnDensity[at] + part * (lnDensity[at + 1] - lnDensity[at]);
        return low + t1Part * (high - low);
    }
}
