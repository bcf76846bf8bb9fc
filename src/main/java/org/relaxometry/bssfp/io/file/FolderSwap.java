package org.relaxometry.bssfp.io.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A folder of results that is made aside and takes its place as a whole, instead of the one before. One run at a time works on it; the
 * system takes the claim from a program that dies. What a dead one has completed takes its place when the next one claims it, what it
 * has not is removed.
 *
 * <p>Where a file system has no locks, as some shared drives, two runs are not held apart.
 */
public final class FolderSwap implements AutoCloseable {

    private static final String FRESH = "fresh";
    private static final String OLD = "old";

    private final Path target;
    private final Path work;
    private final String proof;
    private final FileChannel channel;

    private FolderSwap(Path target, Path work, String proof, FileChannel channel) {
        this.target = target;
        this.work = work;
        this.proof = proof;
        this.channel = channel;
    }

    /**
     * Claims a folder.
     *
     * @param target the folder, whether it exists or not
     * @param aside folder on the same disk for what is unfinished; made where it does not exist
     * @param name of this one in there
     * @param proof file that is written last, and without which the folder is not complete
     * @return empty where another run works on it
     */
    public static Optional<FolderSwap> claim(Path target, Path aside, String name, String proof) throws IOException {
        Files.createDirectories(aside);
        FileChannel channel =
                FileChannel.open(aside.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            held = isLocked(channel);
            if (!held) {
                return Optional.empty();
            }
            FolderSwap swap = new FolderSwap(target, aside.resolve(name), proof, channel);
            swap.settle();
            return Optional.of(swap);
        } catch (IOException | RuntimeException e) {
            held = false;
            throw e;
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return FolderLock.tryLock(channel, false) != null;
        } catch (FolderLock.UnlockableException e) {
            return true;
        }
    }

    /** Puts in order what a run has left that died. */
    private void settle() throws IOException {
        Path fresh = work.resolve(FRESH);
        if (Files.isRegularFile(fresh.resolve(proof))) {
            takePlace();
        } else if (!exists(target) && exists(work.resolve(OLD))) {
            Files.move(work.resolve(OLD), target, StandardCopyOption.ATOMIC_MOVE);
        }
        remove(work);
    }

    /** An empty folder for the new results. */
    public Path fresh() throws IOException {
        return Files.createDirectories(work.resolve(FRESH));
    }

    /** A folder for what is needed on the way alone; gone when this is closed. */
    public Path scratch() throws IOException {
        return Files.createDirectories(work.resolve("scratch"));
    }

    /**
     * Gives the new folder its place.
     *
     * @throws IOException if it cannot be moved; the one before is as it was
     */
    public void publish() throws IOException {
        if (!Files.isRegularFile(work.resolve(FRESH).resolve(proof))) {
            throw new IllegalStateException("The new folder has no " + proof + " yet.");
        }
        takePlace();
    }

    private void takePlace() throws IOException {
        Path old = work.resolve(OLD);
        Files.createDirectories(target.toAbsolutePath().getParent());
        if (exists(target)) {
            remove(old);
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(work.resolve(FRESH), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (exists(old)) {
                Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes what is unfinished, and lets others in. */
    @Override
    public void close() throws IOException {
        try {
            remove(work);
        } finally {
            channel.close();
        }
    }

    /** Removes a folder with all that is in it; links are removed, not followed. */
    private static void remove(Path folder) throws IOException {
        if (!exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
