package org.relaxometry.bssfp.estimation;

/** A quantity an estimator gives for every voxel. */
public enum Parameter {
    /** Longitudinal relaxation time. */
    T1("T1", "ms", "T1map"),
    /** Transverse relaxation time. */
    T2("T2", "ms", "T2map"),
    /** Off-resonance ΔB0, known modulo 1/TR, in (−1/(2 TR), 1/(2 TR)]. */
    OFF_RESONANCE("ΔB0", "Hz", "fieldmap"),
    /** Magnitude of the equilibrium magnetisation, in the units of the input images. */
    M0("M0", "a.u.", "M0map"),
    /** Standard deviation of T1 expected from the noise. */
    T1_SIGMA("σ(T1)", "ms", "T1sigmamap"),
    /** Standard deviation of T2 expected from the noise. */
    T2_SIGMA("σ(T2)", "ms", "T2sigmamap"),
    /** Standard deviation of ΔB0 expected from the noise. */
    OFF_RESONANCE_SIGMA("σ(ΔB0)", "Hz", "fieldsigmamap"),
    /** Root mean square misfit of the signal model over the cycles, as a fraction of the root mean square signal. */
    RESIDUAL("residual", "fraction", "residualmap"),
    /** As many voxels alike would have to be averaged for the same standard deviations. */
    EFFECTIVE_VOXELS("averaged", "voxels", "effectivevoxelsmap"),
    /** Averaged T1 less the voxel's own (as logarithms), in standard deviations of the own. */
    T1_REMOVED("removed from T1", "σ", "T1removedmap"),
    /** Averaged T2 less the voxel's own (as logarithms), in standard deviations of the own. */
    T2_REMOVED("removed from T2", "σ", "T2removedmap"),
    /** T1 below which the truth lies with the lower probability that was asked for. */
    T1_LOW("T1 low", "ms", "T1lowmap"),
    /** T1 below which the truth lies with the higher probability that was asked for. */
    T1_HIGH("T1 high", "ms", "T1highmap"),
    /** T2 below which the truth lies with the lower probability that was asked for. */
    T2_LOW("T2 low", "ms", "T2lowmap"),
    /** T2 below which the truth lies with the higher probability that was asked for. */
    T2_HIGH("T2 high", "ms", "T2highmap"),
    /** Probability that T1 is longer than the time that was asked for. */
    T1_ABOVE("P(T1 long)", "fraction", "T1abovemap"),
    /** Probability that T2 is longer than the time that was asked for. */
    T2_ABOVE("P(T2 long)", "fraction", "T2abovemap");

    private final String symbol;
    private final String unit;
    private final String fileName;

    Parameter(String symbol, String unit, String fileName) {
        this.symbol = symbol;
        this.unit = unit;
        this.fileName = fileName;
    }

    /** Symbol as written in the field, such as ΔB0. */
    public String symbol() {
        return symbol;
    }

    /** Unit of the values inside the program and of images shown in ImageJ. */
    public String unit() {
        return unit;
    }

    /** BIDS suffix, or a name in its style where BIDS has none; files are named by it. */
    public String fileName() {
        return fileName;
    }
}
