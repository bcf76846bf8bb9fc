package org.relaxometry.bssfp.app.cohort;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.bids.BidsFile;
import org.relaxometry.bssfp.io.bids.BidsSeries;
import org.relaxometry.bssfp.io.bids.BidsSidecar;
import org.relaxometry.bssfp.io.file.Shortage;
import org.relaxometry.bssfp.protocol.Protocol;
import org.scijava.Context;

/** Takes one series through import, preprocess and map, the commands that users have, in a folder of its own. */
final class SeriesSteps {

    static final String IMAGES = "images";
    static final String SERIES = "series";
    static final String CLEAN = "clean";
    static final String MAPS = "maps";

    static final String BRAIN_MASK = "brain_mask.nii.gz";
    static final String B1_MAP = "B1map.nii.gz";
    private static final String MAGNITUDE = "bssfp_part-mag.nii.gz";
    private static final String PHASE = "bssfp_part-phase.nii.gz";

    /** Names of methods within names of files. */
    private static final Map<String, String> SHORT = Map.of(
            "Maximum likelihood", "ML",
            "Adaptive maximum likelihood", "adaptiveML",
            "MIRACLE (fast)", "MIRACLEfast");

    private final Context context;
    private final StudySettings settings;
    private final Path root;
    private final PlainRecords records;
    private final String threads;

    /**
     * @param root of the data set
     * @param records rewrites those of every step
     */
    SeriesSteps(Context context, StudySettings settings, Path root, PlainRecords records, int threads) {
        this.context = context;
        this.settings = settings;
        this.root = root;
        this.records = records;
        this.threads = Integer.toString(threads);
    }

    /** A series that cannot be processed, for a reason that lies in it. */
    static final class Refusal extends Exception {

        private static final long serialVersionUID = 1;

        Refusal(String reason) {
            super(reason);
        }
    }

    /**
     * How the names of the maps of a method begin: those of the first method are called as BIDS calls quantitative maps, those of
     * others say which they are.
     */
    static String beginning(String stem, String method, List<String> methods) {
        return method.equals(methods.get(0))
                ? stem + "_"
                : stem + "_desc-" + SHORT.getOrDefault(method, method.replaceAll("[^A-Za-z0-9]", "")) + "_";
    }

    /**
     * Does all steps.
     *
     * @param folder empty; holds the results of every step afterwards
     * @throws Refusal where a step refuses the series
     */
    void run(SeriesPlan plan, Path folder, StudyAudience audience, Progress progress) throws IOException, Refusal {
        link(plan.series(), folder.resolve(IMAGES));
        step("import", importKeys(plan, folder), StudySettings.IMPORT, audience, progress.part(0, 4));
        records.rewrite(folder.resolve(SERIES), "import");
        requireOrder(plan, folder.resolve(SERIES));
        step("preprocess", preprocessKeys(plan, folder), StudySettings.PREPROCESS, audience, progress.part(1, 4));
        records.rewrite(folder.resolve(CLEAN), "preprocess");
        for (String method : settings.methods()) {
            step("map", mapKeys(plan, folder, method), StudySettings.MAP, audience, progress.part(2, 4));
        }
        progress.update(1);
    }

    private void step(
            String command, Map<String, String> keys, String section, StudyAudience audience, Progress progress)
            throws IOException, Refusal {
        progress.update(0);
        Map<String, String> all = new LinkedHashMap<>(settings.keys(section));
        all.putAll(keys);
        audience.log("--- " + command);
        long start = System.nanoTime();
        CommandRunner.Outcome outcome = CommandRunner.of(context, command).outcome(all, audience);
        audience.log(String.format(Locale.ROOT, "--- %s: %.1f s", command, (System.nanoTime() - start) * 1e-9));
        progress.checkCanceled();
        if (outcome.failure().isPresent()) {
            if (outcome.lacksResources()) {
                throw new Shortage(outcome.failure().get());
            }
            throw new Refusal(outcome.failure().get());
        }
    }

    /** The images alone in a folder, under their names, each with all that the data set says of it. */
    private void link(BidsSeries series, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (BidsFile file : series.files()) {
            Path link = folder.resolve(file.path().getFileName());
            try {
                Files.createSymbolicLink(link, file.path().toRealPath());
            } catch (UnsupportedOperationException | IOException noLinks) {
                Files.copy(file.path(), link);
            }
            JsonObject members = BidsSidecar.of(file, root).members();
            if (!members.isEmpty()) {
                String name = link.getFileName().toString();
                Files.write(
                        folder.resolve(name.substring(
                                        0,
                                        name.length() - file.name().extension().length()) + ".json"),
                        members.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private Map<String, String> importKeys(SeriesPlan plan, Path folder) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("folder", folder.resolve(IMAGES).toString());
        keys.put("output", folder.resolve(SERIES).toString());
        if (!settings.keys(StudySettings.IMPORT).containsKey("increments")) {
            incrementsOfNames(plan).ifPresent(increments -> keys.put("increments", increments));
        }
        return keys;
    }

    /** Where no file states an increment, the numbers by which cycles are told apart may be increments in degrees. */
    private static Optional<String> incrementsOfNames(SeriesPlan plan) {
        BidsSeries series = plan.series();
        boolean stated = plan.protocol()
                .map(protocol -> !protocol.incrementsDeg().isEmpty())
                .orElse(false);
        List<Long> numbers = new ArrayList<>();
        series.parts().forEach(parts -> numbers.add(parts.number()));
        int cycles = series.cycles();
        double step = 360.0 / cycles;
        for (int j = 0; j < numbers.size() && !stated; j++) {
            stated = Math.abs(numbers.get(j) - (numbers.get(0) + j * step)) > 1 || numbers.get(0) >= step + 1;
        }
        return stated || !series.isOneFilePerCycle()
                ? Optional.empty()
                : Optional.of(
                        String.join(", ", numbers.stream().map(String::valueOf).toList()));
    }

    /** What nobody has stated is not decided here. */
    private void requireOrder(SeriesPlan plan, Path series) throws IOException, Refusal {
        boolean stated = plan.protocol()
                .map(protocol -> !protocol.incrementsDeg().isEmpty())
                .orElse(false);
        if (plan.series().isOneFilePerCycle() && !stated && !isInOrder(plan, series)) {
            throw new Refusal("The numbers of the names and those of the scanner's series put the cycles into different"
                    + " orders. State PhaseIncrement_deg in the JSON file of every cycle.");
        }
        boolean assumed = incrementsOfNames(plan).isEmpty()
                && !stated
                && !settings.keys(StudySettings.IMPORT).containsKey("increments");
        if (assumed) {
            throw new Refusal("No file states the phase increments. State PhaseIncrements_deg in the JSON files, or say"
                    + " increments=standard where they are 180/N (2j - 1)°, such as "
                    + Protocol.standardIncrementsDeg(plan.series().cycles())
                            .get(0)
                            .intValue() + "° first.");
        }
    }

    /** Whether the cycles were imported in the order of the numbers in their names. */
    private static boolean isInOrder(SeriesPlan plan, Path series) throws IOException {
        List<String> lines = Files.readAllLines(series.resolve("series.csv"));
        List<BidsSeries.Parts> parts = plan.series().parts();
        for (int cycle = 0; cycle < parts.size(); cycle++) {
            if (!lines.get(cycle + 1)
                    .contains(parts.get(cycle).first().path().getFileName().toString())) {
                return false;
            }
        }
        return true;
    }

    private Map<String, String> seriesKeys(Path folder) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("magnitude", folder.resolve(MAGNITUDE).toString());
        keys.put("phase", folder.resolve(PHASE).toString());
        keys.put("threads", threads);
        return keys;
    }

    private Map<String, String> preprocessKeys(SeriesPlan plan, Path folder) throws IOException {
        Map<String, String> keys = seriesKeys(folder.resolve(SERIES));
        if (plan.b1().isPresent()) {
            keys.put("b1", plan.b1().get().path().toString());
            if (!settings.keys(StudySettings.PREPROCESS).containsKey("b1unit")) {
                // it may be said in a file of a folder above
                BidsSidecar.of(plan.b1().get(), root)
                        .text("Units")
                        .filter(unit -> unit.equalsIgnoreCase("percent") || unit.equals("%"))
                        .ifPresent(unit -> keys.put("b1unit", "percent"));
            }
        }
        plan.mask().ifPresent(mask -> keys.put("mask", mask.path().toString()));
        keys.put("output", folder.resolve(CLEAN).toString());
        keys.put("masks", "true");
        keys.put("qc", "true");
        return keys;
    }

    private Map<String, String> mapKeys(SeriesPlan plan, Path folder, String method) throws IOException {
        Path clean = folder.resolve(CLEAN);
        Path images = Files.exists(clean.resolve(MAGNITUDE)) ? clean : folder.resolve(SERIES);
        Map<String, String> keys = seriesKeys(images);
        keys.put("method", method);
        keys.put(
                "mask",
                plan.mask()
                        .map(BidsFile::path)
                        .orElse(clean.resolve(BRAIN_MASK))
                        .toString());
        if (plan.b1().isPresent()) {
            keys.put("b1", clean.resolve(B1_MAP).toString());
        }
        keys.put("output", folder.resolve(MAPS).toString());
        keys.put("prefix", beginning(plan.series().name().stem(), method, settings.methods()));
        keys.put("inspector", "no");
        return keys;
    }

    /** Keys that this sets itself. */
    static List<String> ownKeys(String section) {
        return switch (section) {
            case StudySettings.IMPORT -> List.of("folder", "output", "prefix", "overwrite", "list", "order");
            case StudySettings.PREPROCESS ->
                List.of(
                        "magnitude",
                        "phase",
                        "real",
                        "imaginary",
                        "complex",
                        "mask",
                        "b1",
                        "anatomy",
                        "output",
                        "prefix",
                        "overwrite",
                        "threads",
                        "masks",
                        "qc",
                        "protocol");
            default ->
                List.of(
                        "magnitude",
                        "phase",
                        "real",
                        "imaginary",
                        "complex",
                        "mask",
                        "b1",
                        "output",
                        "prefix",
                        "overwrite",
                        "threads",
                        "method",
                        "inspector",
                        "protocol",
                        "noisemap",
                        "format",
                        "source",
                        "patient",
                        "patientid",
                        "objects");
        };
    }

    /** Names of our commands by section of the settings. */
    static final Map<String, String> COMMANDS = Map.of(
            StudySettings.IMPORT, "import",
            StudySettings.PREPROCESS, "preprocess",
            StudySettings.MAP, "map");
}
