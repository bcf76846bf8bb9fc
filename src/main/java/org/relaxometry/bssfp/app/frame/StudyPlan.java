package org.relaxometry.bssfp.app.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * A study that is ready to run: all that the user typed has been understood.
 *
 * @param title for windows and the log
 * @param fileName of its table and record, without extension
 * @param figureNames names of the files of its figures, without extension
 * @param notes what the user should know before it runs
 * @param settings for the record
 * @param work runs it
 */
public record StudyPlan(
        String title,
        String fileName,
        List<String> figureNames,
        List<String> notes,
        Map<String, Object> settings,
        Work work) {

    /** What takes long. */
    @FunctionalInterface
    public interface Work {
        /** @throws java.util.concurrent.CancellationException if cancelled before there is anything */
        Outcome run(Progress progress);
    }

    /**
     * What came of it.
     *
     * @param table all its numbers
     * @param figures by the name of their files; one that there is no reason to draw is missing
     * @param summary for the log; may be empty
     */
    public record Outcome(StudyTable table, Map<String, Figure> figures, String summary) {}

    public StudyPlan {
        figureNames = List.copyOf(figureNames);
        settings = new LinkedHashMap<>(settings);
    }

    /** Names of all files it may write. */
    public List<String> fileNames() {
        List<String> names = new ArrayList<>(List.of(fileName + ".csv", fileName + ".json"));
        for (String figure : figureNames) {
            names.add(figure + ".png");
            names.add(figure + ".svg");
        }
        return names;
    }
}
