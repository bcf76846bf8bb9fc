package org.relaxometry.bssfp.training.pass;

import java.util.List;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkWeights;
import org.relaxometry.bssfp.estimation.network.PyTorch;

/** With what a network is trained. Both give the same weights but for rounding. */
public enum TrainingEngine {
    /** PyTorch through DJL. */
    DJL {
        @Override
        public String describe() {
            return EngineChoice.DJL_PYTORCH.label() + " " + PyTorch.instance().version();
        }

        @Override
        public NetworkPass newPass(List<Integer> layerSizes, int capacity) {
            return new DjlPass(PyTorch.instance(), layerSizes, capacity);
        }
    },
    /** Plain Java. */
    JAVA {
        @Override
        public String describe() {
            return EngineChoice.JAVA.label();
        }

        @Override
        public NetworkPass newPass(List<Integer> layerSizes, int capacity) {
            return new JavaPass(layerSizes, capacity);
        }
    };

    /**
     * Above this many parameters PyTorch is faster: a 6–256–256–3 network takes Java twice as long. A 4–64–64–2 network takes
     * both as long, because the thirty calls into native code of a step cost as much as its arithmetic; so PyTorch, which takes
     * seconds to start, is left alone.
     */
    private static final int PARAMETERS_WORTH_PYTORCH = 20_000;

    /**
     * The engine of a choice; auto takes the faster one.
     *
     * @throws IllegalArgumentException where PyTorch was asked for by name and cannot be loaded
     */
    public static TrainingEngine of(EngineChoice choice, List<Integer> layerSizes) {
        boolean large = NetworkWeights.parameterCount(layerSizes) > PARAMETERS_WORTH_PYTORCH;
        return switch (choice) {
            case JAVA -> JAVA;
            case AUTO -> large && PyTorch.instance().isAvailable() ? DJL : JAVA;
            case DJL_PYTORCH -> {
                if (!PyTorch.instance().isAvailable()) {
                    throw new IllegalArgumentException("The engine " + choice.label() + " cannot be used: "
                            + PyTorch.instance().problem() + ". Choose auto or Java.");
                }
                yield DJL;
            }
        };
    }

    /** Why a network that PyTorch would train faster is trained without it, or what became of its library; empty for nothing. */
    public static String remark(EngineChoice choice, List<Integer> layerSizes) {
        boolean large = NetworkWeights.parameterCount(layerSizes) > PARAMETERS_WORTH_PYTORCH;
        if (choice == EngineChoice.JAVA || choice == EngineChoice.AUTO && !large) {
            return "";
        }
        PyTorch pyTorch = PyTorch.instance();
        return pyTorch.isAvailable() ? pyTorch.notice() : pyTorch.problem();
    }

    /** Such as {@code DJL PyTorch 2.7.1}. */
    public abstract String describe();

    /**
     * @param layerSizes number of inputs, then number of outputs of every layer
     * @param capacity most samples of a pass
     */
    public abstract NetworkPass newPass(List<Integer> layerSizes, int capacity);
}
