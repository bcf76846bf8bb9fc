package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.frame.WrongUses;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;

/** Every way to export maps wrongly that we could think of. */
class ExportDicomWrongUseTest extends WrongUses {

    static Stream<WrongUse> wrongUses() {
        return Stream.of(
                use("no folder", FAILED, "give folder=FOLDER", "folder="),
                use("no output", FAILED, "give output=FOLDER", "output="),
                use("a folder that does not exist", FAILED, "neither a folder nor a file", "folder=nothing"),
                use("a folder without maps", FAILED, "There is no map in", "folder=empty"),
                use("a file that is no map", FAILED, "There is no map in", "folder=empty/text.txt"),
                use("maps of several runs", FAILED, "several runs: a_, b_", "folder=several"),
                use("maps without a record", FAILED, "no record beside it", "folder=bare"),
                use("a map that is damaged", FAILED, "T1map.nii.gz", "folder=damaged"),
                use("maps of two runs under one name", FAILED, "maps of different runs", "folder=mixed"),
                use("maps of two grids", FAILED, "different sizes", "folder=grids"),
                use("maps of two places", FAILED, "T2map does not lie where", "folder=places"),
                use("maps without a place", FAILED, "left and right would be a guess", "folder=placeless"),
                use("sheared maps", FAILED, "right angles", "folder=sheared"),
                use("a source that does not exist", FAILED, "neither a folder nor a file", "source=nothing"),
                use("a source without DICOM", FAILED, "no DICOM image", "source=empty"),
                use("two patients", FAILED, "Both 'source' and", "source=empty", "patient=Doe^Jane"),
                use("an ID too long", FAILED, "cannot be 'patientid'", "patientid=" + "1".repeat(65)),
                use("unknown objects", FAILED, "is not a value of 'objects'", "objects=segmentation"),
                use("results that exist", FAILED, "overwrite=true", "output=taken"),
                use("an output that is a file", FAILED, "is not a folder", "output=empty/text.txt"),
                use("misspelt key", WRONG_CALL, "is not a key of exportdicom", "patentid=1"));
    }

    private static WrongUse use(String what, int exitCode, String message, String... words) {
        return new WrongUse(what, exitCode, message, "exportdicom", List.of(words));
    }

    @Override
    protected List<String> rightCall(String command) {
        return List.of("folder=right", "output=out");
    }

    @Override
    protected boolean isPath(String key, String value) {
        return List.of("folder", "output", "source").contains(key);
    }

    @BeforeAll
    static void makeMaps() throws IOException {
        double[][] place = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 2, 0}};
        NiftiGeometry placed = NiftiGeometry.ofAffine(place);
        map("right", "T1map", 4, placed, "1");
        map("several", "a_T1map", 4, placed, "1");
        map("several", "b_T1map", 4, placed, "2");
        map("bare", "T1map", 4, placed, "1");
        Files.delete(folder.resolve("bare/T1map.json"));
        map("damaged", "T1map", 4, placed, "1");
        Files.writeString(folder.resolve("damaged/T1map.nii.gz"), "no map");
        map("mixed", "T1map", 4, placed, "1");
        map("mixed", "T2map", 4, placed, "2");
        map("grids", "T1map", 4, placed, "1");
        map("grids", "T2map", 5, placed, "1");
        map("places", "T1map", 4, placed, "1");
        map(
                "places",
                "T2map",
                4,
                NiftiGeometry.ofAffine(new double[][] {{1, 0, 0, 1}, {0, 1, 0, 0}, {0, 0, 2, 0}}),
                "1");
        map("placeless", "T1map", 4, NiftiGeometry.ofVoxelSize(1, 1, 1), "1");
        place[0][1] = 0.2;
        map("sheared", "T1map", 4, NiftiGeometry.ofAffine(place), "1");
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("empty/text.txt"), "nothing");
        Files.createDirectory(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken/dicom.json"), "an older result");
    }

    private static void map(String place, String name, int width, NiftiGeometry geometry, String run)
            throws IOException {
        Path target = Files.createDirectories(folder.resolve(place));
        Img<FloatType> image = PlanarImgs.floats(width, 3, 2);
        image.forEach(voxel -> voxel.set(1.2f));
        NiftiWriter.write(target.resolve(name + ".nii.gz"), image, geometry, "", true, Progress.NONE);
        Files.writeString(
                target.resolve(name + ".json"),
                "{\"Quantity\": \"T1\", \"Units\": \"s\", \"Method\": \"MIRACLE\", \"RunId\": \"" + run + "\"}");
    }

    @Test
    void theRightCallWorks() throws IOException {
        assertThat(launch("exportdicom", List.of("output=worked"))).isZero();
        try (Stream<Path> files = Files.list(folder.resolve("worked"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("T1map_0001.dcm", "T1map_0002.dcm", "figure.dcm", "dicom.json");
        }
    }
}
