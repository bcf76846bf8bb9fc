package org.relaxometry.bssfp.app.group;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.write.Examination;
import org.relaxometry.bssfp.io.dicom.write.SlicePlacement;
import org.relaxometry.bssfp.io.dicom.write.SourceFolder;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.MadeFrom;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Whose the maps are that are written as DICOM, and as what. */
public final class DicomKeys {

    /** As what a map is written. */
    public enum Kind {
        MR_IMAGES("MR images"),
        PARAMETRIC_MAP("parametric map"),
        BOTH("both");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public boolean hasImages() {
            return this != PARAMETRIC_MAP;
        }

        public boolean hasParametricMap() {
            return this != MR_IMAGES;
        }
    }

    private static final String TEXT = "[^\\\\\\p{Cntrl}]{0,64}";

    /** Letters, ideographs and sounds; family name, given name, middle name, prefix and suffix of each. Source: DICOM PS3.5, 6.2. */
    private static final String NAME = "GROUP(=GROUP){0,2}"
            .replace("GROUP", "(?=[^=]{0,64}(=|$))[^\\\\\\p{Cntrl}=^]*(\\^[^\\\\\\p{Cntrl}=^]*){0,4}");

    private final Keys keys;
    private final Key<String> source;
    private final Key<String> patient;
    private final Key<String> patientid;
    private final Key<Kind> kind;

    /** @param more whether a dialog keeps them behind {@code More…} */
    public DicomKeys(Keys all, boolean more) {
        this(all, more, "For DICOM: ", "For DICOM without 'source': ", objectsKey(more));
    }

    /** Patient and study alone, of a command that writes no maps. */
    public static DicomKeys ofPatient(Keys all) {
        return new DicomKeys(all, false, "", "Without source: ", null);
    }

    private DicomKeys(Keys all, boolean more, String use, String useWithout, Key<Kind> objects) {
        keys = all.group();
        source = keys.add(Key.place(
                        "source",
                        "Source of patient and study",
                        use
                                + "folder with the scanner's DICOM files of the series. Patient, study and frame of reference"
                                + " are taken from the series that lies where the maps do. Empty: none, with a warning.")
                .more(more));
        patient = keys.add(Key.text(
                        "patient",
                        "Patient name",
                        useWithout + "as DICOM writes it, such as Doe^Jane. Empty: a pseudonym.")
                .more(more));
        patientid = keys.add(Key.text(
                        "patientid",
                        "PatientID",
                        useWithout + "the number of the patient in the PACS. Empty: a pseudonym.")
                .shownAs("Patient ID")
                .more(more));
        kind = objects == null ? null : keys.add(objects);
    }

    /** As what maps are written, for commands that know the rest. */
    public static Key<Kind> objectsKey(boolean more) {
        return Key.<Kind>oneOf(
                        "objects",
                        "Objects of DICOM",
                        "MR images: 16-bit integers with a scale, a file a slice, which every viewer opens. Parametric map: one file"
                                + " of floats a map, for research programs.",
                        List.of(Kind.values()),
                        each -> each.label)
                .more(more);
    }

    /** @throws IllegalArgumentException where a key is given that nothing would use */
    public void requireUntouched() {
        keys.touched().ifPresent(key -> {
            throw new IllegalArgumentException(
                    key.name()
                            + " is used where maps are written as DICOM only. Give format=DICOM or format=both, or leave it empty.");
        });
    }

    /** @throws IllegalArgumentException where the patient is said twice */
    public void requireValid() {
        if (!source.value().isEmpty()
                && !(patient.value().isEmpty() && patientid.value().isEmpty())) {
            throw new IllegalArgumentException(
                    "Both 'source' and 'patient' or 'patientid' are given. Expected 'source', which has the"
                            + " patient's name and ID, or 'patient' and 'patientid' without 'source'.");
        }
        if (!patient.value().matches(NAME)) {
            throw new IllegalArgumentException("'" + patient.value()
                    + "' cannot be 'patient'. Expected a name as DICOM writes it, such as Doe^Jane: at most five parts with"
                    + " ^ between them and 64 characters, without a backslash; or up to three writings of it with ="
                    + " between them.");
        }
        if (!patientid.value().matches(TEXT)) {
            throw new IllegalArgumentException("'" + patientid.value()
                    + "' cannot be 'patientid'. Expected at most 64 characters without a backslash.");
        }
    }

    /** Whether a folder with patient and study was given. */
    public boolean hasSource() {
        return !source.value().isEmpty();
    }

    /** Whether the name is the scanner's or the user's, and no pseudonym. */
    public boolean knowsName() {
        return hasSource() || !patient.value().isEmpty();
    }

    /** As {@link #knowsName}, of the ID. */
    public boolean knowsId() {
        return hasSource() || !patientid.value().isEmpty();
    }

    public Kind kind() {
        return kind.value();
    }

    /**
     * Where the maps lie.
     *
     * @throws IllegalArgumentException if that is not known, or cannot be said in DICOM
     */
    public static SlicePlacement placement(NiftiGeometry geometry, VolumeGrid grid) {
        if (!geometry.statesOrientation()) {
            throw new IllegalArgumentException(
                    "The maps do not say where they lie in space, as DICOM images must: left and right"
                            + " would be a guess. Expected images with an orientation: DICOM, or NIfTI with a qform or an sform.");
        }
        return new SlicePlacement(geometry.affine(), grid);
    }

    /**
     * Whose they are; reads the source where one is given.
     *
     * @param images that the maps were made from, as {@link MadeFrom} has them: whatever was done in between and was taken besides, the
     *     patient is the same
     */
    public Examination examination(
            SlicePlacement placement, Optional<Protocol> protocol, Set<String> images, Progress progress)
            throws IOException {
        if (!source.value().isEmpty()) {
            return SourceFolder.examination(FileName.path("source", source.value()), placement, protocol, progress);
        }
        return unplaced(images);
    }

    /** Whose they are where no source is given, wherever they lie. */
    public Examination unplaced(Set<String> images) {
        return Examination.unknown(MadeFrom.origin(images), patient.value(), patientid.value());
    }

    /** What a user should know of patient and study. */
    public Optional<String> warning(Examination examination) {
        return source.value().isEmpty()
                ? Optional.of("The DICOM files are of " + examination.describe()
                        + ", a study of their own that no PACS knows:"
                        + " give source=FOLDER with the scanner's DICOM files of the series for its patient and study.")
                : Optional.empty();
    }
}
