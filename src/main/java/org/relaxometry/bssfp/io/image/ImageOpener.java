package org.relaxometry.bssfp.io.image;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.io.FileInfo;
import ij.io.Opener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.imglib2.util.Cast;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.nifti.NiftiImage;
import org.relaxometry.bssfp.io.nifti.NiftiReader;

/** Opens an image that the user named by the title of an open image or by the path of a file. */
public final class ImageOpener {

    private ImageOpener() {}

    /**
     * @param role key under which it was named
     * @param text title or path; an open image of that title comes before a file
     * @throws IllegalArgumentException if there is no such image, or it does not hold measured values
     * @throws IOException if the file cannot be read
     */
    public static SourceImage open(String role, String text, Progress progress, LoadLog log) throws IOException {
        List<ImagePlus> open = openImages().stream()
                .filter(image -> image.getTitle().equals(text))
                .toList();
        Optional<Path> file = path(text).filter(Files::exists);
        if (open.size() > 1) {
            throw new IllegalArgumentException(
                    "'" + role + "': " + open.size() + " open images have the title '" + text + "'. Rename one.");
        }
        if (open.size() == 1) {
            file.ifPresent(path -> log.note(
                    "'" + text + "' is the title of an open image and the name of a file; the open image was used as "
                            + role + "."));
            return ImagePlusSource.of(role, open.get(0), List.of());
        }
        if (file.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + role + "': there is neither an open image nor a file '" + text + "'. " + openTitles());
        }
        if (Files.isDirectory(file.get())) {
            throw new IllegalArgumentException("'" + role + "': '" + text
                    + "' is a folder. Expected the title of an open image or the path of an image file.");
        }
        return NiftiReader.isNifti(file.get()) ? nifti(role, file.get(), progress) : other(role, file.get());
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

    /** Whatever ImageJ, and in Fiji its file handlers, can open. */
    private static SourceImage other(String role, Path file) throws IOException {
        String path = file.toAbsolutePath().toString();
        Opener opener = new Opener();
        opener.setSilentMode(true);
        int type = opener.getFileType(path);
        String failure = "'" + role + "': '" + file
                + "' cannot be opened as an image. Expected NIfTI, TIFF or another format that ImageJ opens.";
        ImagePlus image;
        IJ.redirectErrorMessages(true);
        try {
            image = type == Opener.UNKNOWN || type == Opener.TEXT
                    ? openByHandlers(opener, path, type)
                    : opener.openImage(path);
        } catch (RuntimeException e) {
            // what ImageJ throws for damaged files is of every kind
            throw new IOException(failure, e);
        } finally {
            IJ.redirectErrorMessages(false);
        }
        if (image == null || image.getWidth() == 0) {
            throw new IOException(failure);
        }
        requireComplete(role, file, image);
        return ImagePlusSource.of(role, image, List.of(file));
    }

    /** As openImage does for files it does not know, but without its message on failure. */
    private static ImagePlus openByHandlers(Opener opener, String path, int type) {
        ImagePlus image = Opener.openUsingBioFormats(path);
        return image != null ? image : opener.openWithHandleExtraFileTypes(path, new int[] {type});
    }

    /** ImageJ opens a TIFF that was cut off without a word, with fewer planes or with zeros. */
    private static void requireComplete(String role, Path file, ImagePlus image) throws IOException {
        FileInfo info = image.getOriginalFileInfo();
        if (info == null || info.fileFormat != FileInfo.TIFF || info.compression > FileInfo.COMPRESSION_NONE) {
            return;
        }
        boolean contiguous = image.getStackSize() == Math.max(1, info.nImages);
        long bytes = (long) info.width * info.height * info.getBytesPerPixel() * image.getStackSize()
                + (contiguous ? info.getOffset() : 0);
        if (image.getStackSize() < info.nImages || Files.size(file) < bytes) {
            throw new IOException("'" + role + "': '" + file + "' is cut off: its header announces more data than the "
                    + Files.size(file) + " bytes it has.");
        }
    }

    private static List<ImagePlus> openImages() {
        int[] ids = WindowManager.getIDList();
        return ids == null
                ? List.of()
                : Arrays.stream(ids)
                        .mapToObj(WindowManager::getImage)
                        .filter(Objects::nonNull)
                        .toList();
    }

    private static String openTitles() {
        List<String> titles =
                openImages().stream().map(image -> "'" + image.getTitle() + "'").toList();
        return titles.isEmpty() ? "No image is open." : "Open images: " + String.join(", ", titles) + ".";
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
