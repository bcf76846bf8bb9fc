package org.relaxometry.bssfp.io.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives finished files, or folders of them, their names, all or none. First the files that stand there are moved aside, which shows whether all can be
 * replaced; then the new ones take their places. So old and new never stand beside each other. A journal, on the disk before the first
 * move, tells the next run what one that was killed in between had begun: {@link #settle} puts the old state back, or, where every new
 * file is in its place, leaves it.
 *
 * @param folder of the results
 * @param fresh folder of the finished files
 * @param aside folder that takes those they replace; all three on one file system
 * @param journal the file
 * @param move how a file is moved
 */
record Publication(Path folder, Path fresh, Path aside, Path journal, Move move) {

    /** Moves a file within a file system, at once and not over another file. */
    @FunctionalInterface
    interface Move {
        void move(Path from, Path to) throws IOException;
    }

    /** A finished file as the journal has it: a file of the user's own that has taken its name is not touched. */
    private record Entry(String name, long bytes, long modifiedMs) {

        static Entry of(Path file) throws IOException {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Entry(
                    file.getFileName().toString(),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis());
        }

        static Entry parse(String line) {
            String[] parts = line.split(" ", 3);
            return new Entry(parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        String line() {
            return bytes + " " + modifiedMs + " " + name + "\n";
        }
    }

    /**
     * Publishes.
     *
     * @param names of the finished files
     * @param replaced names of all files that go, where they exist
     * @throws IOException if a file cannot be moved, in words; all is as it was then, or, where even that failed, the journal remains
     */
    void publish(List<String> names, List<String> replaced) throws IOException {
        List<Entry> entries = writeJournal(names);
        Path target = null;
        try {
            for (String name : replaced) {
                target = folder.resolve(name);
                if (exists(target)) {
                    move.move(target, aside.resolve(name));
                }
            }
            for (String name : names) {
                target = folder.resolve(name);
                move.move(fresh.resolve(name), target);
            }
        } catch (IOException e) {
            throw refused(target, e, entries);
        }
        Files.delete(journal);
    }

    private IOException refused(Path target, IOException cause, List<Entry> entries) {
        String why = target + " cannot be replaced: " + Failure.reason(cause)
                + ". Is it open in another program? Close it there and run again, or choose another folder.";
        try {
            rollBack(entries);
        } catch (IOException e) {
            e.addSuppressed(cause);
            return new IOException(why + " " + e.getMessage(), e);
        }
        return new IOException(why + " All earlier files are as they were.", cause);
    }

    private List<Entry> writeJournal(List<String> names) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String name : names) {
            Path file = fresh.resolve(name);
            // the files of a folder are on the disk since they were written
            if (!Files.isDirectory(file)) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
            entries.add(Entry.of(file));
        }
        Path draft = journal.resolveSibling(journal.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(
                    entries.stream().map(Entry::line).collect(Collectors.joining()));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        // a journal is there whole or not at all
        Files.move(draft, journal);
        return entries;
    }

    /**
     * Puts in order what an earlier run had begun; as often as wanted.
     *
     * @return whether every new file is in its place; if not, all is as it was before
     * @throws IOException if a file cannot be moved back, in words; the journal remains
     */
    boolean settle() throws IOException {
        if (!exists(journal)) {
            return false;
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(journal, StandardCharsets.UTF_8)) {
            entries.add(Entry.parse(line));
        }
        boolean complete = entries.stream().noneMatch(entry -> exists(fresh.resolve(entry.name())));
        if (!complete) {
            rollBack(entries);
        } else {
            Files.delete(journal);
        }
        return complete;
    }

    private void rollBack(List<Entry> entries) throws IOException {
        Path stuck = null;
        try (Stream<Path> old = Files.list(aside)) {
            for (Entry entry : entries) {
                stuck = folder.resolve(entry.name());
                boolean published = !exists(fresh.resolve(entry.name()));
                if (published && exists(stuck) && Entry.of(stuck).equals(entry)) {
                    move.move(stuck, fresh.resolve(entry.name()));
                }
            }
            for (Path file : old.toList()) {
                stuck = folder.resolve(file.getFileName());
                move.move(file, stuck);
            }
            Files.delete(journal);
        } catch (IOException e) {
            throw new IOException(
                    "The files of an earlier run cannot be put back, because " + stuck
                            + " cannot be moved or replaced: " + Failure.reason(e) + ". They lie in " + aside
                            + " until then.",
                    e);
        }
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
