package org.relaxometry.bssfp.app.roi;

import ij.IJ;
import ij.measure.ResultsTable;
import java.awt.BorderLayout;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.swing.JPanel;
import javax.swing.JTable;
import javax.swing.SwingUtilities;
import javax.swing.table.DefaultTableModel;
import org.relaxometry.bssfp.app.frame.LatestOnly;
import org.relaxometry.bssfp.app.screen.ImageWindows;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.montecarlo.inspect.Inspection;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.study.InspectorFigure;
import org.relaxometry.bssfp.plot.window.FigureWindow;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.volume.ChosenVoxels;

/** The window of the Inspector: values on top, curves below, and buttons; it follows the cursor in all images of the run. */
public final class InspectorWindow {

    private static final String TITLE = "Inspector";
    private static final String TABLE = "Inspector Results";

    /** Of a larger region so many voxels, evenly chosen, are looked at, to keep up with the mouse. */
    private static final int MOST_VOXELS = 500;

    private static final List<Parameter> SHOWN = List.of(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE);

    /** What is seen. */
    private record View(RoiVoxels place, Inspection inspection) {}

    private final InspectedRun run;
    private final PhaseCycledSeries unmasked;
    private final LatestOnly<RoiVoxels> worker;
    private final LinkedImages images;
    private final DefaultTableModel values;
    private FigureWindow window;
    private final AtomicBoolean sampling = new AtomicBoolean();
    private View seen;

    private InspectorWindow(InspectedRun run) {
        this.run = run;
        PhaseCycledSeries series = run.checked().series();
        unmasked = series.withoutMask();
        VolumeGrid grid = series.grid();
        int middle = grid.index(grid.nx() / 2, grid.ny() / 2, grid.nz() / 2);
        seen = look(new RoiVoxels("voxel", "middle", new int[] {middle}));
        values = new DefaultTableModel(columns(), 0);
        window = new FigureWindow(TITLE, figure(seen));
        JTable table = new JTable(values);
        table.setEnabled(false);
        JPanel top = new JPanel(new BorderLayout());
        top.add(table.getTableHeader(), BorderLayout.NORTH);
        top.add(table, BorderLayout.CENTER);
        window.add(top, BorderLayout.NORTH);
        window.addButton("Add to table", this::addToTable);
        window.addButton("Monte Carlo", this::sample);
        window.pack();
        show(seen);
        worker = new LatestOnly<>(TITLE, place -> {
            View next = look(place);
            SwingUtilities.invokeLater(() -> show(next));
        });
        images = new LinkedImages(run.checked().loaded(), worker::submit);
        window.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                images.release();
                worker.close();
            }
        });
        images.pointAgain();
    }

    /** Opens a window; from any thread but Swing's. */
    public static void open(InspectedRun run) {
        InspectorWindow[] opened = new InspectorWindow[1];
        SwingUtilities.invokeLater(() -> {
            opened[0] = new InspectorWindow(run);
            ImageWindows.placeCompanion(opened[0].window);
            opened[0].show(opened[0].seen);
            opened[0].window.setVisible(true);
        });
    }

    private View look(RoiVoxels place) {
        int[] voxels = place.voxels();
        int step = (voxels.length + MOST_VOXELS - 1) / MOST_VOXELS;
        int[] wanted = IntStream.range(0, voxels.length)
                .filter(i -> i % step == 0)
                .map(i -> voxels[i])
                .toArray();
        return new View(
                place,
                run.inspector().inspect(ChosenVoxels.read(unmasked, wanted).voxels()));
    }

    /** Panels below each other where the window stands upright. */
    private Figure figure(View view) {
        Figure figure = InspectorFigure.of(view.inspection, footer(view));
        boolean upright =
                window != null && window.view().getHeight() > window.view().getWidth();
        return upright ? new Figure(figure.title(), figure.panels(), 1, figure.footer()) : figure;
    }

    private void show(View next) {
        seen = next;
        window.view().show(figure(next));
        window.setTitle(TITLE + ": " + where(next));
        values.setRowCount(0);
        for (Inspection.Fit fit : next.inspection.fits()) {
            List<String> row = new ArrayList<>(List.of(fit.method()));
            SHOWN.forEach(parameter -> row.add(text(fit, parameter)));
            row.add(
                    Double.isNaN(fit.misfitRatio())
                            ? "–"
                            : String.format(Locale.ROOT, "%.1f", 100 * fit.misfitRatio()));
            row.add(fit.remark());
            values.addRow(row.toArray());
        }
    }

    private static String[] columns() {
        List<String> columns = new ArrayList<>(List.of("method"));
        SHOWN.forEach(parameter -> columns.add(parameter.symbol() + " (" + parameter.unit() + ")"));
        columns.addAll(List.of("misfit (%)", "remark"));
        return columns.toArray(String[]::new);
    }

    private static String where(View view) {
        int all = view.place.voxels().length;
        int used = view.inspection.voxels();
        String region =
                all == 1 ? "" : ", " + all + " voxels" + (used < all ? " (" + used + " of them looked at)" : "");
        return view.place.name() + ", " + view.place.where() + region;
    }

    private String footer(View view) {
        String found = view.inspection.fits().stream()
                .map(fit -> fit.method() + ": "
                        + SHOWN.stream()
                                .filter(fit.values()::containsKey)
                                .map(parameter ->
                                        parameter.symbol() + " " + text(fit, parameter) + " " + parameter.unit())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        String spread = view.inspection.voxels() == 1
                ? "± as expected from the noise" + run.noiseText()
                : "mean ± standard deviation over the voxels";
        return Version.footer(
                where(view),
                String.format(Locale.ROOT, "B1 %.3f", view.inspection.b1Ratio()),
                found,
                spread,
                run.checked().series().protocol().describe());
    }

    private static String text(Inspection.Fit fit, Parameter parameter) {
        return fit.values().containsKey(parameter) ? fit.values().get(parameter).text() : "–";
    }

    private void addToTable() {
        ResultsTable table = ResultsTable.getResultsTable(TABLE);
        if (table == null) {
            table = new ResultsTable();
        }
        for (Inspection.Fit fit : seen.inspection.fits()) {
            table.addRow();
            table.addValue("place", seen.place.name() + ", " + seen.place.where());
            table.addValue("voxels", seen.inspection.voxels());
            table.addValue("B1", seen.inspection.b1Ratio());
            table.addValue("method", fit.method());
            for (Parameter parameter : SHOWN) {
                Inspection.Value value = fit.values().get(parameter);
                String unit = " (" + parameter.unit() + ")";
                table.addValue(parameter.symbol() + unit, value == null ? Double.NaN : value.value());
                table.addValue("σ(" + parameter.symbol() + ")" + unit, value == null ? Double.NaN : value.sigma());
            }
            table.addValue("misfit", fit.misfitRatio());
            table.addValue("remark", fit.remark());
        }
        table.show(TABLE);
    }

    /** Monte Carlo sampling takes seconds, so it has a thread of its own. */
    private void sample() {
        if (!sampling.compareAndSet(false, true)) {
            IJ.showStatus("Monte Carlo of the Inspector is running already (Esc cancels).");
            return;
        }
        RoiVoxels place = seen.place;
        Thread thread = new Thread(
                () -> {
                    try {
                        run.sample(place);
                    } catch (IllegalArgumentException | CancellationException e) {
                        IJ.error(TITLE, e.getMessage());
                    } finally {
                        sampling.set(false);
                        IJ.showProgress(1);
                    }
                },
                "Monte Carlo");
        // networks look for their engine in the thread's class loader, and that of buttons is the host's
        thread.setContextClassLoader(InspectorWindow.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
    }
}
