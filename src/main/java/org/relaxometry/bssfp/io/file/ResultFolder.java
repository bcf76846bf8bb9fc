package org.relaxometry.bssfp.io.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder a run writes its results to, all or none: names are claimed before the work begins, files are written into a hidden
 * folder inside and take their names only when all are complete. Closing without {@link #publish()} removes what the run wrote, and the
 * folder too if the run made it and nothing else is in it. What runs left behind that were killed is put in order first.
 *
 * <p>Any number of runs may work in one folder, in one program or in several. Decision 009 tells how they keep apart.
 */
public final class ResultFolder implements AutoCloseable {

    /** A folder that is just made may be removed by the run that ends in it. */
    private static final int TRIES = 100;

    private final Path folder;
    private final String prefix;
    private final boolean overwrite;
    private final Publication.Move move;
    private final List<Path> madeHere = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    /** With the prefix. */
    private final Set<String> claimed = new LinkedHashSet<>();
    /** Of the files that are written, with the prefix. */
    private final Set<String> names = new LinkedHashSet<>();

    private Staging staging;
    private boolean ended;
    private Runnable farewell = () -> {};
    private final Thread onShutdown = new Thread(this::shutDown);

    /**
     * @param folder as the user typed it; made when names are claimed, with the folders above it
     * @param prefix put before every file name, may be empty
     * @param overwrite whether files of these names may be replaced
     * @throws IOException if it is not a folder or cannot be written to
     */
    public ResultFolder(String folder, String prefix, boolean overwrite) throws IOException {
        this(folder, prefix, overwrite, ResultFolder::move);
    }

    ResultFolder(String folder, String prefix, boolean overwrite, Publication.Move move) throws IOException {
        try {
            this.folder = FileName.path(folder).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IOException(
                    "\"" + folder + "\" is not the name of a folder." + FileName.foreignLetters(folder), e);
        }
        FileName.requireBeginning("The prefix is put before file names", prefix);
        this.prefix = prefix;
        this.overwrite = overwrite;
        this.move = move;
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

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString(), null, "there is a file of this name already");
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Claims file names for this run, and refuses before the work begins what would be refused after it. Until the run ends no other
     * can claim them.
     *
     * @param fileNames all that a run of this kind may write; those that this one does not write are removed when it
     *     publishes over an earlier run's, whose results would contradict its own
     * @throws FileAlreadyExistsException if one of these files exists and may not be replaced, or another run is about to write it
     */
    public synchronized void claim(Collection<String> fileNames) throws IOException {
        requireOpen();
        List<String> wanted = fileNames.stream().map(name -> prefix + name).toList();
        try (FolderLock lock = enter()) {
            Set<String> taken = Staging.others(folder, move, remarks);
            taken.retainAll(wanted);
            if (!taken.isEmpty()) {
                throw new FileAlreadyExistsException("Another run that has not ended yet will write " + listed(taken)
                        + " into " + folder + ". Wait for it, or choose another folder or, where the command has this"
                        + " key, another prefix.");
            }
            requireReplaceable(wanted);
            if (staging == null) {
                staging = Staging.in(folder);
            }
            claimed.addAll(wanted);
            staging.claim(claimed);
        }
    }

    /** Makes the folder where it does not exist. */
    private FolderLock enter() throws IOException {
        for (int i = 1; ; i++) {
            for (Path missing = folder; !Files.exists(missing); missing = missing.getParent()) {
                madeHere.add(missing);
            }
            try {
                Files.createDirectories(folder);
                return FolderLock.of(folder);
            } catch (NoSuchFileException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private void requireReplaceable(Collection<String> wanted) throws IOException {
        List<String> taken =
                wanted.stream().filter(name -> exists(folder.resolve(name))).toList();
        if (!overwrite && !taken.isEmpty()) {
            throw new FileAlreadyExistsException(
                    "There are results in " + folder + " already (" + listed(taken)
                            + "). Choose another folder; or, where the command has these keys, another prefix or overwrite=true.");
        }
        for (String name : taken) {
            if (Files.isDirectory(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(
                        folder.resolve(name)
                                + " is a folder, and a file of this name is to be written. Rename it, or choose another folder.");
            }
        }
    }

    private static String listed(Collection<String> names) {
        return names.iterator().next() + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more");
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Of the files that are in the folder, those of these names, without the prefix. */
    public List<String> existing(Pattern fileNames) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .filter(fileNames.asMatchPredicate())
                    .toList();
        }
    }

    /** The files that this run may replace. */
    public synchronized List<Path> replaced() {
        return claimed.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    /**
     * Has further files removed when this run publishes, if it may overwrite.
     *
     * @param others names as they stand in the folder; those that any run claims are left alone
     * @return the names of those that will go
     */
    public synchronized List<String> alsoRemove(Collection<String> others) throws IOException {
        requireOpen();
        if (!overwrite || others.isEmpty()) {
            return List.of();
        }
        try (FolderLock lock = FolderLock.of(folder)) {
            List<String> more = new ArrayList<>(others);
            more.removeAll(claimed);
            more.removeAll(Staging.others(folder, move, remarks));
            claimed.addAll(more);
            staging.claim(claimed);
            return more;
        }
    }

    /** Where to write a file now that will later have this name, with the prefix before it. */
    public synchronized Path place(String fileName) throws IOException {
        requireOpen();
        if (!claimed.contains(prefix + fileName)) {
            claim(List.of(fileName));
        }
        names.add(prefix + fileName);
        return staging.fresh(prefix + fileName);
    }

    /**
     * Gives all files their names.
     *
     * @return the files, in the order they were placed
     * @throws IOException if one of them cannot be replaced; then all earlier ones are as they were
     */
    public synchronized List<Path> publish() throws IOException {
        requireOpen();
        try (FolderLock lock = FolderLock.of(folder)) {
            requireReplaceable(claimed);
            staging.publication(folder, move).publish(List.copyOf(names), List.copyOf(claimed));
        }
        madeHere.clear();
        discard();
        return names.stream().map(folder::resolve).toList();
    }

    /** What the user should know of earlier runs in this folder. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /**
     * What is done first if the program is ended from outside. Without it, or after it, nothing more can be placed or published.
     *
     * @param last may wait for results that shall be published all the same
     */
    public void beforeShutdown(Runnable last) {
        farewell = last;
    }

    private void shutDown() {
        farewell.run();
        close();
    }

    private void requireOpen() {
        if (ended) {
            throw new CancellationException("Cancelled.");
        }
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
        ended = true;
        try {
            if (staging != null) {
                staging.delete();
                staging = null;
            }
            for (Path made : madeHere) {
                Files.deleteIfExists(made);
            }
        } catch (IOException e) {
            // what others put into the folder stays, and what cannot be removed now the next run removes
            return;
        } finally {
            madeHere.clear();
        }
    }
}
