package org.relaxometry.bssfp.app.bringin;

import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.ImageIcon;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.table.DefaultTableCellRenderer;
import org.relaxometry.bssfp.io.series.ImportRow;

/**
 * The cycles of an import, one below the other. A row is dragged to its place, or moved with Alt and the arrows; Delete leaves it out or
 * takes it in again.
 */
final class CycleTable extends JTable {

    /** Edge of a picture, in pixels. */
    static final int PICTURE = 44;

    private static final long serialVersionUID = 1L;
    private static final int ROW_HEIGHT = PICTURE + 4;
    private static final int MOST_VISIBLE_ROWS = 9;
    private static final Color DOUBTFUL = new Color(255, 228, 170);
    private static final Color REFUSED = new Color(255, 198, 190);
    private static final Color LEFT_OUT = new Color(150, 150, 150);
    private static final int[] WIDTHS = {60, 110, 76, 62, 270, 90, 60, 90, 100};

    private final transient CycleRows rows;
    private final transient Consumer<TakenOrder> reordered;
    private int dragged = -1;

    /** @param reordered is told of every order that the user makes */
    CycleTable(CycleRows rows, Consumer<TakenOrder> reordered) {
        super(rows);
        this.rows = rows;
        this.reordered = reordered;
        setRowHeight(ROW_HEIGHT);
        setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        getTableHeader().setReorderingAllowed(false);
        for (int column = 0; column < WIDTHS.length; column++) {
            getColumnModel().getColumn(column).setPreferredWidth(WIDTHS[column]);
        }
        setDefaultRenderer(Object.class, new Cell());
        setToolTipText(
                "Drag a row to its place. Alt+Up and Alt+Down move it, Delete leaves it out or takes it in again.");
        MouseAdapter mouse = new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent event) {
                dragged = rowAtPoint(event.getPoint());
            }

            @Override
            public void mouseDragged(MouseEvent event) {
                int over = rowAtPoint(event.getPoint());
                if (dragged >= 0 && over >= 0 && over != dragged) {
                    dragged = moveRow(dragged, over);
                }
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        bind(KeyEvent.VK_UP, KeyEvent.ALT_DOWN_MASK, () -> moveRow(getSelectedRow(), getSelectedRow() - 1));
        bind(KeyEvent.VK_DOWN, KeyEvent.ALT_DOWN_MASK, () -> moveRow(getSelectedRow(), getSelectedRow() + 1));
        bind(KeyEvent.VK_DELETE, 0, this::toggle);
    }

    /** All rows, or as many as fit on a small screen above the fields. */
    @Override
    public Dimension getPreferredScrollableViewportSize() {
        int width = java.util.Arrays.stream(WIDTHS).sum();
        return new Dimension(width, ROW_HEIGHT * Math.min(MOST_VISIBLE_ROWS, Math.max(3, rows.getRowCount())));
    }

    private void bind(int key, int modifiers, Runnable action) {
        KeyStroke stroke = KeyStroke.getKeyStroke(key, modifiers);
        getInputMap().put(stroke, stroke);
        getActionMap().put(stroke, new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(ActionEvent event) {
                action.run();
            }
        });
    }

    /** @return where the row is now */
    private int moveRow(int from, int to) {
        TakenOrder before = rows.order();
        if (from < 0 || to < 0 || to >= before.taken().size()) {
            return from;
        }
        reordered.accept(before.moved(from, to));
        setRowSelectionInterval(to, to);
        return to;
    }

    private void toggle() {
        int row = getSelectedRow();
        if (row >= 0) {
            reordered.accept(rows.order().toggled(row));
            setRowSelectionInterval(row, row);
        }
    }

    private final class Cell extends DefaultTableCellRenderer {

        private static final long serialVersionUID = 1L;

        @Override
        public Component getTableCellRendererComponent(
                JTable table, Object value, boolean selected, boolean focused, int row, int column) {
            boolean picture = value instanceof ImageIcon;
            super.getTableCellRendererComponent(table, picture ? "" : value, selected, false, row, column);
            setIcon(picture ? (ImageIcon) value : null);
            ImportRow shown = rows.row(row);
            if (!selected) {
                setBackground(colour(shown));
                setForeground(shown.cycle() == 0 ? LEFT_OUT : table.getForeground());
            }
            List<String> remarks = CycleRows.remarks(shown);
            setToolTipText(remarks.isEmpty() ? null : "<html>" + String.join("<br>", remarks) + "</html>");
            return this;
        }

        private Color colour(ImportRow shown) {
            if (shown.cycle() == 0) {
                return getBackgroundOfTable();
            }
            return !shown.problems().isEmpty()
                    ? REFUSED
                    : !shown.doubts().isEmpty() ? DOUBTFUL : getBackgroundOfTable();
        }

        private Color getBackgroundOfTable() {
            return CycleTable.this.getBackground();
        }
    }
}
