package org.relaxometry.bssfp.app.frame;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.text.Version;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/**
 * Runs any command without a graphical host: {@code java -jar Bssfp_Relaxometry-VERSION.jar COMMAND key=value …}.
 *
 * <p>Exit codes: 0 done, 1 the command failed or was cancelled, 2 the call itself is wrong, 3 it failed for lack of memory or disk.
 */
public final class Launcher {

    private static final String CALL = "java -jar " + Version.PROGRAM + "-" + Version.current() + ".jar";

    private Launcher() {}

    /** @param arguments command and keys, or {@code --help} */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        // Java 17 takes the locale's encoding, and a bare POSIX locale has neither ΔB0 nor °
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(launch(arguments));
    }

    public static int launch(String[] arguments) {
        try (Context context = new Context(CommandService.class)) {
            List<String> words = Arrays.asList(arguments);
            if (words.contains("--version")) {
                System.out.println(Version.program());
                return 0;
            }
            if (words.isEmpty() || words.get(0).equals("--help") || words.get(0).equals("help")) {
                printCommands(context);
                return words.isEmpty() ? 2 : 0;
            }
            CommandRunner runner = CommandRunner.of(context, words.get(0));
            if (words.contains("--help")) {
                printKeys(runner);
                return 0;
            }
            return runner.launch(words.subList(1, words.size()));
        } catch (IllegalArgumentException e) {
            System.err.println("ERROR: " + e.getMessage());
            System.err.println("Try: " + CALL + " --help");
            return 2;
        }
    }

    private static void printCommands(Context context) {
        System.out.println("bSSFP Relaxometry " + Version.current()
                + ": T1, T2 and off-resonance maps from phase-cycled bSSFP. Research software, not a medical device.");
        System.out.println();
        System.out.println("Usage: " + CALL + " COMMAND key=value …");
        System.out.println("       " + CALL + " COMMAND --help");
        System.out.println();
        System.out.println("Commands:");
        for (CommandInfo info : CommandRunner.commands(context)) {
            System.out.printf("  %-16s %s%n", info.getName(), info.getDescription());
        }
    }

    private static void printKeys(CommandRunner runner) {
        System.out.println(runner.info().getName() + ": " + runner.info().getDescription());
        System.out.println();
        System.out.println("Keys:");
        for (Key<?> key : runner.keys()) {
            System.out.printf("  %-12s %s%n", key.name(), key.label());
            System.out.printf("  %-12s   %s%n", "", key.help());
            if (!key.choices().isEmpty()) {
                System.out.printf("  %-12s   One of: %s%n", "", String.join(", ", key.choices()));
            }
            if (!key.usual().isEmpty()) {
                System.out.printf("  %-12s   Default: %s%n", "", key.usual());
            }
        }
    }
}
