package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.Map;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import org.relaxometry.bssfp.app.form.DialogForm;
import org.relaxometry.bssfp.app.form.InputField;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.screen.ModalQuestion;

/**
 * The dialog of a command, built from the command's own keys: what most people need on top, the rest behind {@code More…},
 * and the command's page behind {@code Help}.
 */
final class CommandDialog {

    private static final Color REMARK = new Color(170, 60, 0);

    /** As many as most remarks have. */
    private static final int REMARK_LINES = 3;

    private final CommandRunner runner;
    private final DialogForm entries;
    private final JDialog dialog;
    private final JPanel more = new JPanel(new GridBagLayout());
    private final JLabel remark = new JLabel();
    private final JPanel remarkPlace = new JPanel(new BorderLayout());
    private boolean accepted;

    private CommandDialog(CommandRunner runner, Map<String, String> values) {
        this.runner = runner;
        dialog = new JDialog((Window) IJ.getInstance(), runner.info().getLabel().replace("...", ""));
        dialog.setModal(true);
        JPanel main = new JPanel(new GridBagLayout());
        entries = new DialogForm(runner.keys(), values);
        entries.fields().forEach(field -> addRow(field.key().isMore() ? more : main, field));
        more.setVisible(entries.answersMore());
        remark.setForeground(REMARK);
        remark.setVerticalAlignment(SwingConstants.TOP);
        remark.setBorder(BorderFactory.createEmptyBorder(6, 4, 0, 4));
        remarkPlace.add(remark);
        remarkPlace.setVisible(entries.mayRemark());
        remark.setText(html("<br>".repeat(REMARK_LINES)));
        remarkPlace.setPreferredSize(remark.getPreferredSize());

        JPanel form = new JPanel(new BorderLayout());
        form.setBorder(BorderFactory.createEmptyBorder(10, 12, 4, 12));
        form.add(main, BorderLayout.NORTH);
        form.add(more, BorderLayout.CENTER);
        form.add(remarkPlace, BorderLayout.SOUTH);
        JScrollPane scroll = new JScrollPane(form);
        scroll.setBorder(null);
        dialog.add(scroll, BorderLayout.CENTER);
        dialog.add(buttons(), BorderLayout.SOUTH);
        showRemark();
        entries.onChange(this::showRemark);
        fit();
    }

    /**
     * Shows the dialog and waits for the answer.
     *
     * @param values what to fill in, by key
     * @return what the user chose or typed, by key; empty if the user cancelled
     */
    static Optional<Map<String, String>> ask(CommandRunner runner, Map<String, String> values) {
        if (runner.keys().stream().allMatch(Key::isMore)) {
            return Optional.of(Map.of());
        }
        Optional<Map<String, String>>[] answer = newAnswer();
        Runnable show = () -> {
            CommandDialog it = new CommandDialog(runner, values);
            it.dialog.setLocationRelativeTo(IJ.getInstance());
            it.dialog.setVisible(true);
            answer[0] = it.accepted ? Optional.of(it.entries.answer()) : Optional.empty();
        };
        ModalQuestion.ask(show);
        return answer[0];
    }

    /** It has its place before it says anything, because buttons that move under the mouse are missed. */
    private void showRemark() {
        remark.setText(html(entries.remark()));
        Dimension size = remark.getPreferredSize();
        if (size.height > remarkPlace.getPreferredSize().height) {
            remarkPlace.setPreferredSize(size);
            if (dialog.isVisible()) {
                fit();
            }
        }
    }

    private static String html(String text) {
        return "<html><p width=\"420\">" + text + "</p></html>";
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Optional<Map<String, String>>[] newAnswer() {
        return new Optional[] {Optional.empty()};
    }

    private void addRow(JPanel panel, InputField field) {
        GridBagConstraints at = new GridBagConstraints();
        at.gridy = panel.getComponentCount() / 2;
        at.insets = new Insets(2, 4, 2, 4);
        at.anchor = GridBagConstraints.LINE_END;
        JLabel label = new JLabel(field.key().words());
        JComponent component = field.component();
        label.setToolTipText(tip(field));
        component.setToolTipText(tip(field));
        label.setLabelFor(component);
        panel.add(label, at);
        at.gridx = 1;
        at.weightx = 1;
        at.fill = GridBagConstraints.HORIZONTAL;
        panel.add(component, at);
    }

    private String tip(InputField field) {
        return "<html><p width=\"360\">" + DialogWords.of(field.key().help(), runner.keys()) + "</p></html>";
    }

    private JComponent buttons() {
        JPanel panel = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        if (more.getComponentCount() > 0) {
            panel.add(button(more.isVisible() ? "Less" : "More…", button -> {
                more.setVisible(!more.isVisible());
                button.setText(more.isVisible() ? "Less" : "More…");
                fit();
            }));
        }
        panel.add(button("Help", button -> HelpPage.show(runner, dialog)));
        panel.add(button("Cancel", button -> dialog.dispose()));
        JButton ok = button("OK", button -> {
            accepted = true;
            dialog.dispose();
        });
        dialog.getRootPane().setDefaultButton(ok);
        dialog.getRootPane()
                .registerKeyboardAction(
                        event -> dialog.dispose(),
                        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                        JComponent.WHEN_IN_FOCUSED_WINDOW);
        panel.add(ok);
        return panel;
    }

    private static JButton button(String text, java.util.function.Consumer<JButton> action) {
        JButton button = new JButton(text);
        button.addActionListener(event -> action.accept(button));
        return button;
    }

    /** As large as the form wants, but never higher than the screen. */
    private void fit() {
        dialog.pack();
        Dimension screen = dialog.getToolkit().getScreenSize();
        Dimension size = dialog.getSize();
        dialog.setSize(Math.min(size.width + 20, screen.width), Math.min(size.height, screen.height - 80));
    }
}
