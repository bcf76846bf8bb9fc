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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.adaptive.NeighbourWeights;

/**
 * The open images of a series: the images of the series themselves, its maps, its B1 map. Slice and selection move
 * together in all of them, and a listener is told what the user points at: the selection, or else the voxel under the cursor.
 */
final class LinkedImages implements ImageListener, RoiListener {

    private final LoadedSeries series;
    private final int width;
    private final int height;
    private final int depth;
    private final Consumer<RoiVoxels> target;
    private final Set<ImagePlus> images = ConcurrentHashMap.newKeySet();
    private final Map<ImagePlus, ImageCanvas> canvases = new ConcurrentHashMap<>();
    private final MouseMotionListener mouse = new Mouse();

    /** What one image does to the others must not come back from them. */
    private volatile boolean following;

    /** The one that was pointed at last. */
    private volatile ImagePlus leader;

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
        ImageNames.open().forEach(this::join);
    }

    /** Lets go of all images. */
    void release() {
        lay(Optional.empty());
        ImagePlus.removeImageListener(this);
        Roi.removeRoiListener(this);
        List.copyOf(images).forEach(this::imageClosed);
    }

    /** Shows the neighbours of a voxel over all images, or takes them away. */
    void lay(Optional<NeighbourWeights.Of> neighbours) {
        neighbours.ifPresentOrElse(
                those -> images.forEach(
                        image -> NeighbourOverlay.lay(those, series.series().grid(), image)),
                () -> images.forEach(NeighbourOverlay::remove));
    }

    /** Tells the target what the current image shows, or the middle of the volume where none is open. */
    void pointAgain() {
        ImagePlus current = WindowManager.getCurrentImage();
        if (current != null && images.contains(current)) {
            point(current);
        } else if (!images.isEmpty()) {
            point(images.iterator().next());
        } else {
            target.accept(voxel(cursor.x, cursor.y, depth / 2));
        }
    }

    /** An image that comes later shows what the others show. */
    @Override
    public void imageOpened(ImagePlus image) {
        if (!images.contains(image) && join(image) && leader != null) {
            following = true;
            try {
                image.setPosition(image.getC(), leader.getZ(), image.getT());
                if (leader.getRoi() != null) {
                    image.setRoi((Roi) leader.getRoi().clone());
                }
            } finally {
                following = false;
            }
        }
    }

    private synchronized boolean join(ImagePlus image) {
        boolean joins = series.owns(image);
        if (joins) {
            images.add(image);
            followCanvas(image);
        }
        return joins;
    }

    @Override
    public synchronized void imageClosed(ImagePlus image) {
        images.remove(image);
        leave(image);
        if (image == leader) {
            leader = images.stream().findFirst().orElse(null);
        }
    }

    private void leave(ImagePlus image) {
        ImageCanvas canvas = canvases.remove(image);
        if (canvas != null) {
            canvas.removeMouseMotionListener(mouse);
        }
    }

    /** An image may have got another window meanwhile. */
    private synchronized void followCanvas(ImagePlus image) {
        ImageCanvas canvas = image.getCanvas();
        if (canvas != null && canvas != canvases.get(image)) {
            leave(image);
            canvases.put(image, canvas);
            canvas.addMouseMotionListener(mouse);
        }
    }

    @Override
    public void imageUpdated(ImagePlus image) {
        if (!images.contains(image) || following) {
            return;
        }
        followCanvas(image);
        boolean moved = follow(image, other -> {
            boolean elsewhere = other.getZ() != image.getZ();
            if (elsewhere) {
                other.setPosition(other.getC(), image.getZ(), other.getT());
            }
            return elsewhere;
        });
        if (moved || images.size() == 1) {
            point(image);
        }
    }

    @Override
    public void roiModified(ImagePlus image, int what) {
        if (image == null || !images.contains(image) || following) {
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
            for (ImagePlus other : images) {
                any |= other != leader && change.to(other);
            }
            return any;
        } finally {
            following = false;
        }
    }

    private void point(ImagePlus image) {
        leader = image;
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
