package org.relaxometry.bssfp.io.dicom.write;

import java.util.Optional;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.text.Version;

/**
 * What all objects of a run share: whose they are and how they came about.
 *
 * @param examination patient, study and frame of reference
 * @param method short, for the description of every series
 * @param account method, protocol and program, in one line
 * @param protocol of the series, where it is known
 */
public record Derivation(Examination examination, String method, String account, Optional<Protocol> protocol) {

    private static final String RESEARCH = "For research only, not for diagnosis. ";

    private static final int LONGEST_TEXT = 64;
    private static final int LONGEST_ACCOUNT = 1024;

    /** Of what was computed and never measured. */
    public Derivation withoutProtocol() {
        return new Derivation(examination, method, account, Optional.empty());
    }

    /** The elements that every object of a series shares. */
    DataSet series(String uid, String modality, int index, String label) {
        return examination
                .general()
                .text(DicomTag.MODALITY, modality)
                .text(DicomTag.SERIES_UID, uid)
                .numbers(DicomTag.SERIES_NUMBER, examination.seriesNumber(index))
                .text(DicomTag.SERIES_DESCRIPTION, AsciiText.of(label + ", " + method, LONGEST_TEXT))
                .text(DicomTag.MANUFACTURER, Version.PROGRAM)
                .text(DicomTag.MODEL, Version.PROGRAM)
                .text(DicomTag.SERIAL_NUMBER, "none")
                .text(DicomTag.SOFTWARE_VERSIONS, AsciiText.of(Version.current(), LONGEST_TEXT));
    }

    /**
     * How the pixels came about.
     *
     * @param note what a reader of them must know first, may be empty
     */
    DataSet derived(String note) {
        return new DataSet()
                .text(
                        DicomTag.DERIVATION,
                        AsciiText.of(RESEARCH + note + (note.isEmpty() ? "" : ". ") + account, LONGEST_ACCOUNT));
    }
}
