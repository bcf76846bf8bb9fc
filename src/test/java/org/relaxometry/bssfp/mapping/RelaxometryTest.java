package org.relaxometry.bssfp.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** What a program that uses this one as a library gets. */
class RelaxometryTest {

    private static final PhaseCycledSeries SERIES =
            SimulatedSeries.simulate(new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12)), 4096);

    static List<Method> methods() {
        return Methods.ALL;
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodOfTheCatalogueMaps(Method method) throws Exception {
        ParameterMaps maps = Relaxometry.by(method).threads(2).map(SERIES);
        float[] t1 = maps.map(Parameter.T1).getPlane(0).getCurrentStorageArray();
        assertThat(maps.status().dimensionsAsLongArray()).containsExactly(64, 64, 1);
        // white and grey matter, 939 and 1400 ms, half of each
        assertThat(mean(t1)).isBetween(1000.0, 1400.0);
    }

    private static double mean(float[] values) {
        double sum = 0;
        int count = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return sum / count;
    }

    @Test
    void theExampleOfThePageGivesT1() throws Exception {
        PhaseCycledSeries four =
                SimulatedSeries.simulate(new Protocol(4.8, 2.4, 15, List.of(45.0, 135.0, 225.0, 315.0)), 4096, 1e-6);
        RandomAccessibleInterval<FloatType> t1 =
                ExampleOfTheLibrary.t1Ms(four.images().first(), four.images().second());
        float voxel = t1.getAt(3, 4, 0).get();
        assertThat(Math.min(Math.abs(voxel - 939), Math.abs(voxel - 1400))).isLessThan(1);
    }

    @Test
    void dataOfTheOppositeHandednessAreRefused() {
        assertThatThrownBy(() -> Relaxometry.by(Methods.MIRACLE_FAST).map(SERIES.conjugate()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("opposite");
        assertThatThrownBy(() -> Relaxometry.by(Methods.MIRACLE_FAST).noise(1))
                .hasMessage("MIRACLE (fast) makes no use of a noise level, but one was given.");
        assertThatThrownBy(() -> Relaxometry.by(Methods.MIRACLE_FAST).threads(0))
                .hasMessageContaining("At least 1");
    }
}
