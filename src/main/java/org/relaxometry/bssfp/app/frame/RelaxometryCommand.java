package org.relaxometry.bssfp.app.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * becomes a message in the user's terms and cancels the command.
 */
public abstract class RelaxometryCommand extends ContextCommand {

    /** Why a command ended that the user cancelled. */
    public static final String CANCELLED = "Cancelled. Nothing was written.";

    /** How the reason of a command begins that the user cancelled and that has kept something. */
    public static final String CANCELLED_AFTER = "Cancelled after ";

    private static final String WARNING = "WARNING: ";
    private static final String OUTPUT = "output";

    /** What a user can set; subclasses and groups of keys declare theirs here. */
    protected final Keys keys = new Keys();

    private Audience audience = Windows.OF_A_CALL;

    private final List<String> warnings = new ArrayList<>();

    private boolean lacksResources;

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
                            .toList(),
                    hasWritten());
        }
    }

    /** Whether there are files of this run, and records among them. */
    final boolean hasWritten() {
        return !isCanceled() && !keys.texts().getOrDefault(OUTPUT, "").isEmpty();
    }

    private void work() {
        try {
            keys.requireValidChoices();
            execute();
        } catch (CancellationException e) {
            // one that says what is kept says more
            fail(isCancelled(String.valueOf(e.getMessage())) ? e.getMessage() : CANCELLED);
        } catch (ClosedByInterruptException e) {
            // a host that cancels by interrupting the thread may hit it while a file is written
            fail(CANCELLED);
        } catch (InvalidPathException e) {
            fail("'" + e.getInput() + "' cannot be the name of a file here." + FileName.foreignLetters(e.getInput()));
        } catch (IllegalArgumentException e) {
            fail(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        } catch (IOException e) {
            lacksResources = Failure.isShortage(e);
            fail(Failure.sentence(e));
        } catch (UncheckedIOException e) {
            lacksResources = Failure.isShortage(e.getCause());
            fail(Failure.sentence(e.getCause()));
        } catch (OutOfMemoryError e) {
            lacksResources = true;
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

    /** Whether a command ended for no other reason than that the user cancelled it. */
    public static boolean isCancelled(String failure) {
        return failure.equals(CANCELLED) || failure.startsWith(CANCELLED_AFTER);
    }

    /** Whether it failed for lack of memory or disk, and may succeed where there is more. */
    public final boolean lacksResources() {
        return lacksResources;
    }

    /**
     * What the words behind the command's name on a command line say, by key.
     *
     * @throws IllegalArgumentException where a word is not of the form that is expected
     */
    public Map<String, String> texts(List<String> words) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            String key = (equals < 0 ? word : word.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (key.startsWith("-")) {
                throw new IllegalArgumentException(
                        "Keys are written key=value, without dashes, but \"" + word + "\" was given.");
            }
            if (texts.put(key, equals < 0 ? "true" : word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("The key " + key + " is given twice.");
            }
        }
        return texts;
    }

    /** Tells the user something that is worth knowing. */
    public final void log(String message) {
        if (message.startsWith(WARNING)) {
            warnings.add(message.substring(WARNING.length()));
        }
        audience.log(audience.isPerson() ? DialogWords.of(message, keys.inOrder()) : message);
    }

    /** Tells what was decided while something was read, and what the user should look at. */
    public final void say(List<String> notes, List<String> warnings) {
        notes.forEach(this::log);
        warnings.forEach(warning -> log(WARNING + warning));
    }

    /** Progress in ImageJ's bar or on the console; cancelled by Esc, by the host, or by interrupting the thread. */
    public final Progress progress(String task) {
        return audience.progress(task, this::isCanceled);
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
        audience.failed(message);
        cancel(message);
    }
}
