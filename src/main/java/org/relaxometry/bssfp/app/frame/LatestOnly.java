package org.relaxometry.bssfp.app.frame;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Works on requests on a thread of its own; a request that is overtaken by another before its turn is dropped. */
public final class LatestOnly<T> implements AutoCloseable {

    private final Consumer<T> work;
    private final AtomicReference<T> waiting = new AtomicReference<>();
    private final ExecutorService thread;

    public LatestOnly(String name, Consumer<T> work) {
        this.work = work;
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, name);
            // networks look for their engine in it, and that of the host's events is the host's
            worker.setContextClassLoader(LatestOnly.class.getClassLoader());
            worker.setDaemon(true);
            return worker;
        });
    }

    public void submit(T request) {
        if (waiting.getAndSet(request) == null) {
            thread.execute(() -> work.accept(waiting.getAndSet(null)));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
