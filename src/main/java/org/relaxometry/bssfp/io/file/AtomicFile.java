package org.relaxometry.bssfp.io.file;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file wholly or not at all: into a temporary file in the same folder, which takes the target's name once it is
 * complete and on the disk. After a failure or a cancel the temporary file is gone and an earlier target is untouched.
 */
public final class AtomicFile {

    /** What goes into the file. */
    @FunctionalInterface
    public interface Content {
        /** @param out buffered; closing it is allowed and does no more than flush */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file.
     *
     * @param target the file; its folder must exist
     * @param overwrite whether an existing file may be replaced
     * @throws FileAlreadyExistsException if the target exists and may not be replaced
     * @throws IOException if the folder does not exist or cannot be written to, or whatever the content throws
     */
    public static void write(Path target, boolean overwrite, Content content) throws IOException {
        requireWritable(target, overwrite);
        Path folder = target.toAbsolutePath().getParent();
        // not Files.createTempFile: nobody but the user could read the result
        Path temporary = folder.resolve(
                ".writing-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part");
        boolean complete = false;
        try {
            writeTemporary(temporary, content);
            takeName(temporary, target, overwrite);
            complete = true;
        } finally {
            if (!complete) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    private static void requireWritable(Path target, boolean overwrite) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "is a folder, but a file is to be written");
        }
        if (!Files.isDirectory(folder)) {
            throw new FileSystemException(target.toString(), null, "there is no folder " + folder);
        }
        if (!overwrite && Files.exists(target)) {
            throw alreadyExists(target);
        }
    }

    private static void writeTemporary(Path temporary, Content content) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            content.writeTo(new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                }

                @Override
                public void close() throws IOException {
                    flush();
                }
            });
            out.flush();
            channel.force(true);
        } catch (AccessDeniedException e) {
            if (!temporary.toString().equals(e.getFile())) {
                throw e;
            }
            FileSystemException clear = new AccessDeniedException(
                    temporary.getParent().toString(), null, "you have no permission to write into this folder");
            clear.initCause(e);
            throw clear;
        } catch (IOException e) {
            throw Failure.isFull(e) ? full(temporary, e) : e;
        }
    }

    /** The system does not say which disk is full. */
    private static IOException full(Path temporary, IOException cause) {
        Path folder = temporary.getParent();
        while (folder.getParent() != null && folder.getFileName().toString().startsWith(".")) {
            folder = folder.getParent();
        }
        return new IOException(
                "There is no space left for files in " + folder + ". Free some there, or choose another folder.",
                cause);
    }

    private static void takeName(Path temporary, Path target, boolean overwrite) throws IOException {
        if (!overwrite) {
            try {
                Files.move(temporary, target);
            } catch (FileAlreadyExistsException e) {
                throw alreadyExists(target);
            }
            return;
        }
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static FileAlreadyExistsException alreadyExists(Path target) {
        return new FileAlreadyExistsException(
                target.toString(), null, "already exists and is not overwritten unless you ask for it");
    }
}
