package org.relaxometry.bssfp.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that work at the same time and live as long as a benchmark. */
final class BenchmarkThreads implements AutoCloseable {

    private final ExecutorService pool;

    BenchmarkThreads(int threads) {
        pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "bSSFP benchmark");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs every piece of work on a thread of its own, at most as many as there are, and returns when the last is done. */
    void run(List<Runnable> works) {
        List<Future<?>> running = new ArrayList<>();
        works.forEach(work -> running.add(pool.submit(work)));
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Cancelled.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
