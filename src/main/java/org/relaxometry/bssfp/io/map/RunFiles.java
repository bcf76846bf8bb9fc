package org.relaxometry.bssfp.io.map;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.sidecar.RunId;
import org.relaxometry.bssfp.volume.fat.WaterFatMaps.Quantity;

/**
 * The files of one mapping run in a folder, of T1 and T2 or of water and fat.
 *
 * @param folder where they lie
 * @param prefix what stands before their names, may be empty
 */
public record RunFiles(Path folder, String prefix) {

    /** Name of the map of status codes. */
    public static final String STATUS = "statusmap";

    private static final String ENDING = ".nii.gz";

    /**
     * The run that a folder or one of its maps is of.
     *
     * @param key under which it was named
     * @throws IllegalArgumentException where there is no such folder or file, it holds no maps, or those of several runs, under
     *     several prefixes or one
     */
    public static RunFiles of(String key, String text) throws IOException {
        Path given = FileName.path(key, text);
        if (!Files.exists(given)) {
            throw new IllegalArgumentException("'" + key + "': there is neither a folder nor a file '" + given + "'.");
        }
        boolean whole = Files.isDirectory(given);
        try (Stream<Path> files = whole ? Files.list(given) : Stream.of(given)) {
            TreeSet<String> prefixes = files.map(file -> file.getFileName().toString())
                    .flatMap(name -> prefixOf(name).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (prefixes.size() == 1) {
                RunFiles run =
                        new RunFiles(whole ? given : given.toAbsolutePath().getParent(), prefixes.first());
                run.requireOneRun();
                return run;
            }
            throw new IllegalArgumentException(
                    prefixes.isEmpty()
                            ? "There is no map in '" + given
                                    + "'. Expected files that Map T1 T2 B0… wrote, such as T1map" + ENDING + "."
                            : "'" + given + "' holds maps of several runs: " + String.join(", ", prefixes)
                                    + " stand before their names. Give one of the files.");
        }
    }

    /** Maps that several runs have left under one prefix are not read as if they belonged together. */
    private void requireOneRun() {
        Map<Optional<String>, String> runs = new LinkedHashMap<>();
        names().flatMap(name -> map(name).stream())
                .forEach(file ->
                        runs.putIfAbsent(RunId.of(file), file.getFileName().toString()));
        if (runs.size() > 1) {
            throw new IllegalArgumentException(
                    "'" + folder + "' holds maps of different runs under one prefix, as their" + " records say: "
                            + String.join(" and ", runs.values()) + ". Map again into an empty folder.");
        }
    }

    /** Names, without ending, of all maps that a run may have. */
    public static Stream<String> names() {
        return Stream.of(
                        Stream.of(Parameter.values()).map(Parameter::fileName),
                        Stream.of(Quantity.values()).map(Quantity::fileName),
                        Stream.of(STATUS))
                .flatMap(each -> each);
    }

    /** Whether a file is a map of a run, as its name and its record say. */
    public static boolean isMap(Path file) {
        return prefixOf(file.getFileName().toString()).isPresent()
                && RunId.of(file).isPresent();
    }

    private static Optional<String> prefixOf(String name) {
        return names().map(map -> map + ENDING)
                .filter(name::endsWith)
                .map(map -> name.substring(0, name.length() - map.length()))
                // the end of another name, such as map.nii.gz of a stranger
                .filter(prefix -> prefix.isEmpty() || !Character.isLetterOrDigit(prefix.charAt(prefix.length() - 1)))
                .findFirst();
    }

    /** The map of a parameter, where the run has one. */
    public Optional<Path> map(Parameter parameter) {
        return map(parameter.fileName());
    }

    /** The map of status codes, where the run has one. */
    public Optional<Path> status() {
        return map(STATUS);
    }

    /** The map of this name, where the run has one. */
    public Optional<Path> map(String name) {
        return Optional.of(folder.resolve(prefix + name + ENDING)).filter(Files::exists);
    }

    /** The record beside a map. */
    public static Path record(Path map) {
        return map.resolveSibling(map.getFileName().toString().replace(ENDING, ".json"));
    }
}
