package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import ij.Menus;
import ij.macro.Interpreter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Our menu in an ImageJ without a screen, where ImageJ builds none, so that macros can call commands as they do in Fiji. */
public final class HeadlessMenu {

    private static final Pattern ENTRY = Pattern.compile("\"(.*)\", (org\\.relaxometry\\.bssfp\\..*\\))");

    private HeadlessMenu() {}

    /** Label of every entry, and what it calls. */
    public static Map<String, String> entries() throws IOException {
        return ENTRY.matcher(Files.readString(Path.of("plugins.config"), StandardCharsets.UTF_8))
                .results()
                .collect(Collectors.toMap((MatchResult entry) -> entry.group(1), entry -> entry.group(2)));
    }

    /** What a macro prints, errors included. */
    public static String runMacro(String text) throws IOException, ReflectiveOperationException {
        return runMacro(text, "");
    }

    /** @param argument for {@code getArgument()} */
    public static String runMacro(String text, String argument) throws IOException, ReflectiveOperationException {
        install();
        Set<Integer> before = images();
        PrintStream standardOutput = System.out;
        PrintStream standardError = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        try {
            onThreadOfAMacro(() -> IJ.runMacro(text, argument));
        } finally {
            System.setOut(standardOutput);
            System.setErr(standardError);
            forgetImagesBut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static Set<Integer> images() {
        return IntStream.of(Interpreter.getBatchModeImageIDs()).boxed().collect(Collectors.toSet());
    }

    /** ImageJ has one list of them for all tests of this JVM. */
    private static void forgetImagesBut(Set<Integer> before) {
        for (int id : images()) {
            if (!before.contains(id)) {
                Interpreter.removeBatchModeImage(Interpreter.getBatchModeImage(id));
            }
        }
        Interpreter.batchMode = !before.isEmpty();
    }

    /** ImageJ knows macros that have a thread of their own, as Fiji gives them, by its name. */
    private static void onThreadOfAMacro(Runnable work) {
        Thread thread = new Thread(work, "test_Macro$");
        thread.setContextClassLoader(HeadlessMenu.class.getClassLoader());
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    public static void install() throws IOException, ReflectiveOperationException {
        Field table = Menus.class.getDeclaredField("pluginsTable");
        table.setAccessible(true);
        table.set(null, new Hashtable<>(entries()));
    }
}
