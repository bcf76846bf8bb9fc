package org.relaxometry.bssfp.estimation.network;

/** Which engine evaluates a network. Both give the same numbers to a few units in the seventh digit. */
public enum EngineChoice {
    /** PyTorch where it can be loaded, else Java. */
    AUTO("auto"),
    /** PyTorch through DJL. */
    DJL_PYTORCH("DJL PyTorch"),
    /** Plain Java: slower, runs everywhere. */
    JAVA("Java");

    /**
     * An engine and why it was taken.
     *
     * @param engine evaluates the network
     * @param report one line for the user, such as {@code Engine: DJL PyTorch 2.7.1}
     */
    public record Selection(NetworkEngine engine, String report) {}

    private final String label;

    EngineChoice(String label) {
        this.label = label;
    }

    /** As users choose it. */
    public String label() {
        return label;
    }

    /**
     * Opens an engine for a network. The first call that may take PyTorch starts it.
     *
     * @throws IllegalArgumentException where PyTorch was asked for by name and cannot be loaded
     */
    public Selection open(NetworkWeights weights) {
        if (this == JAVA) {
            return java(weights, "");
        }
        PyTorch pyTorch = PyTorch.instance();
        if (pyTorch.isAvailable()) {
            NetworkEngine engine = new DjlEngine(pyTorch, weights);
            String notice = pyTorch.notice().isEmpty() ? "" : " (" + pyTorch.notice() + ")";
            return new Selection(engine, "Engine: " + engine.name() + notice);
        }
        if (this == DJL_PYTORCH) {
            throw new IllegalArgumentException("The engine " + label + " cannot be used: " + pyTorch.problem()
                    + ". Choose auto or Java: the maps are the same.");
        }
        return java(weights, " (" + pyTorch.problem() + ")");
    }

    private static Selection java(NetworkWeights weights, String reason) {
        NetworkEngine engine = new JavaEngine(weights);
        return new Selection(engine, "Engine: " + engine.name() + reason);
    }
}
