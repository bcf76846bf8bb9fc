package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

    private static final String FILE = "/data/sub-01/T1map.nii.gz";

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new NoSuchFileException(FILE),
                        FILE + " cannot be read or written: there is no such file or folder."),
                Arguments.of(
                        new AccessDeniedException(FILE),
                        FILE + " cannot be read or written: you have no permission, or another program keeps it open."),
                Arguments.of(
                        new FileAlreadyExistsException(FILE),
                        FILE + " cannot be read or written: there is a file of this name already."),
                Arguments.of(new NotDirectoryException(FILE), FILE + " cannot be read or written: it is not a folder."),
                Arguments.of(
                        new FileSystemException(FILE, null, "No space left on device"),
                        FILE + " cannot be read or written: No space left on device."),
                Arguments.of(
                        new FileSystemException(FILE),
                        FILE + " cannot be read or written: the system gives no reason (FileSystemException)."),
                Arguments.of(
                        new FileNotFoundException(FILE + " (No such file or directory)"),
                        FILE + " cannot be opened: No such file or directory."),
                Arguments.of(new EOFException(), "A file ended before it should: it is damaged or cut off."),
                Arguments.of(new IOException(), "A file could not be read or written (IOException)."),
                Arguments.of(new IOException("There is no file a.nii."), "There is no file a.nii."),
                Arguments.of(
                        new FileSystemException("The output folder cannot be made: a is not a folder."),
                        "The output folder cannot be made: a is not a folder."),
                Arguments.of(new IOException("it is not JSON"), "it is not JSON"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aPathAloneBecomesASentence(IOException failure, String sentence) {
        assertThat(Failure.sentence(failure)).isEqualTo(sentence);
    }

    @Test
    void whatThisSystemThrowsBecomesASentence(@TempDir Path folder) {
        Path missing = folder.resolve("missing.nii");
        try {
            Files.newInputStream(missing).close();
        } catch (IOException e) {
            assertThat(Failure.sentence(e))
                    .startsWith(missing + " cannot be read")
                    .endsWith(".");
        }
        try {
            new FileInputStream(missing.toFile()).close();
        } catch (IOException e) {
            assertThat(Failure.sentence(e))
                    .startsWith(missing + " cannot be opened: ")
                    .endsWith(".");
        }
    }
}
