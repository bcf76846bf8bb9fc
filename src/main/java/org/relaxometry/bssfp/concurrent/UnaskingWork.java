package org.relaxometry.bssfp.concurrent;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that takes seconds and never asks whether it is still wanted, such as the drawing of a figure by a library, on a thread of its
 * own. Who cancels does not wait for it: it goes on to its end, and nobody takes its result.
 */
public final class UnaskingWork<T> {

    private static final int LOOK_MS = 50;

    private final FutureTask<T> task;

    private UnaskingWork(Callable<T> work) {
        task = new FutureTask<>(work);
    }

    /**
     * Begins the work, and does not wait for it.
     *
     * @param work changes nothing that others see, since it may go on after a cancel
     */
    public static <T> UnaskingWork<T> begin(Callable<T> work) {
        UnaskingWork<T> begun = new UnaskingWork<>(work);
        Thread thread = new Thread(begun.task, "bSSFP drawing");
        thread.setDaemon(true);
        thread.start();
        return begun;
    }

    /** Begins the work and waits for it, as {@link #result}. */
    public static <T> T run(Callable<T> work, Progress progress) throws IOException {
        return begin(work).result(progress);
    }

    /**
     * Waits for the work.
     *
     * @return its result
     * @throws CancellationException if cancelled, or the thread interrupted, before it has ended
     * @throws IOException if the work does
     */
    public T result(Progress progress) throws IOException {
        while (true) {
            progress.checkCanceled();
            try {
                return task.get(LOOK_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // asks again
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("Cancelled.");
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }
    }

    private static IOException rethrown(Throwable cause) {
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException known ? known : new IOException(cause);
    }
}
