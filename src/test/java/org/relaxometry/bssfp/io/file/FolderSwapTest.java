package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder appears as a whole, whenever a program dies. */
class FolderSwapTest {

    private static final String PROOF = "proof";

    @TempDir
    Path folder;

    private Path target;
    private Path aside;

    @BeforeEach
    void places() {
        target = folder.resolve("results/sub-01");
        aside = folder.resolve("aside");
    }

    private Optional<FolderSwap> claim() throws IOException {
        return FolderSwap.claim(target, aside, "sub-01", PROOF);
    }

    private void publish(String content) throws IOException {
        try (FolderSwap swap = claim().orElseThrow()) {
            Files.writeString(swap.scratch().resolve("on the way"), "x");
            Files.createDirectories(swap.fresh().resolve("anat"));
            Files.writeString(swap.fresh().resolve("anat/map"), content);
            Files.writeString(swap.fresh().resolve(PROOF), content);
            swap.publish();
        }
    }

    @Test
    void theNewOneTakesThePlaceOfTheOldAsAWhole() throws IOException {
        publish("old");
        Files.writeString(target.resolve("left over"), "of the old one");
        publish("new");
        assertThat(target.resolve("anat/map")).hasContent("new");
        assertThat(target.resolve("left over")).doesNotExist();
        assertThat(aside).isDirectoryNotContaining(file -> Files.isDirectory(file));
    }

    @Test
    void whatIsNotPublishedIsGoneAndTheOldStays() throws IOException {
        publish("old");
        try (FolderSwap swap = claim().orElseThrow()) {
            Files.writeString(swap.fresh().resolve("half"), "x");
            assertThatThrownBy(swap::publish).isInstanceOf(IllegalStateException.class);
        }
        assertThat(target.resolve("anat/map")).hasContent("old");
        assertThat(aside).isDirectoryNotContaining(file -> Files.isDirectory(file));
    }

    @Test
    void oneAtATimeWorksOnIt() throws IOException {
        try (FolderSwap first = claim().orElseThrow()) {
            assertThat(first.fresh()).isEmptyDirectory();
            assertThat(claim()).isEmpty();
            assertThat(FolderSwap.claim(folder.resolve("results/sub-02"), aside, "sub-02", PROOF))
                    .hasValueSatisfying(other -> assertThat(other).isNotNull());
        }
        try (FolderSwap second = claim().orElseThrow()) {
            assertThat(second.fresh()).isEmptyDirectory();
        }
    }

    /** As a killed program leaves it: complete, but not in its place. */
    @Test
    void whatWasCompleteTakesItsPlaceLater() throws IOException {
        publish("old");
        Path fresh = Files.createDirectories(aside.resolve("sub-01/fresh"));
        Files.writeString(fresh.resolve(PROOF), "new");
        claim().orElseThrow().close();
        assertThat(target.resolve(PROOF)).hasContent("new");
        // between the two moves
        fresh = Files.createDirectories(aside.resolve("sub-01/fresh"));
        Files.writeString(fresh.resolve(PROOF), "newer");
        Files.move(target, aside.resolve("sub-01/old"));
        claim().orElseThrow().close();
        assertThat(target.resolve(PROOF)).hasContent("newer");
    }

    @Test
    void whatWasNotCompleteGivesTheOldItsPlaceBack() throws IOException {
        publish("old");
        Files.writeString(Files.createDirectories(aside.resolve("sub-01/fresh")).resolve("half"), "x");
        Files.move(target, aside.resolve("sub-01/old"));
        claim().orElseThrow().close();
        assertThat(target.resolve(PROOF)).hasContent("old");
        assertThat(aside).isDirectoryNotContaining(file -> Files.isDirectory(file));
    }

    /** What a step has linked lies in the user's data. */
    @Test
    void linksAreRemovedAndNotFollowed() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("image"), "precious");
        try (FolderSwap swap = claim().orElseThrow()) {
            Files.createSymbolicLink(swap.scratch().resolve("folder"), data);
            Files.createSymbolicLink(swap.scratch().resolve("file"), data.resolve("image"));
        }
        assertThat(data.resolve("image")).hasContent("precious");
    }
}
