package org.relaxometry.bssfp.app.script;

import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.List;
import org.relaxometry.bssfp.app.key.Key;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.ModuleInfo;
import org.scijava.plugin.Parameter;

/** A key as SciJava sees it: an input that is never asked for, never remembered, and set by name. */
final class KeyItem extends CommandModuleItem<Object> {

    /** SciJava reads what it asks of an input beyond a key's own from a field that stands for all of them. */
    @Parameter(required = false, persist = false, autoFill = false)
    private static final Object ANY = null;

    private final Key<?> key;

    KeyItem(ModuleInfo command, Key<?> key) {
        super(command, any());
        this.key = key;
    }

    private static Field any() {
        try {
            return KeyItem.class.getDeclaredField("ANY");
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String getName() {
        return key.name();
    }

    /** Anything: SciJava would make 0 of a number that it cannot read, and text of an image, before the key sees it. */
    @Override
    public Class<Object> getType() {
        return Object.class;
    }

    @Override
    public Type getGenericType() {
        return Object.class;
    }

    @Override
    public Object getDefaultValue() {
        return key.text();
    }

    @Override
    public List<Object> getChoices() {
        return List.copyOf(key.choices());
    }

    @Override
    public Object getMinimumValue() {
        return key.form() == Key.Form.WHOLE_NUMBER ? key.least() : null;
    }

    @Override
    public Object getMaximumValue() {
        return key.form() == Key.Form.WHOLE_NUMBER ? key.most() : null;
    }

    @Override
    public String getWidgetStyle() {
        return key.form().style();
    }

    @Override
    public String getLabel() {
        return key.label();
    }

    @Override
    public String getDescription() {
        return key.help();
    }
}
