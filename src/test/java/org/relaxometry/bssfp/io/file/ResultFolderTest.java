package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    void aFolderIsAResultToo() throws IOException {
        try (ResultFolder results = new ResultFolder(temporary.toString(), "", false)) {
            Path study = Files.createDirectory(results.place("study"));
            Files.writeString(study.resolve("README"), "whole");
            assertThat(temporary.resolve("study")).doesNotExist();
            assertThat(results.publish()).containsExactly(temporary.resolve("study"));
        }
        assertThat(temporary.resolve("study/README")).hasContent("whole");
        assertThat(temporary).isDirectoryNotContaining("glob:**/.*");
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
    void aFileThatIsCalledLikeTheFolderOfARunIsNobodysRun() throws IOException {
        Files.writeString(temporary.resolve(".unfinished-notes"), "mine");
        try (ResultFolder folder = new ResultFolder(temporary.toString(), "", false)) {
            folder.claim(List.of("T1map.json"));
            Files.writeString(folder.place("T1map.json"), "1");
            folder.publish();
        }
        assertThat(temporary.resolve(".unfinished-notes")).hasContent("mine");
        assertThat(temporary.resolve("T1map.json")).hasContent("1");
    }

    @Test
    void existingResultsAreOverwrittenOnlyWhenAsked() throws IOException {
        Files.writeString(temporary.resolve("x_T1map.json"), "old");
        try (ResultFolder folder = new ResultFolder(temporary.toString(), "x_", false)) {
            assertThatIOException()
                    .isThrownBy(() -> folder.claim(List.of("T1map.json", "T2map.json")))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .withMessageContaining("x_T1map.json")
                    .withMessageContaining("overwrite=true");
        }
        try (ResultFolder folder = new ResultFolder(temporary.toString(), "x_", true)) {
            folder.claim(List.of("T1map.json"));
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
            folder.claim(List.of("T1map.json", "T1sigmamap.json"));
            Files.writeString(folder.place("T1map.json"), "new");
            folder.publish();
        }
        assertThat(content(temporary)).containsExactly("T1map.json", "notes.txt");
        assertThat(temporary.resolve("T1map.json")).hasContent("new");
    }

    @Test
    void remainsOfEarlierVersionsAreRemovedAfterAWeek() throws IOException {
        Path dead = Files.createDirectory(temporary.resolve(".unfinished-1"));
        Files.writeString(dead.resolve("T1map.json"), "half");
        Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        Path alive = Files.createDirectory(temporary.resolve(".unfinished-2"));
        Files.writeString(alive.resolve("T1map.json"), "half");
        try (ResultFolder folder = new ResultFolder(temporary.toString(), "", false)) {
            Files.writeString(folder.place("T1map.json"), "1");
            folder.publish();
        }
        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
    }

    /** Whatever a run has deleted of its own when it is killed, the next one deletes the rest. */
    @Test
    void remainsOfARunThatDiedWhileItCleanedUpAreRemoved() throws IOException {
        List<String> parts = new ArrayList<>(List.of("old/T1map.json", "new/T1map.json", "claims", "owner.lock"));
        while (true) {
            Path dead = Files.createDirectory(temporary.resolve(".unfinished-1"));
            for (String part : parts) {
                Files.createDirectories(dead.resolve(part).getParent());
                Files.createFile(dead.resolve(part));
            }
            try (ResultFolder folder = new ResultFolder(temporary.toString(), "", false)) {
                folder.claim(List.of("T1map.json"));
            }
            assertThat(content(temporary)).isEmpty();
            if (parts.isEmpty()) {
                return;
            }
            parts.remove(0);
        }
    }

    @Test
    void aRunKilledInItsCleaningUpIsKnownByItsLockToTheLast() throws IOException {
        Path place = Files.createDirectory(temporary.resolve(".unfinished-1"));
        for (String part : List.of("a", "owner.lock", "z")) {
            Files.createFile(place.resolve(part));
        }
        assertThat(OwnedFolder.content(place))
                .containsExactly(place.resolve("z"), place.resolve("a"), place.resolve("owner.lock"), place);
    }

    @Test
    void aRefusedRunTouchesNothingOfOthers() throws IOException {
        Path target = temporary.resolve("results");
        try (ResultFolder mine = new ResultFolder(target.toString(), "", false)) {
            mine.claim(List.of("T1map.json"));
            Files.writeString(target.resolve("notes.txt"), "the user's own");
            try (ResultFolder other = new ResultFolder(target.toString(), "b_", false)) {
                Files.writeString(other.place("T1map.json"), "b");
                other.publish();
            }
            Files.writeString(mine.place("T1map.json"), "half");
        }
        assertThat(content(target)).containsExactly("b_T1map.json", "notes.txt");
    }

    @Test
    void aFolderMadeHereGoesWithTheLastRunInIt() throws IOException {
        Path target = temporary.resolve("a/b");
        try (ResultFolder first = new ResultFolder(target.toString(), "a_", false)) {
            first.claim(List.of("T1map.json"));
        }
        assertThat(content(temporary)).isEmpty();
    }

    @Test
    void namesBelongToTheFirstThatClaimsThem() throws IOException {
        for (boolean overwrite : new boolean[] {false, true}) {
            Path target = temporary.resolve("overwrite-" + overwrite);
            try (ResultFolder first = new ResultFolder(target.toString(), "", overwrite);
                    ResultFolder second = new ResultFolder(target.toString(), "", overwrite)) {
                first.claim(List.of("T1map.json", "T2map.json"));
                assertThatIOException()
                        .isThrownBy(() -> second.claim(List.of("T2map.json", "B1map.json")))
                        .isInstanceOf(FileAlreadyExistsException.class)
                        .withMessageStartingWith("Another run that has not ended yet will write T2map.json into ");
                second.close();
                Files.writeString(first.place("T1map.json"), "1");
                first.publish();
            }
            assertThat(content(target)).containsExactly("T1map.json");
        }
    }

    @Test
    void namesAreFreeAgainWhenTheRunEnds() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (ResultFolder folder = new ResultFolder(temporary.toString(), "", false)) {
                folder.claim(List.of("T1map.json"));
            }
        }
        assertThat(content(temporary)).isEmpty();
    }

    @Test
    void ofManyRunsAtOnceOneOfEachPrefixWins() throws Exception {
        Path target = temporary.resolve("new");
        int runs = 16;
        ExecutorService threads = Executors.newFixedThreadPool(runs);
        try {
            List<Future<Boolean>> ended = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                String prefix = "sub-0" + i % 4 + "_";
                ended.add(threads.submit(() -> wins(target, prefix)));
            }
            int won = 0;
            for (Future<Boolean> each : ended) {
                won += each.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(4);
        } finally {
            threads.shutdownNow();
        }
        assertThat(content(target))
                .containsExactly("sub-00_T1map.json", "sub-01_T1map.json", "sub-02_T1map.json", "sub-03_T1map.json");
    }

    private static boolean wins(Path target, String prefix) throws IOException {
        try (ResultFolder folder = new ResultFolder(target.toString(), prefix, false)) {
            folder.claim(List.of("T1map.json"));
            Files.writeString(folder.place("T1map.json"), prefix);
            folder.publish();
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Test
    void aFolderOfTheNameOfAResultIsNotReplaced() throws IOException {
        Path inside = Files.createDirectory(temporary.resolve("T1map.json")).resolve("notes.txt");
        Files.writeString(inside, "mine");
        try (ResultFolder folder = new ResultFolder(temporary.toString(), "", true)) {
            assertThatIOException()
                    .isThrownBy(() -> folder.claim(List.of("T1map.json")))
                    .withMessageContaining("T1map.json is a folder");
        }
        assertThat(inside).hasContent("mine");
    }

    @Test
    void whereAFileCannotBeReplacedAllEarlierOnesStay() throws IOException {
        List<String> names = List.of("T1map.json", "T2map.json", "B0map.json");
        for (String open : names) {
            for (String name : names) {
                Files.writeString(temporary.resolve(name), "old " + name);
            }
            Publication.Move viewer = (from, to) -> {
                if (from.equals(temporary.resolve(open))) {
                    throw new FileSystemException(from.toString(), to.toString(), "used by another process");
                }
                Files.move(from, to);
            };
            try (ResultFolder folder = new ResultFolder(temporary.toString(), "", true, viewer)) {
                for (String name : names) {
                    Files.writeString(folder.place(name), "new");
                }
                assertThatIOException()
                        .isThrownBy(folder::publish)
                        .withMessage(
                                temporary.resolve(open) + " cannot be replaced: used by another process. Is it open"
                                        + " in another program? Close it there and run again, or choose another folder. All"
                                        + " earlier files are as they were.");
            }
            assertThat(content(temporary)).containsExactlyInAnyOrderElementsOf(names);
            for (String name : names) {
                assertThat(temporary.resolve(name)).hasContent("old " + name);
            }
        }
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
