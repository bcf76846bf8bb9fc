package org.relaxometry.bssfp.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.ImageJ;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.Needs;

/**
 * Networks from the unpacked zips: in stock ImageJ, which loads plugins in a class loader of its own, and on one flat class
 * path as Fiji has it; with PyTorch's native library and without. Each host is a JVM of its own, without a screen.
 */
class NetworkHostIT {

    /** Every engine more than once, one after another in one JVM. */
    private static final String CHOICES = "DJL PyTorch,Java,auto,DJL PyTorch,Java";

    private static final String NOT_INSTALLED = "PyTorch is not installed; the zip for your computer brings it";

    @TempDir
    Path folder;

    @Test
    void stockImageJUnpacksPyTorchOnceAndUsesBothEngines() throws Exception {
        Path host = unpacked("imagej");
        addNativeLibrary(host);

        // the first start of PyTorch on this computer, as it were
        assertBothEnginesAgree(inStockImageJ(host));
    }

    @Test
    void stockImageJTakesJavaWithTheSmallZip() throws Exception {
        assertJavaIsTaken(inStockImageJ(unpacked("imagej")));
    }

    @Test
    void fijisClassPathUsesBothEngines() throws Exception {
        Path host = unpacked("fiji");
        addNativeLibrary(host);

        assertBothEnginesAgree(onFijisClassPath(host));
    }

    @Test
    void fijisClassPathTakesJavaWithTheSmallZip() throws Exception {
        assertJavaIsTaken(onFijisClassPath(unpacked("fiji")));
    }

    private static void assertBothEnginesAgree(List<String> lines) {
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("Engine: DJL PyTorch 2.7.1; T1 ");
        assertThat(lines.get(1)).startsWith("Engine: Java; T1 ");
        assertThat(lines.get(2)).startsWith("Engine: DJL PyTorch 2.7.1; T1 ");
        assertThat(lines.subList(3, 5)).isEqualTo(lines.subList(0, 2));
        // rounding in another order, over twenty steps of training
        assertThat(t1(lines.get(0))).isCloseTo(t1(lines.get(1)), within(0.1));
        assertThat(t1(lines.get(2))).isCloseTo(t1(lines.get(1)), within(0.1));
    }

    private static void assertJavaIsTaken(List<String> lines) {
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0))
                .isEqualTo("The engine DJL PyTorch cannot be used: " + NOT_INSTALLED + ". Choose auto or Java.");
        assertThat(lines.get(1)).startsWith("Engine: Java; T1 ");
        assertThat(lines.get(2)).startsWith("Engine: Java (" + NOT_INSTALLED + "); T1 ");
        assertThat(t1(lines.get(2))).isEqualTo(t1(lines.get(1)));
        assertThat(lines.subList(3, 5)).isEqualTo(lines.subList(0, 2));
    }

    private static double t1(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** The host's folder with the zip and the probe in it. */
    private Path unpacked(String host) throws IOException {
        Path target = folder.resolve(host);
        Distribution.unpack(Distribution.zip(host), target);
        String probe = NetworkProbe.class.getName().replace('.', '/') + ".class";
        Path copy = target.resolve("plugins").resolve(probe);
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of("target/test-classes").resolve(probe), copy);
        return target;
    }

    /** What the zip of this platform has beside what the small one has. */
    private static void addNativeLibrary(Path host) throws IOException {
        Needs.pyTorch();
        Path library = Distribution.library("pytorch-native-cpu-");
        Files.copy(library, host.resolve("jars").resolve(library.getFileName()));
    }

    private List<String> inStockImageJ(Path host) throws IOException, InterruptedException {
        return run(Distribution.library("ij-").toString(), "-Dplugins.dir=" + host);
    }

    /** Everything on the class path of the JVM: what the zip brings, and what Fiji has. */
    private List<String> onFijisClassPath(Path host) throws IOException, InterruptedException {
        Stream<Path> brought = Stream.concat(jars(host.resolve("plugins")), jars(host.resolve("jars")));
        Stream<Path> fijis = jars(Path.of("target/dist/lib")).filter(jar -> DistributionIT.IN_FIJI.stream()
                .anyMatch(name -> jar.getFileName().toString().startsWith(name)));
        String classPath = Stream.concat(Stream.of(host.resolve("plugins")), Stream.concat(brought, fijis))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return run(classPath, "-Dplugins.dir=" + folder.resolve("nothing"));
    }

    private static Stream<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList().stream();
        }
    }

    /** Everything that ImageJ prints while a macro calls the probe. */
    private List<String> run(String classPath, String option) throws IOException, InterruptedException {
        Path macro = folder.resolve("probe.ijm");
        Files.writeString(macro, "call(\"" + NetworkProbe.class.getName() + ".run\", \"" + CHOICES + "\");\n");
        ProcessBuilder builder = new ProcessBuilder(
                        Distribution.java(),
                        "-Djava.awt.headless=true",
                        "-Duser.home=" + folder,
                        option,
                        "-cp",
                        classPath,
                        ImageJ.class.getName(),
                        "-batch",
                        macro.toString())
                .redirectErrorStream(true);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
