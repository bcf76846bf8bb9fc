package org.relaxometry.bssfp.io.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The hidden folder inside a folder of results that belongs to one run: the names it has claimed, its files until they are all there,
 * those they replace, and the journal of the moves. As long as the run lives it holds a lock on a file in it; what nobody holds is
 * left of a dead run.
 */
final class Staging {

    private static final String PREFIX = ".unfinished-";
    private static final String OWNER = "owner.lock";
    private static final String CLAIMS = "claims";

    /** For what cannot be locked, and what earlier versions left: no run takes that long. */
    private static final Duration DEAD = Duration.ofDays(7);

    private static final int TRIES = 20;
    private static final int PAUSE_MS = 20;

    /** Those of this program, which must not try their locks: on POSIX systems the attempt gives them up. */
    private static final Set<Path> LIVING = ConcurrentHashMap.newKeySet();

    private final Path place;
    private final FileChannel owner;

    private Staging(Path place, FileChannel owner) {
        this.place = place;
        this.owner = owner;
    }

    /** Made under the {@link FolderLock} of the folder. */
    static Staging in(Path folder) throws IOException {
        // not Files.createTempDirectory: other users could not see what is claimed
        Path place = folder.toRealPath()
                .resolve(PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        LIVING.add(place);
        FileChannel owner = null;
        try {
            Files.createDirectory(place);
            owner = FileChannel.open(place.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock(owner);
            Files.createDirectory(fresh(place));
            Files.createDirectory(aside(place));
            return new Staging(place, owner);
        } catch (IOException | RuntimeException e) {
            new Staging(place, owner).delete();
            throw e;
        }
    }

    private static void lock(FileChannel owner) throws IOException {
        try {
            FolderLock.tryLock(owner, false);
        } catch (FolderLock.UnlockableException e) {
            // the age of the folder has to tell
            return;
        }
    }

    private static Path fresh(Path place) {
        return place.resolve("new");
    }

    private static Path aside(Path place) {
        return place.resolve("old");
    }

    /** Where a finished file waits for its name. */
    Path fresh(String name) {
        return fresh(place).resolve(name);
    }

    Publication publication(Path folder, Publication.Move move) {
        return publication(folder, place, move);
    }

    private static Publication publication(Path folder, Path place, Publication.Move move) {
        return new Publication(folder, fresh(place), aside(place), place.resolve("journal"), move);
    }

    /** Tells other runs which names are taken. */
    void claim(Collection<String> names) throws IOException {
        Files.write(place.resolve(CLAIMS), names, StandardCharsets.UTF_8);
    }

    /** Whether a publication has begun that could neither be finished nor undone: the files in here are needed. */
    boolean holdsJournal() {
        return Files.exists(place.resolve("journal"));
    }

    /** Gives it up, and removes it but for what is still needed. */
    void delete() throws IOException {
        try {
            // Windows does not remove a folder with an open file in it
            if (owner != null) {
                owner.close();
            }
            if (!holdsJournal()) {
                delete(place);
            }
        } finally {
            LIVING.remove(place);
        }
    }

    /**
     * Looks at the other runs in a folder, under its {@link FolderLock}: what dead ones had begun is put in order, and what they left
     * is removed.
     *
     * @param remarks takes what the user should know of it
     * @return the names that living ones have claimed
     */
    static Set<String> others(Path folder, Publication.Move move, List<String> remarks) throws IOException {
        Set<String> claimed = new HashSet<>();
        for (Path place : all(folder.toRealPath())) {
            if (isAlive(place)) {
                claimed.addAll(claims(place));
                continue;
            }
            if (Files.exists(place.resolve("journal"))) {
                boolean complete = publication(folder, place, move).settle();
                remarks.add("An earlier run was ended while it gave its results their names in " + folder + ". "
                        + (complete ? "All of them are there." : "What was there before is there again."));
            }
            removeIfPossible(place);
        }
        return claimed;
    }

    private static void removeIfPossible(Path place) {
        try {
            delete(place);
        } catch (IOException e) {
            // of another user; it harms nobody, and its owner's next run removes it
            return;
        }
    }

    private static List<Path> all(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path place : found) {
                // a file of that name is nobody's run
                if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                    all.add(place);
                }
            }
        }
        return all;
    }

    private static boolean isAlive(Path place) throws IOException {
        if (LIVING.contains(place)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(place.resolve(OWNER), StandardOpenOption.READ)) {
            return FolderLock.tryLock(channel, true) == null;
        } catch (NoSuchFileException | AccessDeniedException | FolderLock.UnlockableException e) {
            return Files.isDirectory(place)
                    && !isEmpty(place)
                    && Files.getLastModifiedTime(place)
                            .toInstant()
                            .isAfter(Instant.now().minus(DEAD));
        }
    }

    /** As it is between the last two steps of its deletion; a new one is never seen so under the lock of the folder. */
    private static boolean isEmpty(Path place) throws IOException {
        try (DirectoryStream<Path> content = Files.newDirectoryStream(place)) {
            return !content.iterator().hasNext();
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    private static List<String> claims(Path place) throws IOException {
        try {
            return Files.readAllLines(place.resolve(CLAIMS), StandardCharsets.UTF_8);
        } catch (NoSuchFileException | AccessDeniedException e) {
            // it has just ended, is of an earlier version, or tells other users nothing
            return List.of();
        }
    }

    /** A thread that is still writing may put one more file into it, and another run may be deleting it too. */
    private static void delete(Path tree) throws IOException {
        for (int i = 1; ; i++) {
            try {
                for (Path path : content(tree)) {
                    Files.deleteIfExists(path);
                }
                return;
            } catch (IOException e) {
                if (i == TRIES) {
                    throw new IOException("Unfinished results could not be removed from " + tree + ".", e);
                }
                pause();
            }
        }
    }

    /** The file whose lock tells who lives comes last: a run that dies while it deletes is known to be dead. */
    static List<Path> content(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            List<Path> paths =
                    new ArrayList<>(all.sorted(Comparator.reverseOrder()).toList());
            for (Path last : List.of(tree.resolve(OWNER), tree)) {
                if (paths.remove(last)) {
                    paths.add(last);
                }
            }
            return paths;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void pause() {
        boolean interrupted = Thread.interrupted();
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
