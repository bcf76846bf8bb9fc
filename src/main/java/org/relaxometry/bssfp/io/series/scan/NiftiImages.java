package org.relaxometry.bssfp.io.series.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Cast;
import net.imglib2.view.Views;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiHeader;
import org.relaxometry.bssfp.io.nifti.NiftiImage;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.space.VolumeGrid;

/** NIfTI files with the JSON files beside them. */
public final class NiftiImages {

    private static final Pattern ENDING = Pattern.compile("(?i)\\.(nii|hdr)(\\.gz)?$");

    /** What separates the words of a file name. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[_\\-.\\s]+");

    private NiftiImages() {}

    /** Whether a file is one by its name; of a pair, the header. */
    public static boolean isNifti(Path file) {
        return ENDING.matcher(file.getFileName().toString()).find();
    }

    /** Where the JSON file of an image would lie. */
    public static Path sidecar(Path file) {
        return file.resolveSibling(stem(file) + ".json");
    }

    private static String stem(Path file) {
        return ENDING.matcher(file.getFileName().toString()).replaceFirst("");
    }

    /** The words of a path without its ending: folders as they are called, and the words of the file's name. */
    public static List<String> words(String stem) {
        List<String> words = new ArrayList<>();
        if (!stem.isEmpty()) {
            Path path = Path.of(stem);
            for (Path folder : path.getNameCount() == 1 ? List.<Path>of() : path.getParent()) {
                words.add(folder.toString());
            }
            words.addAll(wordsOfName(path.getFileName().toString()));
        }
        return words;
    }

    private static List<String> wordsOfName(String name) {
        return Arrays.stream(BETWEEN_WORDS.split(name))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The number that a file's name begins with. */
    public static Optional<String> leadingNumber(String stem) {
        return wordsOfName(stem.isEmpty() ? "" : Path.of(stem).getFileName().toString()).stream()
                .limit(1)
                .filter(word -> word.matches("\\d+"))
                .findFirst();
    }

    /**
     * Reads header and sidecar: one image, or the two halves of a complex one.
     *
     * @throws IOException if one of them is damaged
     */
    public static List<ScannedImage> scan(Path root, Path file) throws IOException {
        NiftiHeader header = NiftiReader.readHeader(file);
        long[] size = Arrays.copyOf(header.dimensions(), Math.max(4, header.dimensions().length));
        for (int d = 0; d < size.length; d++) {
            size[d] = Math.max(1, size[d]);
        }
        VolumeGrid grid;
        try {
            grid = header.geometry().grid(size);
        } catch (IllegalArgumentException e) {
            throw new IOException("'" + file + "' cannot be read. " + e.getMessage(), e);
        }
        long volumes = Arrays.stream(size, 3, size.length).reduce(1, Math::multiplyExact);
        Path json = sidecar(file);
        Optional<SidecarFields> sidecar =
                Files.isRegularFile(json) ? Optional.of(SidecarFields.read(json)) : Optional.empty();
        List<Path> files = Stream.of(Stream.of(file, header.dataFile()), sidecar.map(s -> json).stream())
                .flatMap(paths -> paths)
                .distinct()
                .toList();
        String stem = root.relativize(file.resolveSibling(stem(file))).toString();
        Optional<ImageKind> byType = sidecar.flatMap(s -> ImageKind.ofType(s.typeWords()));
        boolean complex = header.type().isComplex();
        List<ImageKind> kinds =
                complex ? List.of(ImageKind.MAGNITUDE, ImageKind.PHASE) : List.of(byType.orElse(ImageKind.MAGNITUDE));
        List<ScannedImage> images = new ArrayList<>();
        for (ImageKind kind : kinds) {
            images.add(new ScannedImage(
                    root.relativize(file).toString(),
                    stem,
                    stem,
                    files,
                    "NIfTI",
                    kind,
                    complex ? Optional.of(kind) : byType,
                    Optional.empty(),
                    grid,
                    Math.toIntExact(volumes),
                    header.geometry(),
                    // what a complex file stores becomes magnitude and radians as it is read
                    complex ? 1 : header.slope(),
                    complex ? 0 : header.intercept(),
                    sidecar.map(SidecarFields::facts).orElse(SeriesFacts.NONE),
                    progress -> read(file, kind, progress)));
        }
        return images;
    }

    /** The images with the halves that their JSON files and names say they are. */
    public static List<ScannedImage> asHalves(List<ScannedImage> images) {
        return HalfNames.decided(images);
    }

    private static ScannedImage.Slices read(Path file, ImageKind kind, Progress progress) throws IOException {
        NiftiImage image = NiftiReader.read(file, progress);
        float[][] planes = planes(image.real(), progress);
        if (image.isComplex()) {
            toPolar(planes, planes(image.imaginary(), progress), kind, image.slope(), image.intercept());
        }
        int slices = image.dimensions().length < 3 ? 1 : (int) image.dimensions()[2];
        return (volume, slice) -> planes[volume * slices + slice];
    }

    private static float[][] planes(RandomAccessibleInterval<? extends RealType<?>> image, Progress progress) {
        int pixels = (int) (image.dimension(0) * image.dimension(1));
        long voxels = Views.iterable(Cast.<RandomAccessibleInterval<?>>unchecked(image))
                .size();
        Cursor<? extends RealType<?>> cursor = Views.flatIterable(
                        Cast.<RandomAccessibleInterval<? extends RealType<?>>>unchecked(image))
                .cursor();
        float[][] planes = new float[(int) (voxels / pixels)][pixels];
        for (float[] plane : planes) {
            progress.checkCanceled();
            for (int i = 0; i < pixels; i++) {
                plane[i] = cursor.next().getRealFloat();
            }
        }
        return planes;
    }

    private static void toPolar(float[][] real, float[][] imaginary, ImageKind kind, double slope, double intercept) {
        for (int z = 0; z < real.length; z++) {
            for (int i = 0; i < real[z].length; i++) {
                double x = real[z][i] * slope + intercept;
                double y = imaginary[z][i] * slope + intercept;
                real[z][i] = (float) (kind == ImageKind.MAGNITUDE ? Math.hypot(x, y) : Math.atan2(y, x));
            }
        }
    }
}
