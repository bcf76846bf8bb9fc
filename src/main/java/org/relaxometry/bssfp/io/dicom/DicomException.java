package org.relaxometry.bssfp.io.dicom;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not DICOM, is damaged, or holds what is not read; the message begins with its name. */
public final class DicomException extends IOException {

    private static final long serialVersionUID = 1;

    DicomException(Path file, String reason) {
        super("'" + file + "' " + reason);
    }
}
