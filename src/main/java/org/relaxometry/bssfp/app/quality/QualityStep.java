package org.relaxometry.bssfp.app.quality;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.app.preprocess.MaskStep;
import org.relaxometry.bssfp.app.preprocess.MotionStep;
import org.relaxometry.bssfp.app.preprocess.PreprocessingStep;
import org.relaxometry.bssfp.app.preprocess.StepInput;
import org.relaxometry.bssfp.app.preprocess.StepOutcome;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.preprocessing.check.BrightVoxels;
import org.relaxometry.bssfp.preprocessing.check.ConventionCheck;
import org.relaxometry.bssfp.preprocessing.consistency.SeriesCheck;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.text.Version;

/**
 * The page of quality control: what a colleague would look at before trusting maps of a data set.
 *
 * @param looksForMotion whether to find out how the head moved, where no other step of the run does
 * @param makesMasks whether to make masks and measure the SNR, where no other step of the run does
 */
public record QualityStep(boolean looksForMotion, boolean makesMasks) implements PreprocessingStep {

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
    public boolean usesMask() {
        return true;
    }

    @Override
    public StepOutcome apply(StepInput input) throws IOException {
        ComplexSeries series = input.series();
        QualityPage page = new QualityPage();
        input.loaded().warnings().forEach(page::warn);
        PhaseCycledSeries images = CycleVolumes.asSeries(series, input.b1Ratio(), Optional.empty());
        page.add(summary(series.protocol(), input));
        SeriesBlock bright = BrightVoxels.sample(images, PAIRS);
        ConventionCheck check = ConventionCheck.of(bright, series.protocol());
        page.add(convention(check, page));
        SeriesCheck together = SeriesCheck.of(images);
        page.add(consistency(together, page));
        page.add(QualityCycles.section(input, bright));
        var outcome = new StepOutcome.Builder();
        StepInput known = input;
        if (looksForMotion) {
            known = known.after(motion(input));
        }
        if (makesMasks) {
            known = known.after(masks(input));
        }
        known.warnings().stream().skip(input.warnings().size()).forEach(outcome::warn);
        known.sections().forEach(page::add);
        known.warnings().forEach(page::warn);
        if (check.verdict() == ConventionCheck.Verdict.AS_STATED && together.isUsable()) {
            QualityMaps.add(images, known, page);
            QualityAveraging.add(CycleVolumes.asSeries(series, known.b1Ratio(), known.mask()), known, page);
        } else {
            page.warn("No maps were made for this page, because they would be wrong or cannot be checked.");
        }
        String html = page.html(
                input.loaded().title(),
                Version.footer(series.protocol().describe()),
                input.progress("Writing the page"));
        page.warnings().forEach(warning -> outcome.log("QC: " + warning));
        return outcome.put("QualityWarnings", page.warnings()).page(FILE, html).build();
    }

    private static StepOutcome motion(StepInput input) {
        try {
            return MotionStep.check(input);
        } catch (IllegalArgumentException e) {
            return failure(MotionStep.HEADING, e);
        }
    }

    /** A phantom has no brain, and some images have no background. */
    private static StepOutcome masks(StepInput input) throws IOException {
        try {
            return new MaskStep(OptionalDouble.empty(), true, "").apply(input);
        } catch (IllegalArgumentException noBrain) {
            try {
                return new MaskStep(OptionalDouble.empty(), false, "").apply(input);
            } catch (IllegalArgumentException e) {
                return failure(MaskStep.HEADING, e);
            }
        }
    }

    private static StepOutcome failure(String heading, IllegalArgumentException e) {
        return new StepOutcome.Builder()
                .report(new StepOutcome.Section(heading, List.of(e.getMessage())))
                .build();
    }

    private static StepOutcome.Section summary(Protocol protocol, StepInput input) {
        List<List<String>> inputs = new ArrayList<>();
        inputs.add(List.of("role", "input", "SHA-256"));
        for (InputFile file : input.loaded().inputs()) {
            // the page may be sent to others, whom the folders do not concern
            inputs.add(List.of(file.role(), FileName.of(file.name()), String.valueOf(file.sha256())));
        }
        return new StepOutcome.Section(
                "Data", List.of(protocol.describe(), input.loaded().protocolSource()), inputs, null);
    }

    private static StepOutcome.Section consistency(SeriesCheck check, QualityPage page) {
        check.texts().forEach(page::warn);
        return new StepOutcome.Section("Do the images belong together?", List.of(check.summary()));
    }

    private static StepOutcome.Section convention(ConventionCheck check, QualityPage page) {
        if (!check.advice().isEmpty()) {
            page.warn(check.advice());
        }
        if (check.verdict() == ConventionCheck.Verdict.UNDECIDED) {
            page.warn(check.summary());
        }
        return new StepOutcome.Section("Convention", List.of(check.summary()));
    }
}
