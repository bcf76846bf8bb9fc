package org.relaxometry.bssfp.app.frame;

import java.awt.BorderLayout;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

/** What a user should look at after a run, in a small window that waits for nobody. */
final class WarningsWindow {

    private static final int ROWS = 8;
    private static final int COLUMNS = 52;
    private static final int FROM_BELOW = 48;

    private WarningsWindow() {}

    /**
     * Opens one window for all warnings of a run, in the lower left corner.
     *
     * @param written whether there are records
     */
    static void show(String command, List<String> warnings, boolean written) {
        List<String> lines = warnings.stream().distinct().toList();
        SwingUtilities.invokeLater(() -> {
            JTextArea text = new JTextArea("• " + String.join("\n\n• ", lines), ROWS, COLUMNS);
            text.setEditable(false);
            text.setLineWrap(true);
            text.setWrapStyleWord(true);
            text.setCaretPosition(0);
            JLabel where = new JLabel(alsoIn(written));
            where.setBorder(BorderFactory.createEmptyBorder(4, 6, 4, 6));
            JFrame window = new JFrame((lines.size() == 1 ? "A warning" : lines.size() + " warnings") + " of "
                    + command.replace("...", ""));
            window.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
            window.setAutoRequestFocus(false);
            window.getRootPane()
                    .registerKeyboardAction(
                            event -> window.dispose(),
                            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                            JComponent.WHEN_IN_FOCUSED_WINDOW);
            window.add(new JScrollPane(text), BorderLayout.CENTER);
            window.add(where, BorderLayout.SOUTH);
            window.pack();
            Rectangle screen = window.getGraphicsConfiguration().getBounds();
            window.setLocation(screen.x, screen.y + screen.height - window.getHeight() - FROM_BELOW);
            window.setVisible(true);
        });
    }

    static String alsoIn(boolean written) {
        return "They stand in the log" + (written ? " and in the records of the results" : "") + ", too.";
    }
}
