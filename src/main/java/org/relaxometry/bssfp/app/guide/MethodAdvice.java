package org.relaxometry.bssfp.app.guide;

import java.util.Map;
import org.relaxometry.bssfp.estimation.posterior.PosteriorEstimator;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.NetworkChoice;

/** One line on when to take a method. */
final class MethodAdvice {

    private static final Map<String, String> LINES = Map.ofEntries(
            Map.entry(
                    Method.MAXIMUM_LIKELIHOOD_NAME,
                    "the usual choice; any increments, 3 cycles or more, with uncertainties."),
            Map.entry(
                    Method.ADAPTIVE_NAME,
                    "for few cycles or much noise: averages neighbours that the noise cannot tell apart; slower."),
            Map.entry(
                    PosteriorEstimator.NAME,
                    "what the samples and a prior together say; where noise is high, tissue is drawn to what is common."),
            Map.entry(
                    Method.MIRACLE_FAST_NAME, "for comparison with MIRACLE studies; the same equations, much faster."),
            Map.entry(Method.MIRACLE_NAME, "the published search, for comparison with it; slow."),
            Map.entry(NetworkChoice.SVNN, "published network of magnitudes; only for the protocols that have a model."),
            Map.entry(NetworkChoice.PINN, "as SVNN, trained with the physics of the signal."),
            Map.entry(NetworkChoice.SVNN_COMPLEX, "as SVNN, of complex images; gives ΔB0 too."),
            Map.entry(NetworkChoice.PINN_COMPLEX, "as PINN, of complex images; gives ΔB0 too."),
            Map.entry(NetworkChoice.FULL_CIRCLE, "a network that is right at every off-resonance."),
            Map.entry(
                    NetworkChoice.NOISE_AWARE,
                    "lowest error in noisy voxels, but pulled towards the tissue it was trained with."));

    private MethodAdvice() {}

    static String of(String title) {
        return LINES.getOrDefault(title, "see the page of Map T1 T2 B0.");
    }
}
