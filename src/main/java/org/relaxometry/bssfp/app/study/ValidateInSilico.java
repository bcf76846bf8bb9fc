package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.util.List;
import org.relaxometry.bssfp.app.estimate.EstimationCommand;
import org.relaxometry.bssfp.app.frame.StudyPlan;
import org.relaxometry.bssfp.app.group.ProtocolKeys;
import org.relaxometry.bssfp.app.group.ThreadsKey;
import org.relaxometry.bssfp.app.group.TrainingRequest;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.method.Methods;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** The studies of Birk et al. 2025 on simulated tissue, for any methods and protocol, side by side. */
@Plugin(
        type = Command.class,
        name = "validate",
        label = "Validate In Silico...",
        description = "Accuracy and precision of any methods on simulated tissue, side by side.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class ValidateInSilico extends StudyCommand {

    private final Key<ValidationStudy> study = key(Key.<ValidationStudy>oneOf(
                    "study",
                    "Study",
                    "Accuracy and precision over T1 and T2; coefficient of determination (CoD) against SNR; errors along"
                            + " off-resonance, or where B1 is wrong; learning curve of networks; errors over the Cramer-Rao bound;"
                            + " or errors on a brain of known truth with planted lesions.",
                    List.of(ValidationStudy.values()),
                    ValidationStudy::title)
            .usual(ValidationStudy.DETERMINATION.title()));

    /** What the studies make use of, each in its own way. */
    private final Keys request = keys.group();

    {
        request.add(Key.list(
                "methods",
                "Methods",
                "Separated by commas: methods of Map T1 T2 B0, names of shipped models such as svnn-12-invivo, or files of"
                        + " models. Adaptive maximum likelihood is for the brain phantom alone. Empty: MIRACLE (fast), Maximum"
                        + " likelihood and two networks that suit the study; brain phantom: the three that know a σ.",
                Methods.titles(),
                EstimationCommand.OTHER_METHODS));
        request.add(Key.text(
                "snr",
                "SNR",
                "0.074/(√2 η), η the standard deviation of the noise of real and imaginary part of every cycle at M0 = 1; inf"
                        + " is no noise. The study CoD against SNR takes a list. Empty: that of the paper."));
        request.add(Key.text(
                "samples",
                "Samples",
                "Noise realisations of every point; for the learning curve, training samples; for the brain phantom, runs"
                        + " with noise and lesions of their own. Empty: 100; learning curve 400000; brain phantom 4."));
        request.add(Key.text("tr", "TR (ms)", "Repetition time.").usual("4.8"));
        request.add(Key.text("te", "TE (ms)", "Echo time.").usual("2.4"));
        request.add(
                Key.text("flip", "Flip angle (degrees)", "Nominal flip angle.").usual("15"));
        request.add(Key.text(
                "increments",
                "Increments (degrees)",
                "RF phase increment of every cycle, such as 45, 135, 225, 315; or the word standard and the number of"
                        + " cycles N, for 180/N (2j - 1), j = 1 … N. Empty: standard 12."));
        new ProtocolKeys(request).pulse();
        request.add(Key.text(
                "cycles",
                "Cycles",
                "Numbers of cycles to compare, with standard increments: for off-resonance and Cramer-Rao. Empty: those of"
                        + " the increments; for off-resonance 12, 6, 4 where increments are empty too."));
        request.add(Key.text(
                "tissue",
                "Tissue",
                "WM (939/62 ms), GM (1400/75 ms), or T1/T2 in ms: for off-resonance, B1 and Cramer-Rao, which takes"
                        + " several. Empty: WM; Cramer-Rao WM, GM."));
        request.add(Key.choice(
                        "distribution",
                        "Distribution of T1 and T2",
                        "Where the truth lies, for CoD against SNR and learning curve: grid (linear in T1 and T2), or draws from one"
                                + " of the training distributions.",
                        ValidationRequest.GRID,
                        TrainingRequest.UNIFORM,
                        TrainingRequest.UNIFORM_EXTENDED,
                        TrainingRequest.IN_VIVO)
                .more());
        request.add(Key.text(
                        "t1",
                        "T1 range (ms)",
                        "Of the grid or the uniform distributions. Empty: 360-2080, or that of the distribution.")
                .more());
        request.add(Key.text("t2", "T2 range (ms)", "Likewise. Empty: 20-120, or that of the distribution.")
                .more());
        request.add(Key.text(
                        "points",
                        "Points",
                        "Points along each axis of a grid or along a sweep, number of draws, or of off-resonances for Cramer-Rao."
                                + " Empty: 200 (CoD; 40000 draws), 50 (accuracy, learning curve), 121 (off-resonance), 61 (B1), 24.")
                .more());
        request.add(Key.text(
                        "b1",
                        "B1 range",
                        "B1 that the methods are told, over the true one, for the study B1. Empty: 0.7-1.3.")
                .more());
        request.add(Key.text("epochs", "Epochs", "Most epochs of each training, for the learning curve. Empty: 50.")
                .more());
    }

    private final PhantomKeys phantom = new PhantomKeys(keys);

    private final Key<Boolean> clip = key(Key.tick(
                    "clip",
                    "Clip to the ranges of T1 and T2",
                    "Whether an estimate beyond the ranges of the truth counts as the end of the range, for accuracy and CoD: a"
                            + " network cannot leave its range, and only so do others compare with it.",
                    true)
            .more());

    private final Key<Integer> seed =
            key(Key.whole("seed", "Seed", "Of all random numbers: the same keys and seed give the same numbers.", 1)
                    .more());

    private final Key<EngineChoice> engine = key(Key.oneOf(
                    "engine",
                    "Engine of networks",
                    "What evaluates a network; auto takes PyTorch where it can be loaded.",
                    List.of(EngineChoice.values()),
                    EngineChoice::label)
            .more());

    private final ThreadsKey threads = new ThreadsKey(keys);

    @Override
    protected StudyPlan plan() throws IOException {
        ValidationRequest asked = asked();
        if (study.value() == ValidationStudy.PHANTOM) {
            return new PhantomPlan(asked, phantom, engine.value(), threads.count(), progress("Reading the truth"))
                    .plan();
        }
        phantom.requireUntouched(study.value().title());
        return ValidationPlans.plan(asked, engine.value(), threads.count());
    }

    @Override
    protected List<String> warnings() throws IOException {
        return asked().warnings();
    }

    private ValidationRequest asked() {
        return new ValidationRequest(study.value(), request.texts(), seed.value(), clip.value());
    }
}
