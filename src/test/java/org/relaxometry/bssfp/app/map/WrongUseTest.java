package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.app.frame.WrongUses;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.estimation.network.NetworkOutput;
import org.relaxometry.bssfp.estimation.network.OutputActivation;
import org.relaxometry.bssfp.estimation.network.TestModels;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/** Every way to use the main job wrongly that we could think of: the message each gets, and that nothing is written. */
class WrongUseTest extends WrongUses {

    /** Each differs from a right call in what its last column says; an empty value takes a key away. */
    static Stream<WrongUse> wrongUses() {
        return Stream.of(
                use("no image", FAILED, "No series was given", "magnitude=", "phase="),
                use("magnitude without phase", FAILED, "Expected magnitude and phase", "phase="),
                use("phase without magnitude", FAILED, "Expected magnitude and phase", "magnitude="),
                use("two forms at once", FAILED, "Expected magnitude and phase", "real=mag.nii"),
                use("a file that does not exist", FAILED, "neither an open image nor a file", "magnitude=nothing.nii"),
                use("a folder instead of a file", FAILED, "folder", "magnitude=taken"),
                use("a text file", FAILED, "text.nii", "magnitude=text.nii"),
                use("the same file twice", FAILED, "given as both 'magnitude' and 'phase'", "phase=mag.nii"),
                use("swapped files", FAILED, "swapped", "magnitude=phase.nii", "phase=mag.nii"),
                use("another size", FAILED, "equal size", "phase=small.nii"),
                use("two cycles", FAILED, "At least 3 phase cycles", "magnitude=two.nii", "phase=two2.nii"),
                use("all zero", FAILED, "zero", "magnitude=zero.nii"),
                use("nothing but NaN", FAILED, "NaN", "magnitude=nan.nii"),
                use("phase in units of pi", FAILED, "phaseunit=pi is 1 (", "phase=pi.nii"),
                use("phase of 8 bits", FAILED, "phaseunit=8 bits (", "phase=bits.nii"),
                use(
                        "phase unit that does not fit",
                        FAILED,
                        "span only 0.1 % of the circle in siemens",
                        "phaseunit=siemens"),
                use("unknown phase unit", FAILED, "phaseunit", "phaseunit=turns"),
                use("no TR", FAILED, "tr=", "tr="),
                use("no increments", FAILED, "increments=standard", "increments="),
                use("text for TR", FAILED, "tr must be one number", "tr=abc"),
                use("TR in seconds", FAILED, "TR must be between", "tr=0.0048"),
                use("TE in seconds", FAILED, "but is 0.0024 ms. Is it in seconds?", "te=0.0024"),
                use("TR in microseconds", FAILED, "but is 4800 ms. Is it 4.8 ms?", "tr=4800"),
                use("TE in microseconds", FAILED, "but is 2400 ms. Is it 2.4 ms?", "te=2400"),
                use("TE of less than a ms in microseconds", FAILED, "but is 800 ms. Is it 0.8 ms?", "te=800"),
                use("TE as long as TR", FAILED, "TE must be more than 0 and less than TR", "te=4.8"),
                use("flip angle 0", FAILED, "flip angle must be more than 0", "flip=0"),
                use("too few increments", FAILED, "3 phase increments", "increments=0,120,240"),
                use("increments that coincide", FAILED, "different phase increments", "increments=0,0,360,90"),
                use("increments in radians", FAILED, "look like radians", "increments=0,1.571,3.142,4.712"),
                use(
                        "MIRACLE with uneven increments",
                        FAILED,
                        "Maximum likelihood",
                        "increments=0,80,170,275",
                        "method=MIRACLE (fast)"),
                use("conjugated data", FAILED, "convention=opposite", "phase=conjugated.nii"),
                use("cycles in the wrong order", FAILED, "order", "increments=45,225,135,315"),
                use("unknown method", FAILED, "is not a value of 'method'", "method=PLANET"),
                use("unknown convention", FAILED, "is not a value of 'convention'", "convention=left"),
                use("misspelt key", WRONG_CALL, "is not a key of map", "methd=MIRACLE"),
                use("key given twice", WRONG_CALL, "given twice", "tr=4.8", "tr=5"),
                use("text for a flag", WRONG_CALL, "overwrite must be true or false", "overwrite=perhaps"),
                use("text for threads", WRONG_CALL, "threads must be a whole number", "threads=two"),
                use("negative threads", FAILED, "threads must be a whole number, 0 or more", "threads=-1"),
                use("noise for MIRACLE", FAILED, "noise is used by", "noise=1", "method=MIRACLE"),
                use("noise for a network that does not take it", FAILED, "noise is used by", "noise=1", "method=SVNN"),
                use("unknown format", FAILED, "is not a value of 'format'", "format=TIFF"),
                use("a source that nothing needs", FAILED, "source is used where", "source=taken"),
                use("DICOM to nowhere", FAILED, "Give output=FOLDER", "format=DICOM", "output="),
                use("DICOM of images without a place", FAILED, "left and right would be a guess", "format=DICOM"),
                use("two patients", FAILED, "Both 'source' and", "format=both", "source=taken", "patient=Doe^Jane"),
                use("a patient with a backslash", FAILED, "cannot be 'patient'.", "format=both", "patient=Doe\\Jane"),
                use("an ID too long", FAILED, "cannot be 'patientid'", "format=both", "patientid=" + "1".repeat(65)),
                use("unknown objects", FAILED, "is not a value of 'objects'", "format=both", "objects=segmentation"),
                use("unknown engine", FAILED, "is not a value of 'engine'", "engine=TensorFlow"),
                use("engine without a network", FAILED, "engine is used by networks", "engine=Java"),
                use("model without a network", FAILED, "Choose method=\"SVNN\"", "model=svnn.json"),
                use(
                        "model of another method",
                        FAILED,
                        "is a network of the method SVNN, but the method is PINN",
                        "method=PINN",
                        "model=svnn.safetensors"),
                use(
                        "unknown name of a shipped model",
                        FAILED,
                        "There is no network \"svnn-13\". There are: svnn-12-uniform",
                        "method=SVNN",
                        "model=svnn-13"),
                use(
                        "network of no method for this protocol",
                        FAILED,
                        "None of the networks for SVNN complex was trained for this protocol. The nearest, svnn-complex-4-uniform-snr200,"
                                + " does not fit: TR is 5.0 ms",
                        "method=SVNN complex",
                        "tr=5"),
                use("model that does not exist", FAILED, "There is no file", "method=SVNN", "model=none.json"),
                use(
                        "model that is an image",
                        FAILED,
                        "A model is a file NAME.safetensors",
                        "method=SVNN",
                        "model=mag.nii"),
                use(
                        "model that is another JSON file",
                        FAILED,
                        "ms.json cannot be used",
                        "method=SVNN",
                        "model=ms.json"),
                use("model whose card was changed", FAILED, "the card was changed", "method=SVNN", "model=edited.json"),
                use("model whose weights were changed", FAILED, "SHA-256", "method=SVNN", "model=swapped.json"),
                use(
                        "model of another number of cycles",
                        FAILED,
                        "there are 4 phase cycles, the network was trained for 12. Train Network",
                        "method=SVNN",
                        "model=twelve.json"),
                use(
                        "model of another TR",
                        FAILED,
                        "TR is 5.0 ms, the network was trained for 4.8 ms",
                        "method=SVNN",
                        "model=svnn.json",
                        "tr=5"),
                use(
                        "model of another spacing of increments",
                        FAILED,
                        "the phase increments are spaced differently",
                        "method=SVNN",
                        "model=svnn.json",
                        "increments=45,135,225,318"),
                use("negative noise", FAILED, "noise must be a positive number", "noise=-1"),
                use("B1 map of another grid", FAILED, "grid of the series", "b1=smallmask.nii"),
                use("B1 map without values", FAILED, "b1", "b1=emptymask.nii"),
                use("B1 map in degrees", FAILED, "state b1unit=degrees", "b1=b1degrees.nii"),
                use("empty mask", FAILED, "is empty", "mask=emptymask.nii"),
                use("mask of another grid", FAILED, "grid of the series", "mask=smallmask.nii"),
                use("protocol that is not JSON", FAILED, "broken.json", "protocol=broken.json"),
                use("protocol in milliseconds", FAILED, "seconds", "protocol=ms.json", "tr=", "te="),
                use("output that is a file", FAILED, "is not a folder", "output=file"),
                use("results that exist", FAILED, "overwrite=true", "output=taken"),
                use("prefix that leaves the folder", FAILED, "prefix", "prefix=../x"),
                use("nowhere to put the maps", FAILED, "output=FOLDER", "output="));
    }

    private static WrongUse use(String what, int exitCode, String message, String... words) {
        return new WrongUse(what, exitCode, message, "map", List.of(words));
    }

    @Test
    void theRightCallWorks() throws IOException {
        assertThat(launch("map", List.of("output=right"))).isZero();
        assertThat(files()).contains("right/T1map.nii.gz", "right/T1map.json", "right/maps.png");
    }

    @Override
    protected List<String> rightCall(String command) {
        return List.of(
                "magnitude=mag.nii",
                "phase=phase.nii",
                "tr=4.8",
                "te=2.4",
                "flip=15",
                "increments=standard",
                "output=out");
    }

    @Override
    protected boolean isPath(String key, String value) {
        return List.of("magnitude", "phase", "real", "b1", "mask", "protocol", "output", "model")
                        .contains(key)
                && !value.equals("svnn-13");
    }

    @BeforeAll
    static void makeImages() throws IOException {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
        PhaseCycledSeries series = SimulatedSeries.simulate(protocol, 64 * 64 * 2);
        Img<FloatType> magnitude = PlanarImgs.floats(64, 64, 2, 4);
        Img<FloatType> phase = PlanarImgs.floats(64, 64, 2, 4);
        var real = series.images().first().randomAccess();
        var imaginary = series.images().second().randomAccess();
        var m = magnitude.localizingCursor();
        var p = phase.randomAccess();
        while (m.hasNext()) {
            m.fwd();
            double x = real.setPositionAndGet(m).get();
            double y = imaginary.setPositionAndGet(m).get();
            m.get().set((float) (1000 * Math.hypot(x, y)));
            p.setPositionAndGet(m).set((float) Math.atan2(y, x));
        }
        write("mag.nii", magnitude);
        write("phase.nii", phase);
        write("small.nii", PlanarImgs.floats(32, 32, 2, 4));
        write("two.nii", firstTwo(magnitude));
        write("two2.nii", firstTwo(phase));
        write("zero.nii", PlanarImgs.floats(64, 64, 2, 4));
        write("emptymask.nii", PlanarImgs.floats(64, 64, 2));
        write("smallmask.nii", PlanarImgs.floats(32, 32, 2));
        Img<FloatType> nan = PlanarImgs.floats(64, 64, 2, 4);
        nan.forEach(value -> value.set(Float.NaN));
        write("nan.nii", nan);
        write("pi.nii", times(phase, 1 / Math.PI));
        Img<FloatType> bits = times(phase, 127.5 / Math.PI);
        bits.forEach(value -> value.set((float) Math.rint(value.get() - 0.5)));
        write("bits.nii", bits);
        Img<FloatType> degrees = PlanarImgs.floats(64, 64, 2);
        degrees.forEach(value -> value.set(57));
        write("b1degrees.nii", degrees);
        write("conjugated.nii", times(phase, -1));
        Files.writeString(folder.resolve("text.nii"), "this is not an image");
        Files.writeString(folder.resolve("broken.json"), "{ \"RepetitionTime\": ");
        Files.writeString(
                folder.resolve("ms.json"), "{ \"RepetitionTime\": 4.8, \"EchoTime\": 2.4, \"FlipAngle\": 15 }");
        writeModel("svnn", 4, 1);
        writeModel("twelve", 12, 1);
        writeModel("edited", 4, 1);
        Path card = folder.resolve("edited.json");
        Files.writeString(card, Files.readString(card).replace("2080", "2880"));
        writeModel("swapped", 4, 1);
        writeModel("other", 4, 2);
        Files.copy(
                folder.resolve("other.safetensors"),
                folder.resolve("swapped.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectory(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken/T1map.nii.gz"), "an older result");
        Files.writeString(folder.resolve("file"), "");
    }

    private static void writeModel(String name, int cycles, long seed) throws IOException {
        NetworkModel model = TestModels.model(
                NetworkInput.MAGNITUDE_CONFIGURATIONS,
                List.of(NetworkOutput.T1, NetworkOutput.T2),
                TestModels.paper(cycles),
                TestModels.weights(List.of(4, 16, 16, 2), OutputActivation.SIGMOID, seed));
        ModelFiles.write(new NetworkModel(model.card().withName(name), model.weights()), folder, false);
    }

    private static Img<FloatType> firstTwo(Img<FloatType> image) {
        Img<FloatType> two = PlanarImgs.floats(64, 64, 2, 2);
        var from = image.randomAccess();
        var to = two.localizingCursor();
        while (to.hasNext()) {
            to.fwd();
            to.get().set(from.setPositionAndGet(to));
        }
        return two;
    }

    private static Img<FloatType> times(Img<FloatType> image, double factor) {
        Img<FloatType> times = image.copy();
        times.forEach(value -> value.set((float) (value.get() * factor)));
        return times;
    }

    private static void write(String name, Img<FloatType> image) throws IOException {
        NiftiWriter.write(folder.resolve(name), image, NiftiGeometry.ofVoxelSize(1, 1, 1), "", false, Progress.NONE);
    }
}
