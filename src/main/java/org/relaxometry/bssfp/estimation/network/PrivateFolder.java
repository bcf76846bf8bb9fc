package org.relaxometry.bssfp.estimation.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A folder whose content may be loaded as native code: nobody but the user and the administrator can write there. Windows keeps
 * other users out of the user's folders by itself; on other systems owner and mode are looked at.
 */
final class PrivateFolder {

    private static final int ADMINISTRATOR = 0;
    private static final int OTHERS_ENTER = 0077;
    private static final int OTHERS_WRITE = 0022;
    private static final int EVERYBODY_WRITES = 0002;

    /** Only the owner of a file may remove it, as in the shared temporary folder. */
    private static final int STICKY = 01000;

    private final Path folder;

    private PrivateFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a folder that is the user's alone, or checks one that exists.
     *
     * @return whether others could write there until now: then they cannot any more, but what lies there may be theirs
     * @throws IOException if the folder cannot be made, or belongs to somebody else; the message is one clause
     */
    static boolean secure(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().containsAll(List.of("posix", "unix"));
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, posix ? ownerOnly() : new FileAttribute<?>[0]);
        }
        return posix && new PrivateFolder(folder.toRealPath()).close();
    }

    private static FileAttribute<?>[] ownerOnly() {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }

    private boolean close() throws IOException {
        int above = mode(folder.getParent());
        if ((above & EVERYBODY_WRITES) != 0 && (above & STICKY) == 0) {
            throw new IOException("everybody can write to " + folder.getParent());
        }
        OptionalInt user = user();
        requireOwner(folder, user);
        if ((mode(folder) & OTHERS_ENTER) == 0) {
            return false;
        }
        boolean open = false;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                requireOwner(path, user);
                open |= !Files.isSymbolicLink(path) && (mode(path) & OTHERS_WRITE) != 0;
            }
        }
        if (open) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return open;
    }

    private static void requireOwner(Path path, OptionalInt user) throws IOException {
        int owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != ADMINISTRATOR && (user.isEmpty() || owner != user.getAsInt())) {
            throw new IOException(path + " belongs to another user");
        }
    }

    /** Whoever owns what we write; nobody where we may not write. The name of the user would not do: it can be set. */
    private OptionalInt user() throws IOException {
        try {
            Path probe = Files.createTempFile(folder, "owner", null);
            int uid = (int) Files.getAttribute(probe, "unix:uid");
            Files.delete(probe);
            return OptionalInt.of(uid);
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }
}
