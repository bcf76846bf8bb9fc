package org.relaxometry.bssfp.io.dicom.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.DicomException;
import org.relaxometry.bssfp.io.dicom.DicomFile;
import org.relaxometry.bssfp.io.dicom.DicomFrame;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * The scanner's DICOM files of a series, of which maps take patient and study. Only a series whose voxels lie where those of the maps
 * do and whose echo time and flip angle are theirs is taken. Two patients may be scanned alike; then the folder alone says whose maps they are.
 */
public final class SourceFolder {

    /** Scanners round positions to a thousandth or finer, NIfTI stores 32 bits. */
    private static final double SAME_PLACE_MM = 0.05;

    /** Rounding of times and angles, as a part of them. */
    private static final double SAME_VALUE = 0.03;

    /** The lowest and the highest slice of a series along its normal. */
    private record Extent(DicomFrame lowest, DicomFrame highest) {

        static Extent of(Extent earlier, DicomFrame frame) {
            if (earlier == null) {
                return new Extent(frame, frame);
            }
            double height = earlier.height(frame);
            return new Extent(
                    height < earlier.height(earlier.lowest) ? frame : earlier.lowest,
                    height > earlier.height(earlier.highest) ? frame : earlier.highest);
        }

        private double height(DicomFrame frame) {
            double[] o = lowest.orientation();
            double[] p = frame.positionMm();
            return p[0] * (o[1] * o[5] - o[2] * o[4])
                    + p[1] * (o[2] * o[3] - o[0] * o[5])
                    + p[2] * (o[0] * o[4] - o[1] * o[3]);
        }

        /** Whether the corners of a volume are those of the series, in whatever order. */
        boolean holds(double[][] cornersMm) {
            List<double[]> own = new ArrayList<>();
            for (DicomFrame frame : List.of(lowest, highest)) {
                double[] o = frame.orientation();
                for (int i = 0; i < 4; i++) {
                    double x = (i & 1) * (frame.columns() - 1) * frame.spacingMm()[1];
                    double y = (i >> 1) * (frame.rows() - 1) * frame.spacingMm()[0];
                    double[] corner = frame.positionMm();
                    for (int axis = 0; axis < 3; axis++) {
                        corner[axis] += x * o[axis] + y * o[3 + axis];
                    }
                    own.add(corner);
                }
            }
            return Stream.of(cornersMm)
                            .allMatch(corner -> own.stream().anyMatch(other -> distance(corner, other) < SAME_PLACE_MM))
                    && own.stream().allMatch(other -> Stream.of(cornersMm)
                            .anyMatch(corner -> distance(corner, other) < SAME_PLACE_MM));
        }

        private static double distance(double[] a, double[] b) {
            return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
        }
    }

    private SourceFolder() {}

    /**
     * The examination that maps come from.
     *
     * @param source folder of the DICOM files, or one file in it
     * @param maps where their voxels lie
     * @param protocol of the series they were made from, where it is known
     * @throws IllegalArgumentException if there is no DICOM image, none of the series lies where the maps do, or those that do are of
     *     several studies
     */
    public static Examination examination(
            Path source, SlicePlacement maps, Optional<Protocol> protocol, Progress progress) throws IOException {
        Path folder =
                Files.isDirectory(source) ? source : source.toAbsolutePath().getParent();
        if (!Files.exists(source)) {
            throw new IllegalArgumentException("'source': there is neither a folder nor a file '" + source + "'.");
        }
        Map<String, Extent> all = series(folder, progress);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("'source': there is no DICOM image in '" + folder
                    + "'. Expected the files that the scanner or the PACS sent.");
        }
        List<DicomFrame> fitting = all.values().stream()
                .filter(extent -> extent.holds(maps.cornersMm()))
                .map(Extent::lowest)
                .sorted(Comparator.comparing(frame -> frame.seriesNumber().orElse(Integer.MAX_VALUE)))
                .toList();
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("'source': none of the " + all.size() + " DICOM series in '" + folder
                    + "' lies where the maps do, so they may be of another examination. Give the folder of the series"
                    + " that was mapped, or 'patient' and 'patientid' without 'source'.");
        }
        List<DicomFrame> alike = fitting.stream()
                .filter(frame -> protocol.map(of -> isAlike(frame, of)).orElse(true))
                .toList();
        if (alike.isEmpty()) {
            DicomFrame first = fitting.get(0);
            throw new IllegalArgumentException("'source': series in '" + folder
                    + "' lie where the maps do, but have another TE or flip angle (TE "
                    + first.echoTimeMs().map(TypedNumber::show).orElse("?") + " ms, flip angle "
                    + first.flipAngleDeg().map(TypedNumber::show).orElse("?") + "°) than the maps were made with (TE "
                    + TypedNumber.show(protocol.orElseThrow().echoTimeMs()) + " ms, flip angle "
                    + TypedNumber.show(protocol.orElseThrow().flipAngleDeg())
                    + "°), so they may be another patient's. Give the folder of the series that was mapped, or 'patient' and"
                    + " 'patientid' without 'source'.");
        }
        List<Examination> examinations =
                alike.stream().map(frame -> Examination.of(frame.file())).toList();
        if (examinations.stream().map(Examination::studyUid).distinct().count() > 1) {
            throw new IllegalArgumentException("'source': series of several studies in '" + folder
                    + "' lie where the maps do: "
                    + examinations.stream()
                            .map(Examination::describe)
                            .distinct()
                            .collect(Collectors.joining("; "))
                    + ". Give a folder that holds one of them.");
        }
        return examinations.get(0);
    }

    private static boolean isAlike(DicomFrame frame, Protocol protocol) {
        return isSame(frame.echoTimeMs(), protocol.echoTimeMs())
                && isSame(frame.flipAngleDeg(), protocol.flipAngleDeg());
    }

    private static boolean isSame(Optional<Double> stated, double value) {
        return stated.map(of -> Math.abs(of - value) <= SAME_VALUE * value).orElse(true);
    }

    /** Whether there is any DICOM file, in sub-folders too. */
    public static boolean holdsDicom(Path folder) throws IOException {
        try (Stream<Path> walked = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) walked.filter(Files::isRegularFile)::iterator) {
                if (DicomFile.isDicom(path)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Map<String, Extent> series(Path folder, Progress progress) throws IOException {
        Map<String, Extent> series = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> walked = Files.walk(folder)) {
            files = walked.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path path : files) {
            progress.checkCanceled();
            try {
                if (DicomFile.isDicom(path)) {
                    DicomFile file = DicomFile.read(path);
                    for (DicomFrame frame : file.isImage() ? DicomFrame.of(file) : List.<DicomFrame>of()) {
                        series.merge(
                                frame.seriesUid(),
                                Extent.of(null, frame),
                                (earlier, one) -> Extent.of(earlier, one.lowest()));
                    }
                }
            } catch (DicomException notPlaced) {
                // other files of the examination say nothing of the maps
                continue;
            }
        }
        return series;
    }
}
