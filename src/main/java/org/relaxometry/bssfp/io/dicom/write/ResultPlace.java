package org.relaxometry.bssfp.io.dicom.write;

import java.io.IOException;
import java.nio.file.Path;

/** Where files of results are written. */
@FunctionalInterface
public interface ResultPlace {
    /** @param name of the file, with its ending */
    Path of(String name) throws IOException;
}
