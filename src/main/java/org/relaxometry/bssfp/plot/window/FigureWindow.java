package org.relaxometry.bssfp.plot.window;

import ij.IJ;
import ij.WindowManager;
import ij.io.SaveDialog;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.Failure;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.FigureTable;

/** A figure in a window of ImageJ, with its values under the cursor and buttons to save it. */
public final class FigureWindow extends JFrame {

    private static final int DOCUMENT_SCALE = 2;

    private final FigureView view;
    private final transient JPanel buttons = new ButtonRows();

    /** A window that is not shown yet; on Swing's event thread. */
    public FigureWindow(String name, Figure figure) {
        super(name);
        JLabel status = new JLabel(" ");
        status.setBorder(BorderFactory.createEmptyBorder(2, 10, 4, 10));
        view = new FigureView(figure, status::setText);
        addButton("Save PNG…", () -> save(".png", out -> FigureFiles.writePng(view.shown(), DOCUMENT_SCALE, out)));
        addButton("Save SVG…", () -> save(".svg", out -> FigureFiles.writeSvg(view.shown(), out)));
        addButton("Save CSV…", () -> save(".csv", out -> FigureTable.writeCsv(view.shown(), out)));
        addButton("Values", () -> FigureTable.of(view.shown()).show(FileName.portable("Values of " + getTitle())));
        addButton("Show all", view::resetZoom);
        JPanel foot = new JPanel(new BorderLayout());
        foot.add(status, BorderLayout.NORTH);
        foot.add(buttons, BorderLayout.SOUTH);
        add(view, BorderLayout.CENTER);
        add(foot, BorderLayout.SOUTH);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        addWindowListener(new Registration());
        pack();
        fit();
    }

    /** The figure in the window, to replace it. */
    public FigureView view() {
        return view;
    }

    /** Adds a button to the right of the others, such as one that starts a computation. */
    public void addButton(String label, Runnable action) {
        JButton button = new JButton(label);
        button.addActionListener(event -> action.run());
        buttons.add(button);
    }

    /** Many panels may need more room than the screen has. */
    private void fit() {
        Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
        setSize(new Dimension(Math.min(getWidth(), screen.width), Math.min(getHeight(), screen.height)));
    }

    private void save(String extension, AtomicFile.Content content) {
        SaveDialog dialog = new SaveDialog("Save the figure", FileName.portable(getTitle()), extension);
        if (dialog.getFileName() == null) {
            return;
        }
        try {
            // the dialog has asked before it gives the name of an existing file
            AtomicFile.write(FileName.path("file", dialog.getDirectory() + dialog.getFileName()), true, content);
        } catch (IOException e) {
            IJ.error("The figure was not saved", Failure.sentence(e));
        }
    }

    /** Buttons in as many rows as the width of the window asks for. */
    private static final class ButtonRows extends JPanel {

        private static final int GAP_X = 6;
        private static final int GAP_Y = 4;

        ButtonRows() {
            super(new FlowLayout(FlowLayout.LEFT, GAP_X, GAP_Y));
        }

        @Override
        public Dimension getPreferredSize() {
            Dimension single = super.getPreferredSize();
            int available = getParent() == null ? 0 : getParent().getWidth();
            if (available == 0 || available >= single.width) {
                return single;
            }
            int rows = 1;
            int used = GAP_X;
            for (Component button : getComponents()) {
                int width = button.getPreferredSize().width + GAP_X;
                if (used + width > available) {
                    rows++;
                    used = GAP_X;
                }
                used += width;
            }
            return new Dimension(available, rows * (single.height - GAP_Y) + GAP_Y);
        }
    }

    private final class Registration extends WindowAdapter {

        @Override
        public void windowOpened(WindowEvent e) {
            WindowManager.addWindow(FigureWindow.this);
        }

        @Override
        public void windowActivated(WindowEvent e) {
            WindowManager.setWindow(FigureWindow.this);
        }

        @Override
        public void windowClosed(WindowEvent e) {
            WindowManager.removeWindow(FigureWindow.this);
        }
    }
}
