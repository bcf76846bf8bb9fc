package org.relaxometry.bssfp.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.relaxometry.bssfp.app.preprocess.GibbsStep;
import org.relaxometry.bssfp.app.preprocess.MaskStep;
import org.relaxometry.bssfp.app.preprocess.MotionStep;
import org.relaxometry.bssfp.app.preprocess.PhaseStep;
import org.relaxometry.bssfp.app.preprocess.PreprocessingPipeline;
import org.relaxometry.bssfp.app.preprocess.PreprocessingStep;
import org.relaxometry.bssfp.app.preprocess.StepInput;
import org.relaxometry.bssfp.app.preprocess.UnwrapStep;
import org.relaxometry.bssfp.app.quality.QualityStep;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.load.SeriesFiles;
import org.relaxometry.bssfp.preprocessing.gibbs.GibbsRemoval;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Time and memory of every step of preprocessing, reading and writing too, each done once and as the pipeline does it. */
final class BenchmarkPreprocessing {

    /** With fewer cycles the drift of the field is refused. */
    private static final int CYCLES_FOR_DRIFT = 6;

    /** Reads the series that is preprocessed. */
    interface Source {
        LoadedSeries load(Progress progress) throws IOException;
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private record Row(String step, double seconds, double processorSeconds, long liveBytes) {}

    private final Source source;
    private final List<PreprocessingStep> b1;
    private final int threads;
    private final Progress progress;
    private final List<String> lines;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private LoadedSeries loaded;
    private LiveMemory memory;

    /** @param b1 the step that prepares the B1 map, where there is one */
    BenchmarkPreprocessing(
            Source source, List<PreprocessingStep> b1, int threads, Progress progress, List<String> lines) {
        this.source = source;
        this.b1 = b1;
        this.threads = threads;
        this.progress = progress;
        this.lines = lines;
    }

    Map<String, Object> run() throws IOException {
        long before = new LiveMemory(progress).take();
        ComplexSeries series = measure("Reading", () -> {
            loaded = source.load(memory);
            return CycleVolumes.read(loaded.series(), memory).series();
        });
        var pipeline = new PreprocessingPipeline(StepInput.of(loaded, series, threads, task -> memory), message -> {});
        for (PreprocessingStep step : steps(series.protocol())) {
            try {
                measure(step.title(), () -> {
                    pipeline.apply(step);
                    return true;
                });
            } catch (IllegalArgumentException e) {
                refused.add(step.title() + " refused: " + e.getMessage());
            }
        }
        measure("Writing", () -> write(series, pipeline));
        return report(series.grid(), series.protocol().cycles(), before);
    }

    private List<PreprocessingStep> steps(Protocol protocol) {
        List<PreprocessingStep> steps = new ArrayList<>();
        steps.add(new GibbsStep(GibbsRemoval.Mode.THREE_D));
        steps.add(new MotionStep(0));
        steps.add(new PhaseStep(true, protocol.cycles() >= CYCLES_FOR_DRIFT));
        steps.add(new MaskStep(OptionalDouble.empty(), true, ""));
        steps.addAll(b1);
        steps.add(new UnwrapStep());
        steps.add(new QualityStep(false, false));
        return steps;
    }

    private <T> T measure(String step, Work<T> work) throws IOException {
        progress.checkCanceled();
        memory = new LiveMemory(progress);
        long start = System.nanoTime();
        double processorStart = BenchmarkRounds.processorSeconds();
        T result = work.run();
        double processor = BenchmarkRounds.processorSeconds() - processorStart - memory.collectingProcessorSeconds();
        double seconds = (System.nanoTime() - start) / 1e9 - memory.collectingSeconds();
        memory.take();
        rows.add(new Row(step, seconds, processor, memory.mostBytes()));
        return result;
    }

    /** Into a folder that is removed again, with what is in it, since nothing is published. */
    private boolean write(ComplexSeries series, PreprocessingPipeline pipeline) throws IOException {
        Path place = Path.of(System.getProperty("java.io.tmpdir"), "bssfp-bench-" + UUID.randomUUID());
        try (ResultFolder folder = new ResultFolder(place.toString(), "", false)) {
            ResultWriter writer = new ResultWriter(folder, pipeline.record(), memory);
            writer.series(new SeriesFiles(series, loaded.geometry(), loaded.sourced()));
            pipeline.write(writer);
        }
        return true;
    }

    private Map<String, Object> report(VolumeGrid grid, int cycles, long before) {
        long seriesBytes = 2L * Float.BYTES * grid.voxels() * cycles;
        long heap = Runtime.getRuntime().maxMemory();
        lines.add(String.format(
                Locale.ROOT,
                "Preprocessing of %d × %d × %d voxels and %d cycles, %d threads, heap of %.0f MB; the series itself takes %.1f MB",
                grid.nx(),
                grid.ny(),
                grid.nz(),
                cycles,
                threads,
                heap / 1e6,
                seriesBytes / 1e6));
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Row row : rows) {
            long beside = Math.max(0, row.liveBytes() - before - seriesBytes);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-24s %8.2f s (processor %8.2f s), beside the series at most %8.1f MB",
                    row.step(),
                    row.seconds(),
                    row.processorSeconds(),
                    beside / 1e6));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Step", row.step());
            entry.put("Seconds", row.seconds());
            entry.put("ProcessorSeconds", row.processorSeconds());
            entry.put("MemoryBesideTheSeriesBytes", beside);
            steps.add(entry);
        }
        lines.addAll(refused);
        double seconds = rows.stream().mapToDouble(Row::seconds).sum();
        long peak = rows.stream().mapToLong(Row::liveBytes).max().orElseThrow() - before;
        lines.add(String.format(
                Locale.ROOT, "%-24s %8.2f s, with the series at most   %8.1f MB", "Together", seconds, peak / 1e6));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("Grid", new int[] {grid.nx(), grid.ny(), grid.nz()});
        report.put("Cycles", cycles);
        report.put("Threads", threads);
        report.put("HeapBytes", heap);
        report.put("SeriesBytes", seriesBytes);
        report.put("Steps", steps);
        report.put("Refused", refused);
        report.put("TotalSeconds", seconds);
        report.put("PeakMemoryBytes", peak);
        return report;
    }
}
