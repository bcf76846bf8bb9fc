package org.relaxometry.bssfp.io.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder that belongs to one run. As long as the run lives it holds a lock on a file in it; what nobody holds is left of a dead run.
 * It is made before it is locked: who asks whether it lives waits until then, by the {@link FolderLock} of the folder around it or otherwise.
 */
final class OwnedFolder {

    private static final String OWNER = "owner.lock";

    /** For what cannot be locked, and what earlier versions left: no run takes that long. */
    private static final Duration DEAD = Duration.ofDays(7);

    private static final int TRIES = 20;
    private static final int PAUSE_MS = 20;

    /** Those of this program, which must not try their locks: on POSIX systems the attempt gives them up. */
    private static final Set<Path> LIVING = ConcurrentHashMap.newKeySet();

    /** How the folder is made. */
    @FunctionalInterface
    interface Maker {
        void make(Path path) throws IOException;
    }

    private final Path path;
    private final FileChannel owner;

    private OwnedFolder(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    static OwnedFolder make(Path path, Maker maker) throws IOException {
        LIVING.add(path);
        FileChannel owner = null;
        try {
            maker.make(path);
            owner = FileChannel.open(path.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock(owner);
            return new OwnedFolder(path, owner);
        } catch (IOException | RuntimeException e) {
            new OwnedFolder(path, owner).delete();
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

    Path path() {
        return path;
    }

    /** Gives it up, and removes it. */
    void delete() throws IOException {
        try {
            close();
            delete(path);
        } finally {
            LIVING.remove(path);
        }
    }

    /** Gives it up, and leaves it to the next run. */
    void leave() throws IOException {
        try {
            close();
        } finally {
            LIVING.remove(path);
        }
    }

    private void close() throws IOException {
        // Windows does not remove a folder with an open file in it
        if (owner != null) {
            owner.close();
        }
    }

    static boolean isAlive(Path place) throws IOException {
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

    /** @return whether it is gone */
    static boolean removeIfPossible(Path place) {
        try {
            delete(place);
            return true;
        } catch (IOException e) {
            // of another user; it harms nobody, and its owner's next run removes it
            return false;
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
