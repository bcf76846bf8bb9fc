package org.relaxometry.bssfp.app.key;

import ij.ImagePlus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.InputField;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.load.SeriesLoader;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command that works on a phase-cycled series: the keys that name it, and where the results go. */
public abstract class SeriesCommand extends RelaxometryCommand {

    @Parameter(
            label = "Magnitude images",
            description =
                    "Magnitude of all phase cycles: title of an open image, or path of a file (NIfTI, TIFF …). Cycles lie"
                            + " along frames, channels or slices, or along the 4th dimension of a NIfTI file.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false)
    private String magnitude = "";

    @Parameter(
            label = "Phase images",
            description = "Phase of all phase cycles, like the magnitude.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false)
    private String phase = "";

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
                    "RF phase increment of every cycle, in the order of the images, such as 45, 135, 225, 315; or the word"
                            + " standard for 180/N (2j - 1), j = 1 … N. Empty: from the protocol file or the image.",
            required = false,
            persist = false)
    private String increments = "";

    @Parameter(
            label = "Mask",
            description =
                    "Voxels that are not 0 are processed: title of an open image or path of a file, on the grid of the"
                            + " series. Empty: all voxels.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false)
    private String mask = "";

    @Parameter(
            label = "Output folder",
            description =
                    "Where NIfTI files, JSON records and a figure are written; made if it does not exist. Empty: results are"
                            + " only shown.",
            style = InputField.FOLDER_STYLE,
            required = false,
            persist = false)
    private String output = "";

    @Parameter(
            label = "Protocol file (JSON)",
            description = "JSON with RepetitionTime and EchoTime in s, FlipAngle in degrees and PhaseIncrements_deg or"
                    + " PhaseIncrements_rad. Empty: the JSON file beside the image, if there is one.",
            style = InputField.FILE_STYLE,
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String protocol = "";

    @Parameter(
            label = "Complex series",
            description = "Instead of magnitude and phase: one complex NIfTI file, or one image with two channels.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String complex = "";

    @Parameter(
            label = "Real parts",
            description = "Instead of magnitude and phase: real part of all phase cycles.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String real = "";

    @Parameter(
            label = "Imaginary parts",
            description = "Imaginary part of all phase cycles, with the real parts.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String imaginary = "";

    @Parameter(
            label = "Cycles along",
            description =
                    "Dimension of the images along which the phase cycles lie. auto: found from the protocol and the image"
                            + " and said in the log.",
            choices = {"auto", "frames", "channels", "slices"},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String cycles = "auto";

    @Parameter(
            label = "Channels hold",
            description =
                    "What the two channels of a complex series are. auto: decided from the data and said in the log.",
            choices = {"auto", "magnitude and phase", "real and imaginary"},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String channels = "auto";

    @Parameter(
            label = "Phaseunit",
            description =
                    "Unit of the phase images; siemens means integers 0 … 4095 or -4096 … 4094. auto: decided from header and"
                            + " data and said in the log.",
            choices = {"auto", "radians", "degrees", "siemens"},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String phaseunit = "auto";

    @Parameter(
            label = "Prefix of file names",
            description = "Put before the names of all files written to the output folder, such as sub-01_.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    public String prefix = "";

    @Parameter(
            label = "Overwrite existing results",
            description = "Whether files in the output folder may be replaced.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private boolean overwrite = false;

    @Parameter(
            label = "Threads (0 = all)",
            description = "Number of processor threads. Results do not depend on it.",
            min = "0",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private int threads = 0;

    /** What the user typed, key by key. */
    protected Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("magnitude", magnitude);
        texts.put("phase", phase);
        texts.put("real", real);
        texts.put("imaginary", imaginary);
        texts.put("complex", complex);
        texts.put("protocol", protocol);
        texts.put("tr", tr);
        texts.put("te", te);
        texts.put("flip", flip);
        texts.put("increments", increments);
        texts.put("mask", mask);
        texts.put("cycles", cycles);
        texts.put("channels", channels);
        texts.put("phaseunit", phaseunit);
        texts.values().removeIf(text -> text == null);
        return texts;
    }

    protected final LoadedSeries load(Progress progress) throws IOException {
        LoadedSeries loaded = SeriesLoader.load(new SeriesRequest(texts()), progress);
        loaded.notes().forEach(this::log);
        loaded.warnings().forEach(warning -> log("WARNING: " + warning));
        // so that every later dialog can fill it in
        for (ImagePlus image : loaded.images()) {
            ImageProperties.storeProtocol(image, loaded.series().protocol());
        }
        return loaded;
    }

    /** Where the results are written; null if no folder was given. */
    protected final ResultFolder resultFolder() throws IOException {
        return output == null || output.isBlank()
                ? null
                : new ResultFolder(output.strip(), prefix == null ? "" : prefix.strip(), overwrite);
    }

    /** As {@link #resultFolder}, for images, which are lost where they are neither written nor shown. */
    protected final ResultFolder imageFolder() throws IOException {
        ResultFolder folder = resultFolder();
        if (folder == null && !canShow()) {
            throw new IllegalArgumentException(
                    "Without a screen the results can only be written to files: give output=FOLDER.");
        }
        return folder;
    }

    protected final int threads() {
        return workers(threads);
    }
}
