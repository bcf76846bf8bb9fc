package org.relaxometry.bssfp.app.form;

import java.awt.BorderLayout;
import java.awt.GridLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JCheckBox;
import javax.swing.JPanel;
import org.relaxometry.bssfp.app.key.Key;

/** A list that is ticked; what is not among the ticks is typed below them. Its text is the list, separated by commas. */
final class TickedList extends JPanel {

    private static final long serialVersionUID = 1L;
    private static final int PER_ROW = 3;
    private static final String SEPARATOR = ", ";

    private final Map<String, JCheckBox> ticks = new LinkedHashMap<>();
    private final PromptField others;
    private final String whenNone;
    private final String whenSome;

    /** In the order in which they were ticked, which is that of tables and figures. */
    private final transient List<String> chosen = new ArrayList<>();

    TickedList(Key<?> key, int columns) {
        super(new BorderLayout(0, 2));
        whenNone = key.whenEmpty().isEmpty() ? key.others() : "nothing ticked: " + key.whenEmpty();
        whenSome = key.others();
        JPanel boxes = new JPanel(new GridLayout(0, PER_ROW));
        for (String entry : key.offered()) {
            JCheckBox box = new JCheckBox(entry);
            box.addActionListener(event -> {
                chosen.remove(entry);
                if (box.isSelected()) {
                    chosen.add(entry);
                }
                sayWhatElse();
            });
            ticks.put(entry, box);
            boxes.add(box);
        }
        others = new PromptField(whenNone, columns);
        add(boxes, BorderLayout.CENTER);
        add(others, BorderLayout.SOUTH);
    }

    String text() {
        return Stream.concat(
                        chosen.stream(), Stream.of(others.getText().strip()).filter(text -> !text.isEmpty()))
                .collect(Collectors.joining(SEPARATOR));
    }

    void setText(String text) {
        List<String> typed = new ArrayList<>();
        chosen.clear();
        for (String word : text.split(",")) {
            String entry = word.strip();
            Optional<String> offered =
                    ticks.keySet().stream().filter(entry::equalsIgnoreCase).findFirst();
            // what is given twice is for the command to refuse
            if (offered.isPresent() && !chosen.contains(offered.get())) {
                chosen.add(offered.get());
            } else if (!entry.isEmpty()) {
                typed.add(entry);
            }
        }
        ticks.forEach((entry, box) -> box.setSelected(chosen.contains(entry)));
        others.setText(String.join(SEPARATOR, typed));
        sayWhatElse();
    }

    /** In grey: what it means that nothing is ticked, or what may be typed besides. */
    String prompt() {
        return others.prompt();
    }

    private void sayWhatElse() {
        others.prompt(chosen.isEmpty() ? whenNone : whenSome);
    }

    void onChange(Runnable action) {
        ticks.values().forEach(box -> box.addActionListener(event -> action.run()));
        others.getDocument().addDocumentListener(new TextChange(action));
    }
}
