package org.relaxometry.bssfp.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of threads that share out numbered tasks, one set of tasks after the other. */
public final class WorkerPool implements AutoCloseable {

    /** One of the tasks. */
    public interface Task {
        /**
         * @param worker from 0; two tasks that run at the same time have different workers
         * @param index of the task, from 0
         */
        void run(int worker, int index);
    }

    private final int size;
    private final ExecutorService threads;

    public WorkerPool(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("At least 1 thread is needed, but " + size + " were asked for.");
        }
        this.size = size;
        threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "bSSFP worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    public int size() {
        return size;
    }

    /**
     * Runs all tasks and returns when the last is done. What a task throws ends the others at their next task and is thrown
     * here.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public void run(int tasks, Task task) {
        AtomicInteger next = new AtomicInteger();
        List<Callable<Void>> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(size, tasks); i++) {
            int worker = i;
            workers.add(() -> {
                try {
                    int index = next.getAndIncrement();
                    while (index < tasks && !Thread.currentThread().isInterrupted()) {
                        task.run(worker, index);
                        index = next.getAndIncrement();
                    }
                } finally {
                    // after a failure nobody begins another task; after the last there is none
                    next.set(tasks);
                }
                return null;
            });
        }
        try {
            for (Future<Void> each : threads.invokeAll(workers)) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Cancelled.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
