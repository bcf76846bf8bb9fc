package org.relaxometry.bssfp.bench;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.InputField;
import org.relaxometry.bssfp.app.key.SeriesCommand;
import org.relaxometry.bssfp.app.preprocess.B1MapStep;
import org.relaxometry.bssfp.app.preprocess.PreprocessingStep;
import org.relaxometry.bssfp.estimation.network.PyTorch;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * How fast the methods are on this machine, all in one run: ns per voxel on simulated tissue, evaluation and training of
 * networks, Monte Carlo, and the time and memory for the maps and the preprocessing of a series if one is given. Machines are
 * shared and noisy: ratios within a run mean more than its absolute times.
 */
@Plugin(
        type = Command.class,
        name = "bench",
        label = "Benchmark bSSFP Relaxometry...",
        description = "How fast every method, and the training of networks, is on this machine.",
        attrs = @Attr(name = "no-record"))
public class Benchmark extends SeriesCommand {

    private static final String ALL = "all";
    private static final String VOXELS = "voxels";
    private static final String NETWORKS = "networks";
    private static final String TRAINING = "training";
    private static final String MONTE_CARLO = "montecarlo";
    private static final String SERIES = "series";
    private static final String PREPROCESSING = "preprocessing";

    /** The default of Preprocess. */
    private static final int MEDIAN_VOXELS = 10;

    private static final String TABLE = "bench.txt";
    private static final String JSON = "bench.json";

    @Parameter(
            label = "Parts",
            description =
                    "What is timed: voxels (every method, simulated tissue), networks (their evaluation), training"
                            + " (seconds per epoch), montecarlo (samples per second), series (the maps of the series given), preprocessing (every"
                            + " step of it), or all of it.",
            choices = {ALL, VOXELS, NETWORKS, TRAINING, MONTE_CARLO, SERIES, PREPROCESSING},
            required = false,
            persist = false)
    private String parts = ALL;

    @Parameter(
            label = "Rounds",
            description = "How often everything but a series is timed, in turn; medians are reported.",
            min = "1",
            required = false,
            persist = false)
    private int rounds = 5;

    @Parameter(
            label = "Voxels of a round",
            description =
                    "How many voxels the networks are evaluated for; 4 million are a brain at 0.7 mm. Monte Carlo takes an"
                            + " eighth of them as voxels times samples.",
            min = "1",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private int voxels = 4_000_000;

    @Parameter(
            label = "Samples simulated",
            description = "How many samples are drawn for a training; an epoch trains on 60 % of them.",
            min = "1000",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private int samples = 400_000;

    @Parameter(
            label = "B1 map",
            description =
                    "For the part preprocessing, as in Preprocess...: title of an open image or path of a file. Empty: no B1"
                            + " map is prepared.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String b1 = "";

    @Parameter(
            label = "Anatomy",
            description =
                    "Anatomical image of the B1 measurement, by which its map is registered to the series: title of an open"
                            + " image or path of a file. Empty: it is not registered.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String anatomy = "";

    @Override
    protected void execute() throws IOException {
        requireAtLeast(1, rounds, "rounds");
        requireAtLeast(1, voxels, "voxels");
        requireAtLeast(1000, samples, "samples");
        boolean withSeries = texts().entrySet().stream()
                .anyMatch(entry -> List.of("magnitude", "real", "complex").contains(entry.getKey())
                        && !entry.getValue().isBlank());
        try (ResultFolder folder = resultFolder()) {
            if (folder != null) {
                folder.requireFree(List.of(TABLE, JSON));
            }
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("Version", Version.current());
            report.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
            report.put("Processors", Runtime.getRuntime().availableProcessors());
            List<String> lines = new ArrayList<>();
            time(report, lines, withSeries);
            if (folder != null) {
                Files.write(folder.place(TABLE), lines);
                Files.writeString(
                        folder.place(JSON),
                        new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n");
                folder.publish();
            }
        }
    }

    /** Runs the parts asked for; the lines of each are shown as soon as it is done. */
    private void time(Map<String, Object> report, List<String> lines, boolean withSeries) throws IOException {
        if (isAsked(VOXELS)) {
            report.put("Voxels", BenchmarkVoxels.run(rounds, threads(), progress("Timing methods"), lines));
            show(lines, 0);
        }
        if (isAsked(NETWORKS)) {
            int shown = begin(lines);
            notePyTorch(lines);
            report.put(
                    "Networks", BenchmarkNetworks.run(rounds, threads(), voxels, progress("Timing networks"), lines));
            show(lines, shown);
        }
        if (isAsked(TRAINING)) {
            int shown = begin(lines);
            notePyTorch(lines);
            report.put(
                    "Training", BenchmarkTraining.run(rounds, threads(), samples, progress("Timing training"), lines));
            show(lines, shown);
        }
        if (isAsked(MONTE_CARLO)) {
            int shown = begin(lines);
            notePyTorch(lines);
            report.put(
                    "MonteCarlo",
                    BenchmarkMonteCarlo.run(rounds, threads(), voxels / 8, progress("Timing Monte Carlo"), lines));
            show(lines, shown);
        }
        if (isAsked(SERIES, withSeries)) {
            int shown = begin(lines);
            long start = System.nanoTime();
            LoadedSeries loaded = load(progress("Reading"));
            double readSeconds = (System.nanoTime() - start) / 1e9;
            report.put(
                    "Series",
                    new BenchmarkSeries(loaded.series(), threads(), progress("Timing the series"), lines)
                            .run(readSeconds, samples));
            show(lines, shown);
        }
        if (isAsked(PREPROCESSING, withSeries)) {
            int shown = begin(lines);
            report.put(
                    "Preprocessing",
                    new BenchmarkPreprocessing(this::load, b1Step(), threads(), progress("Timing preprocessing"), lines)
                            .run());
            show(lines, shown);
        }
    }

    private List<PreprocessingStep> b1Step() {
        return b1 == null || b1.isBlank() || b1.strip().equalsIgnoreCase("none")
                ? List.of()
                : List.of(B1MapStep.of(b1, "auto", "", anatomy, B1MapStep.YES, MEDIAN_VOXELS, "0.3-2"));
    }

    private boolean isAsked(String part, boolean withSeries) {
        return parts.equals(part) || (parts.equals(ALL) && withSeries);
    }

    private boolean isAsked(String part) {
        return parts.equals(ALL) || parts.equals(part);
    }

    /** Puts an empty line between parts; the number of lines before. */
    private static int begin(List<String> lines) {
        int shown = lines.size();
        if (shown > 0) {
            lines.add("");
        }
        return shown;
    }

    private void show(List<String> lines, int from) {
        lines.subList(from, lines.size()).forEach(this::log);
    }

    private static void notePyTorch(List<String> lines) {
        if (!PyTorch.instance().isAvailable()) {
            lines.add("Plain Java only, and nothing to compare it with: "
                    + PyTorch.instance().problem() + ".");
        }
    }

    private static void requireAtLeast(int least, int value, String key) {
        if (value < least) {
            throw new IllegalArgumentException(key + " must be " + least + " or more, but is " + value + ".");
        }
    }
}
