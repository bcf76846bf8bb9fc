package org.relaxometry.bssfp.app.screen;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageWindow;
import ij.gui.StackWindow;
import java.awt.Dimension;
import java.awt.Frame;
import java.awt.GraphicsConfiguration;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.space.Upright;

/**
 * Shows images so that something can be seen: upright, in the middle slice, small ones enlarged, maps with their colour bar, and
 * several of one run side by side.
 */
public final class ImageWindows {

    /** Images narrower than this are enlarged. */
    private static final int COMFORTABLE_WIDTH = 256;

    /** Of a window of curves beside the maps. */
    private static final Dimension COMPANION = new Dimension(560, 400);

    private static final int CASCADE = 28;

    /** Of the last row of maps. */
    private static volatile Placement placement;

    private ImageWindows() {}

    public static void show(ImagePlus image) {
        List<Rectangle> taken = taken();
        show(image, List.of());
        if (image.getWindow() != null) {
            enlarge(image, Math.floor((double) COMFORTABLE_WIDTH / image.getWidth()));
            image.getWindow().setLocation(Placement.slot(free(), size(image), taken));
        }
    }

    private static Rectangle free() {
        Frame toolbar = IJ.getInstance();
        return Placement.free(screens(), toolbar == null ? new Rectangle() : toolbar.getBounds());
    }

    /** Where images stand. */
    private static List<Rectangle> taken() {
        return ImageNames.open().stream()
                .filter(ImagePlus::isVisible)
                .map(image -> new Rectangle(image.getWindow().getLocation(), size(image)))
                .toList();
    }

    /** As large as it will be: the window manager may not have followed yet. */
    private static Dimension size(ImagePlus image) {
        Dimension now = image.getWindow().getSize();
        Dimension wanted = image.getWindow().getPreferredSize();
        return new Dimension(Math.max(now.width, wanted.width), Math.max(now.height, wanted.height));
    }

    /** Opens a window over that of another image, or brings it to the front. */
    static void showBeside(ImagePlus image, ImagePlus other) {
        if (image.isVisible()) {
            image.getWindow().toFront();
            return;
        }
        show(image, List.of());
        if (image.getWindow() != null && other.getWindow() != null) {
            enlarge(image, other.getCanvas().getMagnification());
            image.setPosition(1, other.getZ(), 1);
            Point corner = other.getWindow().getLocation();
            image.getWindow().setLocation(corner.x + CASCADE, corner.y + CASCADE);
        }
    }

    /**
     * Shows images of one size side by side, as large as the screen allows.
     *
     * @param images from left to right
     * @param more maps that buttons below the images open; dealt out, the first to the first
     */
    public static void showRow(List<ImagePlus> images, List<ImagePlus> more) {
        for (int i = images.size() - 1; i >= 0; i--) {
            int column = i;
            show(
                    images.get(i),
                    IntStream.range(0, more.size())
                            .filter(k -> k % images.size() == column)
                            .mapToObj(more::get)
                            .toList());
        }
        images.forEach(image -> ImageProperties.storeFurther(image, more));
        if (images.get(0).getWindow() == null) {
            return;
        }
        ImagePlus first = images.get(0);
        images.forEach(image -> enlarge(image, Math.ceil((double) COMFORTABLE_WIDTH / image.getWidth())));
        Dimension window = first.getWindow().getPreferredSize();
        Dimension canvas = first.getCanvas().getPreferredSize();
        placement = Placement.row(
                free(),
                images.size(),
                new Dimension(first.getWidth(), first.getHeight()),
                new Dimension(window.width - canvas.width, tallest(images)),
                COMPANION);
        for (int i = images.size() - 1; i >= 0; i--) {
            enlarge(images.get(i), placement.zoom());
            images.get(i).getWindow().setLocation(placement.corners().get(i));
            images.get(i).getWindow().toFront();
        }
    }

    private static int tallest(List<ImagePlus> images) {
        return images.stream()
                .mapToInt(image -> image.getWindow().getPreferredSize().height
                        - image.getCanvas().getPreferredSize().height)
                .max()
                .orElse(0);
    }

    /** Moves a window of curves to where the last row of maps has left room for it; leaves it where there was none. */
    public static void placeCompanion(Frame window) {
        place(window, placement == null ? null : placement.companion());
    }

    /** Moves a window with a picture likewise. */
    public static void placePicture(Frame window) {
        place(window, placement == null ? null : placement.picture());
    }

    /** Puts a window of its own size where it leaves ImageJ's own window free, smaller if need be. */
    public static void placeApart(Frame window) {
        Rectangle room = free();
        window.setSize(Math.min(window.getWidth(), room.width), Math.min(window.getHeight(), room.height));
        Point corner = new Point(room.x + room.width - window.getWidth(), room.y);
        while (isTaken(corner) && room.contains(corner.x, corner.y + CASCADE)) {
            corner.translate(-CASCADE, CASCADE);
        }
        window.setLocation(Math.max(room.x, corner.x), corner.y);
    }

    /** As {@link #placeApart}; where it would lie over the image, that moves to the left. */
    public static void placeApartFrom(Frame window, ImagePlus image) {
        placeApart(window);
        if (image.getWindow() != null && image.getWindow().getBounds().intersects(window.getBounds())) {
            image.getWindow().setLocation(free().x, image.getWindow().getY());
        }
    }

    private static boolean isTaken(Point corner) {
        return Arrays.stream(Frame.getFrames())
                .anyMatch(frame -> frame.isShowing() && frame.getLocation().equals(corner));
    }

    private static void place(Frame window, Rectangle room) {
        if (room != null) {
            window.setBounds(room);
            window.validate();
        }
    }

    private static void show(ImagePlus image, List<ImagePlus> more) {
        // before a window is there: the Inspector moves all images of a series with one that moves
        image.setPosition(1, image.getNSlices() / 2 + 1, 1);
        image.show();
        if (image.getWindow() != null) {
            standUpright(image);
            MapStrip.attach(image, more);
            image.getWindow().pack();
        }
    }

    private static void standUpright(ImagePlus image) {
        Upright upright = ImageProperties.geometry(image)
                .filter(NiftiGeometry::statesOrientation)
                .map(NiftiGeometry::upright)
                .orElse(Upright.AS_STORED);
        if (upright.isKnown()) {
            // a window that follows on another of the same image takes its place
            UprightCanvas canvas = new UprightCanvas(image, upright);
            ImageWindow window =
                    image.getStackSize() > 1 ? new StackWindow(image, canvas) : new ImageWindow(image, canvas);
            window.setVisible(true);
        }
    }

    private static void enlarge(ImagePlus image, double zoom) {
        if (zoom > 0 && zoom != 1) {
            ImageWindow window = image.getWindow();
            window.getCanvas().setMagnification(zoom);
            window.getCanvas().setSize((int) (image.getWidth() * zoom), (int) (image.getHeight() * zoom));
            window.pack();
        }
    }

    private static List<Rectangle> screens() {
        List<Rectangle> screens = new ArrayList<>();
        for (GraphicsDevice device :
                GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices()) {
            GraphicsConfiguration configuration = device.getDefaultConfiguration();
            Rectangle bounds = configuration.getBounds();
            Insets insets = Toolkit.getDefaultToolkit().getScreenInsets(configuration);
            screens.add(new Rectangle(
                    bounds.x + insets.left,
                    bounds.y + insets.top,
                    bounds.width - insets.left - insets.right,
                    bounds.height - insets.top - insets.bottom));
        }
        return screens;
    }
}
