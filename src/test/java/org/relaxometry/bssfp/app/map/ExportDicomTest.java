package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.DicomFile;
import org.relaxometry.bssfp.io.dicom.DicomFrame;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.io.series.SeriesScan;

/** Maps as DICOM, with the map or after it, in the examination of the source or in one of their own. */
class ExportDicomTest {

    private static final int SLICES = 24;

    /** T1, T2, ΔB0, M0, status. */
    private static final int MAPS = 5;

    @TempDir
    Path folder;

    private Path maps;

    @BeforeEach
    void map() {
        maps = folder.resolve("maps");
        assertThat(launch(mapping("maps", "format=both"))).isZero();
    }

    @AfterEach
    void nothingUnfinishedIsLeft() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(".unfinished"));
        }
    }

    private List<String> mapping(String output, String... more) {
        List<String> call = new ArrayList<>(List.of(
                "map",
                "magnitude=" + SampleBrain.series(4, "mag"),
                "phase=" + SampleBrain.series(4, "phase"),
                "method=MIRACLE (fast)",
                "output=" + folder.resolve(output)));
        call.addAll(List.of(more));
        return call;
    }

    private int export(String output, String... more) {
        List<String> call =
                new ArrayList<>(List.of("exportdicom", "folder=" + maps, "output=" + folder.resolve(output)));
        call.addAll(List.of(more));
        return launch(call);
    }

    private static int launch(List<String> call) {
        return Launcher.launch(call.toArray(String[]::new));
    }

    private Map<String, DicomFile> images(Path place) throws IOException {
        Map<String, DicomFile> images = new HashMap<>();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".dcm")).toList()) {
                images.put(file.getFileName().toString(), DicomFile.read(file));
            }
        }
        return images;
    }

    private static Optional<String> text(DicomFile file, DicomTag tag) {
        return file.value(tag).map(value -> new String(value, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip());
    }

    @Test
    void theMapThatIsExportedIsTheOneThatTheRunWrote() throws IOException {
        assertThat(export("later")).isZero();
        Map<String, DicomFile> atOnce = images(maps.resolve("dicom"));
        Map<String, DicomFile> later = images(folder.resolve("later"));
        assertThat(later.keySet())
                .isEqualTo(atOnce.keySet())
                .hasSize(MAPS * SLICES + 1)
                .contains("figure.dcm");
        for (String name : later.keySet()) {
            if (name.equals("figure.dcm")) {
                continue;
            }
            DicomFrame one = DicomFrame.of(atOnce.get(name)).get(0);
            DicomFrame other = DicomFrame.of(later.get(name)).get(0);
            assertThat(other.positionMm()).isEqualTo(one.positionMm());
            assertThat(other.displayScale()).isEqualTo(one.displayScale());
            float[] a = one.samples();
            float[] b = other.samples();
            for (int i = 0; i < a.length; i++) {
                // files have seconds, which may round to the other side
                assertThat(Math.abs(a[i] - b[i])).isLessThanOrEqualTo(1);
            }
            assertThat(text(later.get(name), DicomTag.STUDY_UID)).isEqualTo(text(atOnce.get(name), DicomTag.STUDY_UID));
        }
    }

    @Test
    void foldersOfMapsAreToldFromSeries() {
        for (Path place : List.of(maps, maps.resolve("dicom"))) {
            assertThatThrownBy(() -> SeriesScan.scan(place.toString(), Progress.NONE))
                    .hasMessageContaining("holds no series, but maps that this program has made")
                    .hasMessageContaining("Open Maps…");
        }
    }

    @Test
    void patientAndStudyAreThoseOfTheSourceThatLiesWhereTheMapsDo() throws IOException {
        assertThat(export("source", "patient=Doe^Jane", "patientid=4711")).isZero();
        assertThat(export("twice", "source=" + folder.resolve("source"))).isZero();
        assertThat(launch(mapping("again", "format=DICOM", "source=" + folder.resolve("source"))))
                .isZero();
        DicomFile source = images(folder.resolve("source")).get("T1map_0005.dcm");
        for (Path place : List.of(folder.resolve("twice"), folder.resolve("again/dicom"))) {
            for (DicomFile file : images(place).values()) {
                for (DicomTag tag : List.of(DicomTag.PATIENT_NAME, DicomTag.PATIENT_ID, DicomTag.STUDY_UID)) {
                    assertThat(text(file, tag)).isEqualTo(text(source, tag));
                }
            }
            assertThat(text(images(place).get("T2map_0001.dcm"), DicomTag.FRAME_OF_REFERENCE))
                    .isEqualTo(text(source, DicomTag.FRAME_OF_REFERENCE));
        }
        try (Stream<Path> files = Files.list(folder.resolve("again"))) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("dicom");
        }
    }

    @Test
    void whoseTheyAreDependsOnTheImagesAlone() throws IOException {
        String b1 = folder.resolve("B1_of_Doe_Jane.nii.gz").toString();
        Files.copy(SampleBrain.truth("B1_rel.nii.gz"), Path.of(b1));
        assertThat(launch(mapping("corrected", "format=both", "b1=" + b1, "mask=" + SampleBrain.truth("PD.nii.gz"))))
                .isZero();
        assertThat(launch(List.of(
                        "gibbs",
                        "magnitude=" + SampleBrain.series(4, "mag"),
                        "phase=" + SampleBrain.series(4, "phase"),
                        "output=" + folder.resolve("clean"))))
                .isZero();
        assertThat(launch(List.of(
                        "map",
                        "magnitude=" + folder.resolve("clean/bssfp_part-mag.nii.gz"),
                        "phase=" + folder.resolve("clean/bssfp_part-phase.nii.gz"),
                        "method=MIRACLE (fast)",
                        "format=DICOM",
                        "output=" + folder.resolve("cleaned"))))
                .isZero();
        DicomFile plain = images(maps.resolve("dicom")).get("T2map_0001.dcm");
        for (String other : List.of("corrected", "cleaned")) {
            DicomFile file = images(folder.resolve(other + "/dicom")).get("T2map_0001.dcm");
            for (DicomTag tag : List.of(DicomTag.PATIENT_NAME, DicomTag.PATIENT_ID, DicomTag.STUDY_UID)) {
                assertThat(text(file, tag)).isEqualTo(text(plain, tag));
            }
        }
        // nor do names of files, which may be those of patients, stand in what leaves the house
        maps = folder.resolve("corrected");
        assertThat(export("later")).isZero();
        for (Path place : List.of(folder.resolve("corrected/dicom"), folder.resolve("later"))) {
            for (DicomFile file : images(place).values()) {
                assertThat(Files.readString(file.path(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("Doe_Jane")
                        .contains("B1 map; ");
            }
        }
    }

    /** The title was the name of the first file. */
    @Test
    void theFigureIsTheSameWhateverTheFilesAreCalled() throws IOException {
        for (String part : List.of("mag", "phase")) {
            Files.copy(SampleBrain.series(4, part), folder.resolve("Doe_Jane_" + part + ".nii.gz"));
        }
        Files.copy(SampleBrain.series(4, "mag").resolveSibling("pcbssfp.json"), folder.resolve("pcbssfp.json"));
        List<String> call = new ArrayList<>(mapping("named", "format=DICOM"));
        for (String part : List.of("mag", "phase")) {
            call.replaceAll(word -> word.replace(
                    SampleBrain.series(4, part).toString(),
                    folder.resolve("Doe_Jane_" + part + ".nii.gz").toString()));
        }
        assertThat(launch(call)).isZero();
        assertThat(folder.resolve("named/dicom/figure.dcm")).hasSameBinaryContentAs(maps.resolve("dicom/figure.dcm"));
    }

    @Test
    void aSourceThatLacksASliceIsNotTheSourceOfTheMaps() throws IOException {
        assertThat(export("source")).isZero();
        for (String name : images(folder.resolve("source")).keySet()) {
            if (name.endsWith("_0024.dcm")) {
                Files.delete(folder.resolve("source").resolve(name));
            }
        }
        assertThat(export("refused", "source=" + folder.resolve("source"))).isEqualTo(1);
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    @Test
    void sourcesOfTwoStudiesAreRefused() {
        assertThat(export("source/a", "patient=Doe^Jane", "patientid=4711")).isZero();
        assertThat(export("source/b", "patient=Roe^Richard", "patientid=4712")).isZero();
        assertThat(export("refused", "source=" + folder.resolve("source"))).isEqualTo(1);
        assertThat(export("taken", "source=" + folder.resolve("source/b"))).isZero();
    }

    @Test
    void overwritingLeavesNoFileOfTheRunBefore() throws IOException {
        assertThat(export("out", "objects=both")).isZero();
        assertThat(images(folder.resolve("out"))).hasSize(MAPS * SLICES + MAPS + 1);
        assertThat(export("out")).isEqualTo(1);
        assertThat(export("out", "overwrite=true", "objects=parametric map")).isZero();
        assertThat(images(folder.resolve("out"))).hasSize(MAPS + 1);
    }

    /** A run that lost its record; the series does not even exist, which would be found first. */
    @Test
    void aSliceThatExistsIsRefusedBeforeTheSeriesIsRead() throws IOException {
        Path slices = Files.createDirectories(folder.resolve("taken/dicom"));
        Files.writeString(slices.resolve("T2map_0007.dcm"), "older");
        List<String> call = new ArrayList<>(mapping("taken", "format=DICOM"));
        call.replaceAll(word -> word.startsWith("magnitude=") ? "magnitude=" + folder.resolve("nothing.nii") : word);
        assertThat(messages(() -> launch(call))).contains("T2map_0007.dcm").contains("overwrite=true");
        call.add("overwrite=true");
        assertThat(messages(() -> launch(call))).contains("nothing.nii");
    }

    @Test
    void overwritingTakesSlicesAwayThatLostTheirRecord() throws IOException {
        Path slices = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(slices.resolve("T2map_0300.dcm"), "older");
        Files.writeString(slices.resolve("x_T2map_0001.dcm"), "of another prefix");
        Files.writeString(slices.resolve("IM_0001.dcm"), "of others");
        assertThat(export("taken", "overwrite=true")).isZero();
        assertThat(slices.resolve("T2map_0300.dcm")).doesNotExist();
        assertThat(slices.resolve("x_T2map_0001.dcm")).hasContent("of another prefix");
        assertThat(slices.resolve("IM_0001.dcm")).hasContent("of others");
    }

    private static String messages(Runnable run) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            run.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aMapOfAnotherRunAmongThemIsRefused() throws IOException {
        assertThat(launch(mapping("other", "convention=auto"))).isZero();
        for (String ending : List.of(".nii.gz", ".json")) {
            Files.copy(
                    folder.resolve("other/T2map" + ending),
                    maps.resolve("T2map" + ending),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Path record = maps.resolve("T2map.json");
        Files.writeString(record, Files.readString(record).replaceAll("\"RunId\": \"[^\"]*\"", "\"RunId\": \"0\""));
        assertThat(export("refused")).isEqualTo(1);
    }
}
