package org.relaxometry.bssfp.app.guide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import org.relaxometry.bssfp.app.form.InputField;
import org.relaxometry.bssfp.app.frame.PersonalRun;
import org.relaxometry.bssfp.app.key.Key;

/** Which steps clean the series. */
final class CleaningPage extends GuidePage {

    private static final long serialVersionUID = 1L;
    private static final List<String> STEPS = List.of("gibbs", "motion", "drift", "masks", "qc");

    private final transient List<InputField> fields = new ArrayList<>();
    private final transient InputField b1;
    private final transient InputField output;

    /** What stands in the field of the B1 map as long as nobody chooses another. */
    private String proposed = "";

    CleaningPage() {
        super(
                "2. Clean data",
                "The ticked steps run one after the other and open a new series and its masks; the one you have stays as it is."
                        + " Nothing ticked: go on with the series as it is.");
        for (Key<?> key : PersonalRun.of("preprocess").keys()) {
            if (STEPS.contains(key.name())) {
                InputField field = InputField.of(key);
                ((JCheckBox) field.component()).setText(html("<b>" + key.words() + "</b>: " + key.help()));
                fields.add(field);
                put(field.component());
            }
        }
        b1 = field("b1");
        put(new JLabel("B1 map, if you have one (open image or file, any grid)"));
        put(b1.component());
        output = field("output");
        put(new JLabel("Folder for the results (empty: only shown)"));
        put(output.component());
    }

    private static InputField field(String name) {
        return PersonalRun.of("preprocess").keys().stream()
                .filter(key -> key.name().equals(name))
                .map(InputField::of)
                .findFirst()
                .orElseThrow();
    }

    @Override
    String takes() {
        return "preprocess";
    }

    @Override
    void enter() {
        super.enter();
        if (b1.text().equals(proposed)) {
            proposed = PersonalRun.of(takes()).proposals().getOrDefault("b1", "");
            b1.setText(proposed);
        }
    }

    @Override
    String action() {
        return "Clean";
    }

    @Override
    Call call() {
        boolean nothing = fields.stream().noneMatch(field -> Boolean.parseBoolean(field.text()))
                && b1.text().isEmpty();
        if (nothing) {
            return Call.NONE;
        }
        Map<String, String> answers = new LinkedHashMap<>();
        fields.stream()
                .filter(field -> !field.text().equals(field.key().usual()))
                .forEach(field -> answers.put(field.name(), field.text()));
        answers.put("b1", b1.text());
        answers.put("output", output.text());
        return new Call("preprocess", answers);
    }
}
