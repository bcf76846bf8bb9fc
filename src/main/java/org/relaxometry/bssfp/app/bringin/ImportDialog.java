package org.relaxometry.bssfp.app.bringin;

import ij.IJ;
import ij.plugin.frame.Recorder;
import java.awt.BorderLayout;
import java.awt.Color;
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
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.relaxometry.bssfp.app.form.PromptField;
import org.relaxometry.bssfp.app.form.TextChange;
import org.relaxometry.bssfp.app.frame.DialogWords;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.app.screen.ModalQuestion;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.series.CyclePictures;
import org.relaxometry.bssfp.io.series.FoundSeries;
import org.relaxometry.bssfp.io.series.ImportChoices;
import org.relaxometry.bssfp.io.series.ImportPlan;

/** Shows the table of an import and lets the user correct it, until it can be imported or is given up. */
final class ImportDialog {

    private static final int REMARK_ROWS = 5;
    private static final int REMARK_COLUMNS = 100;
    private static final int FIELD_COLUMNS = 36;
    private static final Color CALM = new Color(226, 240, 226);
    private static final Color ALERT = new Color(255, 228, 170);
    private static final Map<String, String> LABELS = Map.of(
            "order", "Order of the cycles",
            "increments", "Increments (degrees)",
            "tr", "TR (ms)",
            "te", "TE (ms)",
            "flip", "Flip angle (degrees)");

    private final FoundSeries found;
    private final ImportChoices typed;
    private final Keys keys;
    private final Map<String, PromptField> fields = new LinkedHashMap<>();
    private final CycleRows rows = new CycleRows();
    private final JTextArea remarks = new JTextArea(REMARK_ROWS, REMARK_COLUMNS);
    private final JButton confirm = new JButton("The order shown is right");
    private final JButton start = new JButton("Import");
    private final JDialog dialog;
    private ImportPlan plan;
    private boolean accepted;
    private volatile boolean closed;

    private ImportDialog(FoundSeries found, ImportChoices typed, Keys keys) {
        this.keys = keys;
        this.found = found;
        this.typed = typed;
        dialog = new JDialog((Window) IJ.getInstance(), "Import Series");
        dialog.setModal(true);
        fields(typed).forEach((key, text) -> {
            PromptField field = new PromptField("as in the table", FIELD_COLUMNS);
            field.setText(text);
            fields.put(key, field);
            field.getDocument().addDocumentListener(new TextChange(this::update));
        });
        CycleTable table = new CycleTable(rows, order -> fields.get("order").setText(order.text()));
        JPanel content = new JPanel(new BorderLayout(0, 8));
        content.setBorder(BorderFactory.createEmptyBorder(10, 12, 4, 12));
        remarks.setEditable(false);
        remarks.setLineWrap(true);
        remarks.setWrapStyleWord(true);
        content.add(new JScrollPane(remarks), BorderLayout.NORTH);
        content.add(new JScrollPane(table), BorderLayout.CENTER);
        content.add(form(), BorderLayout.SOUTH);
        dialog.add(content, BorderLayout.CENTER);
        dialog.add(buttons(), BorderLayout.SOUTH);
        plan = found.plan(choices());
        update();
        dialog.pack();
        var screen = dialog.getToolkit().getScreenSize();
        dialog.setSize(Math.min(dialog.getWidth(), screen.width), Math.min(dialog.getHeight(), screen.height - 60));
    }

    /**
     * Asks for what has not been typed yet.
     *
     * @param typed before; these keys are not asked again
     * @param keys of the command, whose words its messages take
     * @return a plan without problems; empty if the user cancelled
     */
    static Optional<ImportPlan> ask(FoundSeries found, ImportChoices typed, Keys keys) {
        List<ImportPlan> answer = new ArrayList<>();
        Runnable show = () -> {
            ImportDialog it = new ImportDialog(found, typed, keys);
            it.dialog.setLocationRelativeTo(null);
            it.startPictures();
            it.dialog.setVisible(true);
            it.closed = true;
            if (it.accepted) {
                record(it.given());
                answer.add(it.plan);
            }
        };
        ModalQuestion.ask(show);
        return answer.stream().findFirst();
    }

    /** What was typed before, by key: what was found stands in the table, for in a field it would count as typed. */
    static Map<String, String> fields(ImportChoices typed) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("order", typed.order());
        Map<String, String> before = new LinkedHashMap<>();
        before.put("increments", typed.increments());
        before.put("tr", typed.tr());
        before.put("te", typed.te());
        before.put("flip", typed.flip());
        before.forEach((key, text) -> {
            if (text.isBlank()) {
                fields.put(key, "");
            }
        });
        return fields;
    }

    private JComponent form() {
        JPanel form = new JPanel(new GridBagLayout());
        GridBagConstraints at = new GridBagConstraints();
        at.insets = new Insets(2, 4, 2, 4);
        at.anchor = GridBagConstraints.LINE_START;
        fields.forEach((key, field) -> {
            at.gridx = 0;
            at.weightx = 0;
            JLabel label = new JLabel(LABELS.get(key));
            label.setLabelFor(field);
            form.add(label, at);
            at.gridx = 1;
            at.weightx = 1;
            form.add(field, at);
            if (key.equals("order")) {
                at.gridx = 2;
                form.add(confirm, at);
            }
        });
        return form;
    }

    private JComponent buttons() {
        JPanel panel = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        JButton cancel = new JButton("Cancel");
        cancel.addActionListener(event -> dialog.dispose());
        confirm.addActionListener(event -> fields.get("order").setText(found.suggestedOrder()));
        start.addActionListener(event -> {
            accepted = true;
            dialog.dispose();
        });
        panel.add(cancel);
        panel.add(start);
        dialog.getRootPane().setDefaultButton(start);
        dialog.getRootPane()
                .registerKeyboardAction(
                        event -> dialog.dispose(),
                        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                        JComponent.WHEN_IN_FOCUSED_WINDOW);
        return panel;
    }

    /** Pictures may take a while and the table need not wait for them. */
    private void startPictures() {
        Progress progress = Progress.of(fraction -> {}, () -> closed);
        Thread thread = new Thread(
                () -> {
                    try {
                        CyclePictures.read(
                                found, picture -> SwingUtilities.invokeLater(() -> rows.add(picture)), progress);
                    } catch (CancellationException e) {
                        return;
                    }
                },
                "Pictures of the import");
        thread.setDaemon(true);
        thread.start();
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        fields.forEach((key, field) -> given.put(key, field.getText().strip()));
        return given;
    }

    private ImportChoices choices() {
        Map<String, String> given = given();
        return new ImportChoices(
                given.get("order"),
                given.getOrDefault("increments", typed.increments()),
                given.getOrDefault("tr", typed.tr()),
                given.getOrDefault("te", typed.te()),
                given.getOrDefault("flip", typed.flip()),
                typed.pulse(),
                typed.pulseshape(),
                typed.tbw(),
                typed.phaseunit());
    }

    /** The table as it is with what is typed, and what stands in the way of its import. */
    private void update() {
        ImportChoices choices = choices();
        List<String> reasons = new ArrayList<>();
        boolean ready = false;
        boolean unsettled = false;
        try {
            plan = found.plan(choices);
            unsettled = !plan.doubts().isEmpty() && choices.order().isBlank();
            ready = plan.problems().isEmpty() && !unsettled;
            reasons.addAll(plan.problems());
            if (unsettled) {
                reasons.addAll(plan.doubts());
                reasons.add("Look at the coloured rows. Drag them into order, or say that the order shown is right.");
            }
            reasons.addAll(plan.warnings());
            reasons.addAll(plan.notes());
            rows.show(plan.view());
        } catch (IllegalArgumentException e) {
            reasons.add(e.getMessage());
        }
        remarks.setBackground(reasons.isEmpty() ? CALM : ALERT);
        remarks.setText(plan.summary()
                + (reasons.isEmpty()
                        ? " Nothing is doubtful."
                        : reasons.stream()
                                .map(reason -> "\n• " + DialogWords.of(reason, keys.inOrder()))
                                .collect(Collectors.joining())));
        remarks.setCaretPosition(0);
        confirm.setVisible(unsettled);
        start.setEnabled(ready);
    }

    /** The menu bridge records what was typed in the first dialog, and only that. */
    private static void record(Map<String, String> given) {
        if (IJ.recording()) {
            given.forEach((key, value) -> {
                if (!value.isEmpty()) {
                    Recorder.recordOption(key, value);
                }
            });
        }
    }
}
