package org.relaxometry.bssfp.app.image;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import org.relaxometry.bssfp.contrast.SyntheticContrast;
import org.relaxometry.bssfp.contrast.TissueVolume;
import org.relaxometry.bssfp.statistics.FiniteValues;

/** A synthetic contrast as a stack whose slices are computed when they are looked at, with the times that hold then. */
public final class LiveContrast extends VirtualStack {

    /** So many parts of the values of a slice lie below the brightest grey. */
    private static final double WHITE = 0.995;

    private final transient TissueVolume tissue;
    private transient volatile SyntheticContrast contrast;

    public LiveContrast(TissueVolume tissue, SyntheticContrast contrast) {
        super(tissue.grid().nx(), tissue.grid().ny(), tissue.grid().nz());
        this.tissue = tissue;
        this.contrast = contrast;
        setBitDepth(32);
    }

    /**
     * Shows another contrast, or other times.
     *
     * @param image whose stack this is
     */
    public void show(SyntheticContrast other, ImagePlus image) {
        contrast = other;
        float[] shown = (float[]) image.getProcessor().getPixels();
        fill(image.getCurrentSlice(), shown);
        FiniteValues values = new FiniteValues(new float[][] {shown});
        image.setDisplayRange(0, values.isEmpty() ? 1 : Math.max(values.quantile(WHITE), Float.MIN_NORMAL));
        image.updateAndDraw();
        // its line above the image names the contrast
        image.repaintWindow();
    }

    SyntheticContrast contrast() {
        return contrast;
    }

    @Override
    public ImageProcessor getProcessor(int slice) {
        return new FloatProcessor(getWidth(), getHeight(), (float[]) getPixels(slice));
    }

    @Override
    public Object getPixels(int slice) {
        float[] pixels = new float[tissue.grid().sliceVoxels()];
        fill(slice, pixels);
        return pixels;
    }

    private void fill(int slice, float[] pixels) {
        tissue.fill(contrast, (slice - 1) * pixels.length, pixels);
    }

    @Override
    public String getSliceLabel(int slice) {
        return contrast.text() + ", slice " + slice;
    }

    @Override
    public int size() {
        return tissue.grid().nz();
    }

    @Override
    public int getSize() {
        return size();
    }
}
