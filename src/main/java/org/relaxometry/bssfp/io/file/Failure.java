package org.relaxometry.bssfp.io.file;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Pattern;

/** What went wrong with a file, in a sentence: Java's own messages are often the path alone. */
public final class Failure {

    /** As Linux, macOS and Windows say it. */
    private static final Pattern FULL =
            Pattern.compile("(?i)no space left|not enough space on the disk|disk (is )?full|quota exceeded");

    private Failure() {}

    /** The sentence; messages that are one already stay as they are. */
    public static String sentence(IOException failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure instanceof EOFException
                    ? "A file ended before it should: it is damaged or cut off."
                    : "A file could not be read or written ("
                            + failure.getClass().getSimpleName() + ").";
        }
        if (message.matches("(?s).* .*[.!?]")) {
            return message;
        }
        if (failure instanceof FileSystemException known) {
            return sentence(known);
        }
        if (failure instanceof FileNotFoundException && message.endsWith(")")) {
            // path (what the system says)
            int opening = message.lastIndexOf(" (");
            return sentence(
                    message.substring(0, Math.max(0, opening)),
                    "cannot be opened",
                    message.substring(opening + 2, message.length() - 1));
        }
        return message;
    }

    private static String sentence(FileSystemException known) {
        String file = known.getFile();
        if (file == null) {
            return "A file could not be read or written: " + known.getReason() + ".";
        }
        if (known.getReason() != null) {
            return sentence(file, "cannot be read or written", known.getReason());
        }
        return sentence(file, "cannot be read or written", reason(known));
    }

    private static String sentence(String file, String what, String reason) {
        return file + " " + what + ": " + reason + ".";
    }

    /** Whether the same work may succeed where there is more memory or disk. */
    public static boolean isShortage(IOException failure) {
        return failure instanceof Shortage || isFull(failure);
    }

    /** Whether a disk, or what one user may fill of it, is full. */
    static boolean isFull(IOException failure) {
        return FULL.matcher(String.valueOf(failure.getMessage())).find();
    }

    /** In a few words, for the end of a sentence. */
    public static String reason(IOException failure) {
        if (failure instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "you have no permission, or another program keeps it open";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "there is a file of this name already";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        return failure instanceof FileSystemLoopException
                ? "its links lead in a circle"
                : "the system gives no reason (" + failure.getClass().getSimpleName() + ")";
    }
}
