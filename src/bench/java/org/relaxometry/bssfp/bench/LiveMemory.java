package org.relaxometry.bssfp.bench;

import org.relaxometry.bssfp.concurrent.Progress;

/**
 * The most live memory while work runs: garbage is collected at intervals from within the work, whose progress this is. The time that
 * takes is kept apart.
 */
final class LiveMemory implements Progress {

    /** Of work between two collections. */
    private static final long INTERVAL_NANOS = 200_000_000L;

    private final Progress host;
    private long mostBytes;
    private long collectingNanos;
    private double collectingProcessorSeconds;
    private long nextNanos = System.nanoTime() + INTERVAL_NANOS;

    /** @param host cancels the work, and is not told how far it is */
    LiveMemory(Progress host) {
        this.host = host;
    }

    @Override
    public void update(double fraction) {
        takeWhenDue();
    }

    @Override
    public boolean isCanceled() {
        takeWhenDue();
        return host.isCanceled();
    }

    private synchronized void takeWhenDue() {
        if (System.nanoTime() > nextNanos) {
            take();
        }
    }

    /** Bytes in use now. */
    synchronized long take() {
        long start = System.nanoTime();
        double processorStart = BenchmarkRounds.processorSeconds();
        System.gc();
        long bytes = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        mostBytes = Math.max(mostBytes, bytes);
        long end = System.nanoTime();
        collectingNanos += end - start;
        collectingProcessorSeconds += BenchmarkRounds.processorSeconds() - processorStart;
        nextNanos = end + INTERVAL_NANOS;
        return bytes;
    }

    synchronized long mostBytes() {
        return mostBytes;
    }

    /** Processor time that it took. */
    synchronized double collectingProcessorSeconds() {
        return collectingProcessorSeconds;
    }

    /** How long the work stood still for it. */
    synchronized double collectingSeconds() {
        return collectingNanos / 1e9;
    }
}
