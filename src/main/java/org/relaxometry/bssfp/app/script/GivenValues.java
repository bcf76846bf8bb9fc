package org.relaxometry.bssfp.app.script;

import ij.ImagePlus;
import java.io.File;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.imglib2.RandomAccessibleInterval;
import org.relaxometry.bssfp.app.key.Key;
import org.scijava.convert.ConvertService;

/**
 * What a script gave for the keys of a command: each value becomes the text that a user would type, so that one parser reads both.
 * An image stays the object that it is and gets a name, under which it is known for the run.
 */
final class GivenValues {

    private final Map<String, ImagePlus> images = new LinkedHashMap<>();

    /** The images by their names. */
    Map<String, ImagePlus> images() {
        return images;
    }

    /**
     * The value as text; null for null.
     *
     * @param hosts converts what stands for an image in the host, such as a display; null where there is none
     * @throws IllegalArgumentException where it is of a kind that the key does not take
     */
    String text(Key<?> key, Object value, ConvertService hosts) {
        if (value == null) {
            return null;
        }
        if (isText(value)) {
            return text(value);
        }
        if (key.form() == Key.Form.IMAGE) {
            return named(image(key, value, hosts), key.name());
        }
        List<?> elements = elements(value);
        if (elements.isEmpty() || !elements.stream().allMatch(GivenValues::isText)) {
            throw wrong(key, value, "a text, a number, true or false, or a list of these");
        }
        return elements.stream().map(GivenValues::text).collect(Collectors.joining(", "));
    }

    private static boolean isText(Object value) {
        return value instanceof CharSequence
                || value instanceof Character
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof File
                || value instanceof Path;
    }

    /** Languages of scripts have whole numbers as 12.0, and 4.8 as a float or a decimal number. */
    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros().toPlainString();
        }
        boolean real = value instanceof Double || value instanceof Float;
        double number = real ? ((Number) value).doubleValue() : Double.NaN;
        return number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE
                ? Integer.toString((int) number)
                : value.toString();
    }

    private static List<?> elements(Object value) {
        if (value instanceof Collection<?> collection) {
            return List.copyOf(collection);
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; value.getClass().isArray() && i < Array.getLength(value); i++) {
            elements.add(Array.get(value, i));
        }
        return elements;
    }

    private static ImagePlus image(Key<?> key, Object value, ConvertService hosts) {
        if (value instanceof ImagePlus image) {
            return image;
        }
        // a Dataset is one too; the host, which could convert it, would show it
        if (value instanceof RandomAccessibleInterval<?> image) {
            return ImgImages.imagePlus(key.name(), image);
        }
        if (hosts != null && hosts.supports(value, ImagePlus.class)) {
            ImagePlus image = hosts.convert(value, ImagePlus.class);
            if (image != null) {
                return image;
            }
        }
        throw wrong(
                key,
                value,
                "an ImagePlus, a Dataset, an ImgPlus or RandomAccessibleInterval, the title of an open image or the path of a file");
    }

    /** Its title, which records and messages hold; made different from those of the other images of the run. */
    private String named(ImagePlus image, String key) {
        String title = image.getTitle() == null || image.getTitle().isBlank()
                ? key
                : image.getTitle().strip();
        String name = title;
        for (int i = 2; images.containsKey(name) && images.get(name) != image; i++) {
            name = title + " (" + i + ")";
        }
        images.put(name, image);
        return name;
    }

    private static IllegalArgumentException wrong(Key<?> key, Object value, String expected) {
        return new IllegalArgumentException(
                "\"" + key.name() + "\" was given as " + value.getClass().getName() + ". Expected " + expected + ".");
    }
}
