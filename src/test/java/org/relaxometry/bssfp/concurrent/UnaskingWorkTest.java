package org.relaxometry.bssfp.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UnaskingWorkTest {

    @Test
    void givesTheResultAndTheFailureOfTheWork() throws IOException {
        assertThat(UnaskingWork.<Integer>run(() -> 3, Progress.NONE)).isEqualTo(3);
        IOException failure = new IOException("no disk");
        assertThatThrownBy(() -> UnaskingWork.run(
                        () -> {
                            throw failure;
                        },
                        Progress.NONE))
                .isSameAs(failure);
    }

    /** The work of these tests does not end before they have ended. */
    @Test
    void whoCancelsDoesNotWaitForTheEndOfTheWork() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        assertThatThrownBy(() -> UnaskingWork.run(
                        () -> {
                            cancelled.set(true);
                            end.await();
                            return null;
                        },
                        Progress.of(fraction -> {}, cancelled::get)))
                .isInstanceOf(CancellationException.class);
        end.countDown();
    }

    @Test
    void whoInterruptsDoesNotWaitEither() {
        CountDownLatch end = new CountDownLatch(1);
        Thread waiting = Thread.currentThread();
        assertThatThrownBy(() -> UnaskingWork.run(
                        () -> {
                            waiting.interrupt();
                            end.await();
                            return null;
                        },
                        Progress.NONE))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        end.countDown();
    }
}
