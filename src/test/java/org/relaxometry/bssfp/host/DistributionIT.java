package org.relaxometry.bssfp.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar, the folder to run it from, and the zips. */
class DistributionIT {

    /** What Fiji has already; two versions on its one class path break things. */
    static final List<String> IN_FIJI = List.of(
            "ij-", "imagej", "scijava", "parsington", "imglib2", "gson", "jna", "slf4j", "commons-", "jfreechart");

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
            for (String name : List.of("map", "configurations", "sample", "bench", "about")) {
                assertThat(index).contains("\"name\":\"" + name + "\"");
                assertThat(jar.getEntry("docs/" + name + ".md")).as(name).isNotNull();
            }
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
                .anyMatch(name -> name.matches("jars/api-.*\\.jar"))
                .anyMatch(name -> name.matches("jars/pytorch-engine-.*\\.jar"))
                .anyMatch(name -> name.matches("jars/pytorch-jni-.*\\.jar"))
                .noneMatch(name -> IN_FIJI.stream().anyMatch(theirs -> name.startsWith("jars/" + theirs)));
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
                .contains("TR (ms)", "Flip angle (degrees)", "Maximum likelihood, MIRACLE (fast), MIRACLE");
    }

    @Test
    void theExitCodeTellsFailureFromAWrongCall() throws Exception {
        assertThat(Distribution.launch("map", "magnitude=nothing.nii", "phase=nothing.nii", "output=" + folder)
                        .exitCode())
                .isEqualTo(1);
        assertThat(Distribution.launch("mapp").exitCode()).isEqualTo(2);
        assertThat(Distribution.launch().exitCode()).isEqualTo(2);
    }
}
