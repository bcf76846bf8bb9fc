package org.relaxometry.bssfp.app.roi;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.adaptive.NeighbourWeights;

/**
 * The neighbours that a voxel was averaged with, laid over an image: every slice shows those that lie in it, the more opaque the more
 * they count. What else lies over the image stays.
 */
final class NeighbourOverlay {

    private static final String NAME = "averaged neighbours";

    /** Green, which neither grey images nor the colours of T1 and T2 have much of. */
    private static final int COLOUR = 0x00ff40;

    /** Of a weight of 1: the image must be seen through it. */
    private static final int MOST_OPAQUE = 200;

    private NeighbourOverlay() {}

    /** Lays them over an image of the grid, in place of those of another voxel. */
    static void lay(NeighbourWeights.Of neighbours, VolumeGrid grid, ImagePlus image) {
        put(slices(neighbours, grid), image);
    }

    /** Takes them away. */
    static void remove(ImagePlus image) {
        put(List.of(), image);
    }

    private static void put(List<ImageRoi> slices, ImagePlus image) {
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
        for (ImageRoi slice : slices) {
            ImageRoi placed = (ImageRoi) slice.clone();
            if (image.isHyperStack() || image.getNChannels() > 1 || image.getNFrames() > 1) {
                placed.setPosition(0, slice.getPosition(), 0);
            }
            overlay.add(placed);
        }
        // the same call also shows what a user has hidden
        boolean hidden = image.getHideOverlay();
        image.setOverlay(overlay.size() == 0 ? null : overlay);
        image.setHideOverlay(hidden);
    }

    private static List<ImageRoi> slices(NeighbourWeights.Of neighbours, VolumeGrid grid) {
        TreeMap<Integer, List<Integer>> bySlice = new TreeMap<>();
        TreeSet<Integer> columns = new TreeSet<>();
        TreeSet<Integer> rows = new TreeSet<>();
        for (int k = 0; k < neighbours.positions().length; k++) {
            int position = neighbours.positions()[k];
            bySlice.computeIfAbsent(position / grid.sliceVoxels(), z -> new ArrayList<>())
                    .add(k);
            columns.add(position % grid.nx());
            rows.add(position / grid.nx() % grid.ny());
        }
        List<ImageRoi> slices = new ArrayList<>();
        bySlice.forEach((z, those) -> {
            BufferedImage picture = new BufferedImage(
                    columns.last() - columns.first() + 1, rows.last() - rows.first() + 1, BufferedImage.TYPE_INT_ARGB);
            for (int k : those) {
                int position = neighbours.positions()[k];
                picture.setRGB(
                        position % grid.nx() - columns.first(),
                        position / grid.nx() % grid.ny() - rows.first(),
                        Math.round(MOST_OPAQUE * Math.min(1, neighbours.weights()[k])) << 24 | COLOUR);
            }
            ImageRoi slice = new ImageRoi(columns.first(), rows.first(), picture);
            slice.setName(NAME);
            slice.setPosition(z + 1);
            slices.add(slice);
        });
        return slices;
    }
}
