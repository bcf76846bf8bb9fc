package org.relaxometry.bssfp.app.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.InputField;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.key.TrainingRequest;
import org.relaxometry.bssfp.app.map.MappingCommand;
import org.relaxometry.bssfp.method.NetworkChoice;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** The keys of a training: for which protocol, what, how, and where the model goes. */
public abstract class TrainingCommand extends RelaxometryCommand {

    @Parameter(
            label = "Image with the protocol",
            description =
                    "Open image, or path of a file, whose protocol the network is trained for. Empty: the protocol is"
                            + " given by the keys below or by the protocol file.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false)
    private String image = "";

    @Parameter(
            label = "TR (ms)",
            description = "Repetition time. Empty: from the protocol file or the image.",
            required = false,
            persist = false)
    private String tr = "";

    @Parameter(
            label = "TE (ms)",
            description = "Echo time. Empty: from the protocol file or the image.",
            required = false,
            persist = false)
    private String te = "";

    @Parameter(
            label = "Flip angle (degrees)",
            description = "Nominal flip angle. Empty: from the protocol file or the image.",
            required = false,
            persist = false)
    private String flip = "";

    @Parameter(
            label = "Increments (degrees)",
            description =
                    "RF phase increment of every cycle, such as 45, 135, 225, 315; or the word standard and the number of"
                            + " cycles N, such as standard 12, for 180/N (2j - 1), j = 1 … N. Empty: from the protocol file or"
                            + " the image.",
            required = false,
            persist = false)
    private String increments = "";

    @Parameter(
            label = "Kind of network",
            description =
                    "SVNN learns parameters, PINN the signal model; from magnitudes, or, complex, with off-resonance; full"
                            + " circle works at every off-resonance; noise-aware takes noisy voxels and gives uncertainties.",
            choices = {
                NetworkChoice.SVNN,
                NetworkChoice.PINN,
                NetworkChoice.SVNN_COMPLEX,
                NetworkChoice.PINN_COMPLEX,
                NetworkChoice.FULL_CIRCLE,
                NetworkChoice.NOISE_AWARE
            },
            required = false,
            persist = false)
    private String kind = NetworkChoice.SVNN_COMPLEX;

    @Parameter(
            label = "Distribution of T1 and T2",
            description =
                    "uniform: T1 360-2080, T2 20-120 ms; uniform extended: 360-5000, 20-2500 ms; in vivo: brain tissue at 3 T"
                            + " from published values; from maps: the density of your own T1 and T2 maps.",
            choices = {
                TrainingRequest.UNIFORM,
                TrainingRequest.UNIFORM_EXTENDED,
                TrainingRequest.LOG_UNIFORM_EXTENDED,
                TrainingRequest.IN_VIVO,
                TrainingRequest.FROM_MAPS
            },
            required = false,
            persist = false)
    private String distribution = TrainingRequest.UNIFORM;

    @Parameter(
            label = "SNR of the samples",
            description =
                    "0.074/(√2 η), η the standard deviation of the noise of real and imaginary part of every cycle at M0 = 1: a"
                            + " number, inf, or a range such as 5-100. Empty: inf; for noise-aware 5-100.",
            required = false,
            persist = false)
    private String snr = "";

    @Parameter(
            label = "Epochs",
            description = "Most passes over the training samples. Empty: 20; with the schedule constant 300.",
            required = false,
            persist = false)
    private String epochs = "";

    @Parameter(
            label = "Output folder",
            description = "Where the model is written: NAME.safetensors, NAME.json and NAME.png with the losses.",
            style = InputField.FOLDER_STYLE,
            required = false,
            persist = false)
    String output = "";

    @Parameter(
            label = "Name of the model",
            description = "Becomes the name of its files. Empty: such as svnn-complex-12-uniform.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String name = "";

    @Parameter(
            label = "Protocol file (JSON)",
            description = "JSON with RepetitionTime and EchoTime in s, FlipAngle in degrees and PhaseIncrements_deg or"
                    + " PhaseIncrements_rad.",
            style = InputField.FILE_STYLE,
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String protocol = "";

    @Parameter(
            label = "T1map",
            description = "For the distribution from maps: title of an open image or path of a file, in ms or s.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String t1map = "";

    @Parameter(
            label = "T2map",
            description = "For the distribution from maps, on the voxels of the T1 map.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String t2map = "";

    @Parameter(
            label = "T1 range (ms)",
            description = "Such as 360-2080. Empty: that of the distribution.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String t1 = "";

    @Parameter(
            label = "T2 range (ms)",
            description = "Such as 20-120. Empty: that of the distribution.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String t2 = "";

    @Parameter(
            label = "Samples",
            description = "Simulated samples: 60 % train, 20 % validate, 20 % test. Empty: 400000.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String samples = "";

    @Parameter(
            label = "Batch size",
            description = "Samples per step. Empty: 128; for noise-aware 512.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String batch = "";

    @Parameter(
            label = "Rate of learning",
            description = "Highest learning rate of Adam. Empty: that of kind and schedule.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String rate = "";

    @Parameter(
            label = "Schedule",
            description =
                    "one cycle: the learning rate rises and falls once, which trains well in few epochs; constant: as published,"
                            + " 300 epochs, rate 2e-4, batch 128, patience 25.",
            choices = {TrainingRequest.ONE_CYCLE, TrainingRequest.CONSTANT},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String schedule = TrainingRequest.ONE_CYCLE;

    @Parameter(
            label = "Patience (epochs)",
            description =
                    "Training ends after so many epochs without a smaller validation loss. Empty: as many as there are"
                            + " epochs; with the schedule constant 25.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String patience = "";

    @Parameter(
            label = "Hidden layers",
            description = "Units of every hidden layer, such as 64, 64. Empty: 64, 64 for magnitudes, else 256, 256.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String hidden = "";

    @Parameter(
            label = "Seed",
            description = "Of all random numbers: the same keys and seed give the same network. Empty: 1.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String seed = "";

    @Parameter(
            label = "Engine",
            description = "auto takes the faster one of those that work here.",
            choices = {MappingCommand.AUTO, "DJL PyTorch", "Java"},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    String engine = MappingCommand.AUTO;

    @Parameter(
            label = "Threads (0 = all)",
            description =
                    "Number of processor threads at most; every 128 samples of a batch keep one busy. The network does"
                            + " not depend on it.",
            min = "0",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    int threads = 0;

    @Parameter(
            label = "Resume an unfinished training",
            description = "Whether to go on where a cancelled or killed training with the same keys ended.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    boolean resume = true;

    @Parameter(
            label = "Overwrite an existing model",
            description = "Whether a model of this name in the output folder may be replaced.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    boolean overwrite = false;

    /** What the user typed, key by key. */
    protected final Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("image", image);
        texts.put("tr", tr);
        texts.put("te", te);
        texts.put("flip", flip);
        texts.put("increments", increments);
        texts.put("protocol", protocol);
        texts.put("kind", kind);
        texts.put("distribution", distribution);
        texts.put("t1map", t1map);
        texts.put("t2map", t2map);
        texts.put("t1", t1);
        texts.put("t2", t2);
        texts.put("samples", samples);
        texts.put("snr", snr);
        texts.put("epochs", epochs);
        texts.put("batch", batch);
        texts.put("rate", rate);
        texts.put("schedule", schedule);
        texts.put("patience", patience);
        texts.put("hidden", hidden);
        texts.put("seed", seed);
        texts.put("name", name);
        texts.values().removeIf(text -> text == null);
        return texts;
    }
}
