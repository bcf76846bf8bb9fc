package org.relaxometry.bssfp.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiReader;

/** The finished jar, the folder to run it from, and the zips. */
class DistributionIT {

    /** What Fiji has already; two versions on its one class path break things. */
    static final List<String> IN_FIJI = List.of(
            "ij-",
            "imagej",
            "scijava",
            "parsington",
            "imglib2",
            "gson",
            "jna",
            "slf4j",
            "commons-codec",
            "commons-compress",
            "commons-io",
            "commons-logging",
            "jfreechart");

    private static final String NATIVE_LIBRARY = "pytorch-native-cpu-";

    @TempDir
    Path folder;

    @Test
    void theJarHoldsThePluginIndexTheMenuTheHelpAndTheSample() throws IOException {
        assertThat(Distribution.jar().getFileName().toString()).contains("_");
        try (JarFile jar = new JarFile(Distribution.jar().toFile())) {
            String index = new String(
                    jar.getInputStream(jar.getEntry("META-INF/json/org.scijava.plugin.Plugin"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            for (String name : List.of("map", "configurations", "sample", "about")) {
                assertThat(index).contains("\"name\":\"" + name + "\"");
                assertThat(jar.getEntry("docs/" + name + ".md")).as(name).isNotNull();
            }
            assertThat(jar.getEntry("docs/bench.md")).isNotNull();
            assertThat(index).doesNotContain("\"name\":\"bench\"");
            assertThat(jar.stream().map(ZipEntry::getName)).noneMatch(name -> name.contains("/bench/"));
            assertThat(jar.getEntry("plugins.config")).isNotNull();
            assertThat(jar.getEntry("sample-brain/pcbssfp.json")).isNotNull();
            assertThat(jar.getEntry("sample-brain/LICENSE.ICBM152.txt")).isNotNull();
            assertThat(jar.getEntry("sample-brain/LICENSE.MNIColin27.txt")).isNotNull();
        }
    }

    @Test
    void theZipForFijiBringsNothingThatFijiHas() throws IOException {
        List<String> names = names(Distribution.zip("fiji"));
        assertThat(names)
                .anyMatch(name -> name.matches("plugins/Bssfp_Relaxometry-.*\\.jar"))
                .anyMatch(name -> name.matches("jars/bssfp-relaxometry-bench-.*\\.jar"))
                .anyMatch(name -> name.matches("jars/api-.*\\.jar"))
                .anyMatch(name -> name.matches("jars/pytorch-engine-.*\\.jar"))
                .anyMatch(name -> name.matches("jars/pytorch-jni-.*\\.jar"))
                .anyMatch(name -> name.matches("jars/openhtmltopdf-pdfbox-.*\\.jar"))
                .anyMatch(name -> name.matches("jars/pdfbox-.*\\.jar"))
                .noneMatch(name -> IN_FIJI.stream().anyMatch(theirs -> name.startsWith("jars/" + theirs)));
    }

    @Test
    void whatOnlyTestsNeedIsInNoZip() throws IOException {
        try (var libraries = Files.list(Path.of("target/dist/lib"))) {
            assertThat(libraries.map(file -> file.getFileName().toString())).noneMatch(DistributionIT::isOfTests);
        }
        for (String host : List.of("fiji", "imagej")) {
            assertThat(names(Distribution.zip(host)).stream().map(name -> name.substring(name.lastIndexOf('/') + 1)))
                    .noneMatch(DistributionIT::isOfTests);
        }
    }

    /** The updater of Fiji leaves version numbers out of account. */
    @Test
    void theUpdateSiteHasNoFileThatAnotherSiteMayHave() throws Exception {
        Path site = folder.resolve("site");
        Process script = new ProcessBuilder(
                        "bash",
                        "release/update-site.sh",
                        Distribution.zip("fiji").toString(),
                        site.toString())
                .redirectErrorStream(true)
                .start();
        String listed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).as(listed).isZero();
        assertThat(listed.lines())
                .anyMatch(name -> name.matches("plugins/Bssfp_Relaxometry-.*\\.jar"))
                .anyMatch(name -> name.matches("jars/djl-api-.*\\.jar"))
                .noneMatch(name -> name.matches("jars/(api|pytorch|pdfbox|fontbox|xmpbox|graphics2d)-.*"));
    }

    private static boolean isOfTests(String jar) {
        return jar.matches("(groovy|jython|nashorn|asm|junit|assertj|archunit).*");
    }

    @Test
    void theZipForImageJBringsEverythingButImageJ() throws IOException {
        try (var libraries = Files.list(Path.of("target/dist/lib"))) {
            List<String> expected = libraries
                    .map(file -> "jars/" + file.getFileName())
                    .filter(name -> !name.startsWith("jars/ij-") && !name.contains(NATIVE_LIBRARY))
                    .toList();
            assertThat(names(Distribution.zip("imagej")))
                    .containsAll(expected)
                    .noneMatch(name -> name.startsWith("jars/ij-"));
        }
    }

    @Test
    void onlyTheFolderBringsPyTorchsNativeLibraryAndAllBringTheLicences() throws IOException {
        assertThat(Distribution.library(NATIVE_LIBRARY)).isRegularFile();
        assertThat(Path.of("target/dist/licenses/THIRD-PARTY.md")).isNotEmptyFile();
        for (String host : List.of("fiji", "imagej")) {
            assertThat(names(Distribution.zip(host)))
                    .contains(
                            "licenses/Bssfp_Relaxometry/LICENSE",
                            "licenses/Bssfp_Relaxometry/THIRD-PARTY.md",
                            "licenses/Bssfp_Relaxometry/Apache-2.0.txt")
                    .noneMatch(name -> name.contains(NATIVE_LIBRARY));
        }
    }

    private static List<String> names(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void helpListsCommandsAndKeysWithUnits() throws Exception {
        Distribution.Call commands = Distribution.launch("--help");
        assertThat(commands.exitCode()).isZero();
        assertThat(commands.text()).contains("map ", "configurations ", "sample ", "bench ", "about ");
        Distribution.Call keys = Distribution.launch("map", "--help");
        assertThat(keys.exitCode()).isZero();
        assertThat(keys.text())
                .contains(
                        "TR (ms)",
                        "Flip angle (degrees)",
                        "Maximum likelihood, Adaptive maximum likelihood, Posterior, MIRACLE (fast)");
    }

    @Test
    void theExitCodeTellsFailureFromAWrongCall() throws Exception {
        assertThat(Distribution.launch("map", "magnitude=nothing.nii", "phase=nothing.nii", "output=" + folder)
                        .exitCode())
                .isEqualTo(1);
        assertThat(Distribution.launch("mapp").exitCode()).isEqualTo(2);
        assertThat(Distribution.launch().exitCode()).isEqualTo(2);
    }

    @Test
    void theBenchmarkRunsFromAJarOfItsOwnAndIsAskedForWhereThatIsMissing() throws Exception {
        String[] call = {"bench", "parts=voxels", "rounds=1", "threads=1", "output=" + folder.resolve("bench")};
        Distribution.Call there = Distribution.launch(call);
        assertThat(there.exitCode()).as(there.text()).isZero();
        assertThat(folder.resolve("bench/bench.txt")).content().contains("Maximum likelihood", "MIRACLE (fast)");

        Distribution.Call missing = Distribution.launch(copyWithout("bssfp-relaxometry-bench-"), call);
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.text())
                .contains("no command \"bench\". It is in a jar of its own, bssfp-relaxometry-bench-");
    }

    @Test
    void networksMapWithBothEnginesAndWithoutPyTorch() throws Exception {
        Needs.pyTorch();
        Path sample = folder.resolve("sample");
        assertThat(Distribution.launch("sample", "output=" + sample).exitCode()).isZero();
        Path small = copyWithout(NATIVE_LIBRARY);

        float[] pyTorch = t1ByNetwork(Distribution.jar(), sample, "auto", "Engine: DJL PyTorch 2.7.1");
        float[] java = t1ByNetwork(Distribution.jar(), sample, "Java", "Engine: Java");
        float[] without = t1ByNetwork(
                small, sample, "auto", "Engine: Java (PyTorch is not installed; the zip for your computer brings it)");

        assertThat(without).isEqualTo(java);
        for (int v = 0; v < java.length; v++) {
            // 1e-6 of the range for rounding in float32 over three layers, in seconds; NaN outside of the head
            assertThat(pyTorch[v]).isCloseTo(java[v], within(5e-6F));
        }
    }

    /** The jar of a copy of {@code target/dist} that lacks a library, given by the beginning of its name. */
    private Path copyWithout(String beginning) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("small/lib"));
        try (var libraries = Files.newDirectoryStream(Path.of("target/dist/lib"))) {
            for (Path library : libraries) {
                String name = library.getFileName().toString();
                if (!name.startsWith(beginning)) {
                    Files.copy(library, lib.resolve(name));
                }
            }
        }
        return Files.copy(Distribution.jar(), lib.resolveSibling("Bssfp_Relaxometry.jar"));
    }

    /** T1 of every voxel in s, and the line of the log checked. */
    private float[] t1ByNetwork(Path jar, Path sample, String engine, String line) throws Exception {
        Path maps = Files.createTempDirectory(folder, "maps").resolve("maps");
        Distribution.Call call = Distribution.launch(
                jar,
                "map",
                "magnitude=" + sample.resolve("pcbssfp_mag_siemens_int16_brain.nii.gz"),
                "phase=" + sample.resolve("pcbssfp_phase_siemens_int16_brain.nii.gz"),
                "b1=" + sample.resolve("B1_rel.nii.gz"),
                "method=SVNN",
                "engine=" + engine,
                "output=" + maps);
        assertThat(call.exitCode()).as(call.text()).isZero();
        assertThat(call.text().lines()).anyMatch(each -> each.endsWith(line));
        return values(maps.resolve("T1map.nii.gz"));
    }

    @SuppressWarnings("unchecked")
    private static <T extends RealType<T>> float[] values(Path file) throws IOException {
        var image = (RandomAccessibleInterval<T>)
                NiftiReader.read(file, Progress.NONE).real();
        float[] values = new float[(int) Intervals.numElements(image)];
        int v = 0;
        for (T value : Views.flatIterable(image)) {
            values[v++] = value.getRealFloat();
        }
        return values;
    }
}
