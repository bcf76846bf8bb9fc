package org.relaxometry.bssfp.app.roi;

import ij.IJ;
import ij.measure.ResultsTable;
import java.awt.BorderLayout;
import java.awt.FontMetrics;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.swing.JPanel;
import javax.swing.JTable;
import javax.swing.SwingUtilities;
import javax.swing.table.DefaultTableModel;
import org.relaxometry.bssfp.app.frame.DialogWords;
import org.relaxometry.bssfp.app.frame.LatestOnly;
import org.relaxometry.bssfp.app.frame.PersonalRun;
import org.relaxometry.bssfp.app.frame.TableWindow;
import org.relaxometry.bssfp.app.screen.ImageWindows;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.montecarlo.inspect.Inspection;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.study.InspectorFigure;
import org.relaxometry.bssfp.plot.window.FigureWindow;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.Version;

/** The window of the Inspector: values on top, curves below, and buttons; it follows the cursor in all images of the run. */
public final class InspectorWindow {

    private static final String TITLE = "Inspector";
    private static final String TABLE = "Inspector Results";

    private static final int CASCADE = 28;
    private static final int MARGIN = 6;

    /** Method, T1, T2, ΔB0 and misfit. */
    private static final int SHOWN_IN_FULL = 5;

    /** Of a larger region so many voxels, evenly chosen, are looked at, to keep up with the mouse. */
    private static final int MOST_VOXELS = 500;

    /** Those that are open, by the identity of the series; on Swing's event thread only. */
    private static final Map<String, InspectorWindow> OPEN = new HashMap<>();

    private final InspectedRun run;
    private final LatestOnly<RoiVoxels> worker;
    private final LinkedImages images;
    private final DefaultTableModel values;
    private final JTable table;
    private final OneAtATime sampling = new OneAtATime("Monte Carlo");
    private FigureWindow window;
    private InspectedPlace seen;

    private InspectorWindow(InspectedRun run) {
        this.run = run;
        VolumeGrid grid = run.checked().series().grid();
        int middle = grid.index(grid.nx() / 2, grid.ny() / 2, grid.nz() / 2);
        seen = look(new RoiVoxels("voxel", "middle", new int[] {middle}));
        values = new DefaultTableModel(columns(), 0);
        window = new FigureWindow(TITLE, figure(seen));
        table = new JTable(values);
        table.setEnabled(false);
        JPanel top = new JPanel(new BorderLayout());
        top.add(table.getTableHeader(), BorderLayout.NORTH);
        top.add(table, BorderLayout.CENTER);
        window.add(top, BorderLayout.NORTH);
        window.addButton("Add to table", this::addToTable);
        window.addButton("Monte Carlo", this::sample);
        window.pack();
        worker = new LatestOnly<>(TITLE, place -> {
            InspectedPlace next = look(place);
            SwingUtilities.invokeLater(() -> show(next));
        });
        images = new LinkedImages(run.checked().loaded(), worker::submit);
        show(seen);
        window.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                release();
            }
        });
        images.pointAgain();
    }

    /** Opens a window, in the place of one of the same series: two would show the same voxel by two runs. From any thread. */
    public static void open(InspectedRun run) {
        SwingUtilities.invokeLater(() -> {
            String id = run.checked().loaded().id();
            InspectorWindow earlier = OPEN.remove(id);
            InspectorWindow opened = new InspectorWindow(run);
            OPEN.put(id, opened);
            if (earlier != null) {
                opened.window.setBounds(earlier.window.getBounds());
                // now, and not when its closing is heard of: what it laid over the images goes before the new one shows
                // its own
                earlier.release();
                earlier.window.dispose();
            } else {
                ImageWindows.placeCompanion(opened.window);
                // those of other series lie where the maps of theirs left room
                int others = OPEN.size() - 1;
                opened.window.setLocation(
                        opened.window.getX() + CASCADE * others, opened.window.getY() + CASCADE * others);
            }
            opened.window.validate();
            opened.show(opened.seen);
            opened.window.setVisible(true);
        });
    }

    private void release() {
        images.release();
        worker.close();
        OPEN.remove(run.checked().loaded().id(), this);
    }

    private InspectedPlace look(RoiVoxels place) {
        int[] voxels = place.voxels();
        int step = (voxels.length + MOST_VOXELS - 1) / MOST_VOXELS;
        int[] wanted = IntStream.range(0, voxels.length)
                .filter(i -> i % step == 0)
                .map(i -> voxels[i])
                .toArray();
        return new InspectedPlace(place, run.inspect(wanted), run.neighbours(wanted));
    }

    /** Panels below each other where the window stands upright. */
    private Figure figure(InspectedPlace view) {
        Figure figure = InspectorFigure.of(view.inspection(), footer(view));
        boolean upright =
                window != null && window.view().getHeight() > window.view().getWidth();
        return upright ? new Figure(figure.title(), figure.panels(), 1, figure.footer()) : figure;
    }

    private void show(InspectedPlace next) {
        seen = next;
        window.view().show(figure(next));
        window.setTitle(run.checked().loaded().source() + " · " + TITLE + ": " + next.where());
        values.setRowCount(0);
        for (Inspection.Fit fit : next.inspection().fits()) {
            List<String> row = new ArrayList<>(List.of(fit.method().replace("Maximum likelihood", "ML")));
            InspectedPlace.SHOWN.forEach(parameter -> row.add(text(fit, parameter)));
            row.add(
                    Double.isNaN(fit.misfitRatio())
                            ? "–"
                            : String.format(Locale.ROOT, "%.1f", 100 * fit.misfitRatio()));
            row.add(fit.remark());
            values.addRow(row.toArray());
        }
        String remarks = next.inspection().fits().stream()
                .filter(fit -> !fit.remark().isEmpty())
                .map(fit -> fit.method() + ": " + fit.remark())
                .collect(Collectors.joining("; "));
        images.lay(next.neighbours());
        table.setToolTipText(remarks.isEmpty() ? null : remarks);
        widenColumns();
    }

    /** As wide as their texts; one without any gives its room to the others. */
    private void widenColumns() {
        FontMetrics metrics = table.getFontMetrics(table.getFont());
        for (int column = 0; column < values.getColumnCount(); column++) {
            int place = column;
            int widest = IntStream.range(0, values.getRowCount())
                    .map(row ->
                            metrics.stringWidth(values.getValueAt(row, place).toString()))
                    .max()
                    .orElse(0);
            int heading = widest == 0 ? 0 : metrics.stringWidth(values.getColumnName(column));
            int width = Math.max(widest, heading) + MARGIN;
            table.getColumnModel().getColumn(column).setPreferredWidth(width);
            // a long remark is cut rather than a value
            table.getColumnModel().getColumn(column).setMinWidth(column < SHOWN_IN_FULL ? width : 0);
        }
        table.doLayout();
    }

    private static String[] columns() {
        List<String> columns = new ArrayList<>(List.of("method"));
        InspectedPlace.SHOWN.forEach(parameter -> columns.add(parameter.symbol() + " (" + parameter.unit() + ")"));
        columns.addAll(List.of("misfit (%)", "remark"));
        return columns.toArray(String[]::new);
    }

    private String footer(InspectedPlace view) {
        String found = view.inspection().fits().stream()
                .map(fit -> fit.method() + ": "
                        + InspectedPlace.SHOWN.stream()
                                .filter(fit.values()::containsKey)
                                .map(parameter ->
                                        parameter.symbol() + " " + text(fit, parameter) + " " + parameter.unit())
                                .collect(Collectors.joining(", "))
                        + (fit.remark().isEmpty() ? "" : " (" + fit.remark() + ")"))
                .collect(Collectors.joining("; "));
        String spread = view.inspection().voxels() == 1
                ? "± as expected from the noise" + run.noiseText()
                : "mean ± standard deviation over the voxels";
        return Version.footer(
                view.where(),
                String.format(Locale.ROOT, "B1 %.3f", view.inspection().b1Ratio()),
                found,
                spread,
                run.checked().series().protocol().describe());
    }

    private static String text(Inspection.Fit fit, Parameter parameter) {
        return fit.values().containsKey(parameter) ? fit.values().get(parameter).text() : "–";
    }

    private void addToTable() {
        ResultsTable open = ResultsTable.getResultsTable(TABLE);
        ResultsTable kept = open == null ? new ResultsTable() : open;
        LoadedSeries series = run.checked().loaded();
        seen.addTo(kept, series.source(), series.series().grid());
        TableWindow.rounded(kept).show(TABLE);
    }

    /** Monte Carlo sampling takes seconds, so it has a thread of its own. */
    private void sample() {
        RoiVoxels place = seen.place();
        boolean begun = sampling.start(() -> {
            try {
                run.sample(place);
            } catch (IllegalArgumentException | CancellationException e) {
                IJ.error(
                        TITLE,
                        DialogWords.of(e.getMessage(), PersonalRun.of("inspect").keys()));
            } finally {
                IJ.showProgress(1);
            }
        });
        if (!begun) {
            IJ.showStatus("Monte Carlo of the Inspector is running already (Esc cancels).");
        }
    }
}
