package org.relaxometry.bssfp.app.frame;

import ij.WindowManager;
import java.awt.BorderLayout;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.scijava.module.ModuleItem;

/** One key of a command as a dialog shows it. */
public final class InputField {

    /** Widget style of keys that take the title of an open image or a path. */
    public static final String IMAGE_STYLE = "image";

    /** Widget style of keys that take a path to a file, as SciJava names it. */
    public static final String FILE_STYLE = "open";

    /** Widget style of keys that take a folder, as SciJava names it. */
    public static final String FOLDER_STYLE = "directory";

    private static final String NONE = "None";
    private static final int COLUMNS = 24;

    private final ModuleItem<?> item;
    private final JComponent component;
    private final Supplier<String> reader;
    private final Consumer<String> writer;

    /** The choice of images; null for keys that take none. */
    private final JComboBox<String> chooser;

    private InputField(ModuleItem<?> item, JComponent component, Supplier<String> reader, Consumer<String> writer) {
        this(item, component, reader, writer, null);
    }

    private InputField(
            ModuleItem<?> item,
            JComponent component,
            Supplier<String> reader,
            Consumer<String> writer,
            JComboBox<String> chooser) {
        this.chooser = chooser;
        this.item = item;
        this.component = component;
        this.reader = reader;
        this.writer = writer;
        setText(defaultText());
    }

    static InputField of(ModuleItem<?> item) {
        if (item.getType() == boolean.class) {
            JCheckBox box = new JCheckBox();
            return new InputField(
                    item,
                    box,
                    () -> Boolean.toString(box.isSelected()),
                    text -> box.setSelected(Boolean.parseBoolean(text)));
        }
        if (item.getChoices() != null && !item.getChoices().isEmpty()) {
            JComboBox<String> box = new JComboBox<>(
                    item.getChoices().stream().map(Object::toString).toArray(String[]::new));
            return new InputField(item, box, () -> (String) box.getSelectedItem(), box::setSelectedItem);
        }
        String style = item.getWidgetStyle() == null ? "" : item.getWidgetStyle();
        return switch (style) {
            case IMAGE_STYLE -> image(item);
            case FILE_STYLE -> path(item, JFileChooser.FILES_ONLY);
            case FOLDER_STYLE -> path(item, JFileChooser.DIRECTORIES_ONLY);
            default -> {
                JTextField text = new JTextField(COLUMNS);
                yield new InputField(item, text, text::getText, text::setText);
            }
        };
    }

    ModuleItem<?> item() {
        return item;
    }

    String key() {
        return item.getName();
    }

    JComponent component() {
        return component;
    }

    String text() {
        return reader.get().strip();
    }

    void setText(String text) {
        writer.accept(text);
    }

    /** Calls back whenever another image is chosen. */
    void onChange(Runnable action) {
        if (chooser != null) {
            chooser.addActionListener(event -> action.run());
        }
    }

    String defaultText() {
        Object value = item.getDefaultValue();
        return value == null ? "" : value.toString();
    }

    /** A choice of the open images that can also be typed into: the path of a file. */
    private static InputField image(ModuleItem<?> item) {
        List<String> titles = new ArrayList<>();
        titles.add(NONE);
        titles.addAll(Arrays.asList(WindowManager.getImageTitles()));
        JComboBox<String> box = new JComboBox<>(titles.toArray(String[]::new));
        box.setEditable(true);
        box.setPrototypeDisplayValue("m".repeat(COLUMNS));
        return new InputField(
                item,
                withBrowser(box, JFileChooser.FILES_ONLY, box::setSelectedItem),
                () -> {
                    String text = String.valueOf(box.getEditor().getItem());
                    return text.equals(NONE) ? "" : text;
                },
                text -> box.setSelectedItem(text.isEmpty() ? NONE : text),
                box);
    }

    private static InputField path(ModuleItem<?> item, int mode) {
        JTextField text = new JTextField(COLUMNS);
        return new InputField(item, withBrowser(text, mode, text::setText), text::getText, text::setText);
    }

    private static JComponent withBrowser(JComponent field, int mode, Consumer<String> chosen) {
        JButton browse = new JButton("Browse…");
        browse.addActionListener(event -> {
            JFileChooser chooser = new JFileChooser(ij.io.OpenDialog.getDefaultDirectory());
            chooser.setFileSelectionMode(mode);
            if (chooser.showDialog(field, "Select") == JFileChooser.APPROVE_OPTION) {
                File file = chooser.getSelectedFile();
                ij.io.OpenDialog.setDefaultDirectory(
                        mode == JFileChooser.FILES_ONLY ? file.getParent() : file.getPath());
                chosen.accept(file.getPath());
            }
        });
        JPanel panel = new JPanel(new BorderLayout(4, 0));
        panel.add(field, BorderLayout.CENTER);
        panel.add(browse, BorderLayout.LINE_END);
        return panel;
    }
}
