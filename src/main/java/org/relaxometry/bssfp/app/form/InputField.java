package org.relaxometry.bssfp.app.form;

import ij.WindowManager;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JPanel;
import javax.swing.JTextField;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.screen.ImageItem;
import org.relaxometry.bssfp.app.screen.ImageItemRenderer;

/** One key of a command as a dialog shows it. */
public final class InputField {

    private static final String NONE = "None";
    private static final int COLUMNS = 24;
    private static final Color FOUND = new Color(218, 240, 218);

    private final Key<?> key;
    private final JComponent component;
    private final Supplier<String> reader;
    private final Consumer<String> writer;

    /** Takes what is to be called back when the user changes the field. */
    private final Consumer<Runnable> listeners;

    private InputField(
            Key<?> key,
            JComponent component,
            Supplier<String> reader,
            Consumer<String> writer,
            Consumer<Runnable> listeners) {
        this.key = key;
        this.component = component;
        this.reader = reader;
        this.writer = writer;
        this.listeners = listeners;
        setText(key.usual());
    }

    /** The field of a key as nobody has touched it. */
    public static InputField of(Key<?> key) {
        return switch (key.form()) {
            case TICK -> {
                JCheckBox box = new JCheckBox();
                yield new InputField(
                        key,
                        box,
                        () -> Boolean.toString(box.isSelected()),
                        text -> box.setSelected(Boolean.parseBoolean(text)),
                        action -> box.addActionListener(event -> action.run()));
            }
            case CHOICE -> {
                JComboBox<String> box = new JComboBox<>(key.choices().toArray(String[]::new));
                yield new InputField(
                        key,
                        box,
                        () -> (String) box.getSelectedItem(),
                        box::setSelectedItem,
                        action -> box.addActionListener(event -> action.run()));
            }
            case IMAGE -> image(key);
            case FILE -> path(key, JFileChooser.FILES_ONLY);
            case FOLDER -> path(key, JFileChooser.DIRECTORIES_ONLY);
            case PLACE -> path(key, JFileChooser.FILES_AND_DIRECTORIES);
            case LIST -> {
                TickedList list = new TickedList(key, COLUMNS);
                yield new InputField(key, list, list::text, list::setText, list::onChange);
            }
            case TEXT, WHOLE_NUMBER -> {
                JTextField text = new PromptField(key.whenEmpty(), COLUMNS);
                yield new InputField(key, text, text::getText, text::setText, action -> listen(text, action));
            }
        };
    }

    public Key<?> key() {
        return key;
    }

    public String name() {
        return key.name();
    }

    public JComponent component() {
        return component;
    }

    /** What stands in it, as it is typed in a macro. */
    public String text() {
        return reader.get().strip();
    }

    /** Puts a text there as if it were typed. */
    public void setText(String text) {
        writer.accept(text);
    }

    /** Puts a text there that was found rather than typed, and marks it until it is changed. */
    void setFound(String text) {
        setText(text);
        Component shown = component instanceof JPanel panel ? panel.getComponent(0) : component;
        Component tinted = shown instanceof JComboBox<?> box ? box.getEditor().getEditorComponent() : shown;
        Color usual = tinted.getBackground();
        tinted.setBackground(FOUND);
        onChange(() -> tinted.setBackground(text().equals(text) ? FOUND : usual));
    }

    /** Calls back whenever another image is chosen, or another text typed. */
    public void onChange(Runnable action) {
        listeners.accept(action);
    }

    private static void listen(JTextField text, Runnable action) {
        text.getDocument().addDocumentListener(new TextChange(action));
    }

    /** A choice of the open images that can also be typed into: the path of a file. */
    private static InputField image(Key<?> key) {
        List<ImageItem> items = new ArrayList<>(List.of(new ImageItem(NONE, "")));
        items.addAll(ImageItem.all());
        JComboBox<Object> box = new JComboBox<>(items.toArray());
        box.setEditable(true);
        box.setPrototypeDisplayValue("m".repeat(COLUMNS));
        box.setRenderer(new ImageItemRenderer());
        return new InputField(
                key,
                withBrowser(
                        box,
                        JFileChooser.FILES_ONLY,
                        () -> String.valueOf(box.getEditor().getItem()),
                        box::setSelectedItem),
                () -> {
                    String text = String.valueOf(box.getEditor().getItem());
                    return text.equals(NONE) ? "" : text;
                },
                text -> box.setSelectedItem(text.isEmpty() ? NONE : text),
                action -> box.addActionListener(event -> action.run()));
    }

    /** What an empty field of a path stands for, else what it wants: the beginning of the help. */
    static String wanted(Key<?> key) {
        return key.whenEmpty().isEmpty() ? key.help().split("[.,;](?: |$)", 2)[0] : key.whenEmpty();
    }

    private static InputField path(Key<?> key, int mode) {
        JTextField text = new PromptField(wanted(key), COLUMNS);
        return new InputField(
                key,
                withBrowser(text, mode, text::getText, text::setText),
                text::getText,
                text::setText,
                action -> listen(text, action));
    }

    private static JComponent withBrowser(JComponent field, int mode, Supplier<String> typed, Consumer<String> chosen) {
        JButton browse = new JButton("Browse…");
        browse.addActionListener(event -> {
            JFileChooser chooser = new JFileChooser(StartFolder.of(typed.get(), WindowManager.getCurrentImage()));
            chooser.setFileSelectionMode(mode);
            if (chooser.showDialog(field, "Select") == JFileChooser.APPROVE_OPTION) {
                File file = chooser.getSelectedFile();
                StartFolder.remember(file.getPath());
                chosen.accept(file.getPath());
            }
        });
        JPanel panel = new JPanel(new BorderLayout(4, 0));
        panel.add(field, BorderLayout.CENTER);
        panel.add(browse, BorderLayout.LINE_END);
        return panel;
    }
}
