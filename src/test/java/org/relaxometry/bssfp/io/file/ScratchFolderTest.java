package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is needed on the way alone does not stay, whatever became of the run. */
class ScratchFolderTest {

    private static final String NAME = "bssfp-scratch-test-";

    @Test
    void itGoesWithAllThatIsInIt() throws IOException {
        Path path;
        try (ScratchFolder scratch = ScratchFolder.of(NAME)) {
            path = scratch.path();
            Files.createDirectories(path.resolve("a/b"));
            Files.writeString(path.resolve("a/b/c.txt"), "c");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void whatADeadRunLeftGoesAndALivingOneIsLeftAlone() throws IOException {
        Path dead = Path.of(System.getProperty("java.io.tmpdir")).toRealPath().resolve(NAME + "dead");
        Files.createDirectories(dead.resolve("series"));
        Files.writeString(dead.resolve("owner.lock"), "");
        try (ScratchFolder living = ScratchFolder.of(NAME)) {
            assertThat(dead).as("it may be in the making").exists();
            age(dead);
            age(living.path());
            try (ScratchFolder next = ScratchFolder.of(NAME)) {
                assertThat(next.removed()).containsExactly(dead);
                assertThat(dead).doesNotExist();
                assertThat(living.path()).exists();
            }
        }
    }

    private static void age(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions")
    void othersCannotLookIntoIt() throws IOException {
        try (ScratchFolder scratch = ScratchFolder.of(NAME)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch.path())))
                    .isEqualTo("rwx------");
        }
    }
}
