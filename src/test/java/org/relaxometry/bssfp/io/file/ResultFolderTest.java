package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFolderTest {

    @TempDir
    Path temporary;

    private List<String> content(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void filesAppearTogetherUnderTheirNames() throws IOException {
        Path target = temporary.resolve("a/b");
        try (ResultFolder folder = new ResultFolder(target.toString(), "sub-01_", false)) {
            Files.writeString(folder.place("T1map.json"), "1");
            Files.writeString(folder.place("T2map.json"), "2");
            assertThat(content(target)).noneMatch(name -> name.endsWith(".json"));
            assertThat(folder.publish())
                    .containsExactly(target.resolve("sub-01_T1map.json"), target.resolve("sub-01_T2map.json"));
        }
        assertThat(content(target)).containsExactly("sub-01_T1map.json", "sub-01_T2map.json");
    }

    @Test
    void aRunThatFailsLeavesNothing() throws IOException {
        try (ResultFolder folder = new ResultFolder(temporary.resolve("a/b").toString(), "", false)) {
            Files.writeString(folder.place("T1map.json"), "1");
        }
        assertThat(content(temporary)).isEmpty();
    }

    @Test
    void aRunThatFailsLeavesAnExistingFolderAsItWas() throws IOException {
        Files.writeString(temporary.resolve("notes.txt"), "mine");
        try (ResultFolder folder = new ResultFolder(temporary.toString(), "", true)) {
            Files.writeString(folder.place("notes.txt"), "yours");
        }
        assertThat(content(temporary)).containsExactly("notes.txt");
        assertThat(temporary.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void existingResultsAreOverwrittenOnlyWhenAsked() throws IOException {
        Files.writeString(temporary.resolve("x_T1map.json"), "old");
        try (ResultFolder folder = new ResultFolder(temporary.toString(), "x_", false)) {
            assertThatIOException()
                    .isThrownBy(() -> folder.requireFree(List.of("T1map.json", "T2map.json")))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .withMessageContaining("x_T1map.json")
                    .withMessageContaining("overwrite=true");
        }
        try (ResultFolder folder = new ResultFolder(temporary.toString(), "x_", true)) {
            folder.requireFree(List.of("T1map.json"));
            Files.writeString(folder.place("T1map.json"), "new");
            folder.publish();
        }
        assertThat(temporary.resolve("x_T1map.json")).hasContent("new");
        assertThat(content(temporary)).containsExactly("x_T1map.json");
    }

    @Test
    void overwritingRemovesWhatAnotherMethodLeftBehind() throws IOException {
        Files.writeString(temporary.resolve("T1map.json"), "old");
        Files.writeString(temporary.resolve("T1sigmamap.json"), "belongs to the old T1");
        Files.writeString(temporary.resolve("notes.txt"), "mine");
        try (ResultFolder folder = new ResultFolder(temporary.toString(), "", true)) {
            folder.requireFree(List.of("T1map.json", "T1sigmamap.json"));
            Files.writeString(folder.place("T1map.json"), "new");
            folder.publish();
        }
        assertThat(content(temporary)).containsExactly("T1map.json", "notes.txt");
        assertThat(temporary.resolve("T1map.json")).hasContent("new");
    }

    @Test
    void remainsOfKilledRunsAreRemovedAfterAWeek() throws IOException {
        Path dead = Files.createDirectory(temporary.resolve(".unfinished-1"));
        Files.writeString(dead.resolve("T1map.json"), "half");
        Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        Path alive = Files.createDirectory(temporary.resolve(".unfinished-2"));
        try (ResultFolder folder = new ResultFolder(temporary.toString(), "", false)) {
            Files.writeString(folder.place("T1map.json"), "1");
            folder.publish();
        }
        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
    }

    @Test
    void refusesAFileAsFolderAndAPrefixThatLeavesTheFolder() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatIOException()
                .isThrownBy(() -> new ResultFolder(file.resolve("maps").toString(), "", false))
                .withMessageContaining("is not a folder");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResultFolder(temporary.toString(), "../", false))
                .withMessageContaining("prefix");
    }
}
