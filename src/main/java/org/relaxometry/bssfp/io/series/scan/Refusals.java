package org.relaxometry.bssfp.io.series.scan;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.relaxometry.bssfp.io.file.Failure;

/** Why files cannot be images of the series: one line for each reason, however many files have it. */
public final class Refusals {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern NAME = Pattern.compile("'[^']*'");

    /**
     * @param named whether the reason names what it is about
     * @param files relative to the folder, or the reasons of this kind
     */
    private record Refusal(String reason, boolean named, Set<String> files) {}

    private final Path root;
    private final Map<String, Refusal> refusals = new LinkedHashMap<>();

    public Refusals(Path root) {
        this.root = root;
    }

    /** @param reason as it follows the name of the file: {@code is compressed.} */
    public void add(Path file, String reason) {
        // positions and sizes differ from file to file
        refusals.computeIfAbsent(
                        NUMBER.matcher(reason).replaceAll("#"),
                        key -> new Refusal(reason, false, new LinkedHashSet<>()))
                .files()
                .add(root.relativize(file).toString());
    }

    /** What forbade reading a file. */
    public void add(Path file, IOException e) {
        String start = "'" + file + "' ";
        if (e instanceof FileSystemException) {
            add(file, "cannot be read: " + Failure.reason(e) + ".");
        } else if (e.getMessage().startsWith(start)) {
            add(file, e.getMessage().substring(start.length()));
        } else {
            add(e.getMessage());
        }
    }

    /** A reason that names what it is about. */
    public void add(String sentence) {
        String kind = NUMBER.matcher(NAME.matcher(sentence).replaceAll("''")).replaceAll("#");
        refusals.computeIfAbsent(kind, key -> new Refusal(sentence, true, new LinkedHashSet<>()))
                .files()
                .add(sentence);
    }

    public boolean isEmpty() {
        return refusals.isEmpty();
    }

    /** In the order they were met. */
    public List<String> lines() {
        return refusals.values().stream().map(Refusals::line).toList();
    }

    private static String line(Refusal refusal) {
        Set<String> files = refusal.files();
        if (refusal.named()) {
            return refusal.reason()
                    + (files.size() == 1 ? "" : " The same is true of " + (files.size() - 1) + " more.");
        }
        String first = "'" + files.iterator().next() + "'";
        return (files.size() == 1 ? first : files.size() + " files, such as " + first + ": each") + " "
                + refusal.reason();
    }
}
