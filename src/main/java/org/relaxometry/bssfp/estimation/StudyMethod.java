package org.relaxometry.bssfp.estimation;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;

/**
 * A method to be sampled. Methods of one study may have different protocols; those of the same see the same noise.
 *
 * @param label as it stands in tables and legends, different from all others of as many cycles
 * @param protocol it is made for
 * @param atNoise makes it for samples with so much noise added, as far as the method wants to know
 */
public record StudyMethod(String label, Protocol protocol, Function<NoiseLevel.Known, RelaxometryEstimator> atNoise) {

    /** A method that does not ask for the noise. */
    public static StudyMethod of(String label, Protocol protocol, RelaxometryEstimator estimator) {
        return new StudyMethod(label, protocol, noise -> estimator);
    }

    public static void requireDistinct(List<StudyMethod> methods) {
        List<String> labels = methods.stream()
                .map(method -> method.label() + ", " + method.protocol().cycles() + " cycles")
                .toList();
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("At least 1 method is needed, but there is none.");
        }
        if (Set.copyOf(labels).size() < labels.size()) {
            throw new IllegalArgumentException(
                    "Every method needs a label of its own, but there are " + String.join("; ", labels) + ".");
        }
    }
}
