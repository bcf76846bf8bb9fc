package org.relaxometry.bssfp.montecarlo;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;

/** The estimates of one method for a round of samples of all voxels, before they are added to its statistics. */
final class SampleRound {

    private final Map<Parameter, float[][]> values = new EnumMap<>(Parameter.class);
    private final byte[][] status;
    private int firstSample;
    private int samples;

    SampleRound(Set<Parameter> parameters, int capacity, int voxels) {
        parameters.forEach(parameter -> values.put(parameter, new float[capacity][voxels]));
        status = new byte[capacity][voxels];
    }

    /** Most samples it can hold. */
    int capacity() {
        return status.length;
    }

    void begin(int firstSample, int samples) {
        this.firstSample = firstSample;
        this.samples = samples;
    }

    /** Copies entries {@code offset} to {@code offset + count − 1} of a block to the voxels of a sample. */
    void put(int sample, int firstVoxel, int count, ParameterBlock block, int offset) {
        values.forEach(
                (parameter, array) -> System.arraycopy(block.of(parameter), offset, array[sample], firstVoxel, count));
        System.arraycopy(block.status(), offset, status[sample], firstVoxel, count);
    }

    /** Values, [sample][voxel]. */
    float[][] of(Parameter parameter) {
        return values.get(parameter);
    }

    /** Status codes, [sample][voxel]. */
    byte[][] status() {
        return status;
    }

    /** Index of the round's first sample among all samples. */
    int firstSample() {
        return firstSample;
    }

    /** Number of samples. */
    int samples() {
        return samples;
    }
}
