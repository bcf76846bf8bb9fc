package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ways to use commands wrongly: the message that each gets in the user's terms, the exit code, and that nothing is written.
 * Tests extend it with a static method {@code wrongUses} that gives a stream of {@link WrongUse}.
 */
public abstract class WrongUses {

    public static final int FAILED = 1;
    public static final int WRONG_CALL = 2;

    /** Static, since files are made once for all calls. */
    @TempDir
    public static Path folder;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private final PrintStream standardOutput = System.out;

    /**
     * One call.
     *
     * @param message part of what the user is told
     * @param words in which it differs from the right call; an empty value takes a key away
     */
    public record WrongUse(String what, int exitCode, String message, String command, List<String> words) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** Keys and values of a call that works. */
    protected abstract List<String> rightCall(String command);

    /** Whether the value is the name of a file or folder, which is then looked for in the temporary folder. */
    protected abstract boolean isPath(String key, String value);

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongUses")
    protected void getsAMessageAndLeavesNothing(WrongUse use) throws IOException {
        List<String> before = files();
        assertThat(launch(use.command(), use.words())).isEqualTo(use.exitCode());
        assertThat(messages())
                .containsIgnoringCase(use.message())
                .contains("ERROR: ")
                .doesNotContain("Exception")
                .doesNotContain("should not have happened");
        assertThat(files()).isEqualTo(before);
    }

    /** The exit code of the right call with these words in it. */
    protected final int launch(String command, List<String> words) {
        List<String> call = new ArrayList<>(List.of(command));
        rightCall(command).stream()
                .filter(word -> words.stream().noneMatch(other -> key(other).equals(key(word))))
                .forEach(call::add);
        words.stream().filter(word -> !word.endsWith("=")).forEach(call::add);
        call.replaceAll(this::inFolder);
        return Launcher.launch(call.toArray(String[]::new));
    }

    /** What the user was told by now, with the progress. */
    protected final String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }

    private static String key(String word) {
        return word.split("=", 2)[0];
    }

    private String inFolder(String word) {
        String[] parts = word.split("=", 2);
        return parts.length == 2 && isPath(parts[0], parts[1]) ? parts[0] + "=" + folder.resolve(parts[1]) : word;
    }

    protected static List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @BeforeEach
    protected void listen() {
        System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    @AfterEach
    protected void stopListening() {
        System.setErr(standardError);
        System.setOut(standardOutput);
    }
}
