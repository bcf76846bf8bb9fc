package org.relaxometry.bssfp.io.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Names of files: what may be one on every computer, and what a path or the title of an image is called without its folders. */
public final class FileName {

    /** What Windows refuses, and what would break lines and tables; macOS and Linux take nearly everything. */
    private static final Pattern REFUSED = Pattern.compile("[<>:\"/\\\\|?*\\p{Cntrl}\\u2028\\u2029]");

    /** Devices of Windows, whatever follows after a dot. */
    private static final Pattern DEVICE =
            Pattern.compile("(?i)\\s*(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)\\s*(\\..*)?");

    /** Of the 255 that file systems allow, the rest is for endings. */
    private static final int MOST_BYTES = 150;

    private FileName() {}

    /**
     * The last name of a path, or the title of an image as it may stand in texts that others see: without folders, which may hold
     * the names of patients. Never fails, whatever the title.
     */
    public static String of(String pathOrTitle) {
        String name = pathOrTitle.replaceFirst("[/\\\\]+$", "");
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.isBlank() ? pathOrTitle : last;
    }

    /** The name of the folder that a path lies in; empty where the path does not say it. */
    public static String parent(String path) {
        int end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        return end <= 0 ? "" : of(path.substring(0, end));
    }

    /** A title as the name of a file may be on every computer: what may not stand in one becomes a hyphen. */
    public static String portable(String title) {
        String name = REFUSED.matcher(title)
                .replaceAll("-")
                .replaceFirst("[. ]+$", "")
                .strip();
        return name.isEmpty() || DEVICE.matcher(name).matches() ? "_" + name : name;
    }

    /**
     * Requires that names of files can begin with a text, on every computer.
     *
     * @param what the text is, as the message begins
     * @throws IllegalArgumentException where they cannot
     */
    public static void requireBeginning(String what, String beginning) {
        if (REFUSED.matcher(beginning).find()) {
            throw new IllegalArgumentException(
                    what + " and may not contain any of / \\ : * ? \" < > | nor a line break," + " but is \""
                            + beginning.replaceAll("\\p{Cntrl}", "�") + "\".");
        }
        if (DEVICE.matcher(beginning).matches()) {
            throw new IllegalArgumentException(
                    what + ", but \"" + beginning + "\" is the name of a device in Windows. Choose another.");
        }
        if (beginning.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    what + " and may have " + MOST_BYTES + " letters at most, but is \"" + beginning + "\".");
        }
    }

    /**
     * A path as a user typed it.
     *
     * @param key under which it was typed
     * @throws IOException where no file can have this name on this computer
     */
    public static Path path(String key, String typed) throws IOException {
        try {
            return path(typed);
        } catch (InvalidPathException e) {
            throw new IOException(
                    "'" + key + "' must be the path of a file or folder, but '" + typed + "' is not one."
                            + foreignLetters(typed),
                    e);
        }
    }

    /**
     * A path as a user typed or pasted it: quotes round it, which shells and file managers add, are no part of it.
     *
     * @throws InvalidPathException where no file can have this name on this computer
     */
    public static Path path(String typed) {
        boolean quoted = typed.length() > 2 && typed.matches("(?s)\"[^\"]*\"|'[^']*'");
        return Path.of(quoted ? typed.substring(1, typed.length() - 1) : typed);
    }

    /** Why a path with letters beyond ASCII may not be one, and the way out; empty where it has none. */
    public static String foreignLetters(String path) {
        return foreignLetters(path, System.getProperty("sun.jnu.encoding", "ASCII"));
    }

    static String foreignLetters(String path, String encoding) {
        return path.chars().allMatch(c -> c < 128) || encoding.equalsIgnoreCase("UTF-8")
                ? ""
                : " It has letters that the locale of this session (" + encoding
                        + ") does not know. Start the program under a locale with UTF-8, such as LC_ALL=C.UTF-8, or rename the file.";
    }
}
