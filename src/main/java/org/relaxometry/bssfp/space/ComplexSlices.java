package org.relaxometry.bssfp.space;

import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.numeric.real.FloatType;

/** Reads a series slice by slice, wherever it lies. For one thread. */
public final class ComplexSlices {

    private final ComplexImages images;
    private final PrimitiveBlocks<FloatType> first;
    private final PrimitiveBlocks<FloatType> second;
    private final int[] size;

    public ComplexSlices(PhaseCycledSeries series) {
        images = series.images();
        first = PrimitiveBlocks.of(images.first(), PrimitiveBlocks.OnFallback.ACCEPT);
        second = PrimitiveBlocks.of(images.second(), PrimitiveBlocks.OnFallback.ACCEPT);
        size = new int[] {series.grid().nx(), series.grid().ny(), 1, 1};
    }

    /**
     * Reads one.
     *
     * @param real takes the real parts, imaginary the imaginary ones; samples that are not numbers are 0
     * @return number of samples that were not numbers
     */
    public int read(int cycle, int z, float[] real, float[] imaginary) {
        readAsStored(cycle, z, real, imaginary);
        int notFinite = 0;
        for (int i = 0; i < real.length; i++) {
            if (!Float.isFinite(real[i]) || !Float.isFinite(imaginary[i])) {
                real[i] = 0;
                imaginary[i] = 0;
                notFinite++;
            }
        }
        return notFinite;
    }

    /** As {@link #read}, but samples that are not numbers stay so. */
    public void readAsStored(int cycle, int z, float[] real, float[] imaginary) {
        long[] corner = {0, 0, z, cycle};
        first.copy(corner, real, size);
        second.copy(corner, imaginary, size);
        if (images.form() == ComplexImages.Form.MAGNITUDE_PHASE) {
            PolarForm.toCartesian(real, imaginary, real.length);
        }
        if (images.conjugated()) {
            for (int i = 0; i < imaginary.length; i++) {
                imaginary[i] = -imaginary[i];
            }
        }
    }
}
