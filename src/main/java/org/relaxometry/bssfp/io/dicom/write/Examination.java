package org.relaxometry.bssfp.io.dicom.write;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.relaxometry.bssfp.io.dicom.CharacterSet;
import org.relaxometry.bssfp.io.dicom.DicomFile;
import org.relaxometry.bssfp.io.dicom.DicomTag;

/**
 * Whose images they are: patient, study, frame of reference, and how the patient lay, as the DICOM files of the scanner say it.
 *
 * @param values as they stand in those files
 */
public record Examination(Map<DicomTag, byte[]> values) {

    /** Of every image. Those that must be there stand in {@link #REQUIRED} too. */
    private static final List<DicomTag> GENERAL = List.of(
            DicomTag.CHARACTER_SET,
            DicomTag.STUDY_DATE,
            DicomTag.STUDY_TIME,
            DicomTag.ACCESSION_NUMBER,
            DicomTag.REFERRING_PHYSICIAN,
            DicomTag.STUDY_DESCRIPTION,
            DicomTag.PATIENT_NAME,
            DicomTag.PATIENT_ID,
            DicomTag.PATIENT_ID_ISSUER,
            DicomTag.BIRTH_DATE,
            DicomTag.SEX,
            DicomTag.AGE,
            DicomTag.HEIGHT,
            DicomTag.WEIGHT,
            DicomTag.STUDY_UID,
            DicomTag.STUDY_ID,
            DicomTag.BODY_PART,
            DicomTag.LATERALITY);

    private static final List<DicomTag> REQUIRED = List.of(
            DicomTag.STUDY_DATE,
            DicomTag.STUDY_TIME,
            DicomTag.ACCESSION_NUMBER,
            DicomTag.REFERRING_PHYSICIAN,
            DicomTag.PATIENT_NAME,
            DicomTag.PATIENT_ID,
            DicomTag.BIRTH_DATE,
            DicomTag.SEX,
            DicomTag.STUDY_ID);

    /** Of images in the space of the scanner. */
    private static final List<DicomTag> PLACED = List.of(
            DicomTag.FIELD_STRENGTH,
            DicomTag.PATIENT_POSITION,
            DicomTag.FRAME_OF_REFERENCE,
            DicomTag.POSITION_REFERENCE);

    /** The part of a pseudonym that tells two of them apart. */
    private static final int PSEUDONYM_DIGITS = 10;

    /** As the file of a scanner has it. */
    static Examination of(DicomFile file) {
        Map<DicomTag, byte[]> values = new TreeMap<>();
        for (List<DicomTag> tags : List.of(GENERAL, PLACED, List.of(DicomTag.SERIES_NUMBER))) {
            tags.forEach(tag -> file.value(tag).ifPresent(value -> values.put(tag, value)));
        }
        Examination stated = new Examination(values);
        String study = stated.text(DicomTag.STUDY_UID)
                .orElseThrow(() -> new IllegalArgumentException("'" + file.path()
                        + "' has lost the identifier of its study. Give files that have it as 'source', or 'patient'"
                        + " and 'patientid' without 'source'."));
        if (stated.text(DicomTag.FRAME_OF_REFERENCE).isEmpty()) {
            stated.put(DicomTag.FRAME_OF_REFERENCE, Uid.of("frame of reference", study));
        }
        return stated;
    }

    /**
     * Of images that came without DICOM: a study of its own for every input.
     *
     * @param input what tells the input from others
     * @param patientName empty for a pseudonym
     * @param patientId empty for a pseudonym
     */
    public static Examination unknown(String input, String patientName, String patientId) {
        String study = Uid.of("study", input, patientName, patientId);
        String patient = Uid.of("patient", input);
        String pseudonym = "ANON^" + patient.substring(patient.length() - PSEUDONYM_DIGITS);
        Examination made = new Examination(new TreeMap<>());
        String name = patientName.isEmpty() ? pseudonym : composed(patientName);
        String id = patientId.isEmpty() ? pseudonym.replace('^', '-') : composed(patientId);
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(name + id)) {
            made.put(DicomTag.CHARACTER_SET, CharacterSet.UNICODE);
        }
        made.put(DicomTag.PATIENT_NAME, name);
        made.put(DicomTag.PATIENT_ID, id);
        made.put(DicomTag.STUDY_UID, study);
        made.put(DicomTag.FRAME_OF_REFERENCE, Uid.of("frame of reference", study));
        return made;
    }

    /** Letters with their accents as one, as viewers know them. */
    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private void put(DicomTag tag, String text) {
        values.put(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Name, ID and study, for a person. */
    public String describe() {
        CharacterSet letters = letters();
        return "patient '" + text(DicomTag.PATIENT_NAME).orElse("") + "', ID '"
                + text(DicomTag.PATIENT_ID).orElse("") + "', study of "
                + text(DicomTag.STUDY_DATE).orElse("unknown date")
                + (letters.isKnown() ? "" : "; letters of '" + letters.stated() + "', copied but not shown here");
    }

    private CharacterSet letters() {
        return CharacterSet.of(Optional.ofNullable(values.get(DicomTag.CHARACTER_SET)));
    }

    String studyUid() {
        return text(DicomTag.STUDY_UID).orElseThrow();
    }

    /** Behind those of the scanner: a hundred for every series of it. */
    int seriesNumber(int index) {
        int own = text(DicomTag.SERIES_NUMBER)
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .orElse(90);
        return 100 * own + index;
    }

    /** What every object says of patient and study. */
    DataSet general() {
        DataSet set = new DataSet();
        REQUIRED.forEach(set::unknown);
        if (text(DicomTag.BODY_PART).isEmpty()) {
            // of a part that is not known nobody can say the side; PS3.3, C.7.3.1
            set.unknown(DicomTag.LATERALITY);
        }
        GENERAL.forEach(tag -> copy(tag, set));
        return set;
    }

    /** What images in the space of the scanner say besides. */
    DataSet placed() {
        DataSet set = new DataSet().unknown(DicomTag.PATIENT_POSITION).unknown(DicomTag.POSITION_REFERENCE);
        PLACED.forEach(tag -> copy(tag, set));
        return set;
    }

    /** When the content was made, which must be there: that of the study, so that equal runs make equal files. */
    DataSet content() {
        return new DataSet()
                .text(DicomTag.CONTENT_DATE, text(DicomTag.STUDY_DATE).orElse("19000101"))
                .text(DicomTag.CONTENT_TIME, text(DicomTag.STUDY_TIME).orElse("000000"));
    }

    private void copy(DicomTag tag, DataSet to) {
        if (values.containsKey(tag)) {
            to.bytes(tag, values.get(tag));
        }
    }

    /** What is stated; empty where nothing is. */
    public Optional<String> text(DicomTag tag) {
        return Optional.ofNullable(values.get(tag))
                .map(value -> letters().decode(value))
                .filter(text -> !text.isEmpty());
    }
}
