package org.relaxometry.bssfp.app.guide;

import java.awt.FlowLayout;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.relaxometry.bssfp.app.form.InputField;
import org.relaxometry.bssfp.app.frame.PersonalRun;

/** Where the series comes from: a folder, or by one click what is open or the sample. */
final class DataPage extends GuidePage {

    private static final long serialVersionUID = 1L;

    private final transient InputField folder;
    private final JButton open = new JButton("Take the images that are open in ImageJ");
    private final JButton sample = new JButton("Take the sample brain, to try everything on");

    /** @param run told what a click on a button asks for */
    DataPage(Consumer<Call> run) {
        super(
                "1. The series",
                "The folder is looked through, and a table shows every cycle with its pictures before anything is read."
                        + " Nothing is written.");
        folder = PersonalRun.of("import").keys().stream()
                .filter(key -> key.name().equals("folder"))
                .map(InputField::of)
                .findFirst()
                .orElseThrow();
        JLabel label = new JLabel("A folder from the scanner, or one 4D file (NIfTI or DICOM)");
        label.setLabelFor(folder.component());
        put(label);
        put(folder.component());
        put(new JLabel("or"));
        open.addActionListener(event -> run.accept(Call.NONE));
        putButton(open);
        sample.addActionListener(event -> run.accept(new Call(Call.SAMPLE, Map.of())));
        putButton(sample);
    }

    private void putButton(JButton button) {
        JPanel row = new JPanel(new FlowLayout(FlowLayout.LEADING, 0, 0));
        row.add(button);
        put(row);
    }

    @Override
    void enter() {
        open.setEnabled(!PersonalRun.of("map").proposals().isEmpty());
    }

    @Override
    String action() {
        return "Next";
    }

    @Override
    Call call() {
        return new Call("import", Map.of("folder", folder.text()));
    }
}
