package org.relaxometry.bssfp.io.file;

import java.util.ArrayList;
import java.util.List;

/** What the reading of a series decided by itself (notes) and what the user should look at (warnings). */
public final class LoadLog {

    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    public void note(String text) {
        notes.add(text);
    }

    public void warn(String text) {
        warnings.add(text);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
