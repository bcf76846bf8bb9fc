package org.relaxometry.bssfp.estimation.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a network is shown of a voxel, before the z-score; {@link InputKernel} computes it.
 *
 * <p>F are the configurations over their common norm √(|F−1|² + |F0|² + |F+1|²), turned so that F0 is real and positive. S are
 * the samples over their r.m.s., √(Σ|S<sub>j</sub>|²/N), turned by the same angle.
 */
public enum NetworkInput {
    /** |F−1|, |F0|, |F+1|, B1. */
    MAGNITUDE_CONFIGURATIONS("magnitude configurations"),
    /** Re F−1, Re F0, Re F+1, −Im F−1, Im F+1, B1. */
    COMPLEX_CONFIGURATIONS("complex configurations"),
    /**
     * Re S<sub>1</sub> … Re S<sub>N</sub>, Im S<sub>1</sub> … Im S<sub>N</sub>, B1, ln(σ / r.m.s.), where σ is the standard
     * deviation of the noise of each real and imaginary part.
     */
    SAMPLES("samples");

    private final String label;

    NetworkInput(String label) {
        this.label = label;
    }

    /** As written in model cards. */
    public String label() {
        return label;
    }

    /** Number of inputs for a protocol of this many phase cycles. */
    public int width(int cycles) {
        return features(cycles).size();
    }

    /** Names of the inputs in their order, for a protocol of this many phase cycles. */
    public List<String> features(int cycles) {
        return switch (this) {
            case MAGNITUDE_CONFIGURATIONS -> List.of("|F-1|", "|F0|", "|F1|", "B1");
            case COMPLEX_CONFIGURATIONS -> List.of("Re F-1", "Re F0", "Re F1", "-Im F-1", "Im F1", "B1");
            case SAMPLES -> {
                List<String> names = new ArrayList<>();
                IntStream.rangeClosed(1, cycles).forEach(j -> names.add("Re S" + j));
                IntStream.rangeClosed(1, cycles).forEach(j -> names.add("Im S" + j));
                names.add("B1");
                names.add("ln(sigma/rms)");
                yield List.copyOf(names);
            }
        };
    }
}
