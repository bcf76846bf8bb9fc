package org.relaxometry.bssfp.app.clinic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.relaxometry.bssfp.app.frame.ChildRun;
import org.relaxometry.bssfp.app.frame.WrongUses;
import org.relaxometry.bssfp.io.dicom.DicomBytes.Syntax;
import org.relaxometry.bssfp.io.dicom.DicomFile;
import org.relaxometry.bssfp.io.dicom.DicomFrame;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.io.series.BrainFiles;

/** The scanner's files in, maps in the same study out; wrong calls leave nothing, a temporary folder neither. */
class ProcessDicomTest extends WrongUses {

    private static final int SLICES = 6;

    static Stream<WrongUse> wrongUses() {
        return Stream.of(
                use("no folder", FAILED, "give folder=FOLDER", "folder="),
                use("no output", FAILED, "give output=FOLDER", "output="),
                use("a folder that does not exist", FAILED, "there is no folder or file", "folder=nothing"),
                use("a folder without DICOM", FAILED, "folder holds no DICOM file", "folder=empty"),
                use("a file", FAILED, "not a NIfTI file", "folder=empty/text.txt"),
                use("an order of cycles that there are not", FAILED, "order", "order=1-13"),
                use("too few increments", FAILED, "increments", "increments=0,120"),
                use("TR in seconds", FAILED, "TR must be between", "tr=0.0048"),
                use("unknown method", FAILED, "is not a value of 'method'", "method=PLANET"),
                use(
                        "increments of the other handedness",
                        FAILED,
                        "Process DICOM… does not have convention: do its steps one by one",
                        "increments=345, 315, 285, 255, 225, 195, 165, 135, 105, 75, 45, 15"),
                use("unknown mask", FAILED, "is not a value of 'mask'", "mask=knee"),
                use("unknown objects", FAILED, "is not a value of 'objects'", "objects=segmentation"),
                use("a mask without cleaning", FAILED, "Give clean=true", "mask=brain"),
                use("B1 without cleaning", FAILED, "Give clean=true", "b1=empty/text.txt"),
                use("a table that exists", FAILED, "overwrite=true", "output=taken"),
                use("maps that exist", FAILED, "overwrite=true", "output=mapped"),
                use("a slice that exists", FAILED, "overwrite=true", "output=sliced"),
                use("misspelt key", WRONG_CALL, "is not a key of dicom", "source=brain"));
    }

    private static WrongUse use(String what, int exitCode, String message, String... words) {
        return new WrongUse(what, exitCode, message, "dicom", List.of(words));
    }

    @Override
    protected List<String> rightCall(String command) {
        return List.of("folder=brain", "output=out", "increments=standard", "method=MIRACLE (fast)", "clean=false");
    }

    @Override
    protected boolean isPath(String key, String value) {
        return List.of("folder", "output", "b1").contains(key);
    }

    @BeforeAll
    static void makeFiles() throws IOException {
        scan("brain", SLICES);
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("empty/text.txt"), "nothing");
        Files.createDirectories(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken/series.csv"), "older");
        Files.createDirectories(folder.resolve("sliced/dicom"));
        Files.writeString(folder.resolve("sliced/dicom/T2sigmamap_0300.dcm"), "older");
        Files.createDirectories(folder.resolve("mapped/dicom"));
        Files.writeString(folder.resolve("mapped/dicom/dicom.json"), "older");
    }

    private static void scan(String name, int slices) throws IOException {
        BrainFiles brain = new BrainFiles(slices);
        for (int cycle = 0; cycle < BrainFiles.CYCLES; cycle++) {
            brain.writeClassic(folder.resolve(name), false, cycle, Syntax.EXPLICIT_LITTLE);
            brain.writeClassic(folder.resolve(name), true, cycle, Syntax.EXPLICIT_LITTLE);
        }
    }

    @Test
    void mapsAreThoseOfTheSeriesInItsStudyAndItsPlace() throws IOException {
        List<Path> before = temporary();
        assertThat(launch("dicom", List.of("output=worked"))).isZero();
        assertThat(temporary()).isEqualTo(before);
        Path maps = folder.resolve("worked/dicom");
        DicomFile source;
        try (Stream<Path> files = Files.list(folder.resolve("brain"))) {
            source = DicomFile.read(files.findFirst().orElseThrow());
        }
        int slices = 0;
        double sum = 0;
        int count = 0;
        try (Stream<Path> files = Files.list(maps)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("T1map"))
                    .sorted()
                    .toList()) {
                DicomFile map = DicomFile.read(file);
                assertThat(map.value(DicomTag.STUDY_UID).orElseThrow())
                        .isEqualTo(source.value(DicomTag.STUDY_UID).orElseThrow());
                for (float value : DicomFrame.of(map).get(0).samples()) {
                    if (value > 0) {
                        sum += value;
                        count++;
                    }
                }
                slices++;
            }
        }
        assertThat(slices).isEqualTo(SLICES);
        // brain with fluid at 3 T
        assertThat(sum / count).isCloseTo(1500, within(600.0));
        assertThat(maps.resolveSibling("series.csv")).exists();
    }

    @Test
    void everyStepKnowsThePulse() throws IOException {
        scan("thick", 12);
        assertThat(launch("dicom", List.of("folder=thick", "output=pulsed", "pulse=0.8", "clean=true", "mask=none")))
                .isZero();
        assertThat(Files.readString(folder.resolve("pulsed/qc.html"))).contains("pulse of 0.8 ms");
        assertThat(Files.readString(folder.resolve("pulsed/dicom/dicom.json"))).contains("pulse: typed");
    }

    @Test
    void equalCallsMakeEqualFiles() throws IOException {
        for (String output : List.of("equal1", "equal2")) {
            assertThat(launch("dicom", List.of("output=" + output))).isZero();
        }
        for (String file : List.of("series.csv", "dicom/dicom.json", "dicom/T1map_0001.dcm", "dicom/T2map_0002.dcm")) {
            assertThat(folder.resolve("equal1").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("equal2").resolve(file));
        }
    }

    /** Scripts that look for new images send them at once. */
    @Test
    void whoeverSeesTheRecordOfTheMapsFindsAllThatBelongsToThem() throws Exception {
        Path results = folder.resolve("watched");
        Thread run = new Thread(() -> launch("dicom", List.of("output=watched")));
        run.start();
        boolean seen = false;
        boolean tableMissed = false;
        while (run.isAlive()) {
            if (!seen && Files.exists(results.resolve("dicom/T1map_0001.dcm"))) {
                seen = true;
                tableMissed = Files.notExists(results.resolve("series.csv"));
            }
            Thread.onSpinWait();
        }
        assertThat(results.resolve("dicom/dicom.json")).exists();
        assertThat(tableMissed).isFalse();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such signals")
    void aRunThatIsEndedLeavesNothingInTheTemporaryFolder() throws Exception {
        List<Path> before = temporary();
        try (ChildRun run = new ChildRun(
                folder.resolve("ended.txt"),
                List.of(
                        "dicom",
                        "folder=" + folder.resolve("brain"),
                        "output=" + folder.resolve("ended"),
                        "increments=standard",
                        "method=Maximum likelihood"))) {
            while (run.isAlive() && temporary().equals(before)) {
                Thread.sleep(1);
            }
            Thread.sleep(300);
            run.kill("TERM");
            run.end();
            assertThat(run.exitCode()).isNotZero();
        }
        assertThat(temporary()).isEqualTo(before);
        assertThat(folder.resolve("ended")).doesNotExist();
    }

    /** As they come back with the study from a PACS. */
    @Test
    void mapsOfAnEarlierRunAmongTheFilesArePassedOver() {
        assertThat(launch("dicom", List.of("output=brain/results"))).isZero();
        assertThat(launch("dicom", List.of("output=again"))).isZero();
    }

    /** Temporary folders of the command. */
    private static List<Path> temporary() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("bssfp-dicom-"))
                    .sorted()
                    .toList();
        }
    }
}
