package org.relaxometry.bssfp.io.roi;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.relaxometry.bssfp.text.PlainText;

/**
 * ROIs of ImageJ, before they are laid onto a grid.
 *
 * @param rois as drawn or saved
 * @param names as the ROI Manager or the file calls them, one for each
 * @param source where they come from, in a few words
 * @param currentSlice slice that the image of the series shows, from 1; empty where there is none, or the ROIs come from a file
 */
record DrawnRois(List<Roi> rois, List<String> names, String source, OptionalInt currentSlice) {

    DrawnRois {
        names = names.stream().map(PlainText::of).toList();
    }

    private static final String EXTENSION = ".roi";

    /** A region traced voxel by voxel in a large image has some hundred thousand bytes. */
    private static final int MAX_BYTES = 16 << 20;

    /**
     * What the user has drawn: the ROI Manager, else the overlay of the first image, else its selection, else that of the active
     * image.
     *
     * @param images of the series
     * @param owned whether an image shows the same voxels, such as a map of the series
     * @throws IllegalArgumentException if there is nothing
     */
    static DrawnRois open(List<ImagePlus> images, Predicate<ImagePlus> owned) {
        return find(images, owned)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "There is no ROI: the ROI Manager is empty, and "
                                        + (images.isEmpty()
                                                ? "the series comes from files"
                                                : "the image '" + images.get(0).getTitle()
                                                        + "' has neither an overlay nor a selection")
                                        + ", and the active image is no map of the series with a selection. Draw one, or give a .roi or .zip file, or an image of labels, with rois=FILE."));
    }

    /** As {@link #open}; empty if there is nothing. */
    static Optional<DrawnRois> find(List<ImagePlus> images, Predicate<ImagePlus> owned) {
        ImagePlus current = WindowManager.getCurrentImage();
        Optional<ImagePlus> active = Optional.ofNullable(current).filter(owned).filter(image -> image.getRoi() != null);
        OptionalInt slice = images.stream().mapToInt(ImagePlus::getZ).findFirst();
        // a macro that runs in batch mode has one of its own, for which a window is made that needs a screen
        RoiManager manager = GraphicsEnvironment.isHeadless() ? RoiManager.getRawInstance() : RoiManager.getInstance2();
        if (manager != null && manager.getCount() > 0) {
            List<Roi> rois = Arrays.asList(manager.getRoisAsArray());
            List<String> names = new ArrayList<>();
            for (int i = 0; i < rois.size(); i++) {
                names.add(manager.getName(i));
            }
            return Optional.of(new DrawnRois(rois, names, "ROI Manager", slice));
        }
        Optional<DrawnRois> ofFirst =
                images.stream().limit(1).flatMap(image -> on(image).stream()).findFirst();
        return ofFirst.or(() -> active.map(DrawnRois::selection));
    }

    /** What is drawn in the overlay of an image, else its selection. A picture that is laid over an image is no region. */
    private static Optional<DrawnRois> on(ImagePlus image) {
        List<Roi> rois = image.getOverlay() == null
                ? List.of()
                : Stream.of(image.getOverlay().toArray())
                        .filter(roi -> !(roi instanceof ImageRoi))
                        .toList();
        if (!rois.isEmpty()) {
            return Optional.of(new DrawnRois(
                    rois, names(rois), "overlay of '" + image.getTitle() + "'", OptionalInt.of(image.getZ())));
        }
        return Optional.of(image).filter(each -> each.getRoi() != null).map(DrawnRois::selection);
    }

    private static DrawnRois selection(ImagePlus image) {
        List<Roi> rois = List.of(image.getRoi());
        return new DrawnRois(
                rois, names(rois), "selection of '" + image.getTitle() + "'", OptionalInt.of(image.getZ()));
    }

    private static List<String> names(List<Roi> rois) {
        List<String> names = new ArrayList<>();
        for (Roi roi : rois) {
            boolean named = roi.getName() != null && !roi.getName().isBlank();
            names.add(named ? roi.getName() : "ROI " + (names.size() + 1));
        }
        return names;
    }

    /**
     * ROIs saved by ImageJ.
     *
     * @param file one {@code .roi}, or a {@code .zip} of several
     * @throws IOException if it cannot be read, or is something else
     */
    static DrawnRois read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException("'rois': there is no file '" + file + "'.");
        }
        List<Roi> rois = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (isRoi(file.toString())) {
            try (InputStream in = Files.newInputStream(file)) {
                rois.add(decode(in, file.getFileName().toString(), "'" + file + "'"));
            }
            names.add(nameOf(file.getFileName().toString()));
        } else {
            readZip(file, rois, names);
        }
        return new DrawnRois(rois, names, "file '" + file.getFileName() + "'", OptionalInt.empty());
    }

    private static void readZip(Path file, List<Roi> rois, List<String> names) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (isRoi(entry.getName())) {
                    rois.add(decode(
                            zip.getInputStream(entry), entry.getName(), "'" + entry.getName() + "' in '" + file + "'"));
                    names.add(nameOf(entry.getName()));
                }
            }
        } catch (ZipException e) {
            throw new IOException(
                    "'rois': '" + file + "' is not a zip file. Expected ROIs as the ROI Manager saves them.", e);
        }
        if (rois.isEmpty()) {
            throw new IOException("'rois': there is no ROI in '" + file
                    + "'. Expected files that end in .roi, as the ROI Manager saves them.");
        }
    }

    /** What ImageJ throws for damaged bytes is of every kind. */
    private static Roi decode(InputStream in, String name, String what) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        String failure = "'rois': " + what + " is not a ROI of ImageJ, or damaged";
        if (bytes.length > MAX_BYTES) {
            throw new IOException(failure + ": it has more than " + MAX_BYTES + " bytes.");
        }
        Roi roi = null;
        boolean isTextOrPicture = false;
        try {
            RoiClaims claims = new RoiClaims(bytes);
            isTextOrPicture = claims.isTextOrPicture();
            if (!isTextOrPicture) {
                claims.require();
                roi = new RoiDecoder(bytes, name).getRoi();
            }
        } catch (IOException e) {
            throw new IOException(failure + ": " + e.getMessage() + ".", e);
        } catch (RuntimeException e) {
            throw new IOException(failure + ".", e);
        }
        if (isTextOrPicture) {
            throw RoiPlacement.noRegion(nameOf(name));
        }
        if (roi == null) {
            throw new IOException(failure + ".");
        }
        return roi;
    }

    private static boolean isRoi(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(EXTENSION);
    }

    private static String nameOf(String entry) {
        String name = entry.substring(entry.lastIndexOf('/') + 1);
        return name.substring(0, name.length() - EXTENSION.length());
    }
}
