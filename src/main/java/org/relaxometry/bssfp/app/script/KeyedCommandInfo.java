package org.relaxometry.bssfp.app.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.PluginInfo;

/** What SciJava knows of a command of ours: its inputs are the command's keys, its outputs are the results. */
final class KeyedCommandInfo extends CommandInfo {

    private Map<String, KeyItem> inputs;
    private Map<String, ResultItem> outputs;

    KeyedCommandInfo(PluginInfo<Command> plugin) {
        super(plugin);
    }

    @Override
    public Iterable<ModuleItem<?>> inputs() {
        read();
        return List.copyOf(inputs.values());
    }

    @Override
    public CommandModuleItem<?> getInput(String name) {
        read();
        return inputs.get(name);
    }

    @Override
    public Iterable<ModuleItem<?>> outputs() {
        read();
        return List.copyOf(outputs.values());
    }

    @Override
    public CommandModuleItem<?> getOutput(String name) {
        read();
        return outputs.get(name);
    }

    @Override
    public Module createModule() throws ModuleException {
        return new KeyedModule(this);
    }

    @Override
    public Module createModule(Command command) {
        return new KeyedModule(this, command);
    }

    private synchronized void read() {
        if (inputs != null) {
            return;
        }
        Map<String, KeyItem> keys = new LinkedHashMap<>();
        Map<String, ResultItem> results = new LinkedHashMap<>();
        try {
            RelaxometryCommand untouched = (RelaxometryCommand)
                    loadDelegateClass().getDeclaredConstructor().newInstance();
            for (Key<?> key : untouched.keys().inOrder()) {
                keys.put(key.name(), new KeyItem(this, key));
            }
            for (Result result : untouched.results()) {
                results.put(result.name(), new ResultItem(this, result));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        outputs = results;
        inputs = keys;
    }
}
