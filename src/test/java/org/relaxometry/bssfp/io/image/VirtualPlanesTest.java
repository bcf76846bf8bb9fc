package org.relaxometry.bssfp.io.image;

import static org.assertj.core.api.Assertions.assertThat;

import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import org.junit.jupiter.api.Test;

class VirtualPlanesTest {

    private static final int PLANES = 40;

    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger loading = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    /** Every plane holds its number; all share one array. */
    private final VirtualStack stack = new VirtualStack(4, 4, PLANES) {
        private final float[] shared = new float[16];

        @Override
        public ImageProcessor getProcessor(int n) {
            loads.incrementAndGet();
            mostAtOnce.accumulateAndGet(loading.incrementAndGet(), Math::max);
            java.util.Arrays.fill(shared, n);
            loading.decrementAndGet();
            return new FloatProcessor(4, 4, shared);
        }
    };

    @Test
    void recentPlanesAreKeptAndNoMore() {
        VirtualPlanes<FloatArray> planes = planes(3);
        planes.get(0);
        planes.get(1);
        planes.get(2);
        planes.get(0);
        assertThat(loads).hasValue(3);
        planes.get(3);
        planes.get(0);
        assertThat(loads).hasValue(4);
        planes.get(1);
        assertThat(loads).hasValue(5);
    }

    @Test
    void aPlaneKeepsItsValuesWhenTheStackUsesItsArrayAgain() {
        VirtualPlanes<FloatArray> planes = planes(PLANES);
        FloatArray first = planes.get(0);
        planes.get(1);
        assertThat(first.getValue(5)).isEqualTo(1);
    }

    @Test
    void severalThreadsGetTheRightPlanesOneLoadAtATime() {
        VirtualPlanes<FloatArray> planes = planes(5);
        long wrong = IntStream.range(0, 20_000)
                .parallel()
                .filter(i -> planes.get(i * 7 % PLANES).getValue(i % 16) != i * 7 % PLANES + 1)
                .count();
        assertThat(wrong).isZero();
        assertThat(mostAtOnce).hasValue(1);
    }

    private VirtualPlanes<FloatArray> planes(int capacity) {
        return VirtualPlanes.of(stack, capacity, pixels -> new FloatArray(((float[]) pixels).clone()));
    }
}
