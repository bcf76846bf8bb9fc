package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void nameTarget() {
        target = folder.resolve("T1map.nii");
    }

    @Test
    void writesTheContentAndNothingElse() throws IOException {
        AtomicFile.write(target, false, out -> out.write(new byte[] {1, 2, 3}));
        assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(names()).containsExactly("T1map.nii");
    }

    @Test
    void contentMayCloseItsStream() throws IOException {
        AtomicFile.write(target, false, out -> {
            try (OutputStream closing = out) {
                closing.write(7);
            }
        });
        assertThat(target).hasBinaryContent(new byte[] {7});
    }

    @Test
    void keepsAnExistingFileUnlessAsked() throws IOException {
        Files.writeString(target, "old");
        assertThatThrownBy(() -> AtomicFile.write(target, false, out -> out.write(1)))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("T1map.nii")
                .hasMessageContaining("already exists");
        assertThat(target).hasContent("old");
        AtomicFile.write(target, true, out -> out.write('n'));
        assertThat(target).hasContent("n");
        assertThat(names()).containsExactly("T1map.nii");
    }

    @Test
    void keepsAFileThatAppearedWhileWriting() throws IOException {
        assertThatThrownBy(() -> AtomicFile.write(target, false, out -> Files.writeString(target, "another's")))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("already exists");
        assertThat(target).hasContent("another's");
        assertThat(names()).containsExactly("T1map.nii");
    }

    @Test
    void leavesNothingBehindAfterFailureOrCancel() throws IOException {
        Files.writeString(target, "old");
        for (Throwable failure : List.of(
                new IOException("The network is down"), new CancellationException("Cancelled."), new Error("x"))) {
            assertThatThrownBy(() -> AtomicFile.write(target, true, out -> {
                        out.write(new byte[100_000]);
                        AtomicFileTest.<RuntimeException>raise(failure);
                    }))
                    .isSameAs(failure);
            assertThat(names()).containsExactly("T1map.nii");
            assertThat(target).hasContent("old");
        }
    }

    @Test
    void refusesAFolderAsTarget() {
        assertThatThrownBy(() -> AtomicFile.write(folder, true, out -> out.write(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("is a folder");
        assertThat(folder).isDirectory();
    }

    @Test
    void refusesAMissingFolder() {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("none").resolve("a.nii"), true, out -> out.write(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no folder")
                .hasMessageContaining("none");
    }

    @Test
    void refusesAnUnwritableFolder() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Assumptions.assumeTrue(
                closed.toFile().setWritable(false) && !Files.isWritable(closed), "all folders are open to this user");
        try {
            assertThatThrownBy(() -> AtomicFile.write(closed.resolve("a.nii"), true, out -> out.write(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("closed")
                    .hasMessageContaining("no permission to write");
        } finally {
            assertThat(closed.toFile().setWritable(true)).isTrue();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void raise(Throwable failure) throws E {
        throw (E) failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "There is not enough space on the disk", "Disk quota exceeded"})
    void aFullDiskIsNamedByTheFolderThatTheUserChose(String system) throws IOException {
        Path staging = Files.createDirectory(folder.resolve(".unfinished-1"));
        assertThatThrownBy(() -> AtomicFile.write(staging.resolve("T1map.nii"), false, out -> {
                    throw new IOException(system);
                }))
                .hasMessage("There is no space left for files in " + folder
                        + ". Free some there, or choose another folder.");
    }
}
