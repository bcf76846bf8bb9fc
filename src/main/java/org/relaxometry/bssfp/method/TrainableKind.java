package org.relaxometry.bssfp.method;

import java.util.Arrays;
import java.util.Locale;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.training.LearningRateSchedule;
import org.relaxometry.bssfp.training.ParameterDistribution;
import org.relaxometry.bssfp.training.TrainingSpecification;
import org.relaxometry.bssfp.training.TrainingSpecification.Optimisation;

/** The networks that users can train, with settings that train them well in about a minute. */
public enum TrainableKind {
    /** Magnitudes, supervised. */
    SVNN(NetworkChoice.SVNN, Optimisation.oneCycle(20, 128, 2e-3)),
    /** Magnitudes, physics-informed. */
    PINN(NetworkChoice.PINN, Optimisation.oneCycle(20, 128, 2e-3)),
    /** Complex configurations, supervised. */
    SVNN_COMPLEX(NetworkChoice.SVNN_COMPLEX, Optimisation.oneCycle(20, 128, 2e-3)),
    /** Complex configurations, physics-informed. */
    PINN_COMPLEX(NetworkChoice.PINN_COMPLEX, Optimisation.oneCycle(20, 128, 2e-3)),
    /** Every θ. */
    FULL_CIRCLE(NetworkChoice.FULL_CIRCLE, Optimisation.oneCycle(20, 128, 2e-3)),
    /** Noisy samples and their noise level. */
    NOISE_AWARE(NetworkChoice.NOISE_AWARE, Optimisation.oneCycle(20, 512, 3e-3));

    private final String title;
    private final Optimisation quick;

    TrainableKind(String title, Optimisation quick) {
        this.title = title;
        this.quick = quick;
    }

    public static TrainableKind ofTitle(String title) {
        return Arrays.stream(values())
                .filter(kind -> kind.title.equalsIgnoreCase(title))
                .findFirst()
                .orElseThrow();
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

    /** All that is not the user's choice, and defaults for what is. */
    public TrainingSpecification usual(String name, Protocol protocol, ParameterDistribution distribution, long seed) {
        return switch (this) {
            case SVNN, PINN, SVNN_COMPLEX, PINN_COMPLEX ->
                TrainingSpecification.published(
                        name,
                        this == SVNN || this == SVNN_COMPLEX ? NetworkKind.SVNN : NetworkKind.PINN,
                        this == SVNN_COMPLEX || this == PINN_COMPLEX,
                        protocol,
                        distribution,
                        Double.POSITIVE_INFINITY,
                        seed);
            case FULL_CIRCLE -> TrainingSpecification.fullCircle(name, protocol, distribution, seed);
            case NOISE_AWARE -> TrainingSpecification.noiseAware(name, protocol, distribution, seed);
        };
    }
}
