package org.relaxometry.bssfp.estimation.network;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.estimation.BlockContractTest;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;

/** The contract on blocks holds for any weights. How well a network estimates is a matter of its training. */
class NetworkContractTest {

    @Nested
    class MagnitudeInJava extends BlockContractTest {
        @Override
        protected RelaxometryEstimator estimator(Protocol protocol) {
            return of(NetworkInput.MAGNITUDE_CONFIGURATIONS, EngineChoice.JAVA, protocol);
        }
    }

    @Nested
    class ComplexInJava extends BlockContractTest {
        @Override
        protected RelaxometryEstimator estimator(Protocol protocol) {
            return of(NetworkInput.COMPLEX_CONFIGURATIONS, EngineChoice.JAVA, protocol);
        }
    }

    @Nested
    class SamplesInJava extends BlockContractTest {
        @Override
        protected RelaxometryEstimator estimator(Protocol protocol) {
            return of(NetworkInput.SAMPLES, EngineChoice.JAVA, protocol);
        }
    }

    @Nested
    class ComplexInPyTorch extends BlockContractTest {
        @Override
        protected RelaxometryEstimator estimator(Protocol protocol) {
            Needs.pyTorch();
            return of(NetworkInput.COMPLEX_CONFIGURATIONS, EngineChoice.DJL_PYTORCH, protocol);
        }
    }

    private static RelaxometryEstimator of(NetworkInput input, EngineChoice choice, Protocol protocol) {
        List<NetworkOutput> outputs = input == NetworkInput.MAGNITUDE_CONFIGURATIONS
                ? List.of(NetworkOutput.T1, NetworkOutput.T2)
                : List.of(NetworkOutput.T1, NetworkOutput.T2, NetworkOutput.THETA);
        NetworkModel model = TestModels.model(input, outputs, protocol);
        // as large as the samples, which is what the model of the test was made for
        return new NetworkEstimator(
                model, protocol, choice.open(model.weights()).engine(), NoiseLevel.given(0.1));
    }
}
