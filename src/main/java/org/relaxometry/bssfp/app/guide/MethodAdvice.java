package org.relaxometry.bssfp.app.guide;

import java.util.Map;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.NetworkChoice;

/** One line on when to take a method. */
final class MethodAdvice {

    private static final Map<String, String> LINES = Map.of(
            Method.MAXIMUM_LIKELIHOOD_NAME, "the usual choice; any increments, 3 cycles or more, with uncertainties.",
            Method.MIRACLE_FAST_NAME, "for comparison with MIRACLE studies; the same equations, much faster.",
            Method.MIRACLE_NAME, "the published search, for comparison with it; slow.",
            NetworkChoice.SVNN, "published network of magnitudes; only for the protocols that have a model.",
            NetworkChoice.PINN, "as SVNN, trained with the physics of the signal.",
            NetworkChoice.SVNN_COMPLEX, "as SVNN, of complex images; gives ΔB0 too.",
            NetworkChoice.PINN_COMPLEX, "as PINN, of complex images; gives ΔB0 too.",
            NetworkChoice.FULL_CIRCLE, "a network that is right at every off-resonance.",
            NetworkChoice.NOISE_AWARE,
                    "lowest error in noisy voxels, but pulled towards the tissue it was trained with.");

    private static final String NEIGHBOURS =
            "for noisy data: averages neighbours that the noise cannot tell apart; slower.";

    private MethodAdvice() {}

    static String of(String title) {
        return LINES.getOrDefault(title, NEIGHBOURS);
    }
}
