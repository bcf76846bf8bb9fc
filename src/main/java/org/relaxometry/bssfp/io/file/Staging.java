package org.relaxometry.bssfp.io.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The hidden folder inside a folder of results that belongs to one run: the names it has claimed, its files until they are all there,
 * those they replace, and the journal of the moves. As long as the run lives it holds a lock on a file in it; what nobody holds is
 * left of a dead run.
 */
final class Staging {

    private static final String PREFIX = ".unfinished-";
    private static final String CLAIMS = "claims";

    private final OwnedFolder place;

    private Staging(OwnedFolder place) {
        this.place = place;
    }

    /** Made under the {@link FolderLock} of the folder. */
    static Staging in(Path folder) throws IOException {
        // not Files.createTempDirectory: other users could not see what is claimed
        Path path = folder.toRealPath()
                .resolve(PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        OwnedFolder place = OwnedFolder.make(path, Files::createDirectory);
        try {
            Files.createDirectory(fresh(path));
            Files.createDirectory(aside(path));
            return new Staging(place);
        } catch (IOException | RuntimeException e) {
            place.delete();
            throw e;
        }
    }

    private static Path fresh(Path place) {
        return place.resolve("new");
    }

    private static Path aside(Path place) {
        return place.resolve("old");
    }

    /** Where a finished file waits for its name. */
    Path fresh(String name) {
        return fresh(place.path()).resolve(name);
    }

    Publication publication(Path folder, Publication.Move move) {
        return publication(folder, place.path(), move);
    }

    private static Publication publication(Path folder, Path place, Publication.Move move) {
        return new Publication(folder, fresh(place), aside(place), place.resolve("journal"), move);
    }

    /** Tells other runs which names are taken. */
    void claim(Collection<String> names) throws IOException {
        Files.write(place.path().resolve(CLAIMS), names, StandardCharsets.UTF_8);
    }

    /** Whether a publication has begun that could neither be finished nor undone: the files in here are needed. */
    boolean holdsJournal() {
        return Files.exists(place.path().resolve("journal"));
    }

    /** Gives it up, and removes it but for what is still needed. */
    void delete() throws IOException {
        if (holdsJournal()) {
            place.leave();
        } else {
            place.delete();
        }
    }

    /**
     * Looks at the other runs in a folder, under its {@link FolderLock}: what dead ones had begun is put in order, and what they left
     * is removed.
     *
     * @param remarks takes what the user should know of it
     * @return the names that living ones have claimed
     */
    static Set<String> others(Path folder, Publication.Move move, List<String> remarks) throws IOException {
        Set<String> claimed = new HashSet<>();
        for (Path place : all(folder.toRealPath())) {
            if (OwnedFolder.isAlive(place)) {
                claimed.addAll(claims(place));
                continue;
            }
            if (Files.exists(place.resolve("journal"))) {
                boolean complete = publication(folder, place, move).settle();
                remarks.add("An earlier run was ended while it gave its results their names in " + folder + ". "
                        + (complete ? "All of them are there." : "What was there before is there again."));
            }
            OwnedFolder.removeIfPossible(place);
        }
        return claimed;
    }

    private static List<Path> all(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path place : found) {
                // a file of that name is nobody's run
                if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                    all.add(place);
                }
            }
        }
        return all;
    }

    private static List<String> claims(Path place) throws IOException {
        try {
            return Files.readAllLines(place.resolve(CLAIMS), StandardCharsets.UTF_8);
        } catch (NoSuchFileException | AccessDeniedException e) {
            // it has just ended, is of an earlier version, or tells other users nothing
            return List.of();
        }
    }
}
