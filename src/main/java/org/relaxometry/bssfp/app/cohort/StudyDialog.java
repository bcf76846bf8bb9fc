package org.relaxometry.bssfp.app.cohort;

import ij.IJ;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.MouseEvent;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.SwingUtilities;
import javax.swing.table.DefaultTableModel;
import org.relaxometry.bssfp.io.file.HtmlPage;
import org.relaxometry.bssfp.statistics.StudyTable;

/** Shows what was found in a data set, and asks whether to go on. */
final class StudyDialog {

    /** What the columns of {@link StudySurvey#table} are called for a person. */
    private static final List<String> HEADINGS = List.of(
            "Participant",
            "Session",
            "Series",
            "Cycles",
            "TR (ms)",
            "TE (ms)",
            "Flip (°)",
            "B1 map",
            "Labels",
            "Verdict");

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;

    private StudyDialog() {}

    /** Whether the user wants it processed. */
    static boolean ask(StudyTable table) {
        boolean[] answer = new boolean[1];
        Runnable show = () -> answer[0] = show(table);
        try {
            if (SwingUtilities.isEventDispatchThread()) {
                show.run();
            } else {
                SwingUtilities.invokeAndWait(show);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
        return answer[0];
    }

    private static boolean show(StudyTable table) {
        DefaultTableModel model = new DefaultTableModel(HEADINGS.toArray(), 0) {
            private static final long serialVersionUID = 1;

            @Override
            public boolean isCellEditable(int row, int column) {
                return false;
            }
        };
        int verdict = table.columns().size() - 1;
        for (List<Object> row : table.rows()) {
            model.addRow(row.stream()
                    .map(cell -> cell instanceof Double number && Double.isNaN(number) ? "" : cell)
                    .toArray());
        }
        JTable rows = new JTable(model) {
            private static final long serialVersionUID = 1;

            @Override
            public String getToolTipText(MouseEvent event) {
                int row = rowAtPoint(event.getPoint());
                return row < 0
                        ? null
                        : "<html><p width=\"400\">" + HtmlPage.escaped(String.valueOf(getValueAt(row, verdict)))
                                + "</p></html>";
            }
        };
        rows.setAutoCreateRowSorter(true);
        rows.setAutoResizeMode(JTable.AUTO_RESIZE_LAST_COLUMN);
        rows.getColumnModel().getColumn(2).setPreferredWidth(160);
        rows.getColumnModel().getColumn(verdict).setPreferredWidth(300);
        long ready = table.rows().stream()
                .filter(row -> row.get(verdict).equals("ready"))
                .count();
        JPanel panel = new JPanel(new BorderLayout(0, 8));
        panel.add(
                new JLabel(table.rows().size() + " rows, " + ready
                        + " to be processed. Series that cannot be processed are"
                        + " left out, with the reason in the results."),
                BorderLayout.NORTH);
        JScrollPane scroll = new JScrollPane(rows);
        Dimension screen = rows.getToolkit().getScreenSize();
        scroll.setPreferredSize(
                new Dimension(Math.min(WIDTH, screen.width - 120), Math.min(HEIGHT, screen.height - 240)));
        panel.add(scroll, BorderLayout.CENTER);
        Object[] choices = {"Process", "Cancel"};
        return JOptionPane.showOptionDialog(
                        IJ.getInstance(),
                        panel,
                        "Process Study (BIDS)",
                        JOptionPane.DEFAULT_OPTION,
                        JOptionPane.PLAIN_MESSAGE,
                        null,
                        choices,
                        choices[0])
                == 0;
    }
}
