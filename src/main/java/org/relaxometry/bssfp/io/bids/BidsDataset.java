package org.relaxometry.bssfp.io.bids;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.series.scan.NaturalOrder;

/** A data set on the disk. */
public final class BidsDataset {

    /** The file that makes a folder a data set. */
    public static final String DESCRIPTION = "dataset_description.json";

    private static final String SUBJECT = "sub-";
    private static final String SESSION = "ses-";

    /** Folders lie no deeper: subject, session, kind of data, file. */
    private static final int DEPTH = 4;

    private final Path root;
    private final String name;

    private BidsDataset(Path root, String name) {
        this.root = root;
        this.name = name;
    }

    /**
     * One examination of a subject.
     *
     * @param subject label without {@code sub-}
     * @param session label without {@code ses-}; empty where the data set has no sessions
     */
    public record Visit(String subject, String session) implements Comparable<Visit> {

        private static final NaturalOrder ORDER = new NaturalOrder();

        /** As names of files begin, such as {@code sub-01_ses-2}. */
        public String stem() {
            return SUBJECT + subject + (session.isEmpty() ? "" : "_" + SESSION + session);
        }

        /** Its folder in a data set, such as {@code sub-01/ses-2}. */
        public Path in(Path root) {
            Path folder = root.resolve(SUBJECT + subject);
            return session.isEmpty() ? folder : folder.resolve(SESSION + session);
        }

        @Override
        public int compareTo(Visit other) {
            int bySubject = ORDER.compare(subject, other.subject);
            return bySubject != 0 ? bySubject : ORDER.compare(session, other.session);
        }
    }

    /**
     * Opens a data set.
     *
     * @throws IllegalArgumentException where the folder is none
     * @throws IOException if it cannot be read
     */
    public static BidsDataset open(String folder) throws IOException {
        Path root;
        try {
            root = FileName.path(folder).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + folder + "\" is not the name of a folder.", e);
        }
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException("There is no folder " + root
                    + ". Expected a BIDS data set: a folder with dataset_description.json and sub-….");
        }
        Path description = root.resolve(DESCRIPTION);
        if (!Files.isRegularFile(description)) {
            throw new IllegalArgumentException(root + " is not a BIDS data set: it has no " + DESCRIPTION
                    + ". Is it the folder above or below? A data set must state at least Name and BIDSVersion in that"
                    + " file.");
        }
        JsonObject json = object(description);
        if (!(json.get("BIDSVersion") instanceof JsonPrimitive)) {
            throw new IllegalArgumentException(
                    "The " + DESCRIPTION + " in " + root + " does not state BIDSVersion, as a BIDS data set must.");
        }
        return new BidsDataset(root, json.get("Name") instanceof JsonPrimitive name ? name.getAsString() : "");
    }

    /** A JSON file that must hold one object. */
    static JsonObject object(Path file) throws IOException {
        try {
            if (BoundedJson.parse(BoundedJson.text(Files.readAllBytes(file))) instanceof JsonObject object) {
                return object;
            }
        } catch (IOException e) {
            throw new IOException("The file " + file + " " + e.getMessage() + ".", e);
        }
        throw new IOException("The file " + file + " must hold one JSON object in braces.");
    }

    public Path root() {
        return root;
    }

    /** As its description says; empty where that does not. */
    public String name() {
        return name;
    }

    /** All examinations, in natural order; a subject with folders of sessions has those, another one has itself. */
    public List<Visit> visits() throws IOException {
        List<Visit> visits = new ArrayList<>();
        for (Path subject : folders(root, SUBJECT)) {
            String label = label(subject, SUBJECT);
            List<Path> sessions = folders(subject, SESSION);
            if (sessions.isEmpty()) {
                visits.add(new Visit(label, ""));
            }
            sessions.forEach(session -> visits.add(new Visit(label, label(session, SESSION))));
        }
        visits.sort(null);
        return visits;
    }

    private static String label(Path folder, String prefix) {
        return folder.getFileName().toString().substring(prefix.length());
    }

    private static List<Path> folders(Path parent, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(prefix + "[A-Za-z0-9+]+")
                            && Files.isDirectory(entry))
                    .toList();
        }
    }

    /** All files of an examination whose names can be understood, in natural order. */
    public List<BidsFile> files(Visit visit) throws IOException {
        Path folder = visit.in(root);
        List<BidsFile> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            all.filter(Files::isRegularFile).forEach(file -> BidsName.of(file)
                    .filter(name -> name.entity("sub").equals(visit.subject()))
                    .ifPresent(name -> files.add(new BidsFile(file, name))));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        NaturalOrder order = new NaturalOrder();
        files.sort((a, b) -> order.compare(a.path().toString(), b.path().toString()));
        return files;
    }

    /** Data sets made from this one, which lie in its folder {@code derivatives}. */
    public List<Path> derivatives() throws IOException {
        Path folder = root.resolve("derivatives");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** A data set of another folder, which need not describe itself, as many derivatives do not. */
    public static BidsDataset at(Path root) {
        return new BidsDataset(root, "");
    }

    /** How a file of it is named in records. */
    public String uri(String dataset, Path file) {
        Path relative = root.relativize(file.toAbsolutePath().normalize());
        return "bids:" + dataset + ":" + relative.toString().replace('\\', '/');
    }
}
