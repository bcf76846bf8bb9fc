package org.relaxometry.bssfp.io.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder a run writes its results to, all or none: files are written into a hidden folder inside it and take their names
 * only when all are complete. Closing without {@link #publish()} removes everything, the folder too if the run made it.
 */
public final class ResultFolder implements AutoCloseable {

    private static final String STAGING = ".unfinished-";

    /** No run takes that long. */
    private static final Duration DEAD = Duration.ofDays(7);

    private final Path folder;
    private final String prefix;
    private final boolean overwrite;
    private Path madeHere;
    private Path staging;
    private final List<String> names = new ArrayList<>();
    private List<String> claimed = List.of();
    private final Thread onShutdown = new Thread(this::discard);

    /**
     * @param folder as the user typed it; made when the first file is written, with the folders above it
     * @param prefix put before every file name, may be empty
     * @param overwrite whether files of these names may be replaced
     * @throws IOException if it is not a folder or cannot be written to
     */
    public ResultFolder(String folder, String prefix, boolean overwrite) throws IOException {
        try {
            this.folder = Path.of(folder).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IOException("\"" + folder + "\" is not the name of a folder.", e);
        }
        FileName.requireBeginning("The prefix is put before file names", prefix);
        this.prefix = prefix;
        this.overwrite = overwrite;
        Path existing = this.folder;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing)) {
            throw new FileSystemException("The output folder cannot be made: " + existing + " is not a folder.");
        }
        if (!Files.isWritable(existing)) {
            throw new FileSystemException(
                    "The output folder cannot be written to: no permission for " + existing + ".");
        }
        Runtime.getRuntime().addShutdownHook(onShutdown);
    }

    /**
     * Claims file names for this run, and refuses before the work begins what would be refused after it.
     *
     * @param fileNames all that a run of this kind may write; those that this one does not write are removed when it
     *     publishes over an earlier run's, whose results would contradict its own
     * @throws FileAlreadyExistsException if one of these files exists and may not be replaced
     */
    public void requireFree(List<String> fileNames) throws FileAlreadyExistsException {
        claimed = List.copyOf(fileNames);
        List<String> taken = fileNames.stream()
                .map(name -> prefix + name)
                .filter(name -> Files.exists(folder.resolve(name)))
                .toList();
        if (!overwrite && !taken.isEmpty()) {
            throw new FileAlreadyExistsException(
                    "There are results in " + folder + " already (" + taken.get(0)
                            + (taken.size() == 1 ? "" : " and " + (taken.size() - 1) + " more")
                            + "). Choose another folder; or, where the command has these keys, another prefix or overwrite=true.");
        }
    }

    /** Where to write a file now that will later have this name, with the prefix before it. */
    public Path place(String fileName) throws IOException {
        if (staging == null) {
            Path missing = folder;
            while (!Files.exists(missing)) {
                madeHere = missing;
                missing = missing.getParent();
            }
            Files.createDirectories(folder);
            removeRemains();
            staging = Files.createTempDirectory(folder, STAGING);
        }
        names.add(prefix + fileName);
        return staging.resolve(prefix + fileName);
    }

    /**
     * Gives all files their names.
     *
     * @return the files, in the order they were placed
     */
    public List<Path> publish() throws IOException {
        requireFree(claimed);
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.add(Files.move(staging.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING));
        }
        for (String name : claimed) {
            if (!names.contains(prefix + name)) {
                Files.deleteIfExists(folder.resolve(prefix + name));
            }
        }
        madeHere = null;
        return files;
    }

    @Override
    public void close() {
        discard();
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            // the program is ending, and the hook does the same
            return;
        }
    }

    private synchronized void discard() {
        Path leftover = madeHere != null ? madeHere : staging;
        if (leftover == null || !Files.exists(leftover)) {
            return;
        }
        try {
            delete(leftover);
        } catch (IOException e) {
            throw new UncheckedIOException("Unfinished results could not be removed from " + leftover, e);
        }
    }

    /** What runs left behind that were killed or lost their power. */
    private void removeRemains() throws IOException {
        Instant latest = Instant.now().minus(DEAD);
        try (DirectoryStream<Path> remains = Files.newDirectoryStream(folder, STAGING + "*")) {
            for (Path path : remains) {
                if (Files.getLastModifiedTime(path).toInstant().isBefore(latest)) {
                    delete(path);
                }
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
