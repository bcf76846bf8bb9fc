package org.relaxometry.bssfp.app.script;

import java.util.List;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/** Tells SciJava, in hosts that have all its services, that the inputs of our commands are their keys. */
@Plugin(type = Service.class)
public final class KeyedCommands extends AbstractService implements SciJavaService {

    /** Is there before this one, and learns of the exchange. */
    @Parameter
    @SuppressWarnings("unused")
    private CommandService commands;

    @Parameter
    private PluginService plugins;

    @Override
    public void initialize() {
        for (PluginInfo<Command> plain : List.copyOf(plugins.getPluginsOfType(Command.class))) {
            if (CommandRunner.isOurs(plain.getClassName()) && !(plain instanceof KeyedCommandInfo)) {
                plugins.removePlugin(plain);
                plugins.addPlugin(new KeyedCommandInfo(plain));
            }
        }
    }
}
