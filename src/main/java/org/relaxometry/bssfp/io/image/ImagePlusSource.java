package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/** An ImagePlus as a {@link SourceImage}: its planes are used where they lie, its calibration function is applied. */
public final class ImagePlusSource {

    private static final long VIRTUAL_CACHE_BYTES = 64L << 20;

    /** The order of the planes of a stack, the fastest first. */
    private static final List<PlaneAxis> AXES = List.of(PlaneAxis.CHANNELS, PlaneAxis.SLICES, PlaneAxis.FRAMES);

    private ImagePlusSource() {}

    /**
     * @param role what the user gave it as, for messages
     * @param files where we opened it from; empty if it was open before
     */
    public static SourceImage of(String role, ImagePlus image, List<Path> files) {
        String name = SourceImage.name(role, image.getTitle());
        return new SourceImage(
                role,
                image.getTitle(),
                planes(name, image),
                Optional.empty(),
                AXES,
                calibration(name, image),
                ImageProperties.geometry(image),
                Optional.of(image),
                files);
    }

    private static PlanarImg<?, ?> planes(String name, ImagePlus image) {
        return switch (image.getType()) {
            case ImagePlus.GRAY8 ->
                planes(image, 1, new UnsignedByteType(), pixels -> new ByteArray((byte[]) pixels), p -> ((byte[]) p)
                        .clone());
            case ImagePlus.GRAY16 ->
                planes(image, 2, new UnsignedShortType(), pixels -> new ShortArray((short[]) pixels), p -> ((short[]) p)
                        .clone());
            case ImagePlus.GRAY32 ->
                planes(image, 4, new FloatType(), pixels -> new FloatArray((float[]) pixels), p -> ((float[]) p)
                        .clone());
            default ->
                throw new IllegalArgumentException(
                        "The " + name
                                + " is a colour image (RGB or 8-bit colour). Expected the measured values as an 8-bit, 16-bit or 32-bit grey image.");
        };
    }

    private static <T extends NativeType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> planes(
            ImagePlus image, int bytes, T type, Function<Object, A> access, Function<Object, Object> copy) {
        ImageStack stack = image.getStack();
        int[] size = image.getDimensions();
        long[] dimensions = IntStream.of(size).asLongStream().toArray();
        if (!stack.isVirtual()) {
            List<A> planes = IntStream.rangeClosed(1, stack.size())
                    .mapToObj(plane -> access.apply(stack.getPixels(plane)))
                    .toList();
            return PlanarImages.wrap(planes, dimensions, type);
        }
        // a block holds every cycle, so two planes of each must fit; cycles are slices only where nothing else varies
        int cycles = size[2] > 1 || size[4] > 1 ? Math.max(size[2], size[4]) : size[3];
        long capacity = Math.max(2L * cycles, VIRTUAL_CACHE_BYTES / ((long) size[0] * size[1] * bytes));
        int planes = (int) Math.min(capacity, stack.size());
        return PlanarImages.wrap(VirtualPlanes.of(stack, planes, copy.andThen(access)), dimensions, type);
    }

    /** Values are what ImageJ shows under the cursor: signed 16-bit images and DICOM files come with a straight line. */
    private static LinearScale calibration(String name, ImagePlus image) {
        Calibration calibration = image.getLocalCalibration();
        if (image.getType() == ImagePlus.GRAY32 || !calibration.calibrated()) {
            return LinearScale.IDENTITY;
        }
        if (calibration.getFunction() != Calibration.STRAIGHT_LINE || calibration.zeroClip()) {
            throw new IllegalArgumentException(
                    "The " + name
                            + " has a calibration function that is not a straight line. Expected measured values: remove it with Analyze > Calibrate… (Function: None).");
        }
        double[] line = calibration.getCoefficients();
        return new LinearScale(line[1], line[0]);
    }
}
