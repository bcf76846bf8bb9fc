package org.relaxometry.bssfp.app.frame;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.text.Version;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;

/**
 * Runs one of our commands with inputs given as text, for the menu bridge and the launcher. Text that does not fit a key is
 * refused here, because hosts turn it silently into 0.
 */
public final class CommandRunner {

    private static final String OURS = "org.relaxometry.bssfp.";

    /** The one command that the menu names and this jar does not hold. */
    private static final String BENCH = "bench";

    private static final String BENCH_JAR =
            "It is in a jar of its own, bssfp-relaxometry-bench-%s.jar, which belongs beside"
                    + " the libraries: into the folder jars of Fiji or ImageJ, or into lib beside the launcher's jar.";

    private static final int LACKS_RESOURCES = 3;

    private final Context context;
    private final CommandInfo info;

    /**
     * How a run ended.
     *
     * @param failure what went wrong, in the user's terms; empty if all went well
     * @param lacksResources whether it failed for lack of memory or disk
     */
    public record Outcome(Optional<String> failure, boolean lacksResources) {

        int exitCode() {
            return failure.isEmpty() ? 0 : lacksResources ? LACKS_RESOURCES : 1;
        }
    }

    private CommandRunner(Context context, CommandInfo info) {
        this.context = context;
        this.info = info;
    }

    /** All our commands, in the order of their names. */
    public static List<CommandInfo> commands(Context context) {
        return context.service(CommandService.class).getCommands().stream()
                .filter(info -> isOurs(info.getDelegateClassName()))
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .toList();
    }

    /** Whether a command of this class is one of ours. */
    public static boolean isOurs(String className) {
        return className.startsWith(OURS);
    }

    /** The command of this name, such as {@code map}. */
    public static CommandRunner of(Context context, String name) {
        List<CommandInfo> all = commands(context);
        return all.stream()
                .filter(info -> info.getName().equals(name))
                .map(info -> new CommandRunner(context, info))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no command \"" + name + "\". "
                        + (name.equals(BENCH)
                                ? BENCH_JAR.formatted(Version.current())
                                : "There are: "
                                        + String.join(
                                                ", ",
                                                all.stream()
                                                        .map(CommandInfo::getName)
                                                        .toList()) + ".")));
    }

    CommandInfo info() {
        return info;
    }

    /** The keys a user can set, in the order of the dialog, as nobody has touched them. */
    public List<Key<?>> keys() {
        return command().keys().inOrder();
    }

    /** What scripts can take of it. */
    List<Result> results() {
        return command().results();
    }

    /**
     * Runs the command on this thread.
     *
     * @param texts value of each key as typed; keys that are left out keep their defaults
     * @param audience for whom
     * @return what went wrong, in the user's terms; empty if all went well
     * @throws IllegalArgumentException for a key that there is not, or a value that is not of its kind
     */
    public Optional<String> run(Map<String, String> texts, Audience audience) {
        return outcome(texts, audience).failure();
    }

    /** As {@link #run(Map, Audience)}. */
    public Outcome outcome(Map<String, String> texts, Audience audience) {
        RelaxometryCommand command = command();
        command.workFor(audience);
        texts.forEach((name, text) -> command.keys().get(name, info.getName()).set(text));
        // not through SciJava's ModuleRunner, whose events would make Fiji show a failure a second time
        command.run();
        return command.isCanceled()
                ? new Outcome(Optional.of(command.getCancelReason()), command.lacksResources())
                : new Outcome(Optional.empty(), false);
    }

    /** As {@link #run(Map, Audience)}, for a macro. */
    public Optional<String> run(Map<String, String> texts) {
        return run(texts, Windows.OF_A_CALL);
    }

    /**
     * As {@link #run(Map)}, with the words of a command line.
     *
     * @return exit code: 0 done, 1 failed or cancelled, {@value #LACKS_RESOURCES} failed for lack of memory or disk
     */
    int launch(List<String> words) {
        return outcome(command().texts(words), Windows.OF_A_CALL).exitCode();
    }

    private RelaxometryCommand command() {
        return (RelaxometryCommand)
                context.service(ModuleService.class).createModule(info).getDelegateObject();
    }
}
