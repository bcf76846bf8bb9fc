package org.relaxometry.bssfp.app.roi;

import java.util.concurrent.atomic.AtomicBoolean;

/** Does what a button asks for on a thread of its own; while that runs, another press does nothing. */
final class OneAtATime {

    private final String name;
    private final AtomicBoolean running = new AtomicBoolean();

    /** @param name of the thread */
    OneAtATime(String name) {
        this.name = name;
    }

    /** @return whether the work was begun; false where the last one is not done */
    boolean start(Runnable work) {
        if (!running.compareAndSet(false, true)) {
            return false;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        running.set(false);
                    }
                },
                name);
        // networks look for their engine in the thread's class loader, and that of buttons is the host's
        thread.setContextClassLoader(OneAtATime.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
        return true;
    }
}
