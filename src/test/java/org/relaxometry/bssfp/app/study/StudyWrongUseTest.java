package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.relaxometry.bssfp.app.frame.WrongUses;

/** Ways to call validate, explore and samplestudy wrongly: the message each gets, and that nothing is written. */
class StudyWrongUseTest extends WrongUses {

    private static final String FULL = "full";

    @BeforeAll
    static void aFolderWithAFile() throws IOException {
        Files.createFile(Files.createDirectory(folder.resolve(FULL)).resolve("file"));
    }

    static Stream<WrongUse> wrongUses() {
        return Stream.of(
                use(FAILED, "output=FOLDER", "validate", "output="),
                use(FAILED, "is not a value of 'study'", "validate", "study=accuracy"),
                use(FAILED, "is not a method (Maximum likelihood", "validate", "methods=MIRACLES"),
                use(FAILED, "There are: svnn-12-uniform", "validate", "methods=svnn-13-uniform"),
                use(FAILED, "At least one method", "validate", "methods=,"),
                use(FAILED, "is given twice", "validate", "methods=SVNN, SVNN"),
                use(FAILED, "nothing.json", "validate", "methods=nothing.safetensors"),
                use(FAILED, "trained for another protocol", "validate", "methods=svnn-12-uniform", "flip=20"),
                use(FAILED, "was trained for this protocol", "validate", "methods=SVNN", "tr=5"),
                use(FAILED, "made for noisy data", "validate", "methods=noise-aware", "snr=25, inf"),
                use(FAILED, "SNR must be more than 0", "validate", "snr=25, 0"),
                use(FAILED, "SNR must be more than 0", "validate", "snr=-5"),
                use(FAILED, "snr must be numbers", "validate", "snr=high"),
                use(FAILED, "takes one SNR", "validate", "study=B1", "snr=25, 10"),
                use(FAILED, "samples must be a whole number", "validate", "samples=0"),
                use(FAILED, "samples must be a whole number", "validate", "samples=many"),
                use(FAILED, "1 to 1000000 samples", "validate", "samples=2000000"),
                use(FAILED, "at least 2 points", "validate", "points=1"),
                use(FAILED, "points must be a whole number", "validate", "points=10.5"),
                use(FAILED, "t1 must be a range", "validate", "t1=1000"),
                use(FAILED, "t1 must be a range", "validate", "t1=0-1000"),
                use(FAILED, "smaller to the larger", "validate", "t2=120-20"),
                use(FAILED, "ranges of its own", "validate", "distribution=in vivo", "t1=400-1000"),
                use(FAILED, "is not a value of 'distribution'", "validate", "distribution=normal"),
                use(FAILED, "tissue is not used by the study CoD against SNR, but by", "validate", "tissue=WM"),
                use(FAILED, "cycles is not used", "validate", "study=B1", "cycles=12"),
                use(FAILED, "distribution is not used", "validate", "study=B1", "distribution=uniform"),
                use(FAILED, "snr is not used", "validate", "study=learning curve", "snr=25"),
                use(FAILED, "takes one tissue", "validate", "study=B1", "tissue=WM, GM"),
                use(FAILED, "tissue must be WM", "validate", "study=B1", "tissue=CSF"),
                use(FAILED, "tissue must be WM", "validate", "study=B1", "tissue=939/long"),
                use(FAILED, "never shorter than T2", "validate", "study=B1", "tissue=62/939"),
                use(
                        FAILED,
                        "Leave one of them empty",
                        "validate",
                        "study=off-resonance",
                        "cycles=4",
                        "increments=standard 4"),
                use(FAILED, "At least 3 phase cycles", "validate", "study=off-resonance", "cycles=12, 2"),
                use(FAILED, "cycles must be whole numbers", "validate", "study=off-resonance", "cycles=6.5"),
                use(FAILED, "b1 must be a range", "validate", "study=B1", "b1=1"),
                use(FAILED, "Without noise there is no bound", "validate", "study=Cramer-Rao", "snr=inf"),
                use(FAILED, "trains networks", "validate", "study=learning curve", "methods=MIRACLE"),
                use(FAILED, "trains networks", "validate", "study=learning curve", "methods=noise-aware"),
                use(FAILED, "epochs must be", "validate", "study=learning curve", "epochs=few"),
                use(FAILED, "1000 to 100 million", "validate", "study=learning curve", "samples=10"),
                use(FAILED, "tr must be one number", "validate", "tr=abc"),
                use(FAILED, "TR must be between", "validate", "tr=0.0048"),
                use(FAILED, "TE must be more than 0 and less than TR", "validate", "te=5"),
                use(FAILED, "increments", "validate", "methods=MIRACLE", "increments=0, 80, 170, 275"),
                use(FAILED, "threads must be a whole number, 0 or more", "validate", "threads=-1"),
                use(WRONG_CALL, "seed must be a whole number", "validate", "seed=x"),
                use(WRONG_CALL, "is not a key of validate", "validate", "method=MIRACLE"),
                use(FAILED, "is not used by the study CoD against SNR, but by brain phantom", "validate", "lesions=5"),
                use(FAILED, "prior is not used by the study", "validate", "prior=uniform"),
                use(FAILED, "study brain phantom of Validate", "validate", "methods=Adaptive maximum likelihood"),
                use(FAILED, "choose a finite SNR", "validate", "study=brain phantom", "snr=inf"),
                use(FAILED, "takes one SNR", "validate", "study=brain phantom", "snr=25, 10"),
                use(FAILED, "tissue is not used", "validate", "study=brain phantom", "tissue=WM"),
                use(FAILED, "samples must be a whole number", "validate", "study=brain phantom", "samples=5000"),
                use(FAILED, "'truthm0' is given, but 'trutht1'", "validate", "study=brain phantom", "truthm0=x.nii"),
                use(FAILED, "but 'trutht2' is empty", "validate", "study=brain phantom", "trutht1=x.nii"),
                use(
                        FAILED,
                        "neither an open image",
                        "validate",
                        "study=brain phantom",
                        "trutht1=x.nii",
                        "trutht2=y.nii"),
                use(FAILED, "slices must be", "validate", "study=brain phantom", "slices=20-30"),
                use(
                        FAILED,
                        "classes must be names and ranges",
                        "validate",
                        "study=brain phantom",
                        "classes=WM a-b/50-70"),
                use(FAILED, "classes must be", "validate", "study=brain phantom", "classes=WM"),
                use(FAILED, "radius must be", "validate", "study=brain phantom", "radius=0.2"),
                use(FAILED, "a size twice", "validate", "study=brain phantom", "radius=1, 1"),
                use(FAILED, "contrast must be", "validate", "study=brain phantom", "contrast=1.4"),
                use(FAILED, "contrast must be", "validate", "study=brain phantom", "contrast=0/1"),
                use(FAILED, "T1 must be T2 or more", "validate", "study=brain phantom", "contrast=0.01/1"),
                use(FAILED, "host must be one of the tissues, WM, GM", "validate", "study=brain phantom", "host=CSF"),
                use(
                        FAILED,
                        "strength is used by Adaptive maximum likelihood only",
                        "validate",
                        "study=brain phantom",
                        "methods=MIRACLE",
                        "strength=9"),
                use(
                        FAILED,
                        "prior is used by the method Posterior only",
                        "validate",
                        "study=brain phantom",
                        "methods=MIRACLE",
                        "prior=uniform"),
                use(FAILED, "strength must be a positive number", "validate", "study=brain phantom", "strength=0"),
                use(FAILED, "output=FOLDER", "explore", "output="),
                use(FAILED, "tissue must be WM", "explore", "tissue=fat"),
                use(FAILED, "One tissue", "explore", "tissue=WM, GM"),
                use(FAILED, "flip must be a range", "explore", "flip=15"),
                use(FAILED, "flip angle must be more than 0", "explore", "flip=0-60"),
                use(FAILED, "flip angle must be more than 0° and less than 180", "explore", "flip=5-200"),
                use(FAILED, "TR must be between", "explore", "tr=0.003-0.010"),
                use(FAILED, "tr must be a range", "explore", "tr=3-inf"),
                use(FAILED, "At least 3 phase cycles", "explore", "cycles=2"),
                use(FAILED, "cycles must be whole numbers", "explore", "cycles=four"),
                use(FAILED, "is not a value of 'compare'", "explore", "compare=SNR"),
                use(FAILED, "reference must be", "explore", "reference=12"),
                use(FAILED, "snr must be one number", "explore", "snr=25, 10"),
                use(FAILED, "SNR must be more than 0", "explore", "snr=0"),
                use(FAILED, "Without noise there is no bound", "explore", "snr=inf"),
                use(FAILED, "B1 must be more than 0", "explore", "b1=0"),
                use(FAILED, "TE must be more than 0", "explore", "echo=1.2"),
                use(FAILED, "points must be a whole number, 2 or more", "explore", "points=1"),
                use(FAILED, "output=FOLDER", "samplestudy", "output="),
                use(FAILED, "There is something in", "samplestudy", "output=" + FULL),
                use(FAILED, "is not a folder", "samplestudy", "output=" + FULL + "/file/study"),
                use(FAILED, "cycles must be whole numbers from 3 to 16", "samplestudy", "cycles=12, 2"),
                use(FAILED, "cycles must be whole numbers from 3 to 16", "samplestudy", "cycles=17"),
                use(FAILED, "slices must be two slices from 1 to 24", "samplestudy", "slices=20-30"),
                use(FAILED, "slices must be two slices from 1 to 24", "samplestudy", "slices=middle"),
                use(FAILED, "snr must be a number from 1 to 1000", "samplestudy", "snr=0"),
                use(FAILED, "subjects must be a whole number", "samplestudy", "subjects=0"),
                use(FAILED, "sessions must be a whole number", "samplestudy", "sessions=10"),
                use(WRONG_CALL, "seed must be a whole number", "samplestudy", "seed=one"),
                use(FAILED, "is not a value of 'layout'", "samplestudy", "layout=three files"));
    }

    private static WrongUse use(int exitCode, String message, String command, String... words) {
        return new WrongUse(command + " " + String.join(" ", words), exitCode, message, command, List.of(words));
    }

    @Override
    protected List<String> rightCall(String command) {
        return List.of("output=out");
    }

    @Override
    protected boolean isPath(String key, String value) {
        return key.equals("output");
    }
}
