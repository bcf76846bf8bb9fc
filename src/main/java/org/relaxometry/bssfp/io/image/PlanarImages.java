package org.relaxometry.bssfp.io.image;

import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.util.Cast;

/** Planes seen as an image, without copying them. */
public final class PlanarImages {

    private PlanarImages() {}

    /**
     * @param planes as many as the sizes beyond the first two multiply to; each may be fetched when it is read
     * @param dimensions of the image, at least two
     */
    public static <T extends NativeType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> wrap(
            List<A> planes, long[] dimensions, T type) {
        PlanarImg<T, A> image = new PlanarImg<>(planes, dimensions, type.getEntitiesPerPixel());
        NativeTypeFactory<T, A> factory = Cast.unchecked(type.getNativeTypeFactory());
        image.setLinkedType(factory.createLinkedType(image));
        return image;
    }

    /** The same planes with other sizes beyond the first two, of the same product. */
    static <T extends NativeType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> reshape(
            PlanarImg<T, A> image, long[] dimensions) {
        List<A> planes =
                IntStream.range(0, image.numSlices()).mapToObj(image::getPlane).toList();
        return wrap(planes, dimensions, image.getType());
    }
}
