package org.relaxometry.bssfp.io.dicom;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not DICOM, is damaged, or holds what is not read; the message begins with its name. */
public class DicomException extends IOException {

    private static final long serialVersionUID = 1;

    /** The way out for what is not read. */
    public static final String CONVERT = "Convert the series with dcm2niix and import that.";

    DicomException(Path file, String reason) {
        super("'" + file + "' " + reason);
    }
}
