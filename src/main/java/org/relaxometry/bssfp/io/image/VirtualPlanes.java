package org.relaxometry.bssfp.io.image;

import ij.ImageStack;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Planes that are fetched when read and kept until others are wanted more, so that an image larger than memory can be read by
 * several threads.
 */
public final class VirtualPlanes<A> extends AbstractList<A> {

    private final int size;
    private final Object lock;
    private final IntFunction<A> fetch;
    private final Map<Integer, A> recent;

    /**
     * @param size number of planes
     * @param capacity most planes kept
     * @param lock held while a plane is fetched
     * @param fetch makes a plane, by its index
     */
    public VirtualPlanes(int size, int capacity, Object lock, IntFunction<A> fetch) {
        this.size = size;
        this.lock = lock;
        this.fetch = fetch;
        recent = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, A> eldest) {
                return size() > capacity;
            }
        };
    }

    /**
     * The planes of a virtual stack. Such stacks are not made for several threads, and one may stand behind two images.
     *
     * @param copy from the pixel array of a plane to a copy of it: a virtual stack may use its array again for the next plane
     */
    static <A> VirtualPlanes<A> of(ImageStack stack, int capacity, Function<Object, A> copy) {
        return new VirtualPlanes<>(stack.size(), capacity, stack, index -> {
            Object pixels = stack.getPixels(index + 1);
            if (pixels == null) {
                throw new IllegalStateException(
                        "Plane " + (index + 1) + " of " + stack.size() + " of a virtual stack could not be read.");
            }
            return copy.apply(pixels);
        });
    }

    @Override
    public A get(int index) {
        synchronized (lock) {
            A plane = recent.get(index);
            if (plane == null) {
                plane = fetch.apply(index);
                recent.put(index, plane);
            }
            return plane;
        }
    }

    @Override
    public int size() {
        return size;
    }
}
