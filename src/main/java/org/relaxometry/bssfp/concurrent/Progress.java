package org.relaxometry.bssfp.concurrent;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** How long work tells how far it is, and learns that it is no longer wanted. Called from several threads. */
public interface Progress {

    /** Nobody watches, nobody cancels. */
    Progress NONE = of(fraction -> {}, () -> false);

    /**
     * A progress made of its two halves.
     *
     * @param listener told the part of the work done, 0 to 1
     * @param canceled whether the work is no longer wanted
     */
    static Progress of(DoubleConsumer listener, BooleanSupplier canceled) {
        return new Progress() {
            @Override
            public void update(double fraction) {
                listener.accept(fraction);
            }

            @Override
            public boolean isCanceled() {
                return canceled.getAsBoolean();
            }
        };
    }

    /**
     * Works on one item after the other. Where it is cancelled, what is done stays.
     *
     * @throws CancellationException if cancelled before the first item is done
     */
    static <T> void forEach(List<T> items, Progress whole, BiConsumer<T, Progress> work) {
        for (int i = 0; i < items.size(); i++) {
            try {
                whole.checkCanceled();
                work.accept(items.get(i), whole.part(i, items.size()));
            } catch (CancellationException e) {
                if (i == 0) {
                    throw e;
                }
                return;
            }
        }
    }

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

    /** The progress of one part, from 0, of a work that has several equal parts. */
    default Progress part(int part, int parts) {
        return of(fraction -> update((part + fraction) / parts), this::isCanceled);
    }

    /** Can be cancelled, but tells nothing: for what is quick beside the rest. */
    default Progress silent() {
        return of(fraction -> {}, this::isCanceled);
    }
}
