package org.relaxometry.bssfp.io.bids;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.io.file.Failure;
import org.relaxometry.bssfp.io.nifti.NiftiReader;

/**
 * Finds the phase-cycled series of an examination, however a group names them: one file of all cycles or one file per cycle, as
 * magnitude and phase or as real and imaginary part. What cannot be decided is skipped, with the reason.
 */
public final class SeriesFinder {

    private static final int FEWEST_CYCLES = 3;

    /** By what groups tell cycles apart, what is most likely first. */
    private static final List<String> CYCLE_ENTITIES = List.of("acq", "inv", "echo", "flip", "rec", "dir", "run");

    private static final String ACQUISITION = "acq";

    private final Path root;
    private final BidsFilter filter;
    private final List<BidsSeries> series = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();

    private enum Part {
        MAG,
        PHASE,
        REAL,
        IMAG
    }

    /**
     * Images that are no series.
     *
     * @param name of the files, as far as they have it in common
     * @param reason in a sentence
     */
    public record Skipped(String name, String reason) {}

    /** What an examination holds. */
    public record Found(List<BidsSeries> series, List<Skipped> skipped) {}

    /** The parts of one image, or of one cycle, by kind. */
    private record Group(BidsName name, Map<Part, BidsFile> parts, int volumes) {

        boolean isPolar() {
            return parts.containsKey(Part.MAG) && parts.containsKey(Part.PHASE);
        }

        boolean isComplete() {
            return isPolar() || parts.containsKey(Part.REAL) && parts.containsKey(Part.IMAG);
        }

        BidsSeries.Parts complete(long number) {
            return isPolar()
                    ? new BidsSeries.Parts(true, number, parts.get(Part.MAG), parts.get(Part.PHASE))
                    : new BidsSeries.Parts(false, number, parts.get(Part.REAL), parts.get(Part.IMAG));
        }

        /** What is missing, in words. */
        String lack() {
            String there = parts.keySet().stream()
                    .map(part -> "part-" + part.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            return "There is " + there + " alone; magnitude and phase, or real and imaginary part, belong together.";
        }
    }

    private SeriesFinder(Path root, BidsFilter filter) {
        this.root = root;
        this.filter = filter;
    }

    /**
     * Looks for series.
     *
     * @param files of the examination
     * @param root of the data set
     */
    public static Found find(List<BidsFile> files, Path root, BidsFilter filter) throws IOException {
        SeriesFinder finder = new SeriesFinder(root, filter);
        List<Group> single = new ArrayList<>();
        for (Group group : finder.groups(files)) {
            if (group.volumes() > 1) {
                finder.addWhole(group);
            } else {
                single.add(group);
            }
        }
        finder.addCycles(single);
        finder.series.sort(Comparator.comparing(found -> found.name().stem()));
        return new Found(List.copyOf(finder.series), List.copyOf(finder.skipped));
    }

    private List<Group> groups(List<BidsFile> files) throws IOException {
        Map<String, Map<Part, BidsFile>> byName = new LinkedHashMap<>();
        Map<String, BidsName> names = new LinkedHashMap<>();
        Set<String> wrong = new LinkedHashSet<>();
        for (BidsFile file : files) {
            if (filter.fits(BidsFilter.Role.SERIES, file)) {
                BidsName name = file.name().without(List.of("part"));
                names.put(name.stem(), name);
                Map<Part, BidsFile> parts = byName.computeIfAbsent(name.stem(), key -> new EnumMap<>(Part.class));
                Part part = part(file);
                BidsFile other = parts.put(part, file);
                if (other != null && wrong.add(name.stem())) {
                    skipped.add(new Skipped(
                            name.stem(),
                            other.path().getFileName() + " and " + file.path().getFileName()
                                    + " are the same part of one image. Which is right cannot be told."));
                }
            }
        }
        List<Group> groups = new ArrayList<>();
        for (Map.Entry<String, Map<Part, BidsFile>> each : byName.entrySet()) {
            if (!wrong.contains(each.getKey())) {
                group(names.get(each.getKey()), each.getValue()).ifPresent(groups::add);
            }
        }
        return groups;
    }

    private Optional<Group> group(BidsName name, Map<Part, BidsFile> parts) {
        try {
            int volumes = 1;
            for (BidsFile file : parts.values()) {
                volumes = Math.max(volumes, volumes(file.path()));
            }
            return Optional.of(new Group(name, parts, volumes));
        } catch (IOException e) {
            skipped.add(new Skipped(name.stem(), Failure.sentence(e)));
            return Optional.empty();
        }
    }

    private static int volumes(Path file) throws IOException {
        long[] size = NiftiReader.readHeader(file).dimensions();
        long volumes = 1;
        for (int axis = 3; axis < size.length; axis++) {
            volumes *= size[axis];
        }
        return (int) Math.min(volumes, Integer.MAX_VALUE);
    }

    /** By its name, else by what the scanner said, else a magnitude. */
    private Part part(BidsFile file) throws IOException {
        return switch (file.name().entity("part")) {
            case "mag" -> Part.MAG;
            case "phase" -> Part.PHASE;
            case "real" -> Part.REAL;
            case "imag" -> Part.IMAG;
            default -> byImageType(file);
        };
    }

    private Part byImageType(BidsFile file) throws IOException {
        Part part = Part.MAG;
        if (BidsSidecar.of(file, root).members().get("ImageType") instanceof JsonArray words) {
            for (JsonElement word : words) {
                switch (word.getAsString()) {
                    case "P", "PHASE" -> part = Part.PHASE;
                    case "R", "REAL" -> part = Part.REAL;
                    case "I", "IMAGINARY" -> part = Part.IMAG;
                    default -> {
                        // says something else
                    }
                }
            }
        }
        return part;
    }

    private void addWhole(Group group) {
        if (group.isComplete()) {
            series.add(new BidsSeries(group.name(), List.of(group.complete(0)), group.volumes()));
        } else {
            skipped.add(new Skipped(group.name().stem(), group.lack()));
        }
    }

    private void addCycles(List<Group> single) {
        Optional<String> entity = filter.cycleEntity().or(() -> tellingApart(single));
        if (entity.isEmpty()) {
            single.forEach(group -> skipped.add(new Skipped(
                    group.name().stem(),
                    "It is a single image, and there are no " + FEWEST_CYCLES
                            + " that differ in one number of their names alone: neither a series nor the cycles of one."
                            + " Where cycles are told apart otherwise, say it in the filter (\"cycle\").")));
            return;
        }
        for (List<Group> cycles : clusters(single, entity.get()).values()) {
            addSeries(cycles, entity.get());
        }
    }

    private void addSeries(List<Group> cycles, String entity) {
        String stem = named(cycles.get(0).name(), entity).stem();
        List<Group> incomplete =
                cycles.stream().filter(group -> !group.isComplete()).toList();
        if (!incomplete.isEmpty()) {
            skipped.add(new Skipped(
                    stem,
                    incomplete.get(0).name().stem() + ": " + incomplete.get(0).lack()));
        } else if (cycles.size() < FEWEST_CYCLES) {
            skipped.add(new Skipped(
                    stem, "It has " + cycles.size() + " cycles; at least " + FEWEST_CYCLES + " are needed."));
        } else {
            List<Group> inOrder = new ArrayList<>(cycles);
            inOrder.sort(Comparator.comparing(group -> number(group.name(), entity)));
            series.add(new BidsSeries(
                    named(cycles.get(0).name(), entity),
                    inOrder.stream()
                            .map(group -> group.complete(number(group.name(), entity)))
                            .toList(),
                    cycles.size()));
        }
    }

    /** The entity by whose numbers all images fall into series of the most cycles. */
    private static Optional<String> tellingApart(List<Group> single) {
        String best = null;
        int most = FEWEST_CYCLES - 1;
        for (String entity : CYCLE_ENTITIES) {
            int fewest = clusters(single, entity).values().stream()
                    .mapToInt(List::size)
                    .min()
                    .orElse(0);
            if (fewest > most) {
                most = fewest;
                best = entity;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Map<String, List<Group>> clusters(List<Group> groups, String entity) {
        return groups.stream()
                .collect(Collectors.groupingBy(
                        group -> named(group.name(), entity).stem(), LinkedHashMap::new, Collectors.toList()));
    }

    /** The name that the cycles have in common. An acquisition keeps its words: {@code acq-pc045} is one of {@code acq-pc}. */
    private static BidsName named(BidsName name, String entity) {
        String value = name.entity(entity);
        String number = digits(value);
        if (number.isEmpty()) {
            return name;
        }
        return name.with(
                entity,
                entity.equals(ACQUISITION)
                        ? new StringBuilder(value)
                                .delete(value.lastIndexOf(number), value.lastIndexOf(number) + number.length())
                                .toString()
                        : "");
    }

    private static long number(BidsName name, String entity) {
        String digits = digits(name.entity(entity));
        return digits.isEmpty() ? 0 : Long.parseLong(digits.substring(Math.max(0, digits.length() - 15)));
    }

    /** The last number in a text; empty where there is none. */
    private static String digits(String value) {
        return value.replaceFirst("\\D*$", "").replaceFirst("^.*\\D", "");
    }
}
