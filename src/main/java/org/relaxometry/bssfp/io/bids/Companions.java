package org.relaxometry.bssfp.io.bids;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.io.bids.BidsDataset.Visit;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiHeader;
import org.relaxometry.bssfp.io.nifti.NiftiReader;

/** What belongs to the series of an examination: its B1 map, a mask, and label images that another program made of it. */
public final class Companions {

    private static final double GRID_TOLERANCE_MM = 0.01;

    private final BidsDataset dataset;
    private final BidsFilter filter;
    private final Path except;

    /** @param except folder of results, in which nothing is looked for */
    public Companions(BidsDataset dataset, BidsFilter filter, Path except) {
        this.dataset = dataset;
        this.filter = filter;
        this.except = except.toAbsolutePath().normalize();
    }

    /**
     * One file, if there is exactly one.
     *
     * @param file that was found
     * @param remark why there is none although there are some; empty otherwise
     */
    public record Choice(Optional<BidsFile> file, String remark) {

        static Choice of(List<BidsFile> candidates, String what, String wayOut) {
            if (candidates.size() <= 1) {
                return new Choice(candidates.stream().findFirst(), "");
            }
            return new Choice(
                    Optional.empty(),
                    "There are " + candidates.size() + " " + what + " ("
                            + candidates.stream()
                                    .map(file -> file.path().getFileName().toString())
                                    .collect(Collectors.joining(", "))
                            + "), and none says that it alone is meant. " + wayOut);
        }
    }

    /** The B1 map of a series: the only one of the examination, or the only one that is intended for it. */
    public Choice b1(Visit visit, BidsSeries series) throws IOException {
        List<BidsFile> maps = found(BidsFilter.Role.B1, dataset, visit);
        if (maps.isEmpty()) {
            for (Path derivative : derivatives()) {
                maps.addAll(found(BidsFilter.Role.B1, BidsDataset.at(derivative), visit));
            }
        }
        if (maps.size() > 1) {
            List<BidsFile> intended = new ArrayList<>();
            for (BidsFile map : maps) {
                if (isIntended(map, series)) {
                    intended.add(map);
                }
            }
            maps = intended.isEmpty() ? maps : intended;
        }
        return Choice.of(maps, "B1 maps", "State IntendedFor in their JSON files, or choose by the filter (TB1map).");
    }

    private boolean isIntended(BidsFile map, BidsSeries series) throws IOException {
        JsonElement intended = BidsSidecar.of(map, dataset.root()).members().get("IntendedFor");
        List<String> targets = new ArrayList<>();
        if (intended instanceof JsonArray list) {
            list.forEach(each -> targets.add(each.getAsString()));
        } else if (intended != null && intended.isJsonPrimitive()) {
            targets.add(intended.getAsString());
        }
        return series.files().stream()
                .map(file -> file.path().getFileName().toString())
                .anyMatch(name -> targets.stream().anyMatch(target -> target.endsWith("/" + name)));
    }

    /** A mask from another program; only where the filter says which. */
    public Choice mask(Visit visit, BidsSeries series) throws IOException {
        return filter.names(BidsFilter.Role.MASK)
                ? Choice.of(
                        ofDerivatives(BidsFilter.Role.MASK, visit, series, derivatives()),
                        "masks on the grid of the series",
                        "Choose by the filter (mask).")
                : new Choice(Optional.empty(), "");
    }

    /**
     * The label image of a series.
     *
     * @param from folder of the data set that holds it, or its name within {@code derivatives}; empty: the only one that there is on the
     *     grid of the series
     * @throws IllegalArgumentException if there is no such folder
     */
    public Choice labels(Visit visit, BidsSeries series, String from) throws IOException {
        List<Path> folders = from.isEmpty() ? derivatives() : List.of(named(from));
        return Choice.of(
                ofDerivatives(BidsFilter.Role.LABELS, visit, series, folders),
                "label images on the grid of the series",
                "Say labels=FOLDER, or choose by the filter (dseg).");
    }

    private Path named(String from) throws IOException {
        Path typed = FileName.path("labels", from);
        for (Path folder : List.of(dataset.root().resolve("derivatives").resolve(typed), typed)) {
            if (Files.isDirectory(folder)) {
                return folder.toAbsolutePath().normalize();
            }
        }
        throw new IllegalArgumentException("There is no folder \"" + from
                + "\" of label images, neither in the folder derivatives of the data set nor elsewhere.");
    }

    private List<Path> derivatives() throws IOException {
        return dataset.derivatives().stream()
                .filter(folder -> !folder.startsWith(except) && !except.startsWith(folder))
                .toList();
    }

    private List<BidsFile> ofDerivatives(BidsFilter.Role role, Visit visit, BidsSeries series, List<Path> folders)
            throws IOException {
        NiftiHeader grid = NiftiReader.readHeader(series.parts().get(0).first().path());
        List<BidsFile> fitting = new ArrayList<>();
        for (Path folder : folders) {
            for (BidsFile file : found(role, BidsDataset.at(folder), visit)) {
                if (isOf(file.name(), series) && isOn(grid, file.path())) {
                    fitting.add(file);
                }
            }
        }
        return fitting;
    }

    private List<BidsFile> found(BidsFilter.Role role, BidsDataset in, Visit visit) throws IOException {
        return in.files(visit).stream().filter(file -> filter.fits(role, file)).collect(Collectors.toList());
    }

    /** Not of another acquisition or run. */
    private static boolean isOf(BidsName file, BidsSeries series) {
        return Set.of("acq", "run").stream()
                .allMatch(entity -> file.entity(entity).isEmpty()
                        || file.entity(entity).equals(series.name().entity(entity)));
    }

    private static boolean isOn(NiftiHeader grid, Path file) throws IOException {
        NiftiHeader other = NiftiReader.readHeader(file);
        NiftiGeometry geometry = grid.geometry();
        for (int axis = 0; axis < 3; axis++) {
            if (size(grid, axis) != size(other, axis)) {
                return false;
            }
        }
        return geometry.sameGridAs(other.geometry(), GRID_TOLERANCE_MM);
    }

    private static long size(NiftiHeader header, int axis) {
        return axis < header.dimensions().length ? header.dimensions()[axis] : 1;
    }

    /**
     * What the labels of an image are called: by the table beside it, or that for all images of its data set.
     *
     * @return name by index; empty where no table says it
     */
    public static Map<Integer, String> labelNames(Path labels) throws IOException {
        Map<Integer, String> names = new LinkedHashMap<>();
        for (Path table : tables(labels)) {
            for (Map<String, String> row : Tsv.read(table)) {
                if (row.getOrDefault("index", "").matches("\\d{1,9}")) {
                    names.put(Integer.parseInt(row.get("index")), row.getOrDefault("name", ""));
                }
            }
        }
        return names;
    }

    /** The table that says what the labels of an image are called, if there is one. */
    public static List<Path> tables(Path labels) {
        String name = labels.getFileName().toString();
        List<Path> tables = new ArrayList<>();
        tables.add(labels.resolveSibling(name.replaceFirst("\\.nii(\\.gz)?$", ".tsv")));
        for (Path folder = labels.toAbsolutePath().getParent();
                folder != null && tables.size() < 6;
                folder = folder.getParent()) {
            tables.add(folder.resolve("dseg.tsv"));
            if (Files.exists(folder.resolve(BidsDataset.DESCRIPTION))) {
                break;
            }
        }
        return tables.stream().filter(Files::isRegularFile).limit(1).toList();
    }
}
