package org.relaxometry.bssfp.estimation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** What an estimator writes for a block of voxels: one float array [voxel] per parameter, and the status codes. */
public final class ParameterBlock {

    private final Map<Parameter, float[]> values = new EnumMap<>(Parameter.class);
    private final byte[] status;

    public ParameterBlock(Set<Parameter> parameters, int capacity) {
        parameters.forEach(parameter -> values.put(parameter, new float[capacity]));
        status = new byte[capacity];
    }

    /** Values of one parameter, [voxel], not a copy; null where this block does not hold it. Fetch once per block. */
    public float[] of(Parameter parameter) {
        return values.get(parameter);
    }

    /** {@link EstimationStatus#code()} of each voxel, not a copy. */
    public byte[] status() {
        return status;
    }

    /** Gives one voxel this status and NaN in every parameter. */
    public void reject(int voxel, EstimationStatus why) {
        values.values().forEach(array -> array[voxel] = Float.NaN);
        status[voxel] = why.code();
    }
}
