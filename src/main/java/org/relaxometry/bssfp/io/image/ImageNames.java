package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The open images, and the texts by which users and macros name one of them.
 *
 * <p>A text is the title of an image. Of several images of one title it means the one that was opened last; {@code title (2)} is
 * the second that was opened. An image of ours can also be named as its file would be, such as {@code T1map}. ImageJ's Recorder
 * takes ASCII characters only, so a title is also known with {@code -} for {@code ·} and {@code _} for other characters.
 */
public final class ImageNames {

    private static final Pattern NUMBERED = Pattern.compile("(.*) \\((\\d{1,4})\\)");

    /** Words of a title that say which part of a series it is, with the blank or dash before. */
    private static final Pattern PART = Pattern.compile("(?i)(^|[^\\p{L}\\p{N}]+)(?:part-)?"
            + "(?:mag|magn|magnitude|ph|pha|phase|real|re|imag|imaginary|im|complex|cplx|b1|b1map|mask)"
            + "(?![\\p{L}\\p{N}])");

    private static final Pattern ENDING = Pattern.compile("(?i)\\.(nii|hdr|img|tiff?|dcm|ima)(\\.gz)?$");

    private ImageNames() {}

    /** All open images, in the order in which they were made. */
    public static List<ImagePlus> open() {
        int[] ids = WindowManager.getIDList();
        return ids == null
                ? List.of()
                : Arrays.stream(ids)
                        .distinct()
                        .mapToObj(WindowManager::getImage)
                        .filter(Objects::nonNull)
                        // ImageJ counts its images downwards
                        .sorted(Comparator.comparingInt(image -> -image.getID()))
                        .toList();
    }

    /** The open image that a text names; empty where it names none. */
    public static Optional<ImagePlus> find(String text) {
        return find(text, UnaryOperator.identity())
                .or(() -> last(open().stream()
                        .filter(image -> ImageProperties.fileName(image)
                                .filter(text.strip()::equals)
                                .isPresent())
                        .toList()))
                .or(() -> find(text, ImageNames::ascii));
    }

    /** @param written how a title is written in the text */
    private static Optional<ImagePlus> find(String text, UnaryOperator<String> written) {
        List<ImagePlus> titled = titled(text, written);
        Matcher numbered = NUMBERED.matcher(text.strip());
        if (titled.isEmpty() && numbered.matches()) {
            List<ImagePlus> all = titled(numbered.group(1), written);
            int number = Integer.parseInt(numbered.group(2));
            return number >= 1 && number <= all.size() ? Optional.of(all.get(number - 1)) : Optional.empty();
        }
        return last(titled);
    }

    private static Optional<ImagePlus> last(List<ImagePlus> images) {
        return images.isEmpty() ? Optional.empty() : Optional.of(images.get(images.size() - 1));
    }

    private static String ascii(String text) {
        return text.replace('·', '-').replaceAll("[^\\x20-\\x7e]", "_");
    }

    /** The text in ASCII characters that means the same image; without such an image, the text in these characters. */
    public static String recordable(String text) {
        String ascii = ascii(text);
        return ascii.equals(text)
                ? text
                : find(text).map(image -> of(image, ImageNames::ascii)).orElse(ascii);
    }

    /** How many open images have this title. */
    static int count(String title) {
        return titled(title, UnaryOperator.identity()).size();
    }

    private static List<ImagePlus> titled(String title, UnaryOperator<String> written) {
        return open().stream()
                .filter(image -> written.apply(image.getTitle().strip()).equals(title.strip()))
                .toList();
    }

    /** The text that {@link #find} takes back to this image, also when as many images are opened in this order again. */
    public static String of(ImagePlus image) {
        return of(image, UnaryOperator.identity());
    }

    private static String of(ImagePlus image, UnaryOperator<String> written) {
        String title = written.apply(image.getTitle().strip());
        List<ImagePlus> titled = titled(title, written);
        return titled.size() < 2 ? title : title + " (" + (titled.indexOf(image) + 1) + ")";
    }

    /** The title, or with a number behind it, that no open image has. */
    public static String unique(String title) {
        String unique = title;
        for (int k = 2; count(unique) > 0; k++) {
            unique = title + " (" + k + ")";
        }
        return unique;
    }

    /** What an image is of, such as the name of a subject: as it was stored, else its title without the part it is. */
    public static String source(ImagePlus image) {
        return ImageProperties.source(image).orElseGet(() -> source(image.getTitle()));
    }

    /** A title or file name without ending and without the words that say which part of a series it is; may be empty. */
    public static String source(String title) {
        String rest =
                PART.matcher(ENDING.matcher(title.strip()).replaceFirst("")).replaceAll("");
        return rest.replaceFirst("^[^\\p{L}\\p{N}]+", "").strip();
    }

    /** A source that no open image has, for a series that is opened now. */
    public static String uniqueSource(String source) {
        String unique = source;
        for (int k = 2; isSource(unique); k++) {
            unique = source + " (" + k + ")";
        }
        return unique;
    }

    private static boolean isSource(String source) {
        return open().stream()
                .anyMatch(image ->
                        ImageProperties.source(image).filter(source::equals).isPresent());
    }
}
