package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import java.util.Arrays;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.relaxometry.bssfp.io.nifti.NiftiImage;

/** NIfTI files as 32-bit hyperstacks of ImageJ: z along slices, the 4th dimension along frames, slope and intercept applied. */
public final class HyperStacks {

    private HyperStacks() {}

    /**
     * Copies a real-valued image of 2 to 4 dimensions.
     *
     * @param title title of the new image
     */
    public static ImagePlus of(NiftiImage nifti, String title) {
        if (nifti.isComplex() || nifti.dimensions().length > 4) {
            throw new IllegalArgumentException(nifti.file().getFileName()
                    + " must be a real-valued image of at most 4 dimensions, but is "
                    + (nifti.isComplex() ? "complex" : Arrays.toString(nifti.dimensions())) + ".");
        }
        long[] size = Arrays.copyOf(nifti.dimensions(), 4);
        for (int d = 2; d < 4; d++) {
            size[d] = Math.max(1, size[d]);
        }
        ImageStack stack = new ImageStack((int) size[0], (int) size[1]);
        Cursor<? extends RealType<?>> cursor = inPlaneOrder(nifti.real());
        for (long plane = 0; plane < size[2] * size[3]; plane++) {
            float[] pixels = new float[(int) (size[0] * size[1])];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) (cursor.next().getRealDouble() * nifti.slope() + nifti.intercept());
            }
            stack.addSlice(null, pixels);
        }
        ImagePlus image = new ImagePlus(title, stack);
        image.setDimensions(1, (int) size[2], (int) size[3]);
        image.setOpenAsHyperStack(size[3] > 1);
        Calibration calibration = image.getCalibration();
        double[] voxelMm = nifti.geometry().voxelSizeMm();
        calibration.pixelWidth = voxelMm[0];
        calibration.pixelHeight = voxelMm[1];
        calibration.pixelDepth = voxelMm[2];
        calibration.setUnit("mm");
        ImageProperties.storeGeometry(image, nifti.geometry());
        return image;
    }

    private static <T extends RealType<T>> Cursor<T> inPlaneOrder(RandomAccessibleInterval<?> image) {
        @SuppressWarnings("unchecked")
        RandomAccessibleInterval<T> typed = (RandomAccessibleInterval<T>) image;
        return Views.flatIterable(typed).cursor();
    }
}
