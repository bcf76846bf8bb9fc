package org.relaxometry.bssfp.io.bids;

import java.nio.file.Path;

/**
 * A file of a data set.
 *
 * @param path where it lies
 * @param name what its name says
 */
public record BidsFile(Path path, BidsName name) {

    /** The folder that it lies in, which is its kind of data, such as {@code anat}. */
    public String datatype() {
        return path.getParent().getFileName().toString();
    }
}
