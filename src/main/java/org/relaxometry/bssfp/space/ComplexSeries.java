package org.relaxometry.bssfp.space;

import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * A phase-cycled series in memory: what preprocessing works on, cycle by cycle.
 *
 * @param protocol acquisition parameters; its increments are in the order of the cycles
 * @param cycles one complex image per phase cycle, all on one grid
 */
public record ComplexSeries(Protocol protocol, List<ComplexVolume> cycles) {

    public ComplexSeries {
        cycles = List.copyOf(cycles);
        if (cycles.size() != protocol.cycles()) {
            throw new IllegalArgumentException("The series has " + cycles.size() + " cycles, but the protocol lists "
                    + protocol.cycles() + " phase increments.");
        }
        VolumeGrid grid = cycles.get(0).grid();
        if (!cycles.stream().allMatch(cycle -> cycle.grid().equals(grid))) {
            throw new IllegalArgumentException("All cycles of a series must lie on one grid.");
        }
    }

    /** Size of every cycle. */
    public VolumeGrid grid() {
        return cycles.get(0).grid();
    }

    /** Voxels without data: 0 in all cycles, as outside of an extracted brain. */
    public Mask empty() {
        boolean[] empty = new boolean[grid().voxels()];
        Arrays.fill(empty, true);
        for (ComplexVolume cycle : cycles) {
            for (int v = 0; v < empty.length; v++) {
                empty[v] &= cycle.real()[v] == 0 && cycle.imaginary()[v] == 0;
            }
        }
        return new Mask(empty);
    }

    /** Sets voxels to 0 in all cycles. */
    public void clear(Mask voxels) {
        for (ComplexVolume cycle : cycles) {
            for (int v = 0; v < voxels.inside().length; v++) {
                if (voxels.inside()[v]) {
                    cycle.real()[v] = 0;
                    cycle.imaginary()[v] = 0;
                }
            }
        }
    }

    /** Mean of |S_j| over the cycles. */
    public ScalarVolume meanMagnitude() {
        float[] mean = new float[grid().voxels()];
        for (ComplexVolume cycle : cycles) {
            float[] magnitude = cycle.magnitude();
            for (int v = 0; v < mean.length; v++) {
                mean[v] += magnitude[v] / cycles.size();
            }
        }
        return new ScalarVolume(grid(), mean);
    }
}
