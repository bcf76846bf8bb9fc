package org.relaxometry.bssfp.app.screen;

import ij.IJ;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.MouseEvent;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.table.DefaultTableModel;
import org.relaxometry.bssfp.io.file.HtmlPage;
import org.relaxometry.bssfp.statistics.StudyTable;

/** Shows a table, and asks whether to go on. */
public final class TableQuestion {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;

    private TableQuestion() {}

    /**
     * Asks, and waits for the answer.
     *
     * @param title of the window
     * @param sentence above the table
     * @param table of which the last column is the longest, and is shown as a whole under the mouse
     * @param yes what a button says that goes on
     */
    public static boolean ask(String title, String sentence, StudyTable table, String yes) {
        boolean[] answer = new boolean[1];
        Runnable show = () -> answer[0] = show(title, sentence, table, yes);
        ModalQuestion.ask(show);
        return answer[0];
    }

    private static boolean show(String title, String sentence, StudyTable table, String yes) {
        DefaultTableModel model = new DefaultTableModel(table.columns().toArray(), 0) {
            private static final long serialVersionUID = 1;

            @Override
            public boolean isCellEditable(int row, int column) {
                return false;
            }
        };
        int last = table.columns().size() - 1;
        table.rows().forEach(row -> model.addRow(row.toArray()));
        JTable rows = new JTable(model) {
            private static final long serialVersionUID = 1;

            @Override
            public String getToolTipText(MouseEvent event) {
                int row = rowAtPoint(event.getPoint());
                return row < 0
                        ? null
                        : "<html><p width=\"400\">" + HtmlPage.escaped(String.valueOf(getValueAt(row, last)))
                                + "</p></html>";
            }
        };
        rows.setAutoCreateRowSorter(true);
        rows.setAutoResizeMode(JTable.AUTO_RESIZE_LAST_COLUMN);
        rows.getColumnModel().getColumn(last).setPreferredWidth(300);
        JPanel panel = new JPanel(new BorderLayout(0, 8));
        panel.add(new JLabel(sentence), BorderLayout.NORTH);
        JScrollPane scroll = new JScrollPane(rows);
        Dimension screen = rows.getToolkit().getScreenSize();
        scroll.setPreferredSize(
                new Dimension(Math.min(WIDTH, screen.width - 120), Math.min(HEIGHT, screen.height - 240)));
        panel.add(scroll, BorderLayout.CENTER);
        Object[] choices = {yes, "Cancel"};
        return JOptionPane.showOptionDialog(
                        IJ.getInstance(),
                        panel,
                        title,
                        JOptionPane.DEFAULT_OPTION,
                        JOptionPane.PLAIN_MESSAGE,
                        null,
                        choices,
                        choices[0])
                == 0;
    }
}
