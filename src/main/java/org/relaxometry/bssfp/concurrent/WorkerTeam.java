package org.relaxometry.bssfp.concurrent;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A few threads that work on the parts of a step, again and again. A step takes a tenth of a millisecond and waking a sleeping
 * thread almost as long, so those who wait do so awake for a moment. Not longer: where other programs want the processors too,
 * a thread that waits awake keeps out the very one it waits for.
 */
public final class WorkerTeam implements AutoCloseable {

    /** Some ten microseconds. */
    private static final int SPINS = 1000;

    private final Thread[] others;
    private final AtomicInteger pending = new AtomicInteger();
    private volatile int round;
    private volatile boolean closed;
    private volatile Throwable failure;
    private IntConsumer task;
    private Thread caller;

    /** @param threads number of workers, the caller's thread among them */
    public WorkerTeam(int threads) {
        others = new Thread[threads - 1];
        for (int i = 0; i < others.length; i++) {
            int worker = i + 1;
            others[i] = new Thread(() -> serve(worker), "bSSFP training");
            others[i].setDaemon(true);
            others[i].start();
        }
    }

    public int size() {
        return others.length + 1;
    }

    /** Runs the task once on every worker, with its index; index 0 is the caller. */
    public void run(IntConsumer task) {
        this.task = task;
        caller = Thread.currentThread();
        pending.set(others.length);
        round++;
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
        RuntimeException own = null;
        try {
            task.accept(0);
        } catch (RuntimeException e) {
            own = e;
        }
        for (int spins = 0; pending.get() > 0; spins++) {
            pause(spins);
        }
        if (own != null) {
            throw own;
        }
        if (failure != null) {
            throw new IllegalStateException("A training thread failed: " + failure, failure);
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
            try {
                task.accept(worker);
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                if (pending.decrementAndGet() == 0) {
                    LockSupport.unpark(caller);
                }
            }
        }
    }

    private void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            // whoever ends the wait unparks
            LockSupport.park(this);
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
