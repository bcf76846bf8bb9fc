package org.relaxometry.bssfp.app.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.text.Version;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
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

    private final Context context;
    private final CommandInfo info;

    private CommandRunner(Context context, CommandInfo info) {
        this.context = context;
        this.info = info;
    }

    /** All our commands, in the order of their names. */
    static List<CommandInfo> commands(Context context) {
        return context.service(CommandService.class).getCommands().stream()
                .filter(info -> info.getDelegateClassName().startsWith(OURS))
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .toList();
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

    /** The keys a user can set, in the order of the dialog. */
    List<ModuleItem<?>> inputs() {
        List<ModuleItem<?>> inputs = new ArrayList<>();
        for (ModuleItem<?> item : info.inputs()) {
            if (isKey(item)) {
                inputs.add(item);
            }
        }
        inputs.sort(Comparator.comparingInt(CommandRunner::rank));
        return inputs;
    }

    /** What goes in first, then where the results go, then what few people need. */
    private static int rank(ModuleItem<?> item) {
        return item.get(RelaxometryCommand.MORE) != null ? 2 : item.getName().equals("output") ? 1 : 0;
    }

    /**
     * Runs the command on this thread.
     *
     * @param texts value of each key as typed; keys that are left out keep their defaults
     * @return what went wrong, in the user's terms; empty if all went well
     */
    public Optional<String> run(Map<String, String> texts) {
        Module module = context.service(ModuleService.class).createModule(info);
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            ModuleItem<?> item = inputs().stream()
                    .filter(each -> each.getName().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + entry.getKey() + "\" is not a key of "
                            + info.getName() + ". Its keys are: "
                            + String.join(
                                    ", ",
                                    inputs().stream().map(ModuleItem::getName).toList()) + "."));
            module.setInput(item.getName(), convert(item, entry.getValue().strip()));
        }
        // not through SciJava's ModuleRunner, whose events would make Fiji show a failure a second time
        module.run();
        Cancelable cancelable = (Cancelable) module.getDelegateObject();
        return cancelable.isCanceled() ? Optional.of(cancelable.getCancelReason()) : Optional.empty();
    }

    private static boolean isKey(ModuleItem<?> item) {
        Class<?> type = item.getType();
        return type == String.class || type == boolean.class || type == int.class || type == double.class;
    }

    private static Object convert(ModuleItem<?> item, String text) {
        Class<?> type = item.getType();
        if (type == boolean.class) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "1" -> true;
                case "false", "no", "0" -> false;
                default -> throw wrong(item, text, "true or false");
            };
        }
        try {
            return type == int.class
                    ? (Object) Integer.valueOf(text)
                    : type == double.class ? (Object) Double.valueOf(text) : text;
        } catch (NumberFormatException e) {
            throw wrong(item, text, type == int.class ? "a whole number" : "a number");
        }
    }

    private static IllegalArgumentException wrong(ModuleItem<?> item, String text, String expected) {
        return new IllegalArgumentException(
                item.getName() + " must be " + expected + ", but \"" + text + "\" was given.");
    }
}
