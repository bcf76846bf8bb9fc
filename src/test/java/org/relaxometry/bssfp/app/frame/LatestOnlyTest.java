package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatestOnlyTest {

    @Test
    void requestsThatWereOvertakenAreDroppedAndTheLastIsDone() throws InterruptedException {
        List<Integer> done = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch last = new CountDownLatch(1);
        try (LatestOnly<Integer> worker = new LatestOnly<>("test", request -> {
            begun.countDown();
            await(goOn);
            done.add(request);
            if (request == 9) {
                last.countDown();
            }
        })) {
            worker.submit(0);
            assertThat(await(begun)).isTrue();
            for (int request = 1; request <= 9; request++) {
                worker.submit(request);
            }
            goOn.countDown();
            assertThat(await(last)).isTrue();
        }
        assertThat(done).containsExactly(0, 9);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
