package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scijava.Context;
import org.scijava.command.CommandService;

/**
 * The menu entry of every command, in stock ImageJ and in Fiji: {@code plugins.config} names it once per command, with the
 * command's name as argument. From the menu it shows a dialog and records the call; in a macro it takes the keys from the
 * option string.
 */
public final class MenuBridge implements PlugIn {

    static final String TITLE = "bSSFP Relaxometry";

    private static final int LINE_LENGTH = 90;

    /** The context we made ourselves, where the host has none. */
    private static Context own;

    @Override
    public void run(String name) {
        Thread thread = Thread.currentThread();
        ClassLoader hosts = thread.getContextClassLoader();
        // stock ImageJ loads plugins in a class loader of its own, and SciJava looks for its index in the thread's
        thread.setContextClassLoader(MenuBridge.class.getClassLoader());
        boolean called = Macro.getOptions() != null;
        Optional<String> failure;
        try {
            failure = runCommand(CommandRunner.of(context(), name));
        } catch (IllegalArgumentException e) {
            failure = Optional.of(e.getMessage());
            show(e.getMessage());
        } finally {
            thread.setContextClassLoader(hosts);
        }
        IJ.showProgress(1);
        IJ.showStatus(failure.isEmpty() ? "Done" : RelaxometryCommand.isCancelled(failure.get()) ? "Cancelled" : "");
        if (called) {
            failure.ifPresent(MenuBridge::stopCaller);
        }
    }

    /**
     * A macro that went on would take the images of the run before for those of this one. Names the line of the macro, as stock
     * commands do.
     */
    private static void stopCaller(String failure) {
        Interpreter macro = Interpreter.getInstance();
        if (macro != null) {
            // not Macro.abort, which ends the call alone where the macro has a thread of its own
            stop(macro, failure);
            return;
        }
        if (GraphicsEnvironment.isHeadless()) {
            // a script that called IJ.run finds the reason in IJ.getErrorMessage()
            IJ.error(TITLE, failure);
        }
        Macro.abort();
    }

    /** ImageJ alone shows the line in a dialog, and has ended the macro where that fails; Fiji prints it without a screen. */
    private static void stop(Interpreter macro, String failure) {
        int line = macro.getLineNumber();
        try {
            macro.abort(GraphicsEnvironment.isHeadless() ? failure : wrapped(failure));
        } catch (HeadlessException e) {
            System.err.println("Macro Error: " + failure + " in line " + line);
        }
    }

    private static Optional<String> runCommand(CommandRunner runner) {
        String options = Macro.getOptions();
        Map<String, String> values;
        if (options != null) {
            values = resolveVariables(MacroOptions.parse(options));
        } else if (GraphicsEnvironment.isHeadless()) {
            values = Map.of();
        } else {
            return askAndRun(runner);
        }
        return runAndShow(runner, values);
    }

    /** A wrong input brings the dialog back with everything still filled in. */
    private static Optional<String> askAndRun(CommandRunner runner) {
        PersonalRun run = new PersonalRun(runner);
        Map<String, String> values = run.beginning();
        while (true) {
            Optional<Map<String, String>> answer = CommandDialog.ask(runner, values);
            Optional<String> failure =
                    answer.isEmpty() ? Optional.of(RelaxometryCommand.CANCELLED) : run.answered(answer.get());
            if (failure.isEmpty()) {
                return failure;
            }
            if (RelaxometryCommand.isCancelled(failure.get())) {
                Recorder.setCommand(null);
                return failure;
            }
            values = answer.get();
        }
    }

    private static Optional<String> runAndShow(CommandRunner runner, Map<String, String> values) {
        try {
            Optional<String> failure = runner.run(values, Windows.OF_A_CALL);
            failure.filter(message -> !RelaxometryCommand.isCancelled(message) && !GraphicsEnvironment.isHeadless())
                    .ifPresent(MenuBridge::show);
            return failure;
        } catch (IllegalArgumentException e) {
            show(e.getMessage());
            return Optional.of(e.getMessage());
        }
    }

    /** A value written {@code &name} stands for a variable of the running macro. */
    private static Map<String, String> resolveVariables(Map<String, String> values) {
        Interpreter interpreter = Interpreter.getInstance();
        if (interpreter == null) {
            return values;
        }
        Map<String, String> resolved = new LinkedHashMap<>(values);
        resolved.replaceAll((key, value) -> {
            String variable = value.startsWith("&") ? interpreter.getVariableAsString(value.substring(1)) : null;
            return variable == null ? value : variable;
        });
        return resolved;
    }

    static void show(String message) {
        if (GraphicsEnvironment.isHeadless()) {
            System.err.println("ERROR: " + message);
        } else if (Interpreter.getInstance() == null) {
            IJ.error(TITLE, wrapped(message));
        }
    }

    /** ImageJ's message boxes do not break lines. */
    static String wrapped(String message) {
        return message.replaceAll("(?m)(.{1," + LINE_LENGTH + "})(?: +|$)\n?", "$1\n")
                .strip();
    }

    static synchronized Context context() {
        if (own != null) {
            return own;
        }
        if (hasImageJ2()) {
            return (Context) IJ.runPlugIn("org.scijava.Context", "");
        }
        own = new Context(CommandService.class);
        return own;
    }

    private static boolean hasImageJ2() {
        try {
            Class.forName("net.imagej.legacy.IJ1Helper", false, IJ.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
