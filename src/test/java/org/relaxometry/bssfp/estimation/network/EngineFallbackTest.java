package org.relaxometry.bssfp.estimation.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.Needs;

/** DJL starts once per JVM, so each case has a JVM of its own. */
class EngineFallbackTest {

    private static final String NATIVE_JAR = "pytorch-native";

    @Test
    void withoutTheNativeLibraryJavaIsTakenAndTheReasonGiven() throws Exception {
        assertThat(run(classPathWithout(NATIVE_JAR), Map.of()))
                .containsExactly(
                        "Engine: Java (PyTorch is not installed; the zip for your computer brings it)",
                        "output true",
                        "The engine DJL PyTorch cannot be used: PyTorch is not installed; the zip for your"
                                + " computer brings it. Choose auto or Java: the maps are the same.");
    }

    @Test
    void withoutDjlJavaIsTakenAndTheReasonGiven() throws Exception {
        assertThat(run(classPathWithout(NATIVE_JAR, File.separator + "djl" + File.separator), Map.of()))
                .startsWith(
                        "Engine: Java (PyTorch is not installed; the zip for your computer brings it)", "output true");
        assertThat(run(classPathWithout("djl" + File.separator + "api"), Map.of())
                        .get(0))
                .startsWith("Engine: Java (PyTorch's native library cannot be loaded (");
    }

    @Test
    void aBrokenNativeLibraryIsReportedInOneLine(@TempDir Path folder) throws Exception {
        Needs.pyTorch();
        Properties library = index();
        String torch = System.mapLibraryName("torch");
        write(
                folder.resolve("classes/native/lib/pytorch.properties"),
                "version=%s%nflavor=%s%nclassifier=%s%nlibraries=%s%n"
                        .formatted(
                                library.getProperty("version"),
                                library.getProperty("flavor"),
                                library.getProperty("classifier"),
                                torch));
        // without the libraries that this one needs
        String place =
                "pytorch/" + library.getProperty("flavor") + "/" + library.getProperty("classifier") + "/" + torch;
        Path alone = folder.resolve("classes").resolve(place);
        Files.createDirectories(alone.getParent());
        try (InputStream in = PyTorch.class.getResourceAsStream("/" + place)) {
            Files.copy(in, alone);
        }

        List<String> lines = run(
                classPathWithout(NATIVE_JAR) + File.pathSeparator + folder.resolve("classes"),
                Map.of("DJL_CACHE_DIR", folder.resolve("cache").toString()));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("Engine: Java (PyTorch's native library cannot be loaded (");
        assertThat(lines.get(1)).isEqualTo("output true");
    }

    /** Java would end, without a word, when the missing part is first used. */
    @Test
    void anUnpackedLibraryThatIsCutOffMissingOrChangedIsUnpackedAgain(@TempDir Path cache) throws Exception {
        nativeJar();
        Map<String, String> environment = Map.of("DJL_CACHE_DIR", cache.toString());
        assertThat(run(classPathWithout(), environment)).containsExactly("Engine: DJL PyTorch 2.7.1", "output true");
        Path unpacked = unpacked(cache);
        Path large = unpacked.resolve(System.mapLibraryName("torch_cpu"));
        long size = Files.size(large);
        Path bridge;
        try (Stream<Path> files = Files.list(unpacked)) {
            bridge = files.filter(file -> file.toString().endsWith(System.mapLibraryName("djl_torch")))
                    .findFirst()
                    .orElseThrow();
        }

        try (FileChannel content = FileChannel.open(large, StandardOpenOption.WRITE)) {
            content.truncate(size / 2);
        }
        Files.delete(unpacked.resolve(System.mapLibraryName("torch")));
        assertThat(run(classPathWithout(), environment))
                .containsExactlyInAnyOrder(
                        "Engine: DJL PyTorch 2.7.1 (unpacked again, because "
                                + Arrays.stream(index().getProperty("libraries").split(","))
                                        .filter(name -> name.contains("torch"))
                                        .collect(Collectors.joining(", "))
                                + " was damaged)",
                        "output true");
        assertThat(large).hasSize(size);

        try (FileChannel content = FileChannel.open(bridge, StandardOpenOption.WRITE)) {
            content.write(ByteBuffer.allocate(100), 10_000);
        }
        assertThat(run(classPathWithout(), environment))
                .containsExactly(
                        "Engine: DJL PyTorch 2.7.1 (unpacked again, because " + System.mapLibraryName("djl_torch")
                                + " was damaged)",
                        "output true");
        assertThat(run(classPathWithout(), environment)).containsExactly("Engine: DJL PyTorch 2.7.1", "output true");
    }

    /** DJL would load whatever lies under a well-known name in the temporary folder that all users share. */
    @Test
    void withoutAHomeNothingIsLoadedFromTheTemporaryFolder(@TempDir Path folder) throws Exception {
        nativeJar();
        Path home = Files.createFile(folder.resolve("file")).resolve("home");
        Properties library = index();
        Path planted = folder.resolve(".djl.ai/pytorch")
                .resolve(library.getProperty("version") + "-" + library.getProperty("flavor") + "-"
                        + library.getProperty("classifier"));
        write(planted.resolve(System.mapLibraryName("torch")), "somebody's code");

        List<String> lines = run(
                List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + folder),
                classPathWithout(),
                Map.of("DJL_CACHE_DIR", "", "ENGINE_CACHE_DIR", ""));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("Engine: Java (PyTorch's native library cannot be unpacked (")
                .contains(home.toString(), "DJL_CACHE_DIR");
        assertThat(lines.get(1)).isEqualTo("output true");
    }

    @Test
    void aDamagedJarIsReportedInOneLineAndLeavesNothingBehind(@TempDir Path folder) throws Exception {
        Path intact = nativeJar();
        Path jar = folder.resolve(intact.getFileName());
        Path cache = folder.resolve("cache");
        String classPath = classPathWithout(NATIVE_JAR) + File.pathSeparator + jar;
        Map<String, String> environment = Map.of("DJL_CACHE_DIR", cache.toString());

        Files.copy(intact, jar);
        try (FileChannel content = FileChannel.open(jar, StandardOpenOption.WRITE)) {
            content.write(ByteBuffer.allocate(1 << 20), content.size() / 2);
        }
        List<String> lines = run(classPath, environment);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("Engine: Java (PyTorch's native library cannot be unpacked (ZipException: ");
        assertThat(lines.get(1)).isEqualTo("output true");
        // a good jar put in its place is unpacked anew
        assertThat(cache.resolve("pytorch")).isEmptyDirectory();

        try (FileChannel content = FileChannel.open(jar, StandardOpenOption.WRITE)) {
            content.truncate(content.size() / 2);
        }
        assertThat(run(classPath, environment))
                .hasSize(3)
                .startsWith("Engine: Java (the jar of PyTorch's native library is damaged)", "output true");
    }

    @Test
    void aCacheFolderThatCannotBeWrittenIsReportedInOneLine(@TempDir Path folder) throws Exception {
        nativeJar();
        // not a matter of permissions, which do not hold back an administrator
        Path file = Files.createFile(folder.resolve("file"));

        List<String> lines = run(
                classPathWithout(),
                Map.of("DJL_CACHE_DIR", file.resolve("cache").toString()));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("Engine: Java (PyTorch's native library cannot be unpacked (")
                .contains(file.toString());
        assertThat(lines.get(1)).isEqualTo("output true");
    }

    @Test
    void theLibraryOfAnotherPlatformIsReportedInOneLine(@TempDir Path folder) throws Exception {
        // what the jar of another platform holds but for the libraries, which are not looked at
        Path index = Files.createDirectories(folder.resolve("native/lib")).resolve("pytorch.properties");
        Files.writeString(index, "version=2.7.1-20250812\nflavor=cpu\nclassifier=other-cpu64\nlibraries=torch.lib\n");

        List<String> lines = run(
                classPathWithout(NATIVE_JAR) + File.pathSeparator + folder,
                Map.of("DJL_CACHE_DIR", folder.resolve("cache").toString()));

        assertThat(lines)
                .hasSize(3)
                .startsWith(
                        "Engine: Java (PyTorch's native library is not complete for this computer (installed:"
                                + " other-cpu64))",
                        "output true");
    }

    @Test
    void aContextClassLoaderThatKnowsNothingDoesNotMatter() throws Exception {
        Needs.pyTorch();

        assertThat(run(classPathWithout(), Map.of(), "foreign"))
                .containsExactly("Engine: DJL PyTorch 2.7.1", "output true", "restored true");
    }

    @Test
    void aSecondCopyOfThePluginFallsBackToJava() throws Exception {
        Needs.pyTorch();

        assertThat(run(classPathWithout(), Map.of(), "again"))
                .startsWith(
                        "Engine: DJL PyTorch 2.7.1",
                        "output true",
                        "Engine: Java (PyTorch's native library is in use by an earlier copy of this plugin;"
                                + " restart to use it again)",
                        "output true");
    }

    private static Properties index() throws IOException {
        Properties library = new Properties();
        try (InputStream in = PyTorch.class.getResourceAsStream("/native/lib/pytorch.properties")) {
            library.load(in);
        }
        return library;
    }

    private static Path unpacked(Path cache) throws IOException {
        try (Stream<Path> versions = Files.list(cache.resolve("pytorch"))) {
            return versions.findFirst().orElseThrow();
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Path nativeJar() {
        Needs.pyTorch();
        return Path.of(classPath()
                .filter(entry -> entry.contains(NATIVE_JAR))
                .findFirst()
                .orElseThrow());
    }

    private static String classPathWithout(String... parts) {
        return classPath()
                .filter(entry -> Arrays.stream(parts).noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> classPath() {
        String whole = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(whole.split(File.pathSeparator));
    }

    /** Everything that {@link EngineReport} writes, line by line. */
    private static List<String> run(String classPath, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run(List.of(), classPath, environment, arguments);
    }

    private static List<String> run(
            List<String> options, String classPath, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, EngineReport.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().toList();
    }
}
