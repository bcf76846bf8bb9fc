package org.relaxometry.bssfp.io.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one run at a time look at a folder and change it: of all threads of this program, and of all programs. Held for
 * milliseconds. The system takes it from a program that dies.
 */
final class FolderLock implements AutoCloseable {

    private static final String NAME = ".unfinished.lock";

    /** A file that is locked twice by one program is not locked at all on some systems. */
    private static final ReentrantLock IN_THIS_PROGRAM = new ReentrantLock();

    private static final long PAUSE_NS = 5_000_000;
    private static final int MOST_PAUSES = 12_000;
    private static final int LARGEST_TOKEN = 1 << 15;

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Waits for its turn. An interrupt does not end the waiting: what follows notices it, and the file would be left.
     *
     * @throws NoSuchFileException where there is no such folder, or no longer
     */
    static FolderLock of(Path folder) throws IOException {
        IN_THIS_PROGRAM.lock();
        boolean held = false;
        boolean interrupted = false;
        try {
            Path file = folder.resolve(NAME);
            for (int pause = 0; pause < MOST_PAUSES; pause++) {
                interrupted |= Thread.interrupted();
                FileChannel channel = open(file);
                if (channel != null && take(channel, file)) {
                    held = true;
                    return new FolderLock(file, channel);
                }
                LockSupport.parkNanos(PAUSE_NS);
            }
            throw new IOException("Another program has been at work on the names in " + folder
                    + " for a minute. Try again later, or choose another folder.");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (!held) {
                IN_THIS_PROGRAM.unlock();
            }
        }
    }

    /** Null where the file of the one before is still there. */
    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            if (Files.notExists(file)) {
                throw e;
            }
            removeIfLeft(file);
            return null;
        }
    }

    /** The file is of another user, who may be at work or whose program may have died; or Windows is about to delete it. */
    private static void removeIfLeft(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (tryLock(channel, true) != null) {
                Files.deleteIfExists(file);
            }
        } catch (ClosedByInterruptException | NoSuchFileException | AccessDeniedException | UnlockableException e) {
            // it is gone, or whoever waits for it is told so after a while
            return;
        }
    }

    /** Whether the file is ours now, and still the one of this name: the one before deletes it. If not, the channel is closed. */
    private static boolean take(FileChannel channel, Path file) throws IOException {
        boolean taken = false;
        try {
            if (isLocked(channel)) {
                // to read what is in it would take a second channel, and closing that one gives up the lock on POSIX
                // systems
                int token = 1 + ThreadLocalRandom.current().nextInt(LARGEST_TOKEN);
                channel.truncate(0);
                channel.write(ByteBuffer.allocate(token));
                taken = Files.size(file) == token;
            }
            return taken;
        } catch (ClosedByInterruptException | NoSuchFileException e) {
            return false;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    /** Where a file system has no locks, as some shared drives, runs of different programs are not held apart. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return tryLock(channel, false) != null;
        } catch (UnlockableException e) {
            return true;
        }
    }

    /**
     * Locks a file, which may well be empty.
     *
     * @param shared whether it is enough that nobody else has locked it for himself alone; reading is enough for that
     * @return null if another holds it
     * @throws UnlockableException where the file system has no locks
     */
    static FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            // far behind the content, which Windows would not let others read
            return channel.tryLock(Long.MAX_VALUE - 1, 1, shared);
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new UnlockableException(e);
        }
    }

    /** There are no locks on this file system. */
    static final class UnlockableException extends IOException {
        private static final long serialVersionUID = 1;

        UnlockableException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            try {
                channel.close();
            } finally {
                IN_THIS_PROGRAM.unlock();
            }
        }
    }
}
