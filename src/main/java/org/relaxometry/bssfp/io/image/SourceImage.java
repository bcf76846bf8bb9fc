package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Cast;
import net.imglib2.view.Views;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.MadeFrom;
import org.relaxometry.bssfp.io.sidecar.RunId;

/**
 * An opened image, from ImageJ or a file, with its planes as stored.
 *
 * @param role key under which it was given
 * @param title title or file name
 * @param samples stored numbers, [x, y] and the three plane axes
 * @param imaginary imaginary parts of the same size, where the file is complex and {@code samples} are the real parts
 * @param planeAxes what the third, fourth and fifth dimension are
 * @param values from stored numbers to values
 * @param geometry where the image states one
 * @param image the ImagePlus, where there is one
 * @param files the file, or the two of a pair, it was read from; empty if it was open already
 */
public record SourceImage(
        String role,
        String title,
        PlanarImg<?, ?> samples,
        Optional<PlanarImg<?, ?>> imaginary,
        List<PlaneAxis> planeAxes,
        LinearScale values,
        Optional<NiftiGeometry> geometry,
        Optional<ImagePlus> image,
        List<Path> files) {

    /** The way out where {@link #isOfADataset}. */
    static final String WITHOUT_LOSS =
            "Give the path of its file instead of the image, which keeps position and protocol; or the protocol"
                    + " alone by 'tr', 'te', 'flip' and 'increments', or by protocol=FILE.json.";

    /** Whether it has lost what its file states of position and protocol. */
    boolean isOfADataset() {
        return image.filter(ImageProperties::isOfADataset).isPresent();
    }

    /** As messages call it. */
    public String name() {
        return name(role, title);
    }

    /** What messages call an image that was given under a key. */
    public static String name(String role, String title) {
        String kind =
                switch (role) {
                    case "b1" -> "B1 map";
                    case "b0" -> "ΔB0 map";
                    case "anatomy" -> "anatomical image";
                    case "mask", "image" -> role;
                    case "reference" -> "reference mask";
                    case "rois" -> "label image";
                    case "t1map" -> "T1 map";
                    case "t2map" -> "T2 map";
                    case "first", "second" -> role + " map";
                    default -> role + " image";
                };
        return kind + " '" + title + "'";
    }

    /** What it was read from, for the record: its files, or else the open image. */
    public List<InputFile> inputs(Progress progress) throws IOException {
        List<InputFile> inputs = new ArrayList<>();
        for (Path file : files) {
            inputs.add(InputFile.of(role, file, progress));
        }
        if (files.isEmpty()) {
            image.ifPresent(opened -> inputs.add(InputFile.of(role, opened, progress)));
        }
        return inputs;
    }

    /** Of the run of this program that made it; empty where neither a record beside its file nor the info of the open image says so. */
    public Optional<String> runId() {
        return files.stream()
                .flatMap(file -> RunId.of(file).stream())
                .findFirst()
                .or(() -> image.flatMap(ImageProperties::run));
    }

    /**
     * What is to be said of two images that should be of one run of this program.
     *
     * @return empty where they are, or neither says of which run it is
     */
    public Optional<String> otherRun(SourceImage other) {
        Optional<String> mine = runId();
        Optional<String> others = other.runId();
        if (mine.isPresent() != others.isPresent()) {
            SourceImage ours = mine.isPresent() ? this : other;
            SourceImage foreign = mine.isPresent() ? other : this;
            return Optional.of("A run of this program made the " + ours.name() + " ("
                    + ours.runId().orElseThrow()
                    + "), but nothing says that it made the " + foreign.name()
                    + ": one may be corrected and the other not."
                    + " Expected both of one run.");
        }
        return mine.equals(others)
                ? Optional.empty()
                : Optional.of("The " + name() + " and the " + other.name() + " are of different runs ("
                        + mine.get() + " and " + others.get()
                        + "): they may not belong together. Expected both of one run.");
    }

    /**
     * What is to be said of a map that this program has made of another series.
     *
     * @param series checksums of the images of the series, and of those that they were made from
     * @return empty where both have an image in common, or the map does not say what it was made of
     */
    public Optional<String> ofAnother(Set<String> series) {
        Set<String> stated = new LinkedHashSet<>();
        files.forEach(file -> stated.addAll(MadeFrom.of(file)));
        image.flatMap(ImageProperties::record).ifPresent(record -> stated.addAll(MadeFrom.in(record)));
        return stated.isEmpty() || !Collections.disjoint(stated, series)
                ? Optional.empty()
                : Optional.of("The " + name()
                        + " was made of other images than those of this series, as its record says: is it"
                        + " of the same examination?");
    }

    /** The images it was made from, as it says them; itself where it says none. */
    public Set<String> madeFrom(Progress progress) throws IOException {
        Set<String> stated = new LinkedHashSet<>();
        files.forEach(file -> stated.addAll(MadeFrom.of(file)));
        image.ifPresent(opened -> stated.addAll(ImageProperties.madeFrom(opened)));
        if (stated.isEmpty()) {
            inputs(progress).forEach(input -> stated.add(input.sha256()));
        }
        return stated;
    }

    public long size(PlaneAxis axis) {
        return samples.dimension(dimension(axis));
    }

    /** Such as {@code 64 × 64 pixels, 12 frames, 1 channel, 24 slices}. */
    String sizeText() {
        StringBuilder text = new StringBuilder(samples.dimension(0) + " × " + samples.dimension(1) + " pixels");
        for (PlaneAxis axis : PlaneAxis.values()) {
            String plural = axis.key();
            long size = size(axis);
            text.append(", ").append(size).append(' ');
            text.append(size == 1 ? plural.substring(0, plural.length() - 1) : plural);
        }
        return text.toString();
    }

    /**
     * The series as an image [x, y, z, cycle], without copying.
     *
     * @param component 0, or 1 for the second half of a complex image
     * @param scale from stored numbers to what is wanted
     */
    public RandomAccessibleInterval<FloatType> series(CycleLayout layout, int component, LinearScale scale) {
        boolean complexFile = imaginary.isPresent();
        RandomAccessibleInterval<?> stored = complexFile && component == 1 ? imaginary.get() : samples;
        int rest = dimension(layout.rest());
        RandomAccessibleInterval<?> view = Views.hyperSlice(stored, rest, complexFile ? 0 : component);
        if (dimension(layout.cycle()) < dimension(layout.space())) {
            view = Views.permute(view, 2, 3);
        }
        return scaled(Cast.unchecked(view), scale);
    }

    /**
     * The image as one volume [x, y, z], without copying.
     *
     * @throws IllegalArgumentException if more than one axis has several planes
     */
    public RandomAccessibleInterval<FloatType> volume(LinearScale scale) {
        List<PlaneAxis> several =
                planeAxes.stream().filter(axis -> size(axis) > 1).toList();
        if (several.size() > 1 || imaginary.isPresent()) {
            throw new IllegalArgumentException("The " + name() + " must be one real-valued volume, but has "
                    + sizeText() + (imaginary.isPresent() ? " of complex numbers." : "."));
        }
        int kept = dimension(several.isEmpty() ? PlaneAxis.SLICES : several.get(0));
        RandomAccessibleInterval<?> view = samples;
        for (int d = 4; d >= 2; d--) {
            view = d == kept ? view : Views.hyperSlice(view, d, 0);
        }
        return scaled(Cast.unchecked(view), scale);
    }

    private int dimension(PlaneAxis axis) {
        return 2 + planeAxes.indexOf(axis);
    }

    private static <T extends RealType<T>> RandomAccessibleInterval<FloatType> scaled(
            RandomAccessibleInterval<T> stored, LinearScale scale) {
        if (stored.getType() instanceof FloatType && scale.equals(LinearScale.IDENTITY)) {
            return Cast.unchecked(stored);
        }
        double slope = scale.slope();
        double offset = scale.offset();
        return Converters.convert(
                stored, (in, out) -> out.setReal(in.getRealDouble() * slope + offset), new FloatType());
    }
}
