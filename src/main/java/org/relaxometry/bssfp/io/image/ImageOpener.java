package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.imglib2.util.Cast;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.nifti.NiftiImage;
import org.relaxometry.bssfp.io.nifti.NiftiReader;

/** Opens an image that the user named by the title of an open image or by the path of a file. */
public final class ImageOpener {

    private ImageOpener() {}

    /**
     * @param role key under which it was named
     * @param text title or path, see {@link ImageNames}; an image that a script gave comes before an open one of that title, and this before a file
     * @throws IllegalArgumentException if there is no such image, or it does not hold measured values
     * @throws IOException if the file cannot be read
     */
    public static SourceImage open(String role, String text, Progress progress, LoadLog log) throws IOException {
        Optional<ImagePlus> given = GivenImages.named(text);
        if (given.isPresent()) {
            return ImagePlusSource.of(role, given.get(), List.of());
        }
        Optional<ImagePlus> open = ImageNames.find(text);
        Optional<Path> file = path(text).filter(Files::exists);
        if (open.isPresent()) {
            int equal = ImageNames.count(text);
            if (equal > 1) {
                log.note(equal + " open images have the title '" + text + "'; the one that was opened last was used as "
                        + role + ".");
            }
            file.ifPresent(path -> log.note(
                    "'" + text + "' is the title of an open image and the name of a file; the open image was used as "
                            + role + "."));
            return ImagePlusSource.of(role, open.get(), List.of());
        }
        if (file.isEmpty()) {
            throw new IllegalArgumentException("'" + role + "': there is neither an open image nor a file '" + text
                    + "'. " + openTitles() + FileName.foreignLetters(text));
        }
        if (Files.isDirectory(file.get())) {
            throw new IllegalArgumentException("'" + role + "': '" + text
                    + "' is a folder. Expected the title of an open image or the path of an image file.");
        }
        return NiftiReader.isNifti(file.get())
                ? nifti(role, file.get(), progress)
                : ForeignImage.open(role, file.get(), progress);
    }

    /** An image in memory, with a window or without. */
    public static SourceImage of(String role, ImagePlus image) throws IOException {
        return ImagePlusSource.of(role, image, List.of());
    }

    private static SourceImage nifti(String role, Path file, Progress progress) throws IOException {
        NiftiImage image = NiftiReader.read(file, progress);
        long[] size = Arrays.copyOf(image.dimensions(), Math.max(5, image.dimensions().length));
        for (int d = 0; d < size.length; d++) {
            size[d] = Math.max(size[d], 1);
            if (d >= 5 && size[d] > 1) {
                throw new IllegalArgumentException(
                        "The " + SourceImage.name(role, file.getFileName().toString()) + " has " + size[d]
                                + " entries along dimension " + (d + 1) + ". Expected at most five dimensions.");
            }
        }
        long[] five = Arrays.copyOf(size, 5);
        return new SourceImage(
                role,
                file.getFileName().toString(),
                PlanarImages.reshape(Cast.unchecked(image.real()), five),
                image.isComplex()
                        ? Optional.of(PlanarImages.reshape(Cast.unchecked(image.imaginary()), five))
                        : Optional.empty(),
                List.of(PlaneAxis.SLICES, PlaneAxis.FRAMES, PlaneAxis.CHANNELS),
                new LinearScale(image.slope(), image.intercept()),
                Optional.of(image.geometry()),
                Optional.empty(),
                Stream.of(image.file(), image.header().dataFile()).distinct().toList());
    }

    private static String openTitles() {
        List<String> titles = ImageNames.open().stream()
                .map(image -> "'" + ImageNames.of(image) + "'")
                .toList();
        return titles.isEmpty() ? "No image is open." : "Open images: " + String.join(", ", titles) + ".";
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(FileName.path(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
