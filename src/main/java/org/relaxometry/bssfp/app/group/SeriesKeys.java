package org.relaxometry.bssfp.app.group;

import ij.ImagePlus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.load.SeriesLoader;

/** The phase-cycled series that a command works on: its images in one of three forms, its protocol, and its mask. */
public final class SeriesKeys {

    private static final List<String> IMAGES = List.of("magnitude", "phase", "real", "imaginary", "complex");

    private final Keys keys;

    public SeriesKeys(Keys all) {
        keys = all.group();
        keys.add(Key.image(
                "magnitude",
                "Magnitude images",
                "Magnitude of all phase cycles: title of an open image, or path of a file"
                        + " (NIfTI, TIFF …). Cycles lie along frames, channels or slices, or along the 4th"
                        + " dimension of a NIfTI file."));
        keys.add(Key.image("phase", "Phase images", "Phase of all phase cycles, like the magnitude."));
        new ProtocolKeys(keys)
                .timesAndAngle(ProtocolKeys.FILE_OR_IMAGE, false)
                .increments(
                        ", in the order of the images" + ProtocolKeys.STANDARD + " Empty: " + ProtocolKeys.FILE_OR_IMAGE
                                + ".",
                        false);
        keys.add(Key.image(
                "mask",
                "Mask",
                "Voxels that are not 0 are processed: title of an open image or path of a file,"
                        + " on the grid of the series. Empty: all voxels."));
        keys.add(ProtocolKeys.file(" Empty: the JSON file beside the image, if there is one."));
        keys.add(Key.image(
                        "complex",
                        "Complex series",
                        "Instead of magnitude and phase: one complex NIfTI file, or one image with two channels.")
                .more());
        keys.add(Key.image("real", "Real parts", "Instead of magnitude and phase: real part of all phase cycles.")
                .more());
        keys.add(Key.image("imaginary", "Imaginary parts", "Imaginary part of all phase cycles, with the real parts.")
                .more());
        keys.add(Key.choice(
                        "cycles",
                        "Cycles along",
                        "Dimension of the images along which the phase cycles lie. auto: found from the"
                                + " protocol and the image and said in the log.",
                        "auto",
                        "frames",
                        "channels",
                        "slices")
                .more());
        keys.add(Key.choice(
                        "channels",
                        "Channels hold",
                        "What the two channels of a complex series are. auto: decided from the data and"
                                + " said in the log.",
                        "auto",
                        "magnitude and phase",
                        "real and imaginary")
                .more());
        keys.add(phaseUnit());
    }

    /** Declares the pulse, for those who make T1 of it. */
    public SeriesKeys pulse() {
        new ProtocolKeys(keys).pulse();
        return this;
    }

    /** Unit of phase images. */
    public static Key<String> phaseUnit() {
        return Key.choice(
                        "phaseunit",
                        "Phaseunit",
                        "Unit of the phase images; siemens means integers 0 … 4095 or -4096 … 4094, pi is N that N"
                                + " stands for half a circle, 8 bits integers 0 … 255 or -128 … 127."
                                + " auto: decided from header and data and said in the log.",
                        SeriesRequest.PHASE_UNITS.toArray(String[]::new))
                .shownAs("Unit of the phase")
                .more();
    }

    /** What the user typed to name the series. */
    public SeriesRequest request() {
        return new SeriesRequest(keys.texts());
    }

    /** The images of a series that were given, by key. */
    public Map<String, String> images() {
        Map<String, String> images = keys.texts();
        images.keySet().retainAll(IMAGES);
        images.values().removeIf(text -> text.isEmpty() || text.equalsIgnoreCase("none"));
        return images;
    }

    /** Reads the series; log says what was decided and what is doubtful. */
    public LoadedSeries load(RelaxometryCommand command) throws IOException {
        return load(request(), command);
    }

    /** Reads the series with its B1 map. */
    public LoadedSeries load(B1Keys b1, RelaxometryCommand command) throws IOException {
        Map<String, String> texts = keys.texts();
        texts.putAll(b1.texts());
        return load(new SeriesRequest(texts), command);
    }

    private static LoadedSeries load(SeriesRequest request, RelaxometryCommand command) throws IOException {
        LoadedSeries loaded = SeriesLoader.load(request, command.progress("Reading"));
        command.say(loaded.notes(), loaded.warnings());
        // so that later dialogs can show the protocol, and the Inspector knows what belongs together
        for (ImagePlus image : loaded.images()) {
            ImageProperties.keepProtocol(image, loaded.kept());
            ImageProperties.storeSeries(image, loaded.id());
        }
        return loaded;
    }
}
