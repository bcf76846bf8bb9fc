package org.relaxometry.bssfp.contrast;

/** Ways to make one image out of the phase cycles S_j. */
public enum BandingFree {
    /** |M| of the ellipse that fits all cycles: what is left when its shape, which ΔB0 runs through, is taken out. No banding. */
    DEMODULATED("demodulated", "|M| of the fitted ellipse"),

    /** Where the lines through opposite cycles cross: |M| too, exact without noise, noisy where the ellipse is narrow. */
    GEOMETRIC("geometric", "geometric solution: crossing of the lines through opposite cycles"),

    /** Opposite cycles weighted so that the geometric solution of the neighbourhood is met best: as it, with less noise. */
    LINEARISED("linearised", "second pass of the geometric solution: opposite cycles, weighted by neighbourhood"),

    /** |F0|: some banding is left, the less the more cycles. */
    MEAN("mean", "magnitude of the complex mean over the cycles"),

    /** √(Σ|S_j|²): some banding is left. */
    ROOT_SUM_OF_SQUARES("rss", "root of the sum of squares over the cycles"),

    /** The largest |S_j|: some banding is left. */
    MAXIMUM("maximum", "maximum of the magnitude over the cycles");

    private final String label;
    private final String description;

    BandingFree(String label, String description) {
        this.label = label;
        this.description = description;
    }

    /** As users choose it. */
    public String label() {
        return label;
    }

    /** In one line, for records. */
    public String description() {
        return description;
    }

    /** In the style of BIDS; files are named by it. */
    public String fileName() {
        return "desc-" + label + "_bssfp";
    }

    /** Whether it needs cycles whose increments lie 180° apart. */
    public boolean needsOppositeCycles() {
        return this == GEOMETRIC || this == LINEARISED;
    }
}
