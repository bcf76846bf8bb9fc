package org.relaxometry.bssfp.method;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.signal.PulseBias;

/**
 * A method that is ready for a protocol.
 *
 * @param label as it stands in tables and legends
 * @param protocol it is made for
 * @param needsNoise whether it can do nothing without a known noise level
 * @param maker makes the estimator for images of a noise level, in their units
 * @param network which network on which engine, for the record of a run; empty where it is none
 * @param remarks what the log says of it
 * @param knowsPulse whether it takes the length of the pulse into account
 */
public record PreparedMethod(
        String label,
        Protocol protocol,
        boolean needsNoise,
        Function<NoiseLevel, RelaxometryEstimator> maker,
        Optional<Map<String, Object>> network,
        List<String> remarks,
        boolean knowsPulse) {

    /** What T1 costs where the protocol has a pulse that the method does not know. */
    public Optional<String> warning() {
        return knowsPulse || protocol.pulse().isInstantaneous()
                ? Optional.empty()
                : Optional.of(
                        label + " does not know of the " + protocol.pulse().describe()
                                + ": it reads T1 of white and grey matter " + PulseBias.range(protocol)
                                + " too long at this protocol, on resonance. Maximum likelihood, its adaptive form and Posterior know"
                                + " it, and so does a network that is trained with it.");
    }

    /**
     * For images of this noise level.
     *
     * @throws IllegalArgumentException if the method cannot work with the protocol or the level
     */
    public RelaxometryEstimator estimator(NoiseLevel noise) {
        return maker.apply(noise);
    }

    /**
     * For images to which noise is added. What needs no noise level is not told the added one: uncertainties stay those of the
     * residual.
     *
     * @param ofImages the noise that they have already
     */
    public StudyMethod sampled(NoiseLevel ofImages) {
        return needsNoise
                ? new StudyMethod(label, protocol, added -> maker.apply(ofImages.with(added, protocol.cycles())))
                : StudyMethod.of(label, protocol, maker.apply(NoiseLevel.FROM_RESIDUAL));
    }

    /** Settings of the estimator that needs no noise level, in one line, for the record of a run. */
    public String settings() {
        return maker.apply(NoiseLevel.FROM_RESIDUAL).settings();
    }
}
