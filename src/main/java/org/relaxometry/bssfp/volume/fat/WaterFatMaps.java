package org.relaxometry.bssfp.volume.fat;

import java.util.Arrays;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Water and fat of a whole series, a float array [voxel] per quantity, NaN where there is no answer. */
public final class WaterFatMaps {

    /** What there is a map of. */
    public enum Quantity {
        /** F / (W + F), of equilibrium magnetisations: a proton density fat fraction. */
        FAT_FRACTION("fat fraction", "%", "fatfractionmap", "fatfraction"),
        /** T1 of water. */
        WATER_T1("T1 of water", "ms", "waterT1map", "watert1"),
        /** T2 of water. */
        WATER_T2("T2 of water", "ms", "waterT2map", "watert2"),
        /** ΔB0 of water, modulo 1/TR. */
        OFF_RESONANCE("ΔB0", "Hz", "fieldmap", "b0"),
        /** Equilibrium magnetisation of water. */
        WATER("water", "a.u.", "watermap", "water"),
        /** Equilibrium magnetisation of fat. */
        FAT("fat", "a.u.", "fatmap", "fat"),
        /** Standard deviation of the fat fraction expected from the noise. */
        FAT_FRACTION_SIGMA("σ(fat fraction)", "%", "fatfractionsigmamap", "fatfractionsigma"),
        /** Standard deviation of T1 of water. */
        WATER_T1_SIGMA("σ(T1 of water)", "ms", "waterT1sigmamap", "watert1sigma"),
        /** Standard deviation of T2 of water. */
        WATER_T2_SIGMA("σ(T2 of water)", "ms", "waterT2sigmamap", "watert2sigma"),
        /** Standard deviation of ΔB0. */
        OFF_RESONANCE_SIGMA("σ(ΔB0)", "Hz", "fieldsigmamap", "b0sigma"),
        /** Root mean square misfit over root mean square signal. */
        RESIDUAL("residual", "fraction", "residualmap", "residual");

        private final String symbol;
        private final String unit;
        private final String fileName;
        private final String scriptName;

        Quantity(String symbol, String unit, String fileName, String scriptName) {
            this.symbol = symbol;
            this.unit = unit;
            this.fileName = fileName;
            this.scriptName = scriptName;
        }

        public String symbol() {
            return symbol;
        }

        public String unit() {
            return unit;
        }

        public String fileName() {
            return fileName;
        }

        /** As scripts take it. */
        public String scriptName() {
            return scriptName;
        }
    }

    private final VolumeGrid grid;
    private final float[][] values = new float[Quantity.values().length][];
    private final float[] status;
    private int changed;

    WaterFatMaps(VolumeGrid grid) {
        this.grid = grid;
        for (Quantity quantity : Quantity.values()) {
            values[quantity.ordinal()] = new float[grid.voxels()];
            Arrays.fill(values[quantity.ordinal()], Float.NaN);
        }
        status = new float[grid.voxels()];
        Arrays.fill(status, EstimationStatus.OUTSIDE_MASK.code());
    }

    /** Map of one quantity. */
    public ScalarVolume map(Quantity quantity) {
        return new ScalarVolume(grid, values[quantity.ordinal()]);
    }

    /** {@link EstimationStatus#code()} of every voxel. */
    public ScalarVolume status() {
        return new ScalarVolume(grid, status);
    }

    /** Voxels where the neighbours chose another ΔB0 than the one that fits best. */
    public int changed() {
        return changed;
    }

    void setChanged(int voxels) {
        changed = voxels;
    }

    void set(Quantity quantity, int position, double value) {
        values[quantity.ordinal()][position] = (float) value;
    }

    void setStatus(int position, EstimationStatus what) {
        status[position] = what.code();
    }
}
