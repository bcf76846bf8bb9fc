package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The open images, and the texts by which users and macros name one of them.
 *
 * <p>A text is the title of an image. Of several images of one title it means the one that was opened last; {@code title (2)} is
 * the second that was opened. An image of ours can also be named as its file would be, such as {@code T1map}.
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
        List<ImagePlus> titled = titled(text);
        if (titled.isEmpty()) {
            Matcher numbered = NUMBERED.matcher(text.strip());
            if (numbered.matches()) {
                List<ImagePlus> all = titled(numbered.group(1));
                int number = Integer.parseInt(numbered.group(2));
                if (number >= 1 && number <= all.size()) {
                    return Optional.of(all.get(number - 1));
                }
            }
            titled = open().stream()
                    .filter(image -> ImageProperties.fileName(image)
                            .filter(text.strip()::equals)
                            .isPresent())
                    .toList();
        }
        return titled.isEmpty() ? Optional.empty() : Optional.of(titled.get(titled.size() - 1));
    }

    /** How many open images have this title. */
    static int count(String title) {
        return titled(title).size();
    }

    private static List<ImagePlus> titled(String title) {
        return open().stream()
                .filter(image -> image.getTitle().strip().equals(title.strip()))
                .toList();
    }

    /** The text that {@link #find} takes back to this image, also when as many images are opened in this order again. */
    public static String of(ImagePlus image) {
        List<ImagePlus> titled = titled(image.getTitle());
        String title = image.getTitle().strip();
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
