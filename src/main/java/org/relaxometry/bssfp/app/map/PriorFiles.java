package org.relaxometry.bssfp.app.map;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.estimation.posterior.Prior;
import org.relaxometry.bssfp.io.model.PriorFile;
import org.relaxometry.bssfp.plot.study.PriorFigure;

/** A prior that a series taught, for its next subjects, and a figure of it. */
final class PriorFiles {

    private static final String NAME = "prior";
    private static final String FILE = NAME + ".json";

    private PriorFiles() {}

    static List<String> names() {
        List<String> names = new ArrayList<>(ResultWriter.figureFiles(NAME));
        names.add(FILE);
        return names;
    }

    static void write(ResultWriter writer, Prior prior) throws IOException {
        writer.text(FILE, new String(PriorFile.encode(prior), StandardCharsets.UTF_8));
        writer.figure(NAME, PriorFigure.of(prior));
    }
}
