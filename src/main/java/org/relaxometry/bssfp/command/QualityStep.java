package org.relaxometry.bssfp.command;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.io.InputFile;
import org.relaxometry.bssfp.plot.MapFigure;
import org.relaxometry.bssfp.plot.MapPanel;
import org.relaxometry.bssfp.plot.SliceMosaic;
import org.relaxometry.bssfp.preprocessing.ComplexSeries;
import org.relaxometry.bssfp.preprocessing.ComplexVolume;
import org.relaxometry.bssfp.preprocessing.ConventionCheck;
import org.relaxometry.bssfp.preprocessing.CycleMisfit;
import org.relaxometry.bssfp.preprocessing.VolumeGrid;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.volume.BrightVoxels;
import org.relaxometry.bssfp.volume.CycleVolumes;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.PhaseCycledSeries;

/** The page of quality control: what a colleague would look at before trusting maps of a data set. */
final class QualityStep implements PreprocessingStep {

    private static final String FILE = "qc.html";

    private static final int PAIRS = 250;

    /** With fewer cycles the fit follows an outlier. */
    private static final int CYCLES_FOR_OUTLIERS = 6;

    private static final double MANY_UNSOLVED = 0.05;
    private static final Parameter[] SHOWN = {Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE, Parameter.RESIDUAL};

    @Override
    public String title() {
        return "Quality control";
    }

    @Override
    public List<String> fileNames() {
        return List.of(FILE);
    }

    @Override
    public boolean changesSeries() {
        return false;
    }

    @Override
    public boolean usesMask() {
        return true;
    }

    @Override
    public ComplexSeries apply(ComplexSeries series, PreprocessingRun run) throws IOException {
        QualityPage page = new QualityPage();
        run.loaded().warnings().forEach(page::warn);
        PhaseCycledSeries images = CycleVolumes.asSeries(series, run.b1Ratio(), Optional.empty());
        page.add(summary(series.protocol(), run));
        SeriesBlock bright = BrightVoxels.sample(images, PAIRS);
        ConventionCheck check = ConventionCheck.of(bright, series.protocol());
        page.add(convention(check, page));
        page.add(cycles(series, run, bright, page));
        if (!run.hasSection(MotionStep.HEADING)) {
            addMotion(series, run);
        }
        if (!run.hasSection(MaskStep.HEADING)) {
            addMasks(series, run);
        }
        run.sections().forEach(page::add);
        run.warnings().forEach(page::warn);
        if (check.verdict() == ConventionCheck.Verdict.AS_STATED) {
            addMaps(images, run, page);
        } else {
            page.warn("No maps were made for this page, because they would be wrong or cannot be checked.");
        }
        String html = page.html(name(run), series.protocol().describe() + " · Bssfp_Relaxometry " + Version.current());
        page.warnings().forEach(warning -> run.log("QC: " + warning));
        run.record().put("QualityWarnings", page.warnings());
        run.write(folder -> Files.writeString(folder.place(FILE), html));
        return series;
    }

    private static void addMotion(ComplexSeries series, PreprocessingRun run) {
        try {
            run.report(MotionStep.check(series, run));
        } catch (IllegalArgumentException e) {
            run.report(new QualityPage.Section(MotionStep.HEADING, List.of(e.getMessage()), List.of(), null));
        }
    }

    /** A phantom has no brain, and some images have no background. */
    private static void addMasks(ComplexSeries series, PreprocessingRun run) throws IOException {
        String failure = "";
        for (boolean brain : new boolean[] {true, false}) {
            try {
                PreprocessingRun aside = run.aside();
                new MaskStep(OptionalDouble.empty(), brain, "").apply(series, aside);
                aside.sections().forEach(run::report);
                aside.warnings().forEach(run::warn);
                aside.mask().ifPresent(run::setBrain);
                return;
            } catch (IllegalArgumentException e) {
                failure = e.getMessage();
            }
        }
        run.report(new QualityPage.Section(MaskStep.HEADING, List.of(failure), List.of(), null));
    }

    private static QualityPage.Section summary(Protocol protocol, PreprocessingRun run) {
        List<List<String>> inputs = new ArrayList<>();
        inputs.add(List.of("role", "input", "SHA-256"));
        for (InputFile input : run.loaded().inputs()) {
            inputs.add(List.of(input.role(), input.name(), String.valueOf(input.sha256())));
        }
        return new QualityPage.Section(
                "Data", List.of(protocol.describe(), run.loaded().protocolSource()), inputs, null);
    }

    private static QualityPage.Section convention(ConventionCheck check, QualityPage page) {
        if (!check.advice().isEmpty()) {
            page.warn(check.advice());
        }
        if (check.verdict() == ConventionCheck.Verdict.UNDECIDED) {
            page.warn(check.summary());
        }
        return new QualityPage.Section("Convention", List.of(check.summary()), List.of(), null);
    }

    private static QualityPage.Section cycles(
            ComplexSeries series, PreprocessingRun run, SeriesBlock bright, QualityPage page) {
        Protocol protocol = series.protocol();
        List<List<String>> table = new ArrayList<>();
        CycleMisfit misfit = CycleMisfit.of(bright, protocol);
        table.add(
                List.of("cycle", "increment (°)", "mean magnitude of bright voxels", "misfit of the signal model (%)"));
        for (int j = 0; j < protocol.cycles(); j++) {
            table.add(List.of(
                    Integer.toString(j + 1),
                    number(protocol.phaseIncrementsDeg().get(j)),
                    String.format(Locale.ROOT, "%.4g", meanMagnitude(bright, j)),
                    String.format(Locale.ROOT, "%.1f", 100 * misfit.ratio()[j])));
        }
        if (protocol.cycles() >= CYCLES_FOR_OUTLIERS) {
            for (int j : misfit.outliers()) {
                page.warn(
                        "Cycle " + (j + 1) + " (increment "
                                + number(protocol.phaseIncrementsDeg().get(j))
                                + "°) does not follow the other cycles: look for motion, drift, or a wrong place in the order.");
            }
        }
        return new QualityPage.Section(
                "Cycles at a glance",
                List.of("Middle slice of every cycle: magnitude, and phase as hue. Banding moves from cycle to cycle;"
                        + " anatomy must not."),
                table,
                atAGlance(series, run));
    }

    private static BufferedImage atAGlance(ComplexSeries series, PreprocessingRun run) {
        VolumeGrid grid = series.grid();
        int slice = grid.nz() / 2;
        List<float[]> magnitudes = new ArrayList<>();
        List<float[]> phases = new ArrayList<>();
        for (ComplexVolume cycle : series.cycles()) {
            float[] magnitude = new float[grid.sliceVoxels()];
            float[] phase = new float[grid.sliceVoxels()];
            for (int i = 0; i < magnitude.length; i++) {
                double x = cycle.real()[slice * magnitude.length + i];
                double y = cycle.imaginary()[slice * magnitude.length + i];
                magnitude[i] = (float) Math.hypot(x, y);
                phase[i] = (float) Math.atan2(y, x);
            }
            magnitudes.add(magnitude);
            phases.add(phase);
        }
        double white = magnitudes.stream()
                .mapToDouble(magnitude -> percentile(magnitude, 0.99))
                .max()
                .orElseThrow();
        List<SliceMosaic.Tile> tiles = new ArrayList<>();
        List<Double> increments = series.protocol().phaseIncrementsDeg();
        for (int j = 0; j < magnitudes.size(); j++) {
            tiles.add(new SliceMosaic.Tile(
                    (j + 1) + ": " + number(increments.get(j)) + "°", SliceMosaic.grey(magnitudes.get(j), white)));
        }
        for (int j = 0; j < magnitudes.size(); j++) {
            tiles.add(new SliceMosaic.Tile(
                    (j + 1) + ": phase", SliceMosaic.phase(magnitudes.get(j), phases.get(j), white / 3)));
        }
        int columns = magnitudes.size() <= 8 ? magnitudes.size() : (magnitudes.size() + 1) / 2;
        return new SliceMosaic(
                        grid.nx(),
                        grid.ny(),
                        run.loaded().geometry().voxelSizeMm(),
                        run.loaded().geometry().rowsRunUpwards())
                .render(tiles, columns);
    }

    private static void addMaps(PhaseCycledSeries images, PreprocessingRun run, QualityPage page) {
        Protocol protocol = images.protocol();
        ParameterMaps maps = ParameterMapper.map(
                images, new MaximumLikelihood(protocol), run.threads(), run.progress("Mapping for quality control"));
        List<MapPanel> panels = new ArrayList<>();
        for (Parameter parameter : SHOWN) {
            panels.add(MapPanel.of(
                    parameter, MapWriter.planes(maps.map(parameter)), (int) images.grid()[0], (int) images.grid()[1]));
        }
        panels.add(MapPanel.ofStatus(MapWriter.planes(maps.status()), (int) images.grid()[0], (int) images.grid()[1]));
        BufferedImage figure = MapFigure.render(
                name(run),
                panels,
                "Maximum likelihood · " + protocol.describe(),
                run.loaded().geometry().voxelSizeMm(),
                run.loaded().geometry().rowsRunUpwards());
        page.add(new QualityPage.Section("Maps and residual", StatusCounts.describe(maps), List.of(), figure));
        page.add(ranges(maps, run, page));
    }

    private static QualityPage.Section ranges(ParameterMaps maps, PreprocessingRun run, QualityPage page) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("", "1 %", "median", "99 %"));
        for (Parameter parameter : SHOWN) {
            table.add(row(
                    parameter.symbol() + " (" + parameter.unit() + ")", flat(MapWriter.planes(maps.map(parameter)))));
        }
        run.b1Ratio().ifPresent(b1 -> table.add(row("B1 (ratio)", positive(b1))));
        if (run.b1Ratio().isEmpty()) {
            page.warn(
                    "There is no B1 map: where the true flip angle is 10 % lower or higher, T1 is off by -19 % or +21 %.");
        }
        run.mask().ifPresent(mask -> {
            double unsolved = unsolvedRatio(flat(MapWriter.planes(maps.status())), mask);
            table.add(List.of(
                    "without T1 and T2 inside the mask",
                    "",
                    String.format(Locale.ROOT, "%.2f %%", 100 * unsolved),
                    ""));
            if (unsolved > MANY_UNSOLVED) {
                page.warn(String.format(
                        Locale.ROOT, "%.1f %% of the voxels inside the mask have no T1 and T2.", 100 * unsolved));
            }
        });
        return new QualityPage.Section("Ranges", List.of(), table, null);
    }

    private static double unsolvedRatio(float[] status, boolean[] mask) {
        int inside = 0;
        int solved = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                inside++;
                solved += EstimationStatus.ofCode((int) status[i]).hasValues() ? 1 : 0;
            }
        }
        return inside == 0 ? 1 : 1 - (double) solved / inside;
    }

    private static List<String> row(String name, float[] values) {
        return List.of(
                name,
                String.format(Locale.ROOT, "%.4g", percentile(values, 0.01)),
                String.format(Locale.ROOT, "%.4g", percentile(values, 0.5)),
                String.format(Locale.ROOT, "%.4g", percentile(values, 0.99)));
    }

    /** Of the finite values; NaN without any. */
    private static double percentile(float[] values, double part) {
        float[] sorted = new float[values.length];
        int count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                sorted[count++] = value;
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        Arrays.sort(sorted, 0, count);
        return sorted[(int) Math.min(count - 1, part * count)];
    }

    private static float[] flat(float[][] planes) {
        float[] all = new float[planes.length * planes[0].length];
        for (int z = 0; z < planes.length; z++) {
            System.arraycopy(planes[z], 0, all, z * planes[0].length, planes[0].length);
        }
        return all;
    }

    private static float[] positive(float[] values) {
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = result[i] > 0 ? result[i] : Float.NaN;
        }
        return result;
    }

    private static double meanMagnitude(SeriesBlock bright, int cycle) {
        double sum = 0;
        for (int v = 0; v < bright.size(); v++) {
            sum += Math.hypot(bright.real()[cycle][v], bright.imaginary()[cycle][v]);
        }
        return sum / bright.size();
    }

    private static String number(double value) {
        return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    private static String name(PreprocessingRun run) {
        String first = run.loaded().inputs().get(0).name();
        return Path.of(first).getFileName().toString();
    }
}
