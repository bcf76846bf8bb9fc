package org.relaxometry.bssfp.app.group;

import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;

/** How many processors may be used. */
public final class ThreadsKey {

    /** More gain nothing on any machine, and starting them takes time and memory. */
    private static final int MOST = 256;

    private final Key<Integer> threads;

    public ThreadsKey(Keys keys) {
        this(keys, "Number of processor threads. Results do not depend on it.");
    }

    public ThreadsKey(Keys keys, String help) {
        threads = keys.add(
                Key.whole("threads", "Threads (0 = all)", help, 0).from(0).more());
    }

    /** The number of threads that the user means, as far as it makes sense. */
    public int count() {
        int count = threads.value();
        return count == 0 ? Runtime.getRuntime().availableProcessors() : Math.min(count, MOST);
    }
}
