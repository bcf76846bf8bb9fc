package org.relaxometry.bssfp.app.roi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OneAtATimeTest {

    @Test
    @Timeout(60)
    void aSecondClickStartsNothingUntilTheFirstWorkIsDone() throws InterruptedException {
        OneAtATime button = new OneAtATime("test");
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        assertThat(button.start(() -> {
                    begun.incrementAndGet();
                    await(goOn);
                    throw new IllegalStateException("failed");
                }))
                .isTrue();
        assertThat(button.start(begun::incrementAndGet)).isFalse();
        goOn.countDown();
        while (!button.start(begun::incrementAndGet)) {
            Thread.onSpinWait();
        }
        while (begun.get() < 2) {
            Thread.onSpinWait();
        }
        assertThat(begun).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
