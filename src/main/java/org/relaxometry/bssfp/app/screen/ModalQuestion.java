package org.relaxometry.bssfp.app.screen;

import java.lang.reflect.InvocationTargetException;
import javax.swing.SwingUtilities;

/** Asks in a window and waits for the answer, on whatever thread it is called. */
public final class ModalQuestion {

    private ModalQuestion() {}

    /**
     * Shows it.
     *
     * @param show opens the window on Swing's thread, and returns once it is answered
     */
    public static void ask(Runnable show) {
        try {
            if (SwingUtilities.isEventDispatchThread()) {
                show.run();
            } else {
                SwingUtilities.invokeAndWait(show);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
