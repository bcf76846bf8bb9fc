package org.relaxometry.bssfp.app.preprocess;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.io.roi.MaskRois;
import org.relaxometry.bssfp.plot.map.SliceMosaic;
import org.relaxometry.bssfp.preprocessing.mask.HeadMasks;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Masks as files, as outlines on pictures, and as ROIs that can be edited. */
final class MaskFiles implements StepOutcome.Windows {

    private static final String HEAD = "head_mask";
    private static final String BRAIN = "brain_mask";
    private static final String BACKGROUND = "background_mask";
    private static final String ROIS = "mask_rois.zip";
    private static final String NAME = "masks";
    private static final String MEAN = "mean magnitude";

    /** Every file that may be written. */
    static final List<String> NAMES =
            List.of(HEAD + ".nii.gz", BRAIN + ".nii.gz", BACKGROUND + ".nii.gz", ROIS, NAME + ".png", NAME + ".json");

    /** What scripts take. */
    static final List<Result> RESULTS = List.of(
            Result.image("mean", "mean magnitude with the outlines of the brain, or the head, as its overlay"),
            Result.image("head", "1 in the head"),
            Result.image("brain", "1 in the brain, where it is looked for"),
            Result.image("background", "1 in the background"));

    private static final int HEAD_COLOUR = 0xf2c14e;
    private static final int BRAIN_COLOUR = 0xe4572e;
    private static final int BACKGROUND_COLOUR = 0x4ea5f2;
    private static final int TILES = 8;
    private static final int COLUMNS = 4;

    private final HeadMasks masks;
    private final boolean brain;
    private final StepInput input;
    private final List<Roi> rois;

    /** @param brain whether there is a brain mask; the ROIs are of it, or else of the head */
    MaskFiles(HeadMasks masks, boolean brain, StepInput input) {
        this.masks = masks;
        this.brain = brain;
        this.input = input;
        rois = brain
                ? MaskRois.trace(masks.brain(), masks.grid(), "brain")
                : MaskRois.trace(masks.head(), masks.grid(), "head");
    }

    void write(ResultWriter writer) throws IOException {
        write(writer, HEAD, masks.head());
        write(writer, BACKGROUND, masks.air());
        if (brain) {
            write(writer, BRAIN, masks.brain());
        }
        MaskRois.write(rois, writer.place(ROIS));
        writer.picture(NAME, figure());
        writer.json(NAME, Map.of("Quantity", "masks of head, brain and background"));
    }

    private void write(ResultWriter writer, String name, Mask mask) throws IOException {
        writer.image(
                name,
                new ScalarVolume(masks.grid(), mask.values()).image(),
                input.loaded().geometry(),
                "1 inside");
    }

    @Override
    public Map<String, ImagePlus> images(RunRecord record, ResultTitle title) {
        Map<String, ImagePlus> images = new LinkedHashMap<>();
        images.put("mean", title.name(outlined(mean(record)), MEAN, MEAN, MEAN, ""));
        if (brain) {
            images.put("brain", outlined(image(BRAIN, masks.brain(), record, title)));
        } else {
            images.put("head", outlined(image(HEAD, masks.head(), record, title)));
        }
        return images;
    }

    @Override
    public Map<String, ImagePlus> aside(RunRecord record, ResultTitle title) {
        Map<String, ImagePlus> images = new LinkedHashMap<>();
        if (brain) {
            images.put("head", image(HEAD, masks.head(), record, title));
        }
        images.put("background", image(BACKGROUND, masks.air(), record, title));
        return images;
    }

    private ImagePlus image(String name, Mask mask, RunRecord record, ResultTitle title) {
        ImagePlus image = MapImages.wrap(
                name,
                new ScalarVolume(masks.grid(), mask.values()),
                "",
                input.loaded().geometry(),
                record.info());
        image.setDisplayRange(0, 1);
        return title.name(image, name, ImageProperties.MASK, name.replace('_', ' '), "");
    }

    private ImagePlus mean(RunRecord record) {
        VolumeGrid grid = masks.grid();
        PlanarImg<FloatType, FloatArray> mean = (PlanarImg<FloatType, FloatArray>)
                new PlanarImgFactory<>(new FloatType()).create(grid.nx(), grid.ny(), grid.nz());
        for (int z = 0; z < grid.nz(); z++) {
            System.arraycopy(
                    masks.meanMagnitude(),
                    z * grid.sliceVoxels(),
                    mean.getPlane(z).getCurrentStorageArray(),
                    0,
                    grid.sliceVoxels());
        }
        return MapImages.wrap(MEAN, mean, "", input.loaded(), record.info());
    }

    /** With the ROIs as its overlay. */
    private ImagePlus outlined(ImagePlus image) {
        Overlay overlay = new Overlay();
        for (Roi roi : rois) {
            roi.setStrokeColor(new Color(brain ? BRAIN_COLOUR : HEAD_COLOUR));
            overlay.add((Roi) roi.clone());
        }
        image.setOverlay(overlay);
        return image;
    }

    BufferedImage figure() {
        VolumeGrid grid = masks.grid();
        SliceMosaic mosaic = input.mosaic();
        double white = SliceMosaic.white(masks.meanMagnitude());
        int first = 0;
        while (first < grid.nz() - 1 && masks.head().slice(grid, first).count() == 0) {
            first++;
        }
        int last = grid.nz();
        while (last > first + 1 && masks.head().slice(grid, last - 1).count() == 0) {
            last--;
        }
        int tiles = Math.min(TILES, last - first);
        List<SliceMosaic.Tile> shown = new ArrayList<>();
        for (int k = 0; k < tiles; k++) {
            int z = first + (2 * k + 1) * (last - first) / (2 * tiles);
            int[] rgb = SliceMosaic.grey(
                    Arrays.copyOfRange(masks.meanMagnitude(), z * grid.sliceVoxels(), (z + 1) * grid.sliceVoxels()),
                    white);
            mosaic.outline(rgb, masks.air().slice(grid, z), BACKGROUND_COLOUR);
            mosaic.outline(rgb, masks.head().slice(grid, z), HEAD_COLOUR);
            if (brain) {
                mosaic.outline(rgb, masks.brain().slice(grid, z), BRAIN_COLOUR);
            }
            shown.add(new SliceMosaic.Tile("slice " + (z + 1), rgb));
        }
        return mosaic.render(shown, Math.min(COLUMNS, tiles));
    }
}
