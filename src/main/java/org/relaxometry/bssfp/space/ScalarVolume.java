package org.relaxometry.bssfp.space;

/**
 * One real-valued image in memory, such as a magnitude or a B1 map.
 *
 * @param grid size
 * @param values by {@link VolumeGrid#index}; not copied
 */
public record ScalarVolume(VolumeGrid grid, float[] values) {

    public ScalarVolume {
        grid.require("image", values);
    }
}
