package org.relaxometry.bssfp.app.guide;

import java.util.List;
import java.util.Map;
import javax.swing.ButtonGroup;
import javax.swing.JRadioButton;
import org.relaxometry.bssfp.app.form.InputField;
import org.relaxometry.bssfp.app.frame.PersonalRun;

/** Where the series comes from. */
final class DataPage extends GuidePage {

    private static final long serialVersionUID = 1L;

    private final transient InputField folder;
    private final JRadioButton fromFolder =
            new JRadioButton("A folder from the scanner, or one 4D file (NIfTI or DICOM)");
    private final JRadioButton open = new JRadioButton("The images that are open in ImageJ");
    private final JRadioButton sample = new JRadioButton("The sample brain, to try everything on");

    DataPage() {
        super(
                "1. The series",
                "The folder is looked through, and a table shows every cycle with its pictures before anything is read."
                        + " Nothing is written.");
        folder = PersonalRun.of("import").keys().stream()
                .filter(key -> key.name().equals("folder"))
                .map(InputField::of)
                .findFirst()
                .orElseThrow();
        ButtonGroup group = new ButtonGroup();
        List.of(fromFolder, open, sample).forEach(group::add);
        fromFolder.setSelected(true);
        folder.onChange(() -> fromFolder.setSelected(true));
        put(fromFolder);
        put(folder.component());
        put(open);
        put(sample);
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
        if (open.isSelected()) {
            return Call.NONE;
        }
        return sample.isSelected() ? new Call("sample", Map.of()) : new Call("import", Map.of("folder", folder.text()));
    }
}
