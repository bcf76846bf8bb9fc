package org.relaxometry.bssfp.method;

import java.io.IOException;
import java.util.Locale;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.training.LearningRateSchedule;
import org.relaxometry.bssfp.training.ParameterDistribution;
import org.relaxometry.bssfp.training.TrainingSpecification;
import org.relaxometry.bssfp.training.TrainingSpecification.Optimisation;

/**
 * A kind of network that users can train, and of which some are shipped.
 *
 * @param title as {@link org.relaxometry.bssfp.estimation.network.ModelCard#methodName()} calls it
 * @param quick settings that train it well in about a minute
 * @param recipe all that is not the user's choice, and defaults for what is
 */
public record NetworkMethod(String title, boolean usesNoise, Optimisation quick, Recipe recipe) implements Method {

    /** Makes the specification of a training. */
    @FunctionalInterface
    public interface Recipe {
        TrainingSpecification usual(String name, Protocol protocol, ParameterDistribution distribution, long seed);
    }

    @Override
    public boolean isNetwork() {
        return true;
    }

    /** By the first of the shipped networks that was trained for the protocol. */
    @Override
    public PreparedMethod prepare(Protocol protocol, EngineChoice engine) throws IOException {
        return NetworkChoice.shipped(title, protocol).prepare(title, protocol, engine);
    }

    /** Name of the model where the user gives none, such as {@code svnn-complex-12-uniform}. */
    public String defaultName(Protocol protocol, ParameterDistribution distribution) {
        return (title + "-" + protocol.cycles() + "-" + distribution.name())
                .toLowerCase(Locale.ROOT)
                .replace(' ', '-');
    }

    /** One cycle of the learning rate, or the constant rate with which Birk et al. 2025 trained. */
    public Optimisation optimisation(LearningRateSchedule schedule) {
        return schedule == LearningRateSchedule.CONSTANT ? Optimisation.PUBLISHED : quick;
    }
}
