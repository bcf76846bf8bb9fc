package org.relaxometry.bssfp.io.nifti;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not a NIfTI file, is damaged, or holds what this program does not read. The message names file and field. */
public final class NiftiException extends IOException {

    private static final long serialVersionUID = 1L;

    NiftiException(Path file, String message) {
        super(file + ": " + message);
    }

    NiftiException(Path file, String message, Throwable cause) {
        super(file + ": " + message, cause);
    }
}
