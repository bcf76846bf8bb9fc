package org.relaxometry.bssfp.concurrent;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A fixed number of workers, each with a thread of its own, that do one work after the other. Worker 0 is the thread that
 * calls.
 *
 * <p>A work returns, or throws what a worker threw, only when no worker is at it any more: what they used may be closed then.
 * Whatever is thrown, errors too, ends the work of the others at their next task.
 *
 * <p>A training step takes a tenth of a millisecond and waking a sleeping thread almost as long, so those who wait do so awake
 * for a moment. Not longer: where other programs want the processors too, a thread that waits awake keeps out the very one it
 * waits for.
 */
public final class WorkerPool implements AutoCloseable {

    /** One of the tasks of a work. */
    public interface Task {
        /**
         * @param worker from 0; two tasks that run at the same time have different workers
         * @param index of the task, from 0
         */
        void run(int worker, int index);
    }

    /** Some ten microseconds. */
    private static final int SPINS = 1000;

    private final Thread[] others;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile int round;
    private volatile boolean closed;
    private IntConsumer work;
    private Thread caller;

    /** @param size number of workers, at least 1, the caller among them */
    public WorkerPool(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("At least 1 thread is needed, but " + size + " were asked for.");
        }
        others = new Thread[size - 1];
        for (int i = 0; i < others.length; i++) {
            int worker = i + 1;
            others[i] = new Thread(() -> serve(worker), "bSSFP worker");
            others[i].setDaemon(true);
            others[i].start();
        }
    }

    public int size() {
        return others.length + 1;
    }

    /**
     * Shares out all tasks and returns when the last is done.
     *
     * @throws CancellationException if the calling thread is interrupted, which it stays
     */
    public void run(int tasks, Task task) {
        AtomicInteger next = new AtomicInteger();
        Thread boss = Thread.currentThread();
        onEach(worker -> {
            for (int index = next.getAndIncrement(); index < tasks; index = next.getAndIncrement()) {
                if (failure.get() != null) {
                    return;
                }
                if (boss.isInterrupted()) {
                    throw new CancellationException("Cancelled.");
                }
                task.run(worker, index);
            }
        });
    }

    /**
     * Shares out all tasks and returns when the last is done.
     *
     * @param progress asked before every task, told after it
     * @throws CancellationException if the progress says so, or the calling thread is interrupted, which it stays
     */
    public void run(int tasks, Progress progress, Task task) {
        AtomicInteger finished = new AtomicInteger();
        run(tasks, (worker, index) -> {
            progress.checkCanceled();
            task.run(worker, index);
            progress.update((double) finished.incrementAndGet() / tasks);
        });
    }

    /** Does the work once on every worker, with its index, and returns when the last is done. */
    public void onEach(IntConsumer work) {
        if (closed) {
            throw new IllegalStateException("The workers have been dismissed.");
        }
        this.work = work;
        caller = Thread.currentThread();
        failure.set(null);
        pending.set(others.length);
        round++;
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
        attempt(0);
        for (int spins = 0; pending.get() > 0; spins++) {
            pause(spins);
        }
        this.work = null;
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }

    private void serve(int worker) {
        int done = 0;
        while (true) {
            for (int spins = 0; round == done; spins++) {
                if (closed) {
                    return;
                }
                pause(spins);
            }
            done = round;
            attempt(worker);
            if (pending.decrementAndGet() == 0) {
                LockSupport.unpark(caller);
            }
        }
    }

    private void attempt(int worker) {
        try {
            work.accept(worker);
        } catch (RuntimeException | Error e) {
            // the first one counts: the others are mostly its consequences
            failure.compareAndSet(null, e);
        }
    }

    private static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            // whoever ends the wait unparks; an interrupted caller stays awake, but the others stop at their next task
            LockSupport.park();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
    }
}
