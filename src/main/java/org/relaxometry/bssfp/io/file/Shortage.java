package org.relaxometry.bssfp.io.file;

import java.io.IOException;

/** A lack of memory or disk: the same work may succeed where there is more. */
public final class Shortage extends IOException {

    private static final long serialVersionUID = 1;

    /** @param reason in a sentence */
    public Shortage(String reason) {
        super(reason);
    }
}
