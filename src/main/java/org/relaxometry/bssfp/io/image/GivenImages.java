package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import java.util.Map;
import java.util.Optional;

/** Images that a script handed over for one run: they may have no window, so ImageJ's list of open images lacks them. */
public final class GivenImages {

    private static final ThreadLocal<Map<String, ImagePlus>> OF_THIS_RUN = ThreadLocal.withInitial(Map::of);

    private GivenImages() {}

    /**
     * Does something on this thread, for which the images are known.
     *
     * @param images by the name under which they are looked for
     */
    public static void during(Map<String, ImagePlus> images, Runnable work) {
        Map<String, ImagePlus> before = OF_THIS_RUN.get();
        OF_THIS_RUN.set(Map.copyOf(images));
        try {
            work.run();
        } finally {
            OF_THIS_RUN.set(before);
        }
    }

    static Optional<ImagePlus> named(String name) {
        return Optional.ofNullable(OF_THIS_RUN.get().get(name));
    }
}
