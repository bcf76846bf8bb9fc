package org.relaxometry.bssfp.app.quality;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.app.preprocess.StepOutcome.Section;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.HtmlPage;

/** What quality control found: warnings in plain words first, then one section after the other. */
final class QualityPage {

    private final List<String> warnings = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    /** Adds something the user should look at. */
    void warn(String warning) {
        warnings.add(warning);
    }

    void add(Section section) {
        sections.add(section);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * The page.
     *
     * @param title name of the data set
     * @param progress asked before every picture
     */
    String html(String title, String footer, Progress progress) throws IOException {
        HtmlPage page = new HtmlPage("Quality control: " + title);
        if (warnings.isEmpty()) {
            page.note("No warnings.", false);
        }
        warnings.forEach(warning -> page.note(warning, true));
        for (Section section : sections) {
            progress.checkCanceled();
            page.heading(section.heading());
            section.texts().forEach(page::text);
            if (!section.table().isEmpty()) {
                page.table(section.table());
            }
            if (section.picture() != null) {
                page.picture(section.picture(), section.heading());
            }
        }
        return page.text(footer).html();
    }
}
