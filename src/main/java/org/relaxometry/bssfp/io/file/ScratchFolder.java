package org.relaxometry.bssfp.io.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A folder in the temporary one of the system for what is needed on the way alone, which none but the user can read. It goes when it is
 * closed, or when the program is ended from outside; what a program left that was killed goes when the next one of its name is made.
 */
public final class ScratchFolder implements AutoCloseable {

    /** One that is being made has no lock yet. A lock on the folder of all users, who cannot remove each other's files, could stay for ever. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    /** Those that are in use. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final OwnedFolder folder;
    private final List<Path> removed;
    private final Thread onShutdown = new Thread(this::discard);

    private ScratchFolder(OwnedFolder folder, List<Path> removed) {
        this.folder = folder;
        this.removed = removed;
        OPEN.add(folder.path());
        Runtime.getRuntime().addShutdownHook(onShutdown);
    }

    /**
     * Makes one.
     *
     * @param name what its name begins with, as only those of one purpose do
     */
    public static ScratchFolder of(String name) throws IOException {
        Path all = FileName.path("-Djava.io.tmpdir", System.getProperty("java.io.tmpdir"))
                .toRealPath();
        List<Path> removed = removeDead(all, name);
        Path path =
                all.resolve(name + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        return new ScratchFolder(OwnedFolder.make(path, ScratchFolder::makePrivate), removed);
    }

    private static void makePrivate(Path path) throws IOException {
        FileAttribute<?>[] attributes =
                path.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createDirectory(path, attributes);
    }

    private static List<Path> removeDead(Path all, String name) throws IOException {
        List<Path> removed = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(all, name + "*")) {
            for (Path path : found) {
                boolean isOld = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                                .toInstant()
                                .isBefore(Instant.now().minus(YOUNG));
                if (isOld && !OwnedFolder.isAlive(path) && OwnedFolder.removeIfPossible(path)) {
                    removed.add(path);
                }
            }
        }
        return removed;
    }

    /** What a file is called in records: its path, or within such a folder, which has another name every time, that from there on. */
    static String nameOf(Path file) {
        return OPEN.stream()
                .filter(file::startsWith)
                .findFirst()
                .map(root -> root.relativize(file).toString().replace('\\', '/'))
                .orElseGet(file::toString);
    }

    public Path path() {
        return folder.path();
    }

    /** Folders of killed programs that were removed. */
    public List<Path> removed() {
        return removed;
    }

    @Override
    public void close() {
        discard();
        OPEN.remove(folder.path());
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            // the program is ending, and the hook does the same
            return;
        }
    }

    private synchronized void discard() {
        try {
            folder.delete();
        } catch (IOException e) {
            // the next one of its name removes it
            return;
        }
    }
}
