package org.relaxometry.bssfp.io.series;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.DicomFile;
import org.relaxometry.bssfp.io.dicom.DicomFrame;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.map.RunFiles;
import org.relaxometry.bssfp.io.series.scan.DicomImages;
import org.relaxometry.bssfp.io.series.scan.NiftiImages;
import org.relaxometry.bssfp.io.series.scan.Refusals;
import org.relaxometry.bssfp.io.series.scan.SameContent;
import org.relaxometry.bssfp.io.series.scan.ScannedImage;
import org.relaxometry.bssfp.io.series.scan.SidecarFields;
import org.relaxometry.bssfp.io.sidecar.RunId;

/** Looks through a folder and its sub-folders for NIfTI and DICOM images, and reads their headers. */
public final class SeriesScan {

    private static final int MOST_FILES = 100_000;

    /** What lies beside the images on a disk of the PACS; it says nothing that they do not say themselves. */
    private static final String INDEX = "DICOMDIR";

    private final Path root;
    private final Progress progress;
    private final List<ScannedImage> images = new ArrayList<>();
    private final List<ScannedImage> made = new ArrayList<>();
    private final List<DicomFrame> frames = new ArrayList<>();
    private final Refusals broken;
    private final Map<Path, SidecarFields> protocols = new LinkedHashMap<>();

    /** Maps of this program. */
    private int ownNifti;

    private int ownDicom;

    private SeriesScan(Path root, Progress progress) {
        this.root = root;
        broken = new Refusals(root);
        this.progress = progress;
    }

    /**
     * Finds what a folder holds.
     *
     * @param place a folder, or the DICOMDIR in it; or one NIfTI file, which is then imported with its partner in the same folder
     * @throws IOException if there is no such place, or no image in it
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static FoundSeries scan(String place, Progress progress) throws IOException {
        Path path = FileName.path("folder", place).toAbsolutePath().normalize();
        if (Files.isDirectory(path)) {
            SeriesScan scan = new SeriesScan(path, progress);
            return scan.found(scan.files(Integer.MAX_VALUE), Optional.empty());
        }
        if (path.endsWith(INDEX) && Files.isRegularFile(path) && DicomFile.isDicom(path)) {
            return scan(path.getParent().toString(), progress);
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException("'folder': there is no folder or file '" + place + "'.");
        }
        if (!NiftiImages.isNifti(path)) {
            throw new IOException(
                    "'folder': '" + place
                            + "' is one file, but not a NIfTI file. Give the folder of the series; a single file must be NIfTI.");
        }
        SeriesScan scan = new SeriesScan(path.getParent(), progress);
        return scan.found(scan.files(1), Optional.of(path));
    }

    private Set<Path> files(int depth) throws IOException {
        Set<Path> files = new TreeSet<>();
        Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                progress.checkCanceled();
                boolean hidden =
                        !folder.equals(root) && folder.getFileName().toString().startsWith(".");
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                progress.checkCanceled();
                boolean hidden = file.getFileName().toString().startsWith(".");
                if (attributes.isRegularFile() && !hidden) {
                    files.add(file);
                } else if (attributes.isSymbolicLink() && !hidden) {
                    broken.add(
                            file,
                            "is a link that leads to no file: it was moved, lies on a disk that is not there, or (git-annex,"
                                    + " DataLad) was not fetched. Bring the file, or remove the link.");
                }
                if (files.size() > MOST_FILES) {
                    throw new IOException("There are more than " + MOST_FILES + " files in '" + root
                            + "'. Give the folder of one examination.");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                broken.add(file, e);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private FoundSeries found(Set<Path> files, Optional<Path> only) throws IOException {
        Set<Path> sidecars = files.stream()
                .filter(NiftiImages::isNifti)
                .map(NiftiImages::sidecar)
                .collect(Collectors.toSet());
        int done = 0;
        for (Path file : files) {
            progress.checkCanceled();
            try {
                look(file, sidecars, only.isPresent());
            } catch (IOException e) {
                if (only.isEmpty() || only.get().equals(file)) {
                    broken.add(file, e);
                }
            }
            progress.update((double) ++done / files.size());
        }
        // what runs of this program have made of the series may lie beside it
        if (only.isEmpty() && (made.size() < images.size() || !frames.isEmpty())) {
            images.removeAll(made);
            ownNifti = 0;
        }
        images.addAll(DicomImages.of(root, frames, broken));
        if (images.size() == ownNifti && broken.isEmpty()) {
            throw new IOException(noSeries(files.size()));
        }
        List<ScannedImage> halves = NiftiImages.asHalves(images);
        return FoundSeries.of(root, halves, SameContent.among(halves, progress), broken.lines(), protocols(), only);
    }

    private String noSeries(int files) {
        return ownNifti + ownDicom == 0
                ? "There is no NIfTI or DICOM image in '" + root + "' (" + files
                        + " other files). Expected magnitude and phase of every phase cycle."
                : "'" + root + "' holds no series, but maps that this program has made (" + (ownNifti + ownDicom)
                        + " files). Expected magnitude and phase of every phase cycle, as the scanner gives them. Open Maps…"
                        + " opens maps from their NIfTI files; DICOM files of maps open in a viewer of DICOM.";
    }

    private void look(Path file, Set<Path> sidecars, boolean one) throws IOException {
        String name = file.getFileName().toString();
        if (NiftiImages.isNifti(file)) {
            List<ScannedImage> found = NiftiImages.scan(root, file);
            images.addAll(found);
            ownNifti += RunFiles.isMap(file) ? found.size() : 0;
            if (RunId.of(file).isPresent()) {
                made.addAll(found);
            }
        } else if (name.toLowerCase(Locale.ROOT).endsWith(".json")) {
            if (!sidecars.contains(file)) {
                lookAtProtocol(file);
            }
        } else if (!one && DicomFile.isDicom(file)) {
            DicomFile dicom = DicomFile.read(file);
            if (dicom.isOwnResult()) {
                ownDicom++;
            } else if (dicom.isImage()) {
                frames.addAll(DicomFrame.of(dicom));
            }
        }
    }

    /** A JSON file that belongs to no image may state the increments of all. */
    private void lookAtProtocol(Path file) {
        try {
            SidecarFields fields = SidecarFields.read(file);
            if (!fields.incrementsDeg().isEmpty()) {
                protocols.put(file, fields);
            }
        } catch (IOException notAProtocol) {
            // a stranger's file in the same folder is no reason to stop
            return;
        }
    }

    /** Several would contradict one another. */
    private Optional<StatedProtocol> protocols() {
        return protocols.size() == 1
                ? protocols.entrySet().stream()
                        .map(entry -> new StatedProtocol(
                                root.relativize(entry.getKey()).toString(),
                                entry.getValue().facts()))
                        .findFirst()
                : Optional.empty();
    }
}
