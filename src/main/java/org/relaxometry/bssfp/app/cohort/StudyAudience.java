package org.relaxometry.bssfp.app.cohort;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.relaxometry.bssfp.app.frame.FilesOnly;
import org.relaxometry.bssfp.concurrent.Progress;

/** For whom the commands of a study work: what they say is kept with the series, results go to files alone. */
final class StudyAudience implements FilesOnly {

    private static final String WARNING = "WARNING: ";

    private final Progress whole;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    /** @param whole cancels all */
    StudyAudience(Progress whole) {
        this.whole = whole;
    }

    /** All that was said, line by line. */
    List<String> lines() {
        return lines;
    }

    /** What the user should look at. */
    Set<String> warnings() {
        return warnings;
    }

    @Override
    public void log(String message) {
        lines.add(message);
        if (message.startsWith(WARNING)) {
            warnings.add(message.substring(WARNING.length()));
        }
    }

    @Override
    public void failed(String message) {
        lines.add("ERROR: " + message);
    }

    @Override
    public Progress progress(String task, BooleanSupplier canceledByHost) {
        // a study has a hundred times as many steps as a bar has room for
        return whole.silent();
    }
}
