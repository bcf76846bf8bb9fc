package org.relaxometry.bssfp.app.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.relaxometry.bssfp.app.group.DicomKeys;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.VolumeGrid;

/** In which form images are written: NIfTI, DICOM or both; and whose those of DICOM are. */
public final class FormatKeys {

    private static final String IMAGE = ".nii.gz";

    private static final String NIFTI = "NIfTI";
    private static final String DICOM = "DICOM";
    private static final String BOTH = "both";

    private final OutputKeys output;
    private final Key<String> format;
    private final DicomKeys dicom;

    /**
     * @param what is written, such as maps
     * @param output where
     */
    public FormatKeys(Keys keys, String what, OutputKeys output) {
        this.output = output;
        format = keys.add(Key.choice(
                        "format",
                        "Format of the " + what,
                        "NIfTI with records and a figure; DICOM for the PACS, in the folder dicom of the output folder; or both.",
                        NIFTI,
                        DICOM,
                        BOTH)
                .more());
        dicom = new DicomKeys(keys, true);
    }

    public boolean writesDicom() {
        return !format.value().equals(NIFTI);
    }

    public boolean writesNifti() {
        return !format.value().equals(DICOM);
    }

    /** @throws IllegalArgumentException where a key is given that nothing would use, or one is missing */
    public void requireValid() {
        if (!writesDicom()) {
            dicom.requireUntouched();
            return;
        }
        dicom.requireValid();
        if (!output.isGiven()) {
            throw new IllegalArgumentException(
                    "format=" + format.value() + " writes files, but no folder is given. Give output=FOLDER.");
        }
    }

    /** The folder of DICOM files; null where none are written. */
    public ResultFolder dicomFolder() throws IOException {
        return writesDicom() ? output.folder(DicomResults.FOLDER) : null;
    }

    /**
     * Claims the files before the work begins, and says which of an earlier run will stay because they are of the other form.
     *
     * @param folder of the files beside DICOM; may be null
     * @param names of them
     * @param nifti those that are written in this form alone
     * @param dicomFolder as {@link #dicomFolder} gave it
     */
    public void claim(
            ResultFolder folder,
            Collection<String> names,
            Collection<String> nifti,
            ResultFolder dicomFolder,
            Consumer<String> log)
            throws IOException {
        if (folder != null && !names.isEmpty()) {
            folder.claim(names);
        }
        if (dicomFolder != null) {
            DicomResults.claim(
                    dicomFolder,
                    nifti.stream()
                            .filter(name -> name.endsWith(IMAGE))
                            .map(name -> name.substring(0, name.length() - IMAGE.length()))
                            .toList());
        }
        List<String> ofOtherForm = writesNifti()
                ? List.of(DicomResults.FOLDER + "/" + output.prefix() + DicomResults.RECORD + ".json")
                : nifti.stream().map(name -> output.prefix() + name).toList();
        if (folder != null && !(writesNifti() && writesDicom())) {
            Path place = FileName.path(output.text());
            ofOtherForm.stream()
                    .map(place::resolve)
                    .filter(Files::exists)
                    .findFirst()
                    .ifPresent(file -> log.accept("WARNING: " + file
                            + " is of an earlier run, and this one, which writes " + format.value()
                            + ", leaves it and the files beside it as they are. Delete them, or give format=both."));
        }
    }

    /**
     * Where the images lie and whose they are; a wrong source is refused before the work.
     *
     * @param images that they are made from, as {@link org.relaxometry.bssfp.io.sidecar.MadeFrom} has them
     * @return empty where no DICOM is written
     */
    public Optional<DicomTarget> target(
            NiftiGeometry geometry, VolumeGrid grid, Optional<Protocol> protocol, Set<String> images, Progress progress)
            throws IOException {
        return writesDicom()
                ? Optional.of(DicomTarget.of(dicom, geometry, grid, protocol, images, progress))
                : Optional.empty();
    }
}
