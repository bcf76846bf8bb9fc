package org.relaxometry.bssfp.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeAll;
import org.relaxometry.bssfp.app.frame.WrongUses;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;

/** Ways to have a network trained wrongly: the message each gets, before anything is trained, and that nothing is written. */
class TrainWrongUseTest extends WrongUses {

    /** Each differs from a right call in what its last column says; an empty value takes a key away. */
    static Stream<WrongUse> wrongUses() {
        return Stream.of(
                use("no output", FAILED, "output=FOLDER", "output="),
                use("output that is a file", FAILED, "is not a folder", "output=t1.nii"),
                use("model that exists", FAILED, "overwrite=true", "output=taken"),
                use("name that leaves the folder", FAILED, "name of its files", "name=../net"),
                use("no TR", FAILED, "tr=", "tr="),
                use("text for TR", FAILED, "tr must be one number", "tr=abc"),
                use("TR in seconds", FAILED, "TR must be between", "tr=0.0048"),
                use("TE longer than TR", FAILED, "TE must be more than 0 and less than TR", "te=5"),
                use("flip angle 0", FAILED, "flip angle must be more than 0", "flip=0"),
                use("no increments", FAILED, "standard 12", "increments="),
                use("standard without a number", FAILED, "standard 12", "increments=standard"),
                use("two standard cycles", FAILED, "At least 3 phase cycles", "increments=standard 2"),
                use("two increments", FAILED, "At least 3 phase cycles", "increments=90, 270"),
                use("increments in radians", FAILED, "look like radians", "increments=0,1.571,3.142,4.712"),
                use("image that does not exist", FAILED, "neither an open image nor a file", "image=nothing.nii"),
                use("image without a protocol", FAILED, "standard 12", "image=t1.nii", "increments="),
                use("protocol that is not JSON", FAILED, "text.json", "protocol=text.json"),
                use("unknown kind", FAILED, "is not a value of 'kind'", "kind=CNN"),
                use("unknown distribution", FAILED, "is not a value of 'distribution'", "distribution=normal"),
                use("from maps without maps", FAILED, "'t1map' is empty", "distribution=from maps"),
                use("from maps without T2", FAILED, "'t2map' is empty", "distribution=from maps", "t1map=t1.nii"),
                use("maps that are not used", FAILED, "from maps only", "t1map=t1.nii", "t2map=t2.nii"),
                use(
                        "maps of two sizes",
                        FAILED,
                        "cover the same voxels",
                        "distribution=from maps",
                        "t1map=t1.nii",
                        "t2map=small.nii"),
                use(
                        "T1 and T2 map exchanged",
                        FAILED,
                        "voxels",
                        "distribution=from maps",
                        "t1map=t2.nii",
                        "t2map=t1.nii"),
                use(
                        "empty map",
                        FAILED,
                        "no value above 0",
                        "distribution=from maps",
                        "t1map=empty.nii",
                        "t2map=t2.nii"),
                use("range of T1 backwards", FAILED, "smaller to the larger", "t1=2080-360"),
                use("ranges exchanged", FAILED, "exchanged", "t1=20-120", "t2=360-2080"),
                use("one number for a range", FAILED, "T1 and T2 need ranges", "t1=1000"),
                use("range from 0", FAILED, "positive, finite", "t1=0-2000"),
                use("range to infinity", FAILED, "positive, finite", "t2=20-inf"),
                use("text for a range", FAILED, "t1 must be a range", "t1=long"),
                use("ranges for in vivo", FAILED, "ranges of its own", "distribution=in vivo", "t1=400-2000"),
                use("SNR 0", FAILED, "SNR of the training samples must be more than 0", "snr=0"),
                use("negative SNR", FAILED, "snr must be a range", "snr=-5"),
                use("text for SNR", FAILED, "snr must be a range", "snr=high"),
                use("SNR without end", FAILED, "must end at a finite number", "snr=5-inf"),
                use("noise-aware without noise", FAILED, "must see noise", "kind=noise-aware", "snr=inf"),
                use("epochs 0", FAILED, "At least 1 epoch", "epochs=0"),
                use("text for epochs", FAILED, "epochs must be a whole number", "epochs=many"),
                use("batch 0", FAILED, "batch", "batch=0"),
                use("learning rate 0", FAILED, "learning rate must be more than 0", "rate=0"),
                use("text for the learning rate", FAILED, "rate must be a number", "rate=fast"),
                use("patience 0", FAILED, "patience must be at least 1", "patience=0"),
                use("too few samples", FAILED, "1000 to 100 million", "samples=10"),
                use("hidden layer without units", FAILED, "1 to 4096 units", "hidden=64, 0"),
                use("text for hidden layers", FAILED, "hidden must be", "hidden=two"),
                use("unknown schedule", FAILED, "is not a value of 'schedule'", "schedule=step"),
                use("unknown engine", FAILED, "is not a value of 'engine'", "engine=CUDA"),
                use("negative threads", FAILED, "threads must be a whole number, 0 or more", "threads=-1"),
                use("text for threads", WRONG_CALL, "threads must be a whole number", "threads=two"),
                use("misspelt key", WRONG_CALL, "is not a key of train", "epoch=3"),
                use(
                        "uneven increments for configurations",
                        FAILED,
                        "increments",
                        "increments=0, 80, 170, 275",
                        "kind=SVNN complex"),
                use("learning rate that is too high", FAILED, "too high", "rate=1e30", "kind=full circle"));
    }

    private static WrongUse use(String what, int exitCode, String message, String... words) {
        return new WrongUse(what, exitCode, message, "train", List.of(words));
    }

    @Override
    protected List<String> rightCall(String command) {
        return List.of(
                "tr=4.8",
                "te=2.4",
                "flip=15",
                "increments=standard 4",
                "kind=SVNN",
                "samples=1000",
                "epochs=2",
                "engine=Java",
                "name=net",
                "output=out");
    }

    @Override
    protected boolean isPath(String key, String value) {
        return List.of("image", "t1map", "t2map", "protocol", "output").contains(key);
    }

    @BeforeAll
    static void makeFiles() throws IOException {
        write("t1.nii", 64, 900);
        write("t2.nii", 64, 60);
        write("small.nii", 32, 60);
        write("empty.nii", 64, 0);
        Files.writeString(folder.resolve("text.json"), "tr 4.8");
        Files.createDirectory(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken/net.json"), "an older model");
    }

    private static void write(String name, int side, float value) throws IOException {
        Img<FloatType> image = PlanarImgs.floats(side, side, 1);
        image.forEach(each -> each.set(value));
        NiftiWriter.write(folder.resolve(name), image, NiftiGeometry.ofVoxelSize(1, 1, 1), "", false, Progress.NONE);
    }
}
