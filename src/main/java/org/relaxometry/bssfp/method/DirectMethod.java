package org.relaxometry.bssfp.method;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;

/**
 * A method that is made from protocol and noise level alone.
 *
 * @param knowsPulse whether it takes the length of the pulse into account
 * @param maker makes the estimator; the noise is that of the images, in their units
 */
public record DirectMethod(
        String title,
        boolean usesNoise,
        boolean needsEvenIncrements,
        boolean knowsPulse,
        BiFunction<Protocol, NoiseLevel, RelaxometryEstimator> maker)
        implements Method {

    @Override
    public PreparedMethod prepare(Protocol protocol, EngineChoice engine) {
        return new PreparedMethod(
                title, protocol, false, noise -> maker.apply(protocol, noise), Optional.empty(), List.of(), knowsPulse);
    }
}
