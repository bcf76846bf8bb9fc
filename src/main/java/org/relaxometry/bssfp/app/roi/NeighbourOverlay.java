package org.relaxometry.bssfp.app.roi;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.TreeMap;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.adaptive.NeighbourWeights;

/**
 * The neighbours that a voxel was averaged with, laid over an image: every slice shows those that lie in it, the more opaque the more
 * they count. What else lies over the image stays.
 */
final class NeighbourOverlay {

    private static final String NAME = "averaged neighbours";

    /** Cyan, which neither grey images nor the colours of T1 and T2 have. */
    private static final int COLOUR = 0x00ffff;

    /** Of a weight of 1: the image must be seen through it. */
    private static final int MOST_OPAQUE = 200;

    private NeighbourOverlay() {}

    /** Lays them over an image of the grid, in place of those of another voxel. */
    static void lay(NeighbourWeights.Of neighbours, VolumeGrid grid, ImagePlus image) {
        Rectangle extent = extent(neighbours.positions(), grid);
        put(pictures(neighbours, grid, extent), extent.getLocation(), image);
    }

    /** Takes them away. */
    static void remove(ImagePlus image) {
        put(Map.of(), new Point(), image);
    }

    private static void put(Map<Integer, BufferedImage> slices, Point corner, ImagePlus image) {
        Overlay before = image.getOverlay();
        Overlay overlay = before == null ? new Overlay() : before;
        boolean had = false;
        for (Roi roi : overlay.toArray()) {
            if (roi instanceof ImageRoi && NAME.equals(roi.getName())) {
                overlay.remove(roi);
                had = true;
            }
        }
        if (slices.isEmpty() && !had) {
            return;
        }
        // one for each image: a copy would lose its transparency
        slices.forEach((z, picture) -> overlay.add(placed(new ImageRoi(corner.x, corner.y, picture), z + 1, image)));
        // the same call also shows what a user has hidden
        boolean hidden = image.getHideOverlay();
        image.setOverlay(overlay.size() == 0 ? null : overlay);
        image.setHideOverlay(hidden);
    }

    private static Roi placed(ImageRoi roi, int slice, ImagePlus image) {
        roi.setName(NAME);
        if (image.isHyperStack() || image.getNChannels() > 1 || image.getNFrames() > 1) {
            roi.setPosition(0, slice, 0);
        } else {
            roi.setPosition(slice);
        }
        return roi;
    }

    /** The smallest rectangle that holds the voxels in all slices. */
    private static Rectangle extent(int[] positions, VolumeGrid grid) {
        Rectangle extent = new Rectangle(-1, -1);
        for (int position : positions) {
            extent.add(new Rectangle(position % grid.nx(), position / grid.nx() % grid.ny(), 1, 1));
        }
        return extent;
    }

    /** A picture of every slice, from 0, with neighbours in it. */
    private static Map<Integer, BufferedImage> pictures(
            NeighbourWeights.Of neighbours, VolumeGrid grid, Rectangle extent) {
        Map<Integer, BufferedImage> pictures = new TreeMap<>();
        for (int k = 0; k < neighbours.positions().length; k++) {
            int position = neighbours.positions()[k];
            int opacity = Math.round(MOST_OPAQUE * Math.min(1, neighbours.weights()[k]));
            pictures.computeIfAbsent(
                            position / grid.sliceVoxels(),
                            z -> new BufferedImage(extent.width, extent.height, BufferedImage.TYPE_INT_ARGB))
                    .setRGB(
                            position % grid.nx() - extent.x,
                            position / grid.nx() % grid.ny() - extent.y,
                            opacity << 24 | COLOUR);
        }
        return pictures;
    }
}
