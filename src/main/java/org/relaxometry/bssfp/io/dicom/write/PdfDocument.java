package org.relaxometry.bssfp.io.dicom.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.io.file.InputFile;

/** A PDF as an encapsulated document, a series of its own. Source: DICOM PS3.3, A.45.1. */
public final class PdfDocument {

    private static final String ENCAPSULATED_PDF = "1.2.840.10008.5.1.4.1.1.104.1";
    private static final byte[] MAGIC = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    /** Behind all maps and figures. */
    private static final int SERIES = 99;

    private PdfDocument() {}

    /**
     * Writes it.
     *
     * @param pdf content of the file
     * @param title of the document
     * @throws IllegalArgumentException if it is no PDF
     */
    public static void write(byte[] pdf, String title, Derivation derivation, String name, ResultPlace place)
            throws IOException {
        if (pdf.length < MAGIC.length || !Arrays.equals(pdf, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IllegalArgumentException("A PDF begins with '%PDF-', but what was given does not.");
        }
        String series = Uid.of("pdf", derivation.examination().studyUid(), title, InputFile.sha256(pdf));
        DataSet set = derivation
                .series(series, "DOC", SERIES, title)
                .text(DicomTag.CONVERSION_TYPE, "WSD")
                .unknown(DicomTag.CONTENT_DATE)
                .unknown(DicomTag.CONTENT_TIME)
                .unknown(DicomTag.ACQUISITION_DATE_TIME)
                .text(DicomTag.BURNED_IN_ANNOTATION, "YES")
                .text(DicomTag.DOCUMENT_TITLE, AsciiText.of(title, 1024))
                .items(DicomTag.CONCEPT_NAME_SEQUENCE)
                .text(DicomTag.MIME_TYPE, "application/pdf")
                .numbers(DicomTag.DOCUMENT_LENGTH, pdf.length)
                .bytes(DicomTag.DOCUMENT, pdf);
        new Instance(ENCAPSULATED_PDF, Uid.of(series, "0"), 1, set).write(place.of(name + ".dcm"));
    }
}
