package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.Failure;
import org.relaxometry.bssfp.io.file.FileName;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Plugin;

/**
 * What all commands share: keys that are declared in one line each and from which SciJava's inputs are made, and a failure that
 * becomes a message in the user's terms and cancels the command. Headless, messages go to the console, otherwise to ImageJ's log.
 */
public abstract class RelaxometryCommand extends ContextCommand {

    /** Why a command ended that the user cancelled. */
    public static final String CANCELLED = "Cancelled. Nothing was written.";

    private static final String WARNING = "WARNING: ";

    /** What a user can set; subclasses and groups of keys declare theirs here. */
    protected final Keys keys = new Keys();

    private Audience audience = Windows.OF_A_CALL;

    private final List<String> warnings = new ArrayList<>();

    /** The work. What it throws is shown to the user; nothing half-done may be left behind. */
    protected abstract void execute() throws IOException;

    /** Declares a key of this command. */
    protected final <T> Key<T> key(Key<T> key) {
        return keys.add(key);
    }

    /** What a user can set. */
    public final Keys keys() {
        return keys;
    }

    /** What it makes, in the order of its importance, as scripts take it. */
    public List<Result> results() {
        return List.of();
    }

    /** Says for whom it works. */
    public final void workFor(Audience whom) {
        audience = whom;
    }

    /** For whom it works: who takes the results beside the files. */
    public final Audience audience() {
        return audience;
    }

    @Override
    public final void run() {
        work();
        if (audience.isPerson() && !warnings.isEmpty()) {
            WarningsWindow.show(
                    getClass().getAnnotation(Plugin.class).label(),
                    warnings.stream()
                            .map(warning -> DialogWords.of(warning, keys.inOrder()))
                            .toList());
        }
    }

    private void work() {
        try {
            keys.requireValidChoices();
            execute();
        } catch (CancellationException | ClosedByInterruptException e) {
            // the second: a host that cancels by interrupting the thread may hit it while a file is written
            fail(CANCELLED);
        } catch (InvalidPathException e) {
            fail("'" + e.getInput() + "' cannot be the name of a file here." + FileName.foreignLetters(e.getInput()));
        } catch (IllegalArgumentException e) {
            fail(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        } catch (IOException e) {
            fail(Failure.sentence(e));
        } catch (UncheckedIOException e) {
            fail(Failure.sentence(e.getCause()));
        } catch (OutOfMemoryError e) {
            fail("There is not enough memory. Give more (Edit > Options > Memory & Threads in ImageJ, java -Xmx… on the"
                    + " command line), or open the images as virtual stacks.");
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            if (!isEnding()) {
                e.printStackTrace();
            }
            fail("This should not have happened, please report it: " + e);
        }
    }

    /** Whether the program is being ended from outside, and the files of this run are gone. */
    private static boolean isEnding() {
        Thread probe = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Tells the user something that is worth knowing. */
    public final void log(String message) {
        if (message.startsWith(WARNING)) {
            warnings.add(message.substring(WARNING.length()));
        }
        if (GraphicsEnvironment.isHeadless()) {
            System.out.println(message);
        } else {
            IJ.log(message);
        }
    }

    /** Tells what was decided while something was read, and what the user should look at. */
    public final void say(List<String> notes, List<String> warnings) {
        notes.forEach(this::log);
        warnings.forEach(warning -> log(WARNING + warning));
    }

    /** Progress in ImageJ's bar or on the console; cancelled by Esc, by the host, or by interrupting the thread. */
    public final HostProgress progress(String task) {
        return new HostProgress(task, this::isCanceled);
    }

    /**
     * Progress of the writing after a work that keeps what is done where it is cancelled: who has cancelled the work wants that written,
     * who cancels the writing wants nothing.
     *
     * @param work its progress
     * @param cut whether it was cancelled
     */
    public final Progress writing(Progress work, boolean cut) {
        return cut ? new HostProgress("Writing", () -> false) : work;
    }

    private void fail(String failure) {
        // whatever fails while the program is being ended fails because of that
        String message = isEnding() ? CANCELLED : failure;
        if (GraphicsEnvironment.isHeadless()) {
            System.err.println("ERROR: " + message);
        }
        cancel(message);
    }
}
