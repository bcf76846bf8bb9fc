package org.relaxometry.bssfp.method;

import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.protocol.Protocol;

/** A method that looks at the neighbours of a voxel: {@link org.relaxometry.bssfp.volume.SeriesMapper}s only map whole series. */
public record NeighbourMethod(String title) implements Method {

    @Override
    public boolean usesNoise() {
        return true;
    }

    @Override
    public boolean needsNeighbours() {
        return true;
    }

    /** Refuses: here voxels stand by themselves. */
    @Override
    public PreparedMethod prepare(Protocol protocol, EngineChoice engine) {
        throw new IllegalArgumentException(refusal());
    }

    String refusal() {
        return title
                + " averages over the neighbours of a voxel, so it works on whole series only, in Map T1 T2 B0... (map),"
                + " Monte Carlo ROIs... (roi) and the study brain phantom of Validate In Silico... (validate). Here voxels are looked at one by one. Give "
                + Method.MAXIMUM_LIKELIHOOD_NAME
                + ", whose estimates it averages, or leave it out.";
    }
}
