package org.relaxometry.bssfp.io.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.CycleLayout;
import org.relaxometry.bssfp.io.image.ImageOpener;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LinearScale;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.space.ComplexImages.Form;

/**
 * The images of a complex series as the user gave them: magnitude and phase, real and imaginary part, or one image that
 * holds both halves.
 *
 * @param images one or two
 * @param form where the roles or the file say it; empty where the values of one image must
 */
record SeriesImages(List<SourceImage> images, Optional<Form> form) {

    private static final String FORMS =
            "Expected magnitude and phase, or real and imaginary, or complex (a complex NIfTI file, or one image with two channels).";
    private static final List<String> ROLES = List.of("magnitude", "phase", "real", "imaginary", "complex");
    private static final List<List<String>> COMPLETE =
            List.of(List.of("magnitude", "phase"), List.of("real", "imaginary"), List.of("complex"));

    /**
     * Opens what the request names.
     *
     * @throws IllegalArgumentException if the images given make no complete form, or are not what they were given as
     * @throws IOException if a file cannot be read
     */
    static SeriesImages open(SeriesRequest request, Progress progress, LoadLog log) throws IOException {
        List<String> roles =
                ROLES.stream().filter(role -> request.image(role).isPresent()).toList();
        if (!COMPLETE.contains(roles)) {
            throw new IllegalArgumentException(
                    (roles.isEmpty() ? "No series was given. " : "Received " + quoted(", ", roles) + ". ") + FORMS);
        }
        if (roles.size() == 2 && request.image(roles.get(0)).equals(request.image(roles.get(1)))) {
            throw new IllegalArgumentException("'" + request.image(roles.get(0)).orElseThrow() + "' was given as both "
                    + quoted(" and ", roles) + ". " + FORMS);
        }
        List<SourceImage> images = new ArrayList<>();
        for (String role : roles) {
            SourceImage image = ImageOpener.open(role, request.image(role).orElseThrow(), progress, log);
            requireRole(role, image);
            images.add(image);
        }
        if (images.size() == 2) {
            images.get(0).otherRun(images.get(1)).ifPresent(log::warn);
        }
        boolean realImaginary =
                roles.contains("real") || images.get(0).imaginary().isPresent();
        Optional<Form> form = realImaginary
                ? Optional.of(Form.REAL_IMAGINARY)
                : roles.size() == 2 ? Optional.of(Form.MAGNITUDE_PHASE) : Optional.empty();
        return new SeriesImages(List.copyOf(images), form);
    }

    /** Where the cycles lie in each image: in the second as many as in the first. */
    List<CycleLayout> layouts(String choice, OptionalInt knownCycles, LoadLog log) {
        boolean pair = images.size() == 1 && images.get(0).imaginary().isEmpty();
        List<CycleLayout> layouts = new ArrayList<>();
        OptionalInt known = knownCycles;
        for (SourceImage image : images) {
            CycleLayout layout = CycleLayout.decide(image, choice, known, pair, log);
            known = OptionalInt.of((int) image.size(layout.cycle()));
            layouts.add(layout);
        }
        return layouts;
    }

    /**
     * The first (0) or second (1) half as an image [x, y, z, cycle].
     *
     * @param scale applied after slope and intercept of the image
     */
    RandomAccessibleInterval<FloatType> half(int which, List<CycleLayout> layouts, LinearScale scale) {
        SourceImage image = source(which);
        return images.size() == 1
                ? image.series(layouts.get(0), which, image.values().then(scale))
                : image.series(layouts.get(which), 0, image.values().then(scale));
    }

    /** The image that holds the first (0) or second (1) half. */
    SourceImage source(int which) {
        return images.get(Math.min(which, images.size() - 1));
    }

    /** What messages call the first (0) or second (1) half. */
    String name(int which) {
        String half = which == 0 ? "first half of the " : "second half of the ";
        return (images.size() == 1 ? half : "") + source(which).name();
    }

    /**
     * Refuses halves of different size.
     *
     * @throws IllegalArgumentException if they differ
     */
    void requireEqualSize(List<CycleLayout> layouts) {
        long[] first = half(0, layouts, LinearScale.IDENTITY).dimensionsAsLongArray();
        long[] second = half(1, layouts, LinearScale.IDENTITY).dimensionsAsLongArray();
        if (!Arrays.equals(first, second)) {
            throw new IllegalArgumentException("The " + name(0) + " and the " + name(1)
                    + " must be of equal size, but have " + size(first) + " and " + size(second) + ".");
        }
    }

    private static String quoted(String between, List<String> roles) {
        return roles.stream().map(role -> "'" + role + "'").collect(Collectors.joining(between));
    }

    private static void requireRole(String role, SourceImage image) {
        if (image.imaginary().isPresent() && !role.equals("complex")) {
            throw new IllegalArgumentException(
                    "The " + image.name() + " holds complex numbers. Give it as complex, and nothing beside it.");
        }
        Optional<String> stored = image.image().flatMap(ImageProperties::role);
        if (stored.isPresent() && !stored.get().equals(role)) {
            throw new IllegalArgumentException("The " + image.name() + " is marked as " + stored.get()
                    + " (image property). Are two images swapped?");
        }
    }

    private static String size(long[] size) {
        return size[0] + " × " + size[1] + " pixels, " + size[2] + " slices, " + size[3] + " cycles";
    }
}
