package org.relaxometry.bssfp.app.frame;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaxometry.bssfp.app.key.Key;

/**
 * Messages that name keys as macros and the launcher do, in the words of a dialog. All messages name a key in one of these ways:
 * {@code 'key'}, {@code key=value}, {@code key=…} for a value that is left to the user, or as their first word.
 */
public final class DialogWords {

    private static final String EXISTS = "overwrite=true";
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?<![\\w/\\\\.-])([a-z][a-z0-9]*)=(\\[[^\\]]*\\]|[^\\s;]*[^\\s;.:,)])");
    private static final Pattern QUOTED = Pattern.compile("'([a-z][a-z0-9]*)'");

    /** A message begins with a capital letter, unless it begins with a key. */
    private static final Pattern FIRST = Pattern.compile("^(WARNING: )?([a-z][a-z0-9]*)(?= )");

    /** What stands for a value that is left to the user. */
    private static final Pattern OPEN = Pattern.compile("…|[A-Z]{4,}(,.*)?");

    private DialogWords() {}

    /** Whether the message says that files are in the way, and that they may be replaced. */
    static boolean offersToReplace(String message, List<Key<?>> keys) {
        return message.contains(EXISTS)
                && keys.stream().anyMatch(key -> key.name().equals("overwrite"));
    }

    /** The same message as a question with the answers Replace and Back. */
    static String askToReplace(String message, List<Key<?>> keys) {
        // the sentence that says what to type is not for a person
        String fact = message.substring(0, message.lastIndexOf(". ", message.indexOf(EXISTS)) + 1);
        return of(fact, keys) + " Replace them, or go back and choose another folder, name or prefix.";
    }

    /** The message with every key of the command called as its field is. */
    public static String of(String message, List<Key<?>> keys) {
        String named = ASSIGNMENT
                .matcher(message)
                .replaceAll(found -> Matcher.quoteReplacement(words(found.group(1), keys)
                        .map(words -> "\u201c" + words + "\u201d" + value(found.group(2)))
                        .orElse(found.group())));
        named = FIRST.matcher(named)
                .replaceFirst(found -> Matcher.quoteReplacement(words(found.group(2), keys)
                        .map(words -> Objects.requireNonNullElse(found.group(1), "") + "\u201c" + words + "\u201d")
                        .orElse(found.group())));
        return QUOTED.matcher(named)
                .replaceAll(found -> Matcher.quoteReplacement(words(found.group(1), keys)
                        .map(words -> "\u201c" + words + "\u201d")
                        .orElse(found.group())));
    }

    /** As a person gives it. */
    private static String value(String text) {
        return switch (text) {
            case "true" -> " (ticked)";
            case "false" -> " (not ticked)";
            default -> OPEN.matcher(text).matches() ? "" : ": " + text;
        };
    }

    private static Optional<String> words(String name, List<Key<?>> keys) {
        return keys.stream()
                .filter(key -> key.name().equals(name))
                .map(Key::words)
                .findFirst();
    }
}
