package org.relaxometry.bssfp.io.dicom.write;

import org.relaxometry.bssfp.io.dicom.DicomTag;

/** A term of a coding scheme. */
record Code(String value, String scheme, String meaning) {

    static final Code QUANTITY = new Code("246205007", "SCT", "Quantity");
    static final Code DERIVATION = new Code("121401", "DCM", "Derivation");
    static final Code STANDARD_DEVIATION = new Code("386136009", "SCT", "Standard Deviation");

    DataSet item() {
        return new DataSet()
                .text(DicomTag.CODE_VALUE, value)
                .text(DicomTag.CODING_SCHEME, scheme)
                .text(DicomTag.CODE_MEANING, meaning);
    }
}
