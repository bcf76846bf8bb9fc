package org.relaxometry.bssfp.method;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.miracle.FastMiracle;
import org.relaxometry.bssfp.estimation.miracle.GoldenSectionMiracle;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.training.TrainingSpecification;
import org.relaxometry.bssfp.training.TrainingSpecification.Optimisation;

/** The catalogue of methods: a line for each. Models of networks have names of their own, see {@link NetworkChoice}. */
public final class Methods {

    public static final DirectMethod MAXIMUM_LIKELIHOOD =
            new DirectMethod(Method.MAXIMUM_LIKELIHOOD_NAME, true, false, true, MaximumLikelihood::new);
    public static final DirectMethod MIRACLE_FAST = new DirectMethod(
            Method.MIRACLE_FAST_NAME, false, true, false, (protocol, noise) -> new FastMiracle(protocol));
    public static final DirectMethod MIRACLE = new DirectMethod(
            Method.MIRACLE_NAME, false, true, false, (protocol, noise) -> new GoldenSectionMiracle(protocol));

    private static final Optimisation QUICK = Optimisation.oneCycle(20, 128, 2e-3);

    /** The kinds of network. */
    public static final List<NetworkMethod> NETWORKS = List.of(
            new NetworkMethod(NetworkChoice.SVNN, false, QUICK, published(NetworkKind.SVNN, false)),
            new NetworkMethod(NetworkChoice.PINN, false, QUICK, published(NetworkKind.PINN, false)),
            new NetworkMethod(NetworkChoice.SVNN_COMPLEX, false, QUICK, published(NetworkKind.SVNN, true)),
            new NetworkMethod(NetworkChoice.PINN_COMPLEX, false, QUICK, published(NetworkKind.PINN, true)),
            new NetworkMethod(NetworkChoice.FULL_CIRCLE, false, QUICK, TrainingSpecification::fullCircle),
            new NetworkMethod(
                    NetworkChoice.NOISE_AWARE,
                    true,
                    Optimisation.oneCycle(20, 512, 3e-3),
                    TrainingSpecification::noiseAware));

    /** Maximum likelihood, averaged over neighbours that the noise cannot tell apart. */
    public static final NeighbourMethod ADAPTIVE = new NeighbourMethod(Method.ADAPTIVE_NAME);

    /** Those that need no training and take voxels one by one. */
    public static final List<DirectMethod> DIRECT = List.of(MAXIMUM_LIKELIHOOD, MIRACLE_FAST, MIRACLE);

    /** Every method, in the order in which users see them. */
    public static final List<Method> ALL = Stream.<Method>concat(
                    Stream.of(MAXIMUM_LIKELIHOOD, ADAPTIVE, PosteriorMethod.USUAL, MIRACLE_FAST, MIRACLE),
                    NETWORKS.stream())
            .toList();

    private Methods() {}

    /** The titles of all methods. */
    public static List<String> titles() {
        return ALL.stream().map(Method::title).toList();
    }

    /** The titles of the methods that take voxels one by one. */
    public static List<String> voxelwiseTitles() {
        return ALL.stream()
                .filter(method -> !method.needsNeighbours())
                .map(Method::title)
                .toList();
    }

    /** The method of this title, in upper or lower case. */
    public static Optional<Method> named(String title) {
        return ALL.stream()
                .filter(method -> method.title().equalsIgnoreCase(title))
                .findFirst();
    }

    /** The kind of network of this title, in upper or lower case. */
    public static NetworkMethod network(String title) {
        return NETWORKS.stream()
                .filter(method -> method.title().equalsIgnoreCase(title))
                .findFirst()
                .orElseThrow();
    }

    private static NetworkMethod.Recipe published(NetworkKind kind, boolean complex) {
        return (name, protocol, distribution, seed) -> TrainingSpecification.published(
                name, kind, complex, protocol, distribution, Double.POSITIVE_INFINITY, seed);
    }
}
