package org.relaxometry.bssfp.method;

import java.io.IOException;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * A method that users can choose by its title, in every command that estimates T1 and T2.
 *
 * <p>Who adds one writes a {@link org.relaxometry.bssfp.estimation.RelaxometryEstimator}, which passes the contract suite of
 * estimators, and a line in {@link Methods}: a {@link DirectMethod} where it is made from protocol and noise level alone, a
 * {@link NetworkMethod} where it is a network of a kind of its own, or another class of this type.
 */
public interface Method {

    String MAXIMUM_LIKELIHOOD_NAME = "Maximum likelihood";
    String ADAPTIVE_NAME = "Adaptive maximum likelihood";
    String MIRACLE_FAST_NAME = "MIRACLE (fast)";
    String MIRACLE_NAME = "MIRACLE";

    /** As users type it and as tables, figures and records call it; no other method has it in upper or lower case. */
    String title();

    /** Whether it makes use of a noise level that the user knows. */
    default boolean usesNoise() {
        return false;
    }

    /** Whether it works with increments that divide the circle evenly only. */
    default boolean needsEvenIncrements() {
        return false;
    }

    /** Whether it looks at the neighbours of a voxel, so that it maps whole series and nothing else. */
    default boolean needsNeighbours() {
        return false;
    }

    /** Whether it is evaluated by one of the engines of networks. */
    default boolean isNetwork() {
        return false;
    }

    /**
     * Makes it ready for a protocol.
     *
     * @param engine what evaluates networks; other methods ignore it
     * @throws IllegalArgumentException if the method cannot work with the protocol, or not on voxels by themselves
     * @throws IOException where the files of a network cannot be used
     */
    PreparedMethod prepare(Protocol protocol, EngineChoice engine) throws IOException;
}
