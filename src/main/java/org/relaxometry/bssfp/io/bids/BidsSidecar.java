package org.relaxometry.bssfp.io.bids;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the JSON files of a data set say of one image: by the inheritance principle those beside it and in the folders above count
 * whose suffix is the same and whose entities the image has too; the nearer and the more specific count more.
 *
 * @param members all of it
 * @param files that say it, the most general first
 */
public record BidsSidecar(JsonObject members, List<Path> files) {

    private static final String JSON = ".json";

    /**
     * Reads them.
     *
     * @param root of the data set
     * @throws IOException if one is not readable, or is no JSON object
     */
    public static BidsSidecar of(BidsFile image, Path root) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path folder = image.path().getParent();
                folder != null && folder.startsWith(root);
                folder = folder.getParent()) {
            folders.add(0, folder);
        }
        JsonObject members = new JsonObject();
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            for (BidsFile file : applying(image, folder)) {
                BidsDataset.object(file.path())
                        .entrySet()
                        .forEach(member -> members.add(member.getKey(), member.getValue()));
                files.add(file.path());
            }
        }
        return new BidsSidecar(members, files);
    }

    private static List<BidsFile> applying(BidsFile image, Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(JSON))
                    .flatMap(file -> BidsName.of(file)
                            .filter(name -> name.suffix().equals(image.name().suffix())
                                    && image.name()
                                            .entities()
                                            .entrySet()
                                            .containsAll(name.entities().entrySet()))
                            .map(name -> new BidsFile(file, name))
                            .stream())
                    .sorted(Comparator.<BidsFile>comparingInt(
                                    file -> file.name().entities().size())
                            .thenComparing(BidsFile::path))
                    .toList();
        }
    }

    /** A text that it says. */
    public Optional<String> text(String member) {
        return Optional.ofNullable(members.get(member))
                .filter(value -> value.isJsonPrimitive())
                .map(value -> value.getAsString());
    }
}
