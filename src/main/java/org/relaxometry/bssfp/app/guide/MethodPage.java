package org.relaxometry.bssfp.app.guide;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.ButtonGroup;
import javax.swing.JLabel;
import javax.swing.JRadioButton;
import org.relaxometry.bssfp.app.form.InputField;
import org.relaxometry.bssfp.app.frame.PersonalRun;
import org.relaxometry.bssfp.app.key.Key;

/** By which method the maps are made. */
final class MethodPage extends GuidePage {

    private static final long serialVersionUID = 1L;

    private final Map<String, JRadioButton> methods = new LinkedHashMap<>();
    private final transient Key<?> method;
    private final transient InputField output;

    MethodPage() {
        super("3. Maps", "T1, T2 and ΔB0 open side by side, the Inspector beside them. The series stays as it is.");
        method = key("method");
        ButtonGroup group = new ButtonGroup();
        for (String title : method.choices()) {
            JRadioButton button = new JRadioButton(html("<b>" + title + "</b>: " + MethodAdvice.of(title)));
            button.setSelected(title.equals(method.usual()));
            group.add(button);
            methods.put(title, button);
            put(button);
        }
        output = InputField.of(key("output"));
        put(new JLabel("Folder for the maps (empty: only shown)"));
        put(output.component());
    }

    private static Key<?> key(String name) {
        return PersonalRun.of("map").keys().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    String takes() {
        return "map";
    }

    @Override
    String action() {
        return "Make the maps";
    }

    @Override
    Call call() {
        Map<String, String> answers = new LinkedHashMap<>();
        methods.forEach((title, button) -> {
            if (button.isSelected() && !title.equals(method.usual())) {
                answers.put("method", title);
            }
        });
        if (!output.text().isEmpty()) {
            answers.put("output", output.text());
        }
        return new Call("map", answers);
    }
}
