package org.relaxometry.bssfp.method;

import java.util.Arrays;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.miracle.FastMiracle;
import org.relaxometry.bssfp.estimation.miracle.GoldenSectionMiracle;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;

/** The methods a user can choose, by the names of the key {@code method}. */
public enum Method {
    MAXIMUM_LIKELIHOOD(Method.MAXIMUM_LIKELIHOOD_NAME) {
        @Override
        public RelaxometryEstimator estimator(Protocol protocol, NoiseLevel noise) {
            return new MaximumLikelihood(protocol, noise);
        }
    },
    MIRACLE_FAST(Method.MIRACLE_FAST_NAME) {
        @Override
        public RelaxometryEstimator estimator(Protocol protocol, NoiseLevel noise) {
            return new FastMiracle(protocol);
        }
    },
    MIRACLE(Method.MIRACLE_NAME) {
        @Override
        public RelaxometryEstimator estimator(Protocol protocol, NoiseLevel noise) {
            return new GoldenSectionMiracle(protocol);
        }
    };

    public static final String MAXIMUM_LIKELIHOOD_NAME = "Maximum likelihood";
    public static final String MIRACLE_FAST_NAME = "MIRACLE (fast)";
    public static final String MIRACLE_NAME = "MIRACLE";

    private final String title;

    Method(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    public static Method ofTitle(String title) {
        return Arrays.stream(values())
                .filter(method -> method.title.equals(title))
                .findFirst()
                .orElseThrow();
    }

    /**
     * @param noise of the images
     * @throws IllegalArgumentException if the method cannot work with the protocol
     */
    public abstract RelaxometryEstimator estimator(Protocol protocol, NoiseLevel noise);
}
