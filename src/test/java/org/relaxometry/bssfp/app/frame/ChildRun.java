package org.relaxometry.bssfp.app.frame;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command that the launcher runs in a program of its own, which can be killed. Its messages go to a file. */
public final class ChildRun implements AutoCloseable {

    private final Process process;
    private final Path messages;
    /** A shell that waits for its words: to start one for every kill would take longer than what shall be hit. */
    private final Process shell;

    private final PrintStream words;

    public ChildRun(Path messages, List<String> command) throws IOException {
        this.messages = messages;
        List<String> call = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Launcher.class.getName()));
        call.addAll(command);
        process = new ProcessBuilder(call)
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        shell = new ProcessBuilder("sh").redirectError(new File("/dev/null")).start();
        words = new PrintStream(shell.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** @param signal KILL, TERM or INT */
    public void kill(String signal) {
        words.println("kill -" + signal + " " + process.pid());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, and returns what it said. */
    public String end() throws IOException, InterruptedException {
        process.waitFor();
        return Files.readString(messages);
    }

    /** After {@link #end}. */
    public int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        words.close();
        shell.destroy();
    }
}
