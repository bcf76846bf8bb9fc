package org.relaxometry.bssfp.method;

import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.posterior.PosteriorEstimator;
import org.relaxometry.bssfp.estimation.posterior.PosteriorValues;
import org.relaxometry.bssfp.estimation.posterior.Prior;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * What samples and a prior together make of T1 and T2.
 *
 * @param prior what is known before
 * @param values what is told of the posterior
 */
public record PosteriorMethod(Prior prior, PosteriorValues values) implements Method {

    /** With the prior that says least, and the mean. */
    static final PosteriorMethod USUAL =
            new PosteriorMethod(Priors.logUniform(Priors.T1_MS, Priors.T2_MS), PosteriorValues.MEAN);

    @Override
    public String title() {
        return PosteriorEstimator.NAME;
    }

    @Override
    public boolean usesNoise() {
        return true;
    }

    @Override
    public PreparedMethod prepare(Protocol protocol, EngineChoice engine) {
        return new PreparedMethod(
                title(),
                protocol,
                true,
                noise -> new PosteriorEstimator(protocol, noise, prior, values),
                Optional.empty(),
                List.of(),
                true);
    }
}
