package org.relaxometry.bssfp.space;

import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.numeric.real.FloatType;

/** Reads a series slice by slice, wherever it lies. For one thread. */
public final class ComplexSlices {

    /** Nearest float to π, which is a little more. */
    private static final double PI_AS_FLOAT = (float) Math.PI;

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

    /**
     * Reads one as magnitude and phase: what the images hold, so far as they hold that.
     *
     * @param magnitude takes the magnitudes; samples that are not numbers are 0
     * @param phase takes the phases in [−π, π] radians, 0 where the magnitude is
     * @return number of samples that were not numbers
     */
    public int readPolar(int cycle, int z, float[] magnitude, float[] phase) {
        if (images.form() == ComplexImages.Form.REAL_IMAGINARY) {
            int notFinite = read(cycle, z, magnitude, phase);
            for (int i = 0; i < magnitude.length; i++) {
                double x = magnitude[i];
                double y = phase[i];
                magnitude[i] = (float) Math.sqrt(x * x + y * y);
                phase[i] = (float) Math.atan2(y, x);
            }
            return notFinite;
        }
        copy(cycle, z, magnitude, phase);
        int notFinite = 0;
        for (int i = 0; i < magnitude.length; i++) {
            boolean isFinite = Float.isFinite(magnitude[i]) && Float.isFinite(phase[i]);
            notFinite += isFinite ? 0 : 1;
            // a negative magnitude is half a turn
            double angle = phase[i] + (magnitude[i] < 0 ? Math.PI : 0);
            double folded =
                    Math.abs(angle) <= PI_AS_FLOAT ? angle : angle - 2 * Math.PI * Math.rint(angle / (2 * Math.PI));
            magnitude[i] = isFinite ? Math.abs(magnitude[i]) : 0;
            phase[i] = magnitude[i] == 0 ? 0 : (float) (images.conjugated() ? -folded : folded);
        }
        return notFinite;
    }

    /** As {@link #read}, but samples that are not numbers stay so. */
    public void readAsStored(int cycle, int z, float[] real, float[] imaginary) {
        copy(cycle, z, real, imaginary);
        if (images.form() == ComplexImages.Form.MAGNITUDE_PHASE) {
            PolarForm.toCartesian(real, imaginary, real.length);
        }
        if (images.conjugated()) {
            for (int i = 0; i < imaginary.length; i++) {
                imaginary[i] = -imaginary[i];
            }
        }
    }

    private void copy(int cycle, int z, float[] intoFirst, float[] intoSecond) {
        long[] corner = {0, 0, z, cycle};
        first.copy(corner, intoFirst, size);
        second.copy(corner, intoSecond, size);
    }
}
