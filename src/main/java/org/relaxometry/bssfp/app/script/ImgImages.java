package org.relaxometry.bssfp.app.script;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import java.util.Arrays;
import java.util.Locale;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Util;
import net.imglib2.view.Views;
import org.relaxometry.bssfp.io.image.ImageProperties;

/**
 * Images of ImgLib2 as 32-bit images of ImageJ. An image whose axes have names, as an ImgPlus has them, is laid out by these; without
 * names the dimensions are x, y, z, phase cycle and channel, as in a NIfTI file.
 */
final class ImgImages {

    private static final int MOST = 5;

    /** In the order of the planes of a stack of ImageJ, the fastest first. */
    private static final String[] AXES = {"X", "Y", "Channel", "Z", "Time"};

    private static final String[] WITHOUT_NAMES = {"X", "Y", "Z", "Time", "Channel"};

    private ImgImages() {}

    /**
     * Copies an image of real numbers with 2 to 5 dimensions.
     *
     * @param title where it has no name of its own
     * @throws IllegalArgumentException where it is not of this kind
     */
    static ImagePlus imagePlus(String title, RandomAccessibleInterval<?> image) {
        int n = image.numDimensions();
        Object type = Util.getTypeFromInterval(image);
        if (n < 2 || n > MOST || !(type instanceof RealType<?>)) {
            throw new IllegalArgumentException("\"" + title + "\" was given an image of " + n + " dimensions of "
                    + type.getClass().getSimpleName() + ". Expected 2 to " + MOST + " dimensions of real numbers.");
        }
        NamedAxes names = new NamedAxes(image);
        RandomAccessibleInterval<?> five = image;
        String[] axes = new String[MOST];
        for (int d = 0; d < MOST; d++) {
            axes[d] = d < n ? names.label(d).orElse(WITHOUT_NAMES[d]) : "";
            five = d < n ? five : Views.addDimension(five, 0, 0);
        }
        fillUp(axes);
        for (int d = 0; d < MOST; d++) {
            int at = Arrays.asList(axes).indexOf(AXES[d]);
            if (at < 0) {
                throw new IllegalArgumentException("\"" + title + "\" was given an image with the axes "
                        + String.join(", ", Arrays.copyOf(axes, n)) + ". Expected X, Y and of Z, Time and Channel each"
                        + " once at most.");
            }
            five = Views.permute(five, d, at);
            String moved = axes[d];
            axes[d] = axes[at];
            axes[at] = moved;
        }
        ImagePlus made = new ImagePlus(names.title().orElse(title), stack(five));
        made.setDimensions((int) five.dimension(2), (int) five.dimension(3), (int) five.dimension(4));
        made.setOpenAsHyperStack(made.getStackSize() > 1);
        calibrate(made.getCalibration(), names, n);
        ImageProperties.storeOfADataset(made);
        return made;
    }

    /** Dimensions that the image does not have are those of the names that are left. */
    private static void fillUp(String[] axes) {
        for (String name : AXES) {
            int free = Arrays.asList(axes).indexOf("");
            if (free >= 0 && !Arrays.asList(axes).contains(name)) {
                axes[free] = name;
            }
        }
    }

    private static ImageStack stack(RandomAccessibleInterval<?> five) {
        int pixels = (int) (five.dimension(0) * five.dimension(1));
        ImageStack stack = new ImageStack((int) five.dimension(0), (int) five.dimension(1));
        @SuppressWarnings({"unchecked", "rawtypes"})
        Cursor<? extends RealType<?>> cursor =
                Views.flatIterable((RandomAccessibleInterval) five).cursor();
        while (cursor.hasNext()) {
            float[] plane = new float[pixels];
            for (int i = 0; i < pixels; i++) {
                plane[i] = (float) cursor.next().getRealDouble();
            }
            stack.addSlice(null, plane);
        }
        return stack;
    }

    private static void calibrate(Calibration calibration, NamedAxes names, int dimensions) {
        for (int d = 0; d < dimensions; d++) {
            double scale = names.scale(d);
            switch (names.label(d).orElse("").toUpperCase(Locale.ROOT)) {
                case "X" -> {
                    calibration.pixelWidth = scale;
                    names.unit(d).ifPresent(calibration::setUnit);
                }
                case "Y" -> calibration.pixelHeight = scale;
                case "Z" -> calibration.pixelDepth = scale;
                default -> {
                    // cycles and channels have no size
                }
            }
        }
    }
}
