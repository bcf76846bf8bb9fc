package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that ends at any move, as an earlier run's staging folder shows it to the next run. */
class PublicationTest {

    /** Old: T1, T2, sigma. New: T1, T2, B0. */
    private static final List<String> NEW = List.of("T1map.json", "T2map.json", "B0map.json");

    private static final List<String> REPLACED = List.of("T1map.json", "T2map.json", "B0map.json", "sigma.json");
    private static final int MOVES = 6;

    /** What ends a program. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @TempDir
    Path folder;

    private Path staging;

    @BeforeEach
    void anEarlierRunsFilesAndTheUsersOwn() throws IOException {
        for (String name : List.of("T1map.json", "T2map.json", "sigma.json")) {
            Files.writeString(folder.resolve(name), "old");
        }
        Files.writeString(folder.resolve("notes.txt"), "mine");
        staging = folder.resolve(".unfinished-1");
        for (String part : List.of("new", "old")) {
            Files.createDirectories(staging.resolve(part));
        }
        Files.createFile(staging.resolve("owner.lock"));
        for (String name : NEW) {
            Files.writeString(staging.resolve("new").resolve(name), "fresh");
        }
    }

    private Publication publication(Publication.Move move) {
        return new Publication(
                folder, staging.resolve("new"), staging.resolve("old"), staging.resolve("journal"), move);
    }

    private static Publication.Move killedAfter(int moves) {
        int[] left = {moves};
        return (from, to) -> {
            if (left[0]-- == 0) {
                throw new Killed();
            }
            Files.move(from, to);
        };
    }

    private void nextRun() throws IOException {
        try (ResultFolder next = new ResultFolder(folder.toString(), "b_", false)) {
            next.claim(List.of("T1map.json"));
            assertThat(next.remarks()).hasSize(1);
        }
    }

    private void assertOld() {
        for (String name : List.of("T1map.json", "T2map.json", "sigma.json")) {
            assertThat(folder.resolve(name)).hasContent("old");
        }
        assertThat(folder.resolve("B0map.json")).doesNotExist();
        assertOnlyResults();
    }

    private void assertOnlyResults() {
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
        assertThat(staging).doesNotExist();
    }

    private void assertNeverMixed() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith("notes.txt"))
                            .map(file -> {
                                try {
                                    return Files.readString(file);
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            })
                            .distinct())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void killedAtAnyMoveNothingIsMixedAndTheNextRunPutsTheOldStateBack() throws IOException {
        for (int moves = 0; moves < MOVES; moves++) {
            Publication publication = publication(killedAfter(moves));
            assertThatThrownBy(() -> publication.publish(NEW, REPLACED)).isInstanceOf(Killed.class);
            assertNeverMixed();
            nextRun();
            assertOld();
            anEarlierRunsFilesAndTheUsersOwn();
        }
    }

    @Test
    void killedWhilePuttingBackTheNextRunGoesOn() throws IOException {
        for (int moves = 0; moves < MOVES - 1; moves++) {
            Publication published = publication(killedAfter(MOVES - 1));
            assertThatThrownBy(() -> published.publish(NEW, REPLACED)).isInstanceOf(Killed.class);
            Publication settling = publication(killedAfter(moves));
            assertThatThrownBy(settling::settle).isInstanceOf(Killed.class);
            assertNeverMixed();
            nextRun();
            assertOld();
            anEarlierRunsFilesAndTheUsersOwn();
        }
    }

    @Test
    void killedAfterTheLastMoveTheNewStateStays() throws IOException {
        publication(Files::move).publish(NEW, REPLACED);
        // as if the journal had not been deleted any more
        StringBuilder lines = new StringBuilder();
        for (String name : NEW) {
            lines.append("5 0 ").append(name).append('\n');
        }
        Files.writeString(staging.resolve("journal"), lines);
        nextRun();
        for (String name : NEW) {
            assertThat(folder.resolve(name)).hasContent("fresh");
        }
        assertThat(folder.resolve("sigma.json")).doesNotExist();
        assertOnlyResults();
    }

    @Test
    void whatCannotBePutBackIsKeptAndSaid() throws IOException {
        Publication publication = publication(killedAfter(4));
        assertThatThrownBy(() -> publication.publish(NEW, REPLACED)).isInstanceOf(Killed.class);
        Files.writeString(folder.resolve("T2map.json"), "the user's own, of the same name");
        try (ResultFolder next = new ResultFolder(folder.toString(), "b_", false)) {
            assertThatIOException()
                    .isThrownBy(() -> next.claim(List.of("T1map.json")))
                    .withMessageContaining("T2map.json cannot be moved or replaced")
                    .withMessageContaining(staging.resolve("old").toString());
        }
        assertThat(folder.resolve("T2map.json")).hasContent("the user's own, of the same name");
        assertThat(staging.resolve("old/T2map.json")).hasContent("old");
        Files.delete(folder.resolve("T2map.json"));
        nextRun();
        assertOld();
    }
}
