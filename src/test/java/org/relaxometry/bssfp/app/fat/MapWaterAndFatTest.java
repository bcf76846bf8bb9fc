package org.relaxometry.bssfp.app.fat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.WrongUses;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.fat.ThighPhantom;
import org.relaxometry.bssfp.volume.fat.WaterFatMaps;

class MapWaterAndFatTest extends WrongUses {

    private static final Map<String, Protocol> SERIES = Map.of(
            "thigh", protocol(3.2, 12), "alias", protocol(4.8, 12), "few", protocol(3.2, 4), "between", protocol(4, 8));

    private static ThighPhantom thigh;

    private static Protocol protocol(double repetitionTimeMs, int cycles) {
        return new Protocol(repetitionTimeMs, repetitionTimeMs / 2, 15, Protocol.standardIncrementsDeg(cycles));
    }

    @BeforeAll
    static void writeSeries() throws IOException {
        for (Map.Entry<String, Protocol> each : SERIES.entrySet()) {
            ThighPhantom phantom =
                    new ThighPhantom(each.getValue(), FatSpectrum.at(3), GaussianNoise.standardDeviation(25), 5);
            write(each.getKey(), phantom);
            thigh = each.getKey().equals("thigh") ? phantom : thigh;
        }
        VolumeGrid grid = thigh.grid;
        float[] mask = new float[grid.voxels()];
        for (int v = 0; v < mask.length; v++) {
            mask[v] = thigh.inside[v] ? 1 : 0;
        }
        NiftiWriter.write(
                folder.resolve("mask.nii"),
                ArrayImgs.floats(mask, grid.size()),
                geometry(grid),
                "",
                false,
                Progress.NONE);
    }

    private static NiftiGeometry geometry(VolumeGrid grid) {
        return NiftiGeometry.ofAffine(
                new double[][] {{-grid.dxMm(), 0, 0, 40}, {0, grid.dyMm(), 0, -30}, {0, 0, grid.dzMm(), 10}});
    }

    private static void write(String name, ThighPhantom phantom) throws IOException {
        VolumeGrid grid = phantom.grid;
        List<ComplexVolume> cycles = phantom.cycles.cycles();
        for (String part : List.of("real", "imaginary")) {
            var image = CycleVolumes.image(
                    grid,
                    cycles.stream()
                            .map(part.equals("real") ? ComplexVolume::real : ComplexVolume::imaginary)
                            .toList());
            NiftiWriter.write(
                    folder.resolve(name + "-" + part + ".nii"), image, geometry(grid), "", false, Progress.NONE);
        }
        for (String field : List.of("", "-3T")) {
            String json = "{\"RepetitionTime\": " + phantom.protocol.repetitionTimeMs() / 1000 + ", \"EchoTime\": "
                    + phantom.protocol.echoTimeMs() / 1000 + ", \"FlipAngle\": 15, \"PhaseIncrements_deg\": "
                    + phantom.protocol.phaseIncrementsDeg()
                    + (field.isEmpty() ? "" : ", \"MagneticFieldStrength\": 3") + "}";
            Files.writeString(folder.resolve(name + field + ".json"), json, StandardCharsets.UTF_8);
        }
    }

    @Override
    protected List<String> rightCall(String command) {
        return command.equals("exportdicom") ? List.of() : call("thigh");
    }

    private static List<String> call(String name) {
        return List.of(
                "real=" + name + "-real.nii",
                "imaginary=" + name + "-imaginary.nii",
                "protocol=" + name + "-3T.json",
                "mask=mask.nii",
                "output=out");
    }

    @Override
    protected boolean isPath(String key, String value) {
        return List.of("real", "imaginary", "protocol", "mask", "output", "folder", "source")
                        .contains(key)
                && !value.isEmpty();
    }

    static Stream<WrongUse> wrongUses() {
        return Stream.of(
                wrong("unknown field strength", "The field strength is not known", "protocol=thigh.json"),
                wrong("field strength in gauss", "Is it in millitesla or gauss?", "b0field=30000"),
                wrong("field strength that is no number", "b0field", "b0field=high"),
                wrong("negative T1 of water", "watert1", "watert1=-5"),
                wrong("T1 of fat that is no number", "fatt1", "fatt1=short"),
                wrong("fat of T2 beyond T1", "T2 no longer than T1", "fatt2=800"),
                wrong("negative noise", "noise", "noise=-1"),
                wrong("too few cycles", "at least 6 phase cycles are needed, but the series has 4", "few"),
                wrong("a TR at which fat has the profile of water", "Water and fat cannot be told apart", "alias"),
                wrong("the same, with TRs that would do", "5.7–6.5 ms", "alias"),
                wrong("a patient without DICOM", "is used where maps are written as DICOM only", "patient=Doe^Jane"),
                wrong("a source that there is not", "neither a folder nor a file", "format=both", "source=nowhere"),
                wrong("a format that there is not", "\"tiff\" is not a value of 'format'", "format=tiff"),
                wrong("increments of the other handedness", "opposite handedness", reversed()));
    }

    private static String reversed() {
        return "increments="
                + String.join(
                        ",",
                        Protocol.standardIncrementsDeg(12).stream()
                                .map(degrees -> Double.toString(-degrees))
                                .toList());
    }

    /** @param word one that differs, or the name of another series */
    private static WrongUse wrong(String what, String message, String... word) {
        List<String> words = SERIES.containsKey(word[0]) ? call(word[0]) : List.of(word);
        return new WrongUse(what, FAILED, message, "fat", words);
    }

    @Test
    void mapsAreWrittenWithTheirRecord() throws IOException {
        assertThat(launch("fat", List.of())).isZero();
        double[] percent = SampleBrain.values(folder.resolve("out/fatfractionmap.nii.gz"));
        double worst = 0;
        for (int v = 0; v < percent.length; v++) {
            worst = thigh.inside[v] ? Math.max(worst, Math.abs(percent[v] - 100 * thigh.fatFraction[v])) : worst;
        }
        assertThat(worst).isLessThan(12);
        assertThat(SampleBrain.values(folder.resolve("out/waterT2map.nii.gz"))).hasSize(percent.length);
        assertThat(folder.resolve("out/waterfat.png")).isNotEmptyFile();
        JsonObject record = JsonParser.parseString(Files.readString(folder.resolve("out/fatfractionmap.json")))
                .getAsJsonObject();
        assertThat(record.get("MagneticFieldStrength").getAsDouble()).isEqualTo(3);
        // fat is no fault of the series
        assertThat(record.getAsJsonArray("Warnings")).isEmpty();
        assertThat(record.get("Fat").getAsString()).contains("-3.4 ppm: 0.693", "T1 370.0 ms");
    }

    @Test
    void aTrThatTellsThemApartBadlyIsWarnedOf() throws IOException {
        List<String> words = new ArrayList<>(call("between"));
        words.replaceAll(word -> word.equals("output=out") ? "output=between" : word);
        assertThat(launch("fat", words)).isZero();
        assertThat(Files.readString(folder.resolve("between/fatfractionmap.json")))
                .contains("At 3 T and TR 4 ms fat turns against water");
    }

    /** Map T1 T2 B0 takes every voxel for water; it says where that is wrong. */
    @Test
    void mappingAsWaterWarnsOfFat() throws IOException {
        assertThat(map("thigh", "-3T")).contains("hold fat (status 15)", "Map Water and Fat tells the two apart");
        assertThat(map("alias", "-3T")).contains("hold fat (status 15)", "At 3 T and TR 4.8 ms", "5.7–6.5 ms");
        assertThat(map("few", "-3T")).doesNotContain("FatCheck", "hold fat");
        assertThat(map("thigh", "")).doesNotContain("FatCheck", "hold fat");
    }

    private String map(String name, String field) throws IOException {
        List<String> words = new ArrayList<>(call(name));
        words.replaceAll(word -> word.startsWith("output=")
                ? "output=map" + name + field
                : word.startsWith("protocol=") ? "protocol=" + name + field + ".json" : word);
        assertThat(launch("map", words)).isZero();
        return Files.readString(folder.resolve("map" + name + field + "/T1map.json"));
    }

    @Test
    void aStatedPulseIsWarnedOf() throws IOException {
        String json = Files.readString(folder.resolve("thigh-3T.json"));
        Files.writeString(
                folder.resolve("pulse.json"),
                json.replaceFirst("\\{", "{\"ExcitationPulse\": {\"Duration\": 0.0006, \"Shape\": \"hard\"}, "));
        List<String> words = new ArrayList<>(call("thigh"));
        words.replaceAll(word -> word.startsWith("output=")
                ? "output=pulse"
                : word.startsWith("protocol=") ? "protocol=pulse.json" : word);
        assertThat(launch("fat", words)).isZero();
        assertThat(Files.readString(folder.resolve("pulse/fatfractionmap.json")))
                .contains("20 % of fat is read as 18.");
    }

    @Test
    void theSameMapsAreExportedAsAreWrittenAtOnce() throws IOException {
        assertThat(launch("fat", List.of("output=both", "format=both"))).isZero();
        assertThat(launch("exportdicom", List.of("folder=both", "output=exported")))
                .isZero();
        assertThat(names("exported")).isEqualTo(names("both/dicom"));
        for (WaterFatMaps.Quantity quantity : WaterFatMaps.Quantity.values()) {
            String file = quantity.fileName() + "_0001.dcm";
            assertThat(pixels("exported/" + file)).as(file).isEqualTo(pixels("both/dicom/" + file));
        }
        String header = new String(
                Files.readAllBytes(folder.resolve("exported/fatfractionmap_0001.dcm")), StandardCharsets.ISO_8859_1);
        // DICOM PS3.16: fat fraction, in percent
        assertThat(header).contains("129100").contains("Fat fraction").contains("percent");
    }

    @Test
    void withOverwriteNothingOfAnotherRunStays() throws IOException {
        assertThat(launch("map", List.of("method=MIRACLE (fast)", "output=twice")))
                .isZero();
        Files.writeString(folder.resolve("twice/notes.txt"), "mine");
        assertThat(names("twice")).contains("T1map.nii.gz", "M0map.json", "fieldmap.nii.gz");
        assertThat(launch("fat", List.of("output=twice", "overwrite=true"))).isZero();
        assertThat(names("twice"))
                .contains("waterT1map.nii.gz", "fieldmap.nii.gz", "notes.txt")
                .doesNotContain("T1map.nii.gz", "T1map.json", "T2map.nii.gz", "M0map.json", "maps.png");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(launch("fat", List.of("output=twice", "overwrite=true", "format=DICOM")))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("fatfractionmap.nii.gz is of an earlier run, and this one, which writes DICOM");
    }

    @Test
    void fatIsNotTakenForWrongMagnitudesAndWrongMagnitudesAreNotTakenForFat() throws IOException {
        assertThat(launch("map", List.of("method=MIRACLE (fast)", "mask=", "output=fatty")))
                .isZero();
        assertThat(findings("fatty")).isEmpty();
        for (String part : List.of("real", "imaginary")) {
            // |M| M has the phase of M and the square of its magnitude
            double[] own = SampleBrain.values(folder.resolve("thigh-" + part + ".nii"));
            double[] other = SampleBrain.values(
                    folder.resolve("thigh-" + (part.equals("real") ? "imaginary" : "real") + ".nii"));
            float[] squared = new float[own.length];
            for (int i = 0; i < squared.length; i++) {
                squared[i] = (float) (own[i] * Math.hypot(own[i], other[i]));
            }
            VolumeGrid grid = thigh.grid;
            NiftiWriter.write(
                    folder.resolve("squared-" + part + ".nii"),
                    ArrayImgs.floats(squared, grid.nx(), grid.ny(), grid.nz(), 12),
                    geometry(grid),
                    "",
                    false,
                    Progress.NONE);
        }
        assertThat(launch(
                        "map",
                        List.of(
                                "method=MIRACLE (fast)",
                                "mask=",
                                "real=squared-real.nii",
                                "imaginary=squared-imaginary.nii",
                                "output=power")))
                .isZero();
        assertThat(findings("power")).contains("The magnitudes are not proportional to the signal");
    }

    private static String findings(String output) throws IOException {
        StringBuilder texts = new StringBuilder();
        JsonParser.parseString(Files.readString(folder.resolve(output + "/T1map.json")))
                .getAsJsonObject()
                .getAsJsonObject("SeriesCheck")
                .getAsJsonArray("Findings")
                .forEach(text -> texts.append(text.getAsString()));
        return texts.toString();
    }

    private static List<String> names(String place) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(place))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The end of the file, where DICOM has them. */
    private static byte[] pixels(String file) throws IOException {
        byte[] all = Files.readAllBytes(folder.resolve(file));
        return Arrays.copyOfRange(all, all.length - 2 * thigh.grid.sliceVoxels(), all.length);
    }
}
