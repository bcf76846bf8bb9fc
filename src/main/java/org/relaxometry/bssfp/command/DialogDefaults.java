package org.relaxometry.bssfp.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scijava.module.ModuleItem;

/** What a dialog fills in before the user touches it: open images whose titles speak for themselves. */
final class DialogDefaults {

    private DialogDefaults() {}

    /** Values by key for the keys of the command that take images. */
    static Map<String, String> suggest(CommandRunner runner) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> titles = titlesCurrentFirst();
        for (ModuleItem<?> item : runner.inputs()) {
            if (InputField.IMAGE_STYLE.equals(item.getWidgetStyle())) {
                titles.stream()
                        .filter(title -> speaksFor(item.getName(), title))
                        .findFirst()
                        .ifPresent(title -> values.put(item.getName(), title));
            }
        }
        return values;
    }

    private static List<String> titlesCurrentFirst() {
        List<String> titles = new ArrayList<>(Arrays.asList(WindowManager.getImageTitles()));
        ImagePlus current = WindowManager.getCurrentImage();
        if (current != null) {
            titles.remove(current.getTitle());
            titles.add(0, current.getTitle());
        }
        return titles;
    }

    private static boolean speaksFor(String key, String title) {
        String lower = title.toLowerCase(Locale.ROOT);
        return switch (key) {
            case "magnitude" -> lower.contains("mag");
            case "phase" -> lower.contains("phase") || lower.matches(".*_ph([._ ].*)?");
            case "real" -> lower.matches(".*(^|[^a-z])real([^a-z].*)?");
            case "imaginary" -> lower.contains("imag") && !lower.contains("image");
            case "complex" -> lower.contains("complex");
            case "b1" -> lower.contains("b1");
            case "mask" -> lower.contains("mask");
            default -> false;
        };
    }
}
