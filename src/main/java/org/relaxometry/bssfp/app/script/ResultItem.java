package org.relaxometry.bssfp.app.script;

import java.lang.reflect.Field;
import java.lang.reflect.Type;
import org.relaxometry.bssfp.app.key.Result;
import org.scijava.ItemIO;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.ModuleInfo;
import org.scijava.plugin.Parameter;

/** A result of a command as SciJava sees it: an output. */
final class ResultItem extends CommandModuleItem<Object> {

    /** SciJava reads from a field that stands for all of them that it is an output. */
    @Parameter(type = ItemIO.OUTPUT)
    private static final Object ANY = null;

    private final Result result;

    ResultItem(ModuleInfo command, Result result) {
        super(command, any());
        this.result = result;
    }

    private static Field any() {
        try {
            return ResultItem.class.getDeclaredField("ANY");
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String getName() {
        return result.name();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<Object> getType() {
        return (Class<Object>) result.kind().type();
    }

    @Override
    public Type getGenericType() {
        return result.kind().type();
    }

    @Override
    public String getLabel() {
        return result.name();
    }

    @Override
    public String getDescription() {
        return result.what();
    }
}
