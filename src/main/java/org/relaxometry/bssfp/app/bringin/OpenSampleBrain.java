package org.relaxometry.bssfp.app.bringin;

import ij.ImagePlus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.screen.MapLook;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.file.ScratchFolder;
import org.relaxometry.bssfp.io.image.HyperStacks;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.protocol.Protocol;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** The simulated brain that comes with the program: 12 phase cycles, opened as images or written to a folder as files. */
@Plugin(
        type = Command.class,
        name = "sample",
        label = "Open Sample Brain",
        description =
                "A simulated 12-cycle brain to try everything on: opens magnitude, phase and B1, or writes the files.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class OpenSampleBrain extends RelaxometryCommand {

    private static final String MAGNITUDE = "pcbssfp_mag_siemens_int16_brain.nii.gz";
    private static final String PHASE = "pcbssfp_phase_siemens_int16_brain.nii.gz";
    private static final String B1 = "B1_rel.nii.gz";
    private static final String PROTOCOL = "pcbssfp.json";

    /** Everything there is: the series, its protocol, the truth, and the notices of the anatomy it was made from. */
    private static final List<String> FILES = List.of(
            MAGNITUDE,
            PHASE,
            PROTOCOL,
            B1,
            "T1_ms.nii.gz",
            "T2_ms.nii.gz",
            "B0_Hz.nii.gz",
            "PD.nii.gz",
            "LICENSE.ICBM152.txt",
            "LICENSE.MNIColin27.txt");

    public static final Protocol PROTOCOL_OF_SAMPLE = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));

    private final Key<String> output = key(Key.folder(
                    "output",
                    "Output folder",
                    "Where the files of the sample, with the true maps, are written. Empty: the images are opened instead.")
            .more());

    @Override
    public List<Result> results() {
        return List.of(
                Result.image("magnitude", "magnitude of all cycles"),
                Result.image("phase", "phase of all cycles"),
                Result.image("b1", "actual over nominal flip angle"));
    }

    @Override
    protected void execute() throws IOException {
        if (!output.value().isEmpty()) {
            writeFiles();
        } else if (!audience().takesImages()) {
            throw new IllegalArgumentException(
                    "Without a screen the sample can only be written to files: give output=FOLDER.");
        } else {
            openImages();
        }
    }

    private void writeFiles() throws IOException {
        try (ResultFolder folder = new ResultFolder(output.value(), "", false)) {
            folder.claim(FILES);
            for (String name : FILES) {
                copy(name, folder.place(name));
            }
            folder.publish().forEach(file -> log("Wrote " + file));
            folder.remarks().forEach(this::log);
        }
    }

    private void openImages() throws IOException {
        try (ScratchFolder scratch = ScratchFolder.of("bssfp-sample-")) {
            Path folder = scratch.path();
            String source = ImageNames.uniqueSource("brain");
            open(folder, B1, "b1", "brain_B1", source);
            openCycles(folder, PHASE, "phase", "brain_phase", source);
            openCycles(folder, MAGNITUDE, "magnitude", "brain_mag", source);
        }
    }

    private void openCycles(Path folder, String name, String role, String title, String source) throws IOException {
        ImagePlus image = open(folder, name, role, title, source);
        ImageProperties.storeProtocol(image, PROTOCOL_OF_SAMPLE);
        ImageProperties.storeRole(image, role);
    }

    private ImagePlus open(Path folder, String name, String result, String title, String source) throws IOException {
        Path file = folder.resolve(name);
        copy(name, file);
        ImagePlus image = HyperStacks.of(NiftiReader.read(file, Progress.NONE), ImageNames.unique(title));
        ImageProperties.storeSource(image, source);
        ImageProperties.storeFileName(image, title);
        if (name.equals(B1)) {
            ImageProperties.storeQuantity(image, "B1");
            MapLook.give(image, "B1", "ratio", ParameterDisplay.ofB1(planes(image)));
            audience().image(result, image);
        } else {
            audience().image(result, image);
            image.resetDisplayRange();
        }
        return image;
    }

    private static float[][] planes(ImagePlus image) {
        return IntStream.rangeClosed(1, image.getStackSize())
                .mapToObj(plane -> (float[]) image.getStack().getPixels(plane))
                .toArray(float[][]::new);
    }

    /** Writes one of its files, such as {@code T1_ms.nii.gz}. */
    public static void copy(String name, Path target) throws IOException {
        try (InputStream in = OpenSampleBrain.class.getResourceAsStream("/sample-brain/" + name)) {
            if (in == null) {
                throw new IOException("The sample file " + name + " is not in the jar.");
            }
            Files.copy(in, target);
        }
    }
}
