package org.relaxometry.bssfp.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.StudyPlan;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.statistics.StudyTable;

class CancelledDrawingTest {

    @TempDir
    Path folder;

    /** The host cancels it when the first figure is asked for. */
    private static final class CancelledStudy extends StudyCommand {

        private final class Figures extends AbstractMap<String, Figure> {

            @Override
            public Set<Entry<String, Figure>> entrySet() {
                cancel("by the host");
                Figure figure = Figure.row("title", "", Panel.of("", Axis.linear("x"), Axis.linear("y")));
                return Map.of("figure", figure).entrySet();
            }
        }

        CancelledStudy(Path folder) {
            keys.get("output", "validate").set(folder.toString());
        }

        @Override
        protected StudyPlan plan() {
            StudyTable table = new StudyTable(List.of("x"), List.of());
            return new StudyPlan(
                    "study",
                    "study",
                    List.of("figure"),
                    List.of(),
                    Map.of(),
                    progress -> new StudyPlan.Outcome(table, new Figures(), ""));
        }
    }

    @Test
    void whoCancelsWhileFiguresAreDrawnGetsNothing() {
        CancelledStudy study = new CancelledStudy(folder.resolve("out"));
        study.run();
        assertThat(study.getCancelReason()).isEqualTo(RelaxometryCommand.CANCELLED);
        assertThat(folder).isEmptyDirectory();
    }
}
