package org.relaxometry.bssfp.app.script;

import java.awt.GraphicsEnvironment;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.io.image.GivenImages;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.convert.ConvertService;
import org.scijava.module.ModuleException;

/** A command that a script has called: its inputs are the keys, its outputs the results. */
final class KeyedModule extends CommandModule {

    /** SciJava passes what begins so on to whoever knows it. */
    private static final String IMPLICIT = ".";

    private static final String OUTPUT = "output";

    private final GivenValues given = new GivenValues();
    private final ScriptResults results = new ScriptResults(command().results());

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
        command().workFor(results);
        boolean written = !command().keys().has(OUTPUT) || !key(OUTPUT).text().isEmpty();
        if (GraphicsEnvironment.isHeadless() && !written) {
            command()
                    .log(
                            "No output folder was given: the results are objects for the script that has called, and nothing is written.");
        }
        GivenImages.during(given.images(), super::run);
        if (isCanceled()) {
            throw new CommandFailure(getCancelReason());
        }
        // what SciJava shows of the results where the script has asked it to
        results.asides().forEach(this::resolveOutput);
    }

    @Override
    public Object getInput(String name) {
        return command().keys().has(name) ? key(name).text() : null;
    }

    @Override
    public void setInput(String name, Object value) {
        if (name.startsWith(IMPLICIT)) {
            return;
        }
        Context context = getContext();
        key(name).set(given.text(key(name), value, context == null ? null : context.getService(ConvertService.class)));
    }

    /** A key that is not given has its usual value, so that nothing is left to be asked for. */
    @Override
    public boolean isInputResolved(String name) {
        return true;
    }

    @Override
    public Object getOutput(String name) {
        return results.get(name);
    }

    private Key<?> key(String name) {
        return command().keys().get(name, getInfo().getName());
    }

    private RelaxometryCommand command() {
        return (RelaxometryCommand) getCommand();
    }
}
