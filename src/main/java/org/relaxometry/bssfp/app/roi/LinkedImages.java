package org.relaxometry.bssfp.app.roi;

import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.gui.RoiListener;
import java.awt.Point;
import java.awt.event.MouseEvent;
import java.awt.event.MouseMotionAdapter;
import java.awt.event.MouseMotionListener;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * The open images of a series: the images of the series themselves, its maps, its B1 map. Slice and selection move
 * together in all of them, and a listener is told what the user points at: the selection, or else the voxel under the cursor.
 */
final class LinkedImages implements ImageListener, RoiListener {

    /** What a run takes beside the series, on its grid. */
    private static final List<String> WITH_THE_SERIES = List.of("b1", "mask");

    private final LoadedSeries series;
    private final int width;
    private final int height;
    private final int depth;
    private final Consumer<RoiVoxels> target;
    private final Map<ImagePlus, ImageCanvas> canvases = new ConcurrentHashMap<>();
    private final MouseMotionListener mouse = new Mouse();

    /** What one image does to the others must not come back from them. */
    private boolean following;

    private Point cursor = new Point();

    /** @param target told what is pointed at, on any thread */
    LinkedImages(LoadedSeries series, Consumer<RoiVoxels> target) {
        this.series = series;
        this.target = target;
        VolumeGrid grid = series.series().grid();
        width = grid.nx();
        height = grid.ny();
        depth = grid.nz();
        cursor.setLocation(width / 2, height / 2);
        ImagePlus.addImageListener(this);
        Roi.addRoiListener(this);
        int[] ids = WindowManager.getIDList();
        Arrays.stream(ids == null ? new int[0] : ids)
                .mapToObj(WindowManager::getImage)
                .forEach(this::imageOpened);
    }

    /** Lets go of all images. */
    void release() {
        ImagePlus.removeImageListener(this);
        Roi.removeRoiListener(this);
        List.copyOf(canvases.keySet()).forEach(this::imageClosed);
    }

    /** The images that move together. */
    List<ImagePlus> images() {
        return List.copyOf(canvases.keySet());
    }

    /** Tells the target what the current image shows, or the middle of the volume where none is open. */
    void pointAgain() {
        ImagePlus current = WindowManager.getCurrentImage();
        if (current != null && canvases.containsKey(current)) {
            point(current);
        } else if (!canvases.isEmpty()) {
            point(canvases.keySet().iterator().next());
        } else {
            target.accept(voxel(cursor.x, cursor.y, depth / 2));
        }
    }

    /**
     * Whether an image is one of the series, a map of it, or its B1 map or mask. Another series on the same grid has another
     * identity, and so have its maps.
     */
    static boolean belongs(ImagePlus image, LoadedSeries series) {
        VolumeGrid grid = series.series().grid();
        if (image == null
                || image.getWidth() != grid.nx()
                || image.getHeight() != grid.ny()
                || image.getNSlices() != grid.nz()) {
            return false;
        }
        boolean ofSeries =
                ImageProperties.series(image).filter(series.id()::equals).isPresent();
        boolean sameProtocol = ImageProperties.protocol(image)
                .map(series.series().protocol()::equals)
                .orElse(true);
        boolean given = series.inputs().stream()
                .anyMatch(input ->
                        WITH_THE_SERIES.contains(input.role()) && input.name().equals(image.getTitle()));
        return series.images().contains(image) || ofSeries && sameProtocol || given;
    }

    @Override
    public synchronized void imageOpened(ImagePlus image) {
        if (belongs(image, series) && image.getCanvas() != null && !canvases.containsKey(image)) {
            canvases.put(image, image.getCanvas());
            image.getCanvas().addMouseMotionListener(mouse);
        }
    }

    @Override
    public synchronized void imageClosed(ImagePlus image) {
        ImageCanvas canvas = canvases.remove(image);
        if (canvas != null) {
            canvas.removeMouseMotionListener(mouse);
        }
    }

    /** An image may have got another window meanwhile. */
    private synchronized void followCanvas(ImagePlus image) {
        ImageCanvas canvas = canvases.get(image);
        if (canvas != null && image.getCanvas() != null && canvas != image.getCanvas()) {
            imageClosed(image);
            imageOpened(image);
        }
    }

    @Override
    public void imageUpdated(ImagePlus image) {
        followCanvas(image);
        if (!canvases.containsKey(image) || following) {
            return;
        }
        boolean moved = follow(image, other -> {
            boolean elsewhere = other.getZ() != image.getZ();
            if (elsewhere) {
                other.setPosition(other.getC(), image.getZ(), other.getT());
            }
            return elsewhere;
        });
        if (moved || canvases.size() == 1) {
            point(image);
        }
    }

    @Override
    public void roiModified(ImagePlus image, int what) {
        if (image == null || !canvases.containsKey(image) || following) {
            return;
        }
        Roi roi = what == DELETED ? null : image.getRoi();
        follow(image, other -> {
            if (roi == null) {
                other.deleteRoi();
            } else {
                other.setRoi((Roi) roi.clone());
            }
            return true;
        });
        point(image);
    }

    private interface Change {
        boolean to(ImagePlus other);
    }

    private boolean follow(ImagePlus leader, Change change) {
        following = true;
        try {
            boolean any = false;
            for (ImagePlus other : canvases.keySet()) {
                any |= other != leader && change.to(other);
            }
            return any;
        } finally {
            following = false;
        }
    }

    private void point(ImagePlus image) {
        Roi roi = image.getRoi();
        int z = image.getZ() - 1;
        if (roi == null) {
            target.accept(voxel(cursor.x, cursor.y, z));
            return;
        }
        int[] voxels = Arrays.stream(roi.getContainedPoints())
                .filter(point -> contains(point.x, point.y))
                .mapToInt(point -> point.x + width * (point.y + height * z))
                .sorted()
                .distinct()
                .toArray();
        if (voxels.length > 0) {
            String name = roi.getName() == null ? "selection" : roi.getName();
            target.accept(new RoiVoxels(name, "slice " + (z + 1), voxels));
        }
    }

    private RoiVoxels voxel(int x, int y, int z) {
        return new RoiVoxels("voxel " + x + ", " + y, "slice " + (z + 1), new int[] {x + width * (y + height * z)});
    }

    private boolean contains(int x, int y) {
        return x >= 0 && x < width && y >= 0 && y < height;
    }

    private final class Mouse extends MouseMotionAdapter {

        @Override
        public void mouseMoved(MouseEvent event) {
            ImageCanvas canvas = (ImageCanvas) event.getSource();
            Point at = new Point(canvas.offScreenX(event.getX()), canvas.offScreenY(event.getY()));
            ImagePlus image = canvas.getImage();
            if (image != null && image.getRoi() == null && contains(at.x, at.y) && !at.equals(cursor)) {
                cursor = at;
                point(image);
            }
        }
    }
}
