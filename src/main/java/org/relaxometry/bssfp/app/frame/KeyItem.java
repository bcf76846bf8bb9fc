package org.relaxometry.bssfp.app.frame;

import java.util.List;
import org.relaxometry.bssfp.app.key.Key;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/** A key as SciJava sees it: an input that is never asked for, never remembered, and set by name. */
final class KeyItem {

    private KeyItem() {}

    static ModuleItem<?> of(ModuleInfo command, Key<?> key) {
        return switch (key.form()) {
            case TICK -> item(command, key, boolean.class, Boolean.valueOf(key.usual()));
            case WHOLE_NUMBER -> {
                DefaultMutableModuleItem<Integer> item = item(command, key, int.class, Integer.valueOf(key.usual()));
                item.setMinimumValue(key.least());
                item.setMaximumValue(key.most());
                yield item;
            }
            default -> {
                DefaultMutableModuleItem<String> item = item(command, key, String.class, key.usual());
                item.setChoices(List.copyOf(key.choices()));
                yield item;
            }
        };
    }

    private static <T> DefaultMutableModuleItem<T> item(ModuleInfo command, Key<?> key, Class<T> type, T usual) {
        DefaultMutableModuleItem<T> item = new DefaultMutableModuleItem<>(command, key.name(), type);
        item.setLabel(key.label());
        item.setDescription(key.help());
        item.setDefaultValue(usual);
        item.setWidgetStyle(key.form().style().isEmpty() ? null : key.form().style());
        item.setRequired(false);
        item.setPersisted(false);
        return item;
    }
}
