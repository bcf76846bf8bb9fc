package org.relaxometry.bssfp.app.screen;

import ij.ImagePlus;
import ij.gui.ImageWindow;

/** Shows images so that something can be seen: in the middle slice, and small ones enlarged. */
public final class ImageWindows {

    /** Images narrower than this are enlarged. */
    private static final int COMFORTABLE_WIDTH = 256;

    private ImageWindows() {}

    public static void show(ImagePlus image) {
        image.show();
        image.setPosition(1, image.getNSlices() / 2 + 1, 1);
        ImageWindow window = image.getWindow();
        if (window == null) {
            return;
        }
        double zoom = Math.floor((double) COMFORTABLE_WIDTH / image.getWidth());
        if (zoom > 1) {
            window.getCanvas().setMagnification(zoom);
            window.getCanvas().setSize((int) (image.getWidth() * zoom), (int) (image.getHeight() * zoom));
            window.pack();
        }
    }
}
