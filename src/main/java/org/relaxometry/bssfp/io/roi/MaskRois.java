package org.relaxometry.bssfp.io.roi;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.VolumeGrid;

/** A mask as ROIs of ImageJ, one for every slice that it meets, to be looked at and edited. */
public final class MaskRois {

    private MaskRois() {}

    /**
     * Traces the outlines of a mask. Every ROI states its slice and is named after it.
     *
     * @param name of the mask; slice 7 of "brain" is "brain_007"
     */
    public static List<Roi> trace(Mask mask, VolumeGrid grid, String name) {
        List<Roi> rois = new ArrayList<>();
        for (int z = 0; z < grid.nz(); z++) {
            ByteProcessor slice = new ByteProcessor(grid.nx(), grid.ny());
            for (int i = 0; i < grid.sliceVoxels(); i++) {
                slice.set(i, mask.inside()[z * grid.sliceVoxels() + i] ? 255 : 0);
            }
            slice.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
            Roi roi = ThresholdToSelection.run(new ImagePlus("", slice));
            if (roi != null) {
                roi.setName(String.format(Locale.ROOT, "%s_%03d", name, z + 1));
                roi.setPosition(z + 1);
                rois.add(roi);
            }
        }
        return rois;
    }

    /** Writes ROIs as the ROI Manager saves them. */
    public static void write(List<Roi> rois, Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Roi roi : rois) {
                ZipEntry entry = new ZipEntry(roi.getName() + ".roi");
                // the same ROIs give the same file
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(RoiEncoder.saveAsByteArray(roi));
                zip.closeEntry();
            }
        }
    }
}
