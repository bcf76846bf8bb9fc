package org.relaxometry.bssfp.io;

import java.util.ArrayList;
import java.util.List;

/** What the reading of a series decided by itself (notes) and what the user should look at (warnings). */
final class LoadLog {

    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void note(String text) {
        notes.add(text);
    }

    void warn(String text) {
        warnings.add(text);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
