package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.scijava.command.CommandModuleItem;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.util.ClassUtils;

/**
 * What all commands share: they check their own choices (hosts do not enforce them), and a failure becomes a message in the
 * user's terms that cancels the command. Headless, messages go to the console, otherwise to ImageJ's log.
 */
public abstract class RelaxometryCommand extends ContextCommand {

    /** Attribute of inputs that the dialog keeps behind {@code More…}. */
    public static final String MORE = "more";

    /** Why a command ended that the user cancelled. */
    public static final String CANCELLED = "Cancelled. Nothing was written.";

    @Parameter
    private CommandService commands;

    /** The work. What it throws is shown to the user; nothing half-done may be left behind. */
    protected abstract void execute() throws IOException;

    @Override
    public final void run() {
        try {
            requireValidChoices();
            execute();
        } catch (CancellationException | ClosedByInterruptException e) {
            // the second: a host that cancels by interrupting the thread may hit it while a file is written
            fail(CANCELLED);
        } catch (IllegalArgumentException | IOException e) {
            fail(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        } catch (OutOfMemoryError e) {
            fail("There is not enough memory. Give more (Edit > Options > Memory & Threads in ImageJ, java -Xmx… on the"
                    + " command line), or open the images as virtual stacks.");
        } catch (RuntimeException e) {
            e.printStackTrace();
            fail("This should not have happened, please report it: " + e);
        }
    }

    /** Tells the user something that is worth knowing. */
    protected final void log(String message) {
        if (GraphicsEnvironment.isHeadless()) {
            System.out.println(message);
        } else {
            IJ.log(message);
        }
    }

    /** Progress in ImageJ's bar or on the console; cancelled by Esc, by the host, or by interrupting the thread. */
    protected final HostProgress progress(String task) {
        return new HostProgress(task, this::isCanceled);
    }

    /** The number of threads that a user means. */
    protected static int workers(int threads) {
        if (threads < 0) {
            throw new IllegalArgumentException("threads must be 0 (all) or more, but is " + threads + ".");
        }
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** Whether images can be opened: there is a screen, or a macro that may use them. */
    protected static boolean canShow() {
        return !GraphicsEnvironment.isHeadless() || Interpreter.getInstance() != null;
    }

    private void fail(String message) {
        if (GraphicsEnvironment.isHeadless()) {
            System.err.println("ERROR: " + message);
        }
        cancel(message);
    }

    private void requireValidChoices() {
        for (ModuleItem<?> item : commands.getCommand(getClass()).inputs()) {
            List<?> choices = item.getChoices();
            if (choices == null || choices.isEmpty()) {
                continue;
            }
            var field = ((CommandModuleItem<?>) item).getField();
            Object value = ClassUtils.getValue(field, this);
            Object valid = choices.stream()
                    .filter(choice -> choice.toString()
                            .equalsIgnoreCase(String.valueOf(value).strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + value + "\" is not a value of "
                            + item.getName() + ". It may be one of: "
                            + String.join(
                                    ", ", choices.stream().map(Object::toString).toList()) + "."));
            ClassUtils.setValue(field, this, valid);
        }
    }
}
