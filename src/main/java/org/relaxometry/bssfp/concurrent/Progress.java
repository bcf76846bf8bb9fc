package org.relaxometry.bssfp.concurrent;

import java.util.concurrent.CancellationException;

/** How long work tells how far it is, and learns that it is no longer wanted. Called from several threads. */
public interface Progress {

    /** Nobody watches, nobody cancels. */
    Progress NONE = new Progress() {
        @Override
        public void update(double fraction) {}

        @Override
        public boolean isCanceled() {
            return false;
        }
    };

    /** @param fraction part of the work done, 0 to 1 */
    void update(double fraction);

    /** Asked at least every few tenths of a second. */
    boolean isCanceled();

    /** Ends the work where it stands if it has been cancelled. */
    default void checkCanceled() {
        if (isCanceled()) {
            throw new CancellationException("Cancelled.");
        }
    }
}
