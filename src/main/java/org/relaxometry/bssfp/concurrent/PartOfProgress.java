package org.relaxometry.bssfp.concurrent;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

/** The progress of one part of a work that has several equal parts. */
public record PartOfProgress(Progress whole, int part, int parts) implements Progress {

    /**
     * Works on one item after the other. Where it is cancelled, what is done stays.
     *
     * @throws CancellationException if cancelled before the first item is done
     */
    public static <T> void forEach(List<T> items, Progress whole, BiConsumer<T, Progress> work) {
        for (int i = 0; i < items.size(); i++) {
            try {
                whole.checkCanceled();
                work.accept(items.get(i), new PartOfProgress(whole, i, items.size()));
            } catch (CancellationException e) {
                if (i == 0) {
                    throw e;
                }
                return;
            }
        }
    }

    @Override
    public void update(double fraction) {
        whole.update((part + fraction) / parts);
    }

    @Override
    public boolean isCanceled() {
        return whole.isCanceled();
    }
}
