package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command and cancels it at the moment when it says something: the interrupt comes before the thread that says so goes on, so no
 * clock decides whether the run is at work.
 */
public final class CancelledRun {

    /** Against tests that would never end, not a promise. */
    private static final int MOST_MINUTES = 2;

    private CancelledRun() {}

    /**
     * @param moment text by which the run is at work, and far from its end
     * @param run is interrupted, as hosts cancel
     * @return what the run returned, after it has shown no more than one further tenth of progress for each of two threads
     */
    public static <T> T at(String moment, Callable<T> run) throws Exception {
        FutureTask<T> task = new FutureTask<>(run);
        Thread thread = new Thread(task, "to be cancelled");
        PrintStream standardError = System.err;
        PrintStream standardOutput = System.out;
        Listener listener = new Listener(moment, thread, standardError);
        PrintStream both = new PrintStream(listener, true, StandardCharsets.UTF_8);
        System.setErr(both);
        System.setOut(both);
        try {
            thread.start();
            T result = task.get(MOST_MINUTES, TimeUnit.MINUTES);
            assertThat(listener.said()).contains(moment);
            assertThat(listener.progressAfterwards()).hasSizeLessThanOrEqualTo(2);
            return result;
        } finally {
            System.setErr(standardError);
            System.setOut(standardOutput);
        }
    }

    /** Hears what a run says, passes it on, and interrupts the run once. */
    private static final class Listener extends OutputStream {

        private final String moment;
        private final Thread run;
        private final PrintStream listeners;
        private final StringBuilder said = new StringBuilder();
        private int end = -1;

        Listener(String moment, Thread run, PrintStream listeners) {
            this.moment = moment;
            this.run = run;
            this.listeners = listeners;
        }

        @Override
        public void write(int singleByte) {
            write(new byte[] {(byte) singleByte}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int start, int length) {
            listeners.write(bytes, start, length);
            // a line comes in one piece
            said.append(new String(bytes, start, length, StandardCharsets.UTF_8));
            if (end < 0 && said.indexOf(moment) >= 0) {
                end = said.length();
                run.interrupt();
            }
        }

        synchronized String said() {
            return said.toString();
        }

        synchronized List<String> progressAfterwards() {
            return said.substring(end)
                    .lines()
                    .filter(line -> line.endsWith(" %"))
                    .toList();
        }
    }
}
