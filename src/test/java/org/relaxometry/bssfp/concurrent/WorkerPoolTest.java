package org.relaxometry.bssfp.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerPoolTest {

    private static final int TASKS = 1_000_000;

    private final WorkerPool pool = new WorkerPool(3);

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 1000})
    void everyTaskIsDoneOnce(int tasks) {
        AtomicIntegerArray times = new AtomicIntegerArray(tasks);
        pool.run(tasks, (worker, index) -> times.incrementAndGet(index));
        assertThat(IntStream.range(0, tasks).map(times::get)).allMatch(n -> n == 1);
    }

    @Test
    void workersWorkAtTheSameTimeAndTheCallerIsTheFirst() {
        CountDownLatch together = new CountDownLatch(3);
        Thread[] threads = new Thread[3];
        pool.onEach(worker -> {
            threads[worker] = Thread.currentThread();
            arrive(together);
        });
        assertThat(threads).doesNotHaveDuplicates();
        assertThat(threads[0]).isSameAs(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatOneWorkerThrowsStopsTheOthersAtTheirNextTask(int thrower) {
        IllegalStateException thrown = new IllegalStateException("no");
        Thrower failing = new Thrower(thrower, thrown);
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> pool.run(TASKS, (worker, index) -> {
                    begun.incrementAndGet();
                    failing.accept(worker);
                }))
                .isSameAs(thrown);
        assertThat(begun).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anErrorIsToldWhenNobodyIsAtWorkAnyMore(int thrower) {
        OutOfMemoryError error = new OutOfMemoryError("of the test");
        Thrower failing = new Thrower(thrower, error);
        AtomicInteger left = new AtomicInteger();
        assertThatThrownBy(() -> pool.onEach(worker -> {
                    failing.accept(worker);
                    left.incrementAndGet();
                }))
                .isSameAs(error);
        assertThat(left).hasValue(2);
    }

    @Test
    void afterAFailureTheWorkersGoOnWithTheNextWork() {
        assertThatThrownBy(() -> pool.onEach(new Thrower(1, new IllegalStateException("no"))))
                .isInstanceOf(IllegalStateException.class);
        everyTaskIsDoneOnce(1000);
    }

    @Test
    void cancellingStopsAllAtTheirNextTask() {
        CountDownLatch together = new CountDownLatch(3);
        AtomicBoolean canceled = new AtomicBoolean();
        AtomicInteger begun = new AtomicInteger();
        Progress progress = Progress.of(fraction -> {}, canceled::get);
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> pool.run(TASKS, progress, (worker, index) -> {
                    begun.incrementAndGet();
                    arrive(together);
                    canceled.set(true);
                }));
        assertThat(begun).hasValue(3);
    }

    @Test
    void interruptingTheCallerStopsAllAtTheirNextTask() {
        Thread caller = Thread.currentThread();
        CountDownLatch together = new CountDownLatch(3);
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> pool.run(TASKS, (worker, index) -> {
                    begun.incrementAndGet();
                    arrive(together);
                    if (worker == 0) {
                        caller.interrupt();
                        interrupted.countDown();
                    } else {
                        await(interrupted);
                    }
                }));
        assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
        assertThat(begun).hasValue(3);
    }

    @Test
    void progressIsToldAfterEveryTask() {
        List<Double> told = Collections.synchronizedList(new ArrayList<>());
        pool.run(4, Progress.of(told::add, () -> false), (worker, index) -> {});
        assertThat(told).containsExactlyInAnyOrder(0.25, 0.5, 0.75, 1.0);
    }

    @Test
    void wrongUseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkerPool(0))
                .withMessage("At least 1 thread is needed, but 0 were asked for.");
        pool.close();
        assertThatIllegalStateException().isThrownBy(() -> pool.run(1, (worker, index) -> {}));
    }

    /** One worker throws once all are there; the others go on when that has been noted. */
    private static final class Thrower implements IntConsumer {

        private final CountDownLatch together = new CountDownLatch(3);
        private final int thrower;
        private final Throwable thrown;
        private volatile Thread throwing;

        Thrower(int thrower, Throwable thrown) {
            this.thrower = thrower;
            this.thrown = thrown;
        }

        @Override
        public void accept(int worker) {
            arrive(together);
            if (worker == thrower) {
                throwing = Thread.currentThread();
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }
            // asleep, it waits for the others or for other work
            while (throwing == null || throwing.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
    }

    private static void arrive(CountDownLatch together) {
        together.countDown();
        await(together);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
