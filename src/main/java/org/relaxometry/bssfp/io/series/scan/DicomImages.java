package org.relaxometry.bssfp.io.series.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.io.dicom.DicomException;
import org.relaxometry.bssfp.io.dicom.DicomFrame;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;

/**
 * DICOM frames as images: those of one series, kind and echo are sorted by their place along the normal of the slices, and
 * where several lie in one place, they are the volumes of the image.
 *
 * <p>The matrix of the geometry goes from DICOM's axes (left, back, head) to NIfTI's (right, front, head); rows stay in the
 * order of the file. Source: DICOM PS3.3, C.7.6.2.1.1.
 */
public final class DicomImages {

    /** Frames nearer than this along the normal lie in one place; scanners round to a thousandth or finer. */
    private static final double SAME_PLACE_MM = 5e-3;

    /** Positions are rounded, and a missing slice doubles a distance. */
    private static final double UNEQUAL_DISTANCES = 0.05;

    private static final double SAME_DIRECTION = 1e-3;

    private final Path root;
    private final ImageKind kind;
    private final List<DicomFrame> frames;
    private final DicomFrame first;
    private final double[] normal;

    private DicomImages(Path root, ImageKind kind, List<DicomFrame> frames) {
        this.root = root;
        this.kind = kind;
        this.frames = frames;
        first = frames.get(0);
        double[] o = first.orientation();
        normal = new double[] {
            o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3],
        };
    }

    /**
     * The images that these frames make.
     *
     * @param broken takes what cannot be an image, with its reason
     */
    public static List<ScannedImage> of(Path root, List<DicomFrame> frames, Refusals broken) {
        Map<String, List<DicomFrame>> groups = new LinkedHashMap<>();
        Map<String, ImageKind> kinds = new LinkedHashMap<>();
        for (DicomFrame frame : frames) {
            Optional<ImageKind> kind = ImageKind.ofType(frame.typeWords())
                    .or(() -> ImageKind.ofType(frame.privateType().stream().toList()));
            if (kind.isEmpty()) {
                broken.add(
                        frame.file().path(),
                        "does not say whether it is a magnitude or a phase (ImageType "
                                + String.join("\\", frame.typeWords()) + "). " + DicomException.CONVERT);
                continue;
            }
            String key = frame.seriesUid() + " " + frame.seriesNumber() + " " + kind.get() + " " + frame.echoTimeMs();
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(frame);
            kinds.put(key, kind.get());
        }
        List<ScannedImage> images = new ArrayList<>();
        groups.forEach((key, group) -> {
            try {
                images.add(new DicomImages(root, kinds.get(key), group).image());
            } catch (IllegalArgumentException e) {
                broken.add(e.getMessage());
            }
        });
        return images;
    }

    private ScannedImage image() {
        requireOneGrid();
        requireEachOnce();
        List<List<DicomFrame>> places = places();
        requireEqualDistances(places);
        RepetitionOrder order = RepetitionOrder.of(name(), places);
        List<List<DicomFrame>> volumes = order.volumes();
        List<DicomFrame> all = volumes.stream().flatMap(List::stream).toList();
        FrameScales scales = FrameScales.of(name(), kind, all);
        NiftiGeometry geometry = geometry(volumes.get(0));
        return new ScannedImage(
                name(),
                "",
                "",
                all.stream().map(frame -> frame.file().path()).distinct().toList(),
                "DICOM",
                kind,
                Optional.of(kind),
                order.doubt(),
                geometry.grid(new long[] {
                    first.columns(), first.rows(), volumes.get(0).size()
                }),
                volumes.size(),
                geometry,
                scales.common().slope(),
                scales.common().intercept(),
                new SeriesFacts(
                        first.seriesNumber(),
                        // slices may have times of their own, and the first file need not be the first slice
                        frames.stream()
                                .flatMap(frame -> frame.timeSeconds().stream())
                                .min(Comparator.naturalOrder()),
                        first.seriesDescription(),
                        first.repetitionTimeMs(),
                        Optional.empty(),
                        first.echoTimeMs(),
                        first.flipAngleDeg(),
                        List.of(),
                        Optional.empty(),
                        first.studyUid(),
                        scales.displayFactor()),
                progress -> (volume, slice) -> {
                    DicomFrame frame = volumes.get(volume).get(slice);
                    return scales.applied(frame, frame.samples());
                });
    }

    /** The file, or the folder of the first of several with what tells the series apart. */
    private String name() {
        Path path = root.relativize(first.file().path());
        long files =
                frames.stream().map(frame -> frame.file().path()).distinct().count();
        if (files == 1) {
            return path.toString();
        }
        String folder = path.getParent() == null ? "" : path.getParent() + ", ";
        return folder
                + first.seriesNumber().map(number -> "series " + number + ", ").orElse("")
                + files + " files";
    }

    private void requireOneGrid() {
        for (DicomFrame frame : frames) {
            if (frame.columns() != first.columns()
                    || frame.rows() != first.rows()
                    || distance(frame.spacingMm(), first.spacingMm()) > SAME_PLACE_MM
                    || distance(frame.orientation(), first.orientation()) > SAME_DIRECTION) {
                throw new IllegalArgumentException("The slices of '" + name() + "' differ in size or orientation ('"
                        + root.relativize(frame.file().path()) + "').");
            }
        }
    }

    /** Some scripts give all images the same identifier: copies also have the same place and numbers. */
    private void requireEachOnce() {
        Map<String, DicomFrame> seen = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (DicomFrame frame : frames) {
            String key = frame.imageUid().orElse("")
                    + Arrays.toString(frame.positionMm())
                    + Arrays.toString(frame.repetition());
            DicomFrame earlier = seen.putIfAbsent(key, frame);
            if (earlier != null && frame.imageUid().isPresent()) {
                twice.add("'" + root.relativize(earlier.file().path()) + "' and '"
                        + root.relativize(frame.file().path()) + "'");
            }
        }
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException("'" + name() + "' has " + twice.size()
                    + (twice.size() == 1 ? " slice that is" : " slices that are")
                    + " there twice (same SOP instance UID), such as " + twice.get(0) + ". Remove the copies.");
        }
    }

    /** Frames of one place together, along the normal. */
    private List<List<DicomFrame>> places() {
        List<DicomFrame> sorted = new ArrayList<>(frames);
        sorted.sort(Comparator.comparingDouble(this::height));
        List<List<DicomFrame>> places = new ArrayList<>();
        double last = Double.NaN;
        for (DicomFrame frame : sorted) {
            // written so that the first, compared with NaN, opens a place
            if (!(height(frame) - last <= SAME_PLACE_MM)) {
                places.add(new ArrayList<>());
                last = height(frame);
            }
            places.get(places.size() - 1).add(frame);
        }
        int count = places.get(0).size();
        for (List<DicomFrame> place : places) {
            if (place.size() != count) {
                throw new IllegalArgumentException("'" + name() + "' has " + frames.size() + " slices in "
                        + places.size()
                        + " places, but not equally many in each: some are missing or there twice.");
            }
        }
        return places;
    }

    private void requireEqualDistances(List<List<DicomFrame>> places) {
        if (places.size() < 2) {
            return;
        }
        DicomFrame bottom = places.get(0).get(0);
        DicomFrame top = places.get(places.size() - 1).get(0);
        double step = (height(top) - height(bottom)) / (places.size() - 1);
        for (int z = 0; z < places.size(); z++) {
            for (DicomFrame frame : places.get(z)) {
                double[] expected = bottom.positionMm();
                for (int axis = 0; axis < 3; axis++) {
                    expected[axis] += normal[axis] * step * z;
                }
                if (distance(frame.positionMm(), expected) > UNEQUAL_DISTANCES * step + SAME_PLACE_MM) {
                    throw new IllegalArgumentException("The slices of '" + name()
                            + "' do not lie in equal distances along one line: slices are missing or do not belong together ('"
                            + root.relativize(frame.file().path()) + "').");
                }
            }
        }
    }

    private double height(DicomFrame frame) {
        double[] position = frame.positionMm();
        return position[0] * normal[0] + position[1] * normal[1] + position[2] * normal[2];
    }

    private NiftiGeometry geometry(List<DicomFrame> slices) {
        DicomFrame bottom = slices.get(0);
        double[] origin = bottom.positionMm();
        double[] end = slices.get(slices.size() - 1).positionMm();
        double[] o = bottom.orientation();
        double[] spacing = bottom.spacingMm();
        double[][] affine = new double[3][];
        for (int axis = 0; axis < 3; axis++) {
            double sign = axis < 2 ? -1 : 1;
            double step = slices.size() == 1
                    ? normal[axis] * bottom.sliceSpacingMm()
                    : (end[axis] - origin[axis]) / (slices.size() - 1);
            affine[axis] = new double[] {
                sign * o[axis] * spacing[1], sign * o[3 + axis] * spacing[0], sign * step, sign * origin[axis]
            };
        }
        return NiftiGeometry.ofAffine(affine);
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
