package org.relaxometry.bssfp.app.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.key.Key;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.PluginInfo;

/** What SciJava knows of a command of ours: its inputs are the command's keys. */
final class KeyedCommandInfo extends CommandInfo {

    private Map<String, KeyItem> items;

    KeyedCommandInfo(PluginInfo<Command> plugin) {
        super(plugin);
    }

    @Override
    public Iterable<ModuleItem<?>> inputs() {
        return List.copyOf(items().values());
    }

    @Override
    public CommandModuleItem<?> getInput(String name) {
        return items().get(name);
    }

    @Override
    public Module createModule() throws ModuleException {
        return new KeyedModule(this);
    }

    @Override
    public Module createModule(Command command) {
        return new KeyedModule(this, command);
    }

    private synchronized Map<String, KeyItem> items() {
        if (items == null) {
            Map<String, KeyItem> made = new LinkedHashMap<>();
            try {
                RelaxometryCommand untouched = (RelaxometryCommand)
                        loadDelegateClass().getDeclaredConstructor().newInstance();
                for (Key<?> key : untouched.keys().inOrder()) {
                    made.put(key.name(), new KeyItem(this, key));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            items = made;
        }
        return items;
    }

    /** A command about to run, whose inputs are its keys. */
    private static final class KeyedModule extends CommandModule {

        KeyedModule(KeyedCommandInfo info) throws ModuleException {
            super(info);
        }

        KeyedModule(KeyedCommandInfo info, Command command) {
            super(info, command);
        }

        /**
         * @throws CommandFailure where the command fails or is cancelled: a script that went on would take the results of the run
         *     before for those of this one
         */
        @Override
        public void run() {
            super.run();
            if (isCanceled()) {
                throw new CommandFailure(getCancelReason());
            }
        }

        @Override
        public Object getInput(String name) {
            return getInfo().getInput(name) == null ? null : key(name).hostValue();
        }

        @Override
        public void setInput(String name, Object value) {
            key(name).set(value);
        }

        private Key<?> key(String name) {
            return ((RelaxometryCommand) getCommand())
                    .keys()
                    .get(name, getInfo().getName());
        }
    }
}
