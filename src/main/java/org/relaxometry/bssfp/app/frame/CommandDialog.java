package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
import javax.swing.SwingUtilities;
import org.relaxometry.bssfp.app.key.Key;

/**
 * The dialog of a command, built from the command's own keys: what most people need on top, the rest behind {@code More…},
 * and the command's page behind {@code Help}.
 */
final class CommandDialog {

    private final CommandRunner runner;
    private final List<InputField> fields = new ArrayList<>();
    private final JDialog dialog;
    private final JPanel more = new JPanel(new GridBagLayout());
    private Map<String, String> filledIn = Map.of();
    private boolean accepted;

    private CommandDialog(CommandRunner runner, Map<String, String> values) {
        this.runner = runner;
        dialog = new JDialog((Window) IJ.getInstance(), runner.info().getLabel().replace("...", ""));
        dialog.setModal(true);
        JPanel main = new JPanel(new GridBagLayout());
        for (Key<?> key : runner.keys()) {
            InputField field = InputField.of(key);
            fields.add(field);
            addRow(key.isMore() ? more : main, field);
        }
        more.setVisible(fields.stream().anyMatch(field -> field.key().isMore() && values.containsKey(field.name())));
        values.forEach((key, value) ->
                fields.stream().filter(field -> field.name().equals(key)).forEach(field -> field.setText(value)));

        fields.forEach(field -> field.onChange(this::fillInProtocol));
        fillInProtocol();

        JPanel form = new JPanel(new BorderLayout());
        form.setBorder(BorderFactory.createEmptyBorder(10, 12, 4, 12));
        form.add(main, BorderLayout.NORTH);
        form.add(more, BorderLayout.CENTER);
        JScrollPane scroll = new JScrollPane(form);
        scroll.setBorder(null);
        dialog.add(scroll, BorderLayout.CENTER);
        dialog.add(buttons(), BorderLayout.SOUTH);
        fit();
    }

    /**
     * Shows the dialog and waits for the answer.
     *
     * @param values what to fill in, by key
     * @return the values that differ from the defaults, by key; empty if the user cancelled
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
            answer[0] = it.accepted ? Optional.of(it.changedValues()) : Optional.empty();
        };
        try {
            if (SwingUtilities.isEventDispatchThread()) {
                show.run();
            } else {
                SwingUtilities.invokeAndWait(show);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.lang.reflect.InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
        return answer[0];
    }

    /** The protocol of the chosen image, into fields that hold nothing else that the user typed. */
    private void fillInProtocol() {
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach(field -> values.put(field.name(), field.text()));
        Map<String, String> protocol = DialogDefaults.protocol(values);
        for (InputField field : fields) {
            String before = filledIn.getOrDefault(field.name(), "");
            if (DialogDefaults.PROTOCOL_KEYS.contains(field.name())
                    && field.text().equals(before)) {
                field.setText(protocol.getOrDefault(field.name(), ""));
            }
        }
        filledIn = protocol;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Optional<Map<String, String>>[] newAnswer() {
        return new Optional[] {Optional.empty()};
    }

    private Map<String, String> changedValues() {
        Map<String, String> changed = new LinkedHashMap<>();
        for (InputField field : fields) {
            if (!field.text().equals(field.key().usual())) {
                changed.put(field.name(), field.text());
            }
        }
        return changed;
    }

    private static void addRow(JPanel panel, InputField field) {
        GridBagConstraints at = new GridBagConstraints();
        at.gridy = panel.getComponentCount() / 2;
        at.insets = new Insets(2, 4, 2, 4);
        at.anchor = GridBagConstraints.LINE_END;
        JLabel label = new JLabel(field.key().label());
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

    private static String tip(InputField field) {
        return "<html><p width=\"360\">" + field.key().help() + "</p></html>";
    }

    private JComponent buttons() {
        JPanel panel = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        if (fields.stream().anyMatch(field -> field.key().isMore())) {
            panel.add(button(more.isVisible() ? "Less" : "More…", button -> {
                more.setVisible(!more.isVisible());
                button.setText(more.isVisible() ? "Less" : "More…");
                fit();
            }));
        }
        panel.add(button("Help", button -> HelpPage.show(runner.info(), dialog)));
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
