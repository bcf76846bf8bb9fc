package org.relaxometry.bssfp.bench;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.group.SeriesKeys;
import org.relaxometry.bssfp.app.group.ThreadsKey;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.preprocess.B1MapStep;
import org.relaxometry.bssfp.app.preprocess.PreprocessingStep;
import org.relaxometry.bssfp.estimation.network.PyTorch;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.load.SeriesLoader;
import org.relaxometry.bssfp.preprocessing.b1.MedianEdge;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
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
        visible = false,
        attrs = @Attr(name = "no-record"))
public class Benchmark extends RelaxometryCommand {

    private final SeriesKeys series = new SeriesKeys(keys);

    private final OutputKeys output = OutputKeys.ofImages(keys);

    private final ThreadsKey threads = new ThreadsKey(keys);

    private static final String ALL = "all";
    private static final String VOXELS = "voxels";
    private static final String NETWORKS = "networks";
    private static final String TRAINING = "training";
    private static final String MONTE_CARLO = "montecarlo";
    private static final String CONTRASTS = "contrasts";
    private static final String SERIES = "series";
    private static final String PREPROCESSING = "preprocessing";
    private static final String PEERS = "peers";

    /** The default of Preprocess. */
    private static final int MEDIAN_VOXELS = 10;

    private static final String TABLE = "bench.txt";
    private static final String JSON = "bench.json";

    private final Key<String> parts = key(Key.choice(
            "parts",
            "Parts",
            "What is timed: voxels (every method, simulated tissue), networks (their evaluation), training"
                    + " (seconds per epoch), montecarlo (samples per second), contrasts (synthetic images under the sliders), series (the maps of the series given), preprocessing (every"
                    + " step of it), or all of these; peers (steps beside other programs that do them, where they are installed).",
            ALL,
            VOXELS,
            NETWORKS,
            TRAINING,
            MONTE_CARLO,
            CONTRASTS,
            SERIES,
            PREPROCESSING,
            PEERS));

    private final Key<Integer> rounds = key(Key.whole(
                    "rounds", "Rounds", "How often everything but a series is timed, in turn; medians are reported.", 5)
            .from(1));

    private final Key<Integer> voxels = key(Key.whole(
                    "voxels",
                    "Voxels of a round",
                    "How many voxels the networks are evaluated for; 4 million are a brain at 0.7 mm. Monte Carlo takes an"
                            + " eighth of them as voxels times samples.",
                    4_000_000)
            .from(1)
            .more());

    private final Key<Integer> samples = key(Key.whole(
                    "samples",
                    "Samples simulated",
                    "How many samples are drawn for a training; an epoch trains on 60 % of them.",
                    400_000)
            .from(1000)
            .more());

    private final Key<String> b1 = key(Key.image(
                    "b1",
                    "B1 map",
                    "For the part preprocessing, as in Preprocess...: title of an open image or path of a file. Empty: no B1"
                            + " map is prepared.")
            .more());

    private final Key<String> anatomy = key(Key.image(
                    "anatomy",
                    "Anatomy",
                    "Anatomical image of the B1 measurement, by which its map is registered to the series: title of an open"
                            + " image or path of a file. Empty: it is not registered.")
            .more());

    private final Key<String> dicom = key(Key.place(
                    "dicom",
                    "DICOM",
                    "For the part peers: folder with the DICOM files of a series of as many cycles. Empty: imports are not timed.")
            .more());

    @Override
    protected void execute() throws IOException {
        requireAtLeast(1, rounds.value(), "rounds");
        requireAtLeast(1, voxels.value(), "voxels");
        requireAtLeast(1000, samples.value(), "samples");
        boolean withSeries = !series.images().isEmpty();
        try (ResultFolder folder = output.folder()) {
            if (folder != null) {
                folder.claim(List.of(TABLE, JSON));
            }
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("Version", Version.current());
            report.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
            report.put("Processors", Runtime.getRuntime().availableProcessors());
            List<String> lines = new ArrayList<>();
            time(report, lines, withSeries);
            timePeers(report, lines);
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
            report.put(
                    "Voxels", BenchmarkVoxels.run(rounds.value(), threads.count(), progress("Timing methods"), lines));
            show(lines, 0);
        }
        if (isAsked(NETWORKS)) {
            int shown = begin(lines);
            notePyTorch(lines);
            report.put(
                    "Networks",
                    BenchmarkNetworks.run(
                            rounds.value(), threads.count(), voxels.value(), progress("Timing networks"), lines));
            show(lines, shown);
        }
        if (isAsked(TRAINING)) {
            int shown = begin(lines);
            notePyTorch(lines);
            report.put(
                    "Training",
                    BenchmarkTraining.run(
                            rounds.value(), threads.count(), samples.value(), progress("Timing training"), lines));
            show(lines, shown);
        }
        if (isAsked(MONTE_CARLO)) {
            int shown = begin(lines);
            notePyTorch(lines);
            report.put(
                    "MonteCarlo",
                    BenchmarkMonteCarlo.run(
                            rounds.value(),
                            threads.count(),
                            voxels.value() / 8,
                            progress("Timing Monte Carlo"),
                            lines));
            show(lines, shown);
        }
        if (isAsked(CONTRASTS)) {
            int shown = begin(lines);
            report.put("Contrasts", BenchmarkContrasts.run(rounds.value(), progress("Timing contrasts"), lines));
            show(lines, shown);
        }
        if (isAsked(SERIES, withSeries)) {
            int shown = begin(lines);
            long start = System.nanoTime();
            LoadedSeries loaded = series.load(this);
            double readSeconds = (System.nanoTime() - start) / 1e9;
            report.put(
                    "Series",
                    new BenchmarkSeries(loaded.series(), threads.count(), progress("Timing the series"), lines)
                            .run(readSeconds, samples.value()));
            show(lines, shown);
        }
        if (isAsked(PREPROCESSING, withSeries)) {
            int shown = begin(lines);
            report.put(
                    "Preprocessing",
                    new BenchmarkPreprocessing(
                                    progress -> SeriesLoader.load(series.request(), progress),
                                    b1Step(),
                                    threads.count(),
                                    progress("Timing preprocessing"),
                                    lines)
                            .run());
            show(lines, shown);
        }
    }

    /** Only where it is asked for by name. */
    private void timePeers(Map<String, Object> report, List<String> lines) throws IOException {
        if (parts.value().equals(PEERS)) {
            report.put(
                    "Peers",
                    BenchmarkPeers.run(
                            rounds.value(),
                            series.load(this),
                            dicom.value(),
                            progress("Timing other programs"),
                            lines));
            show(lines, 0);
        }
    }

    private List<PreprocessingStep> b1Step() {
        return b1.value().isEmpty() || b1.value().equalsIgnoreCase("none")
                ? List.of()
                : List.of(B1MapStep.of(
                        new SeriesRequest(Map.of("b1", b1.value())),
                        anatomy.value(),
                        B1MapStep.YES,
                        new MedianEdge(MEDIAN_VOXELS, false),
                        "0.3-2"));
    }

    private boolean isAsked(String part, boolean withSeries) {
        return parts.value().equals(part) || (parts.value().equals(ALL) && withSeries);
    }

    private boolean isAsked(String part) {
        return parts.value().equals(ALL) || parts.value().equals(part);
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
