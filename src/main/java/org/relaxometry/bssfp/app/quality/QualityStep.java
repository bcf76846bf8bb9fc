package org.relaxometry.bssfp.app.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.app.preprocess.MaskStep;
import org.relaxometry.bssfp.app.preprocess.MotionStep;
import org.relaxometry.bssfp.app.preprocess.PreprocessingRun;
import org.relaxometry.bssfp.app.preprocess.PreprocessingStep;
import org.relaxometry.bssfp.app.preprocess.QualityPage;
import org.relaxometry.bssfp.app.result.MapWriter;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.preprocessing.check.BrightVoxels;
import org.relaxometry.bssfp.preprocessing.check.ConventionCheck;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.text.Version;

/** The page of quality control: what a colleague would look at before trusting maps of a data set. */
public final class QualityStep implements PreprocessingStep {

    private static final String FILE = "qc.html";

    private static final int PAIRS = 250;

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
        page.add(QualityCycles.section(series, run, bright, page));
        if (!run.hasSection(MotionStep.HEADING)) {
            addMotion(series, run);
        }
        if (!run.hasSection(MaskStep.HEADING)) {
            addMasks(series, run);
        }
        run.sections().forEach(page::add);
        run.warnings().forEach(page::warn);
        if (check.verdict() == ConventionCheck.Verdict.AS_STATED) {
            QualityMaps.add(images, run, page);
        } else {
            page.warn("No maps were made for this page, because they would be wrong or cannot be checked.");
        }
        String html = page.html(
                MapWriter.title(run.loaded()),
                Version.footer(series.protocol().describe()),
                run.progress("Writing the page"));
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
            // the page may be sent to others, whom the folders do not concern
            String name = Path.of(input.name()).getFileName().toString();
            inputs.add(List.of(input.role(), name, String.valueOf(input.sha256())));
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
}
