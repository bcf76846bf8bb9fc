package org.relaxometry.bssfp.estimation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.Needs;

class PrivateFolderTest {

    private static final int SOMEBODY_ELSE = 54_321;

    @TempDir
    Path temporary;

    @BeforeEach
    void needsOwnersAndModes() {
        assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("unix"), "Windows has none");
    }

    @Test
    void aFolderThatIsMadeIsTheUsersAlone() throws IOException {
        Path folder = temporary.resolve("a/b");
        assertThat(PrivateFolder.secure(folder)).isFalse();
        assertThat(folder).isDirectory();
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(folder.getParent())).isEqualTo("rwx------");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatOthersMayOnlyReadStaysAsItIs() throws IOException {
        Path folder = folder("rwxr-xr-x");
        Files.createFile(folder.resolve("library"));
        assertThat(PrivateFolder.secure(folder)).isFalse();
        assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void whatOthersCouldWriteToIsClosedAndSaid() throws IOException {
        Path folder = folder("rwxrwxr-x");
        assertThat(PrivateFolder.secure(folder)).isTrue();
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(PrivateFolder.secure(folder)).isFalse();
    }

    @Test
    void aFileThatOthersCouldWriteToCountsLikeTheFolder() throws IOException {
        Path folder = folder("rwxr-xr-x");
        Path library =
                Files.createFile(Files.createDirectory(folder.resolve("2.7.1")).resolve("library"));
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(PrivateFolder.secure(folder)).isTrue();
    }

    @Test
    void aFolderThatAnybodyCanReplaceIsRefused() throws IOException {
        Path folder = folder("rwx------");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatIOException()
                .isThrownBy(() -> PrivateFolder.secure(folder))
                .withMessage("everybody can write to " + temporary.toRealPath());

        // as in the temporary folder of all users, where only the owner may remove a file
        Files.setAttribute(temporary, "unix:mode", 01777);
        assertThat(PrivateFolder.secure(folder)).isFalse();
    }

    @Test
    void whatBelongsToAnotherUserIsRefused() throws IOException {
        Needs.administrator();
        Path folder = folder("rwxr-xr-x");
        Path library = Files.createFile(folder.resolve("library"));
        Files.setAttribute(library, "unix:uid", SOMEBODY_ELSE);
        assertThatIOException()
                .isThrownBy(() -> PrivateFolder.secure(folder))
                .withMessage(library.toRealPath() + " belongs to another user");

        Files.delete(library);
        Files.setAttribute(folder, "unix:uid", SOMEBODY_ELSE);
        assertThatIOException()
                .isThrownBy(() -> PrivateFolder.secure(folder))
                .withMessage(folder.toRealPath() + " belongs to another user");
    }

    @Test
    void aLinkToAFolderOfTheUserIsFollowed() throws IOException {
        Path folder = folder("rwxr-xr-x");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
        assertThat(PrivateFolder.secure(link)).isFalse();
    }

    private Path folder(String mode) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("folder"));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
