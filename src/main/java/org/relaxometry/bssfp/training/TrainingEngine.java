package org.relaxometry.bssfp.training;

import java.util.List;
import org.relaxometry.bssfp.estimation.network.PyTorch;

/** With what networks are trained. Both give the same weights but for rounding. */
public enum TrainingEngine {
    /** PyTorch through DJL. */
    DJL {
        @Override
        NetworkPass newPass(List<Integer> layerSizes, int capacity) {
            PyTorch pyTorch = PyTorch.instance();
            if (!pyTorch.isAvailable()) {
                throw new IllegalStateException(pyTorch.problem() + ". Choose the engine Java.");
            }
            return new DjlPass(pyTorch, layerSizes, capacity);
        }
    },
    /** Plain Java. */
    JAVA {
        @Override
        NetworkPass newPass(List<Integer> layerSizes, int capacity) {
            return new JavaPass(layerSizes, capacity);
        }
    };

    /**
     * @param layerSizes number of inputs, then number of outputs of every layer
     * @param capacity most samples of a pass
     */
    abstract NetworkPass newPass(List<Integer> layerSizes, int capacity);
}
