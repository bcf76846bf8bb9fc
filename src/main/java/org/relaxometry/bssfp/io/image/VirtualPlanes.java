package org.relaxometry.bssfp.io.image;

import ij.ImageStack;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The planes of a virtual stack, fetched when read and kept until others are wanted more, so that a stack larger than
 * memory can be read by several threads.
 */
final class VirtualPlanes<A> extends AbstractList<A> {

    private final ImageStack stack;
    private final Function<Object, A> copy;
    private final Map<Integer, A> recent;

    /**
     * @param copy from the pixel array of a plane to a copy of it: a virtual stack may use its array again for the next plane
     * @param capacity most planes kept
     */
    VirtualPlanes(ImageStack stack, int capacity, Function<Object, A> copy) {
        this.stack = stack;
        this.copy = copy;
        recent = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, A> eldest) {
                return size() > capacity;
            }
        };
    }

    @Override
    public A get(int index) {
        // virtual stacks are not made for several threads, and one stack may stand behind two images
        synchronized (stack) {
            A plane = recent.get(index);
            if (plane == null) {
                Object pixels = stack.getPixels(index + 1);
                if (pixels == null) {
                    throw new IllegalStateException(
                            "Plane " + (index + 1) + " of " + stack.size() + " of a virtual stack could not be read.");
                }
                plane = copy.apply(pixels);
                recent.put(index, plane);
            }
            return plane;
        }
    }

    @Override
    public int size() {
        return stack.size();
    }
}
