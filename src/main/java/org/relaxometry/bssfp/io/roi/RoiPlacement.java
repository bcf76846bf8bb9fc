package org.relaxometry.bssfp.io.roi;

import ij.gui.Arrow;
import ij.gui.ImageRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Lays ROIs of ImageJ onto the grid of a series. */
final class RoiPlacement {

    /** Some hundred bytes can claim a rectangle of gigabytes; this many pixels are listed in a moment. */
    private static final long MOST_PIXELS = 1 << 21;

    /** How many times as large as the images a ROI may be that was drawn on larger ones. */
    private static final long LARGER = 4;

    private final VolumeGrid grid;
    private final OptionalInt currentSlice;
    private final List<String> notes;

    /**
     * @param currentSlice for ROIs without a position, from 1; empty for all slices
     * @param notes receives what was decided
     */
    RoiPlacement(VolumeGrid grid, OptionalInt currentSlice, List<String> notes) {
        this.grid = grid;
        this.currentSlice = currentSlice;
        this.notes = notes;
    }

    /** @throws IllegalArgumentException if one has no voxel in the image */
    List<RoiVoxels> place(DrawnRois drawn) {
        List<RoiVoxels> placed = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < drawn.rois().size(); i++) {
            String name = drawn.names().get(i);
            for (int k = 2; !taken.add(name); k++) {
                name = drawn.names().get(i) + " (" + k + ")";
            }
            placed.add(place(drawn.rois().get(i), name));
        }
        return placed;
    }

    private RoiVoxels place(Roi roi, String name) {
        if (roi instanceof TextRoi || roi instanceof ImageRoi || roi instanceof Arrow) {
            throw noRegion(name);
        }
        Point[] points = points(roi, name);
        int[] inPlane = Arrays.stream(points)
                .filter(point -> point.x >= 0 && point.x < grid.nx() && point.y >= 0 && point.y < grid.ny())
                .mapToInt(point -> grid.index(point.x, point.y, 0))
                .sorted()
                .distinct()
                .toArray();
        if (points.length == 0) {
            throw new IllegalArgumentException("The ROI '" + name + "' is empty: it holds no pixel.");
        }
        if (inPlane.length == 0) {
            throw new IllegalArgumentException("The ROI '" + name + "' lies outside the images: it is at x = "
                    + roi.getBounds().x + ", y = " + roi.getBounds().y + ", they have " + grid.nx() + " × " + grid.ny()
                    + " pixels.");
        }
        if (inPlane.length < points.length) {
            notes.add("The ROI '" + name + "' lies partly outside the images: " + inPlane.length + " of "
                    + points.length + " pixels count.");
        }
        int slice = slice(roi, name);
        int first = slice == 0 ? 0 : slice - 1;
        int last = slice == 0 ? grid.nz() - 1 : slice - 1;
        int[] voxels = IntStream.rangeClosed(first, last)
                .flatMap(z -> Arrays.stream(inPlane).map(i -> i + grid.sliceVoxels() * z))
                .toArray();
        return region(name, voxels, grid);
    }

    static IllegalArgumentException noRegion(String name) {
        return new IllegalArgumentException(
                "The ROI '" + name + "' is a text, a picture or an arrow. Expected areas, lines or points; remove it.");
    }

    /** What ImageJ throws for damaged shapes is of every kind. */
    private Point[] points(Roi roi, String name) {
        Rectangle bounds = roi.getBounds();
        double width = bounds.width;
        double height = bounds.height;
        if (roi.isLine()) {
            // ImageJ draws lines into an image from 0, 0, as wide as they are
            width += Math.max(0, bounds.x) + 2 * roi.getStrokeWidth();
            height += Math.max(0, bounds.y) + 2 * roi.getStrokeWidth();
        }
        double pixels = width * height;
        if (!(roi instanceof PointRoi) && !(pixels <= Math.max(MOST_PIXELS, LARGER * grid.sliceVoxels()))) {
            throw new IllegalArgumentException("The ROI '" + name + "' is " + bounds.width + " × " + bounds.height
                    + " pixels large, but the images have " + grid.nx() + " × " + grid.ny()
                    + ". It belongs to other images, or its file is damaged.");
        }
        try {
            return roi.getContainedPoints();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("The ROI '" + name + "' has no shape; its file is damaged.", e);
        }
    }

    /** From 1; 0 for all. */
    private int slice(Roi roi, String name) {
        if (grid.nz() == 1) {
            return 1;
        }
        int position = roi.hasHyperStackPosition() ? roi.getZPosition() : roi.getPosition();
        if (position > grid.nz()) {
            throw new IllegalArgumentException("The ROI '" + name + "' lies outside the images: its slice is "
                    + position + ", they have " + grid.nz() + ". Set it with Properties… in the ROI Manager.");
        }
        if (position < 1) {
            position = currentSlice.orElse(0);
            notes.add("The ROI '" + name + "' states no slice and was taken to lie in "
                    + (position == 0 ? "all slices." : "slice " + position + ", which the image shows."));
        }
        return position;
    }

    static RoiVoxels region(String name, int[] voxels, VolumeGrid grid) {
        TreeSet<Integer> slices = new TreeSet<>();
        for (int voxel : voxels) {
            slices.add(voxel / grid.sliceVoxels() + 1);
        }
        String where = slices.size() == 1
                ? "slice " + slices.first()
                : slices.size() == slices.last() - slices.first() + 1
                        ? "slices " + slices.first() + "–" + slices.last()
                        : slices.size() + " slices between " + slices.first() + " and " + slices.last();
        return new RoiVoxels(name, where, voxels);
    }
}
