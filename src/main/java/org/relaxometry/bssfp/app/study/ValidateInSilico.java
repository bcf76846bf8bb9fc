package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.StudyPlan;
import org.relaxometry.bssfp.app.key.TrainingRequest;
import org.relaxometry.bssfp.app.map.MappingCommand;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The studies of Birk et al. 2025 on simulated tissue, for any methods and protocol, side by side. */
@Plugin(
        type = Command.class,
        name = "validate",
        label = "Validate In Silico...",
        description = "Accuracy and precision of any methods on simulated tissue, side by side.",
        attrs = @Attr(name = "no-record"))
public class ValidateInSilico extends StudyCommand {

    @Parameter(
            label = "Study",
            description =
                    "Accuracy and precision over T1 and T2; coefficient of determination (CoD) against SNR; errors along"
                            + " off-resonance, or where B1 is wrong; learning curve of networks; or errors over the Cramer-Rao bound.",
            choices = {
                ValidationStudy.ACCURACY_NAME,
                ValidationStudy.DETERMINATION_NAME,
                ValidationStudy.OFF_RESONANCE_NAME,
                ValidationStudy.B1_NAME,
                ValidationStudy.LEARNING_CURVE_NAME,
                ValidationStudy.CRAMER_RAO_NAME
            },
            required = false,
            persist = false)
    private String study = ValidationStudy.DETERMINATION_NAME;

    @Parameter(
            label = "Methods",
            description =
                    "Separated by commas: methods of Map T1 T2 B0, names of shipped models such as svnn-12-invivo, or files of"
                            + " models. Empty: MIRACLE (fast), Maximum likelihood and two networks that suit the study.",
            required = false,
            persist = false)
    private String methods = "";

    @Parameter(
            label = "SNR",
            description =
                    "0.074/(√2 η), η the standard deviation of the noise of real and imaginary part of every cycle at M0 = 1; inf"
                            + " is no noise. The study CoD against SNR takes a list. Empty: that of the paper.",
            required = false,
            persist = false)
    private String snr = "";

    @Parameter(
            label = "Samples",
            description =
                    "Noise realisations of every point; for the learning curve, training samples. Empty: 100; learning curve"
                            + " 400000.",
            required = false,
            persist = false)
    private String samples = "";

    @Parameter(label = "TR (ms)", description = "Repetition time.", required = false, persist = false)
    private String tr = "4.8";

    @Parameter(label = "TE (ms)", description = "Echo time.", required = false, persist = false)
    private String te = "2.4";

    @Parameter(label = "Flip angle (degrees)", description = "Nominal flip angle.", required = false, persist = false)
    private String flip = "15";

    @Parameter(
            label = "Increments (degrees)",
            description =
                    "RF phase increment of every cycle, such as 45, 135, 225, 315; or the word standard and the number of"
                            + " cycles N, for 180/N (2j - 1), j = 1 … N. Empty: standard 12.",
            required = false,
            persist = false)
    private String increments = "";

    @Parameter(
            label = "Cycles",
            description =
                    "Numbers of cycles to compare, with standard increments: for off-resonance and Cramer-Rao. Empty: those of"
                            + " the increments; for off-resonance 12, 6, 4 where increments are empty too.",
            required = false,
            persist = false)
    private String cycles = "";

    @Parameter(
            label = "Tissue",
            description =
                    "WM (939/62 ms), GM (1400/75 ms), or T1/T2 in ms: for off-resonance, B1 and Cramer-Rao, which takes"
                            + " several. Empty: WM; Cramer-Rao WM, GM.",
            required = false,
            persist = false)
    private String tissue = "";

    @Parameter(
            label = "Distribution of T1 and T2",
            description =
                    "Where the truth lies, for CoD against SNR and learning curve: grid (linear in T1 and T2), or draws from one"
                            + " of the training distributions.",
            choices = {
                ValidationRequest.GRID,
                TrainingRequest.UNIFORM,
                TrainingRequest.UNIFORM_EXTENDED,
                TrainingRequest.IN_VIVO
            },
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String distribution = ValidationRequest.GRID;

    @Parameter(
            label = "T1 range (ms)",
            description = "Of the grid or the uniform distributions. Empty: 360-2080, or that of the distribution.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String t1 = "";

    @Parameter(
            label = "T2 range (ms)",
            description = "Likewise. Empty: 20-120, or that of the distribution.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String t2 = "";

    @Parameter(
            label = "Points",
            description =
                    "Points along each axis of a grid or along a sweep, number of draws, or of off-resonances for Cramer-Rao."
                            + " Empty: 200 (CoD; 40000 draws), 50 (accuracy, learning curve), 121 (off-resonance), 61 (B1), 24.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String points = "";

    @Parameter(
            label = "B1 range",
            description = "B1 that the methods are told, over the true one, for the study B1. Empty: 0.7-1.3.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String b1 = "";

    @Parameter(
            label = "Epochs",
            description = "Most epochs of each training, for the learning curve. Empty: 50.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String epochs = "";

    @Parameter(
            label = "Clip to the ranges of T1 and T2",
            description =
                    "Whether an estimate beyond the ranges of the truth counts as the end of the range, for accuracy and CoD: a"
                            + " network cannot leave its range, and only so do others compare with it.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private boolean clip = true;

    @Parameter(
            label = "Seed",
            description = "Of all random numbers: the same keys and seed give the same numbers.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private int seed = 1;

    @Parameter(
            label = "Engine of networks",
            description = "What evaluates a network; auto takes PyTorch where it can be loaded.",
            choices = {MappingCommand.AUTO, "DJL PyTorch", "Java"},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String engine = MappingCommand.AUTO;

    @Parameter(
            label = "Threads (0 = all)",
            description = "Number of processor threads. Results do not depend on it.",
            min = "0",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private int threads = 0;

    @Override
    protected StudyPlan plan() throws IOException {
        int workers = workers(threads);
        ValidationRequest request = new ValidationRequest(ValidationStudy.ofTitle(study), texts(), seed, clip);
        return ValidationPlans.plan(request, EngineChoice.ofLabel(engine), workers);
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("methods", methods);
        texts.put("snr", snr);
        texts.put("samples", samples);
        texts.put("tr", tr);
        texts.put("te", te);
        texts.put("flip", flip);
        texts.put("increments", increments);
        texts.put("cycles", cycles);
        texts.put("tissue", tissue);
        texts.put("distribution", distribution);
        texts.put("t1", t1);
        texts.put("t2", t2);
        texts.put("points", points);
        texts.put("b1", b1);
        texts.put("epochs", epochs);
        texts.replaceAll((key, text) -> text == null ? "" : text);
        return texts;
    }
}
