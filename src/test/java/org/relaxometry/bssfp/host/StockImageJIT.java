package org.relaxometry.bssfp.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.estimation.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.series.BrainFiles;

/** The zip for stock ImageJ, used as a person uses it: menu, dialog, maps, Recorder. Needs Xvfb. */
class StockImageJIT {

    @TempDir
    Path folder;

    @Test
    void dialogRecordedMacroExampleAndLauncherGiveTheSameMapsBitForBit() throws Exception {
        Path pictures = Path.of("target/stock-imagej");
        String output = drive(
                StockImageJDriver.class,
                pictures,
                Path.of("docs/macros/bSSFP_Relaxometry_Example.ijm")
                        .toAbsolutePath()
                        .toString());
        Map<String, String> shown = checksums(output, "map");
        assertThat(shown).as(output).hasSize(9);
        assertThat(checksums(output, "replayed")).isEqualTo(shown);
        assertThat(output).contains("beside the maps: Inspector: voxel", "beside the maps of a macro: null");
        assertThat(checksums(output, "example")).isEqualTo(shown);
        assertThat(launched()).isEqualTo(shown);
        assertThat(pictures.resolve("example/T1map.nii.gz")).isNotEmptyFile();
        assertThat(pictures.resolve("recorded.ijm"))
                .content()
                .contains("run(\"Map T1 T2 B0...\", \"magnitude=brain_mag phase=brain_phase ");
    }

    @Test
    void aNetworkIsTrainedFromTheDialogCancelledInItsWindowAndPutToUse() throws Exception {
        Path pictures = Path.of("target/stock-imagej-training");
        Path models = folder.resolve("models");
        String output = drive(StockTrainingDriver.class, pictures, models.toString());
        assertThat(output)
                .contains("Cancelled after ", "The best weights so far are kept", "Next: map with method=[SVNN]")
                .contains("T1 in ms: ");
        assertThat(models.resolve("svnn-12-uniform.safetensors")).isNotEmptyFile();
        assertThat(models.resolve("svnn-12-uniform.json")).isNotEmptyFile();
        assertThat(models.resolve("svnn-12-uniform.png")).isNotEmptyFile();
        assertThat(pictures.resolve("train-loss.png")).isNotEmptyFile();
    }

    @Test
    void theInspectorFollowsMouseSliceAndSelectionInAllImagesOfTheRun() throws Exception {
        Path pictures = Path.of("target/stock-imagej-inspector");
        String output = drive(StockInspectorDriver.class, pictures, "");
        assertThat(output)
                .contains(
                        "slice 10 10",
                        "Inspector: voxel 41, 30, slice 10",
                        "selection java.awt.Rectangle[x=28,y=24,width=4,height=4]",
                        "added selection, slice 10; Maximum likelihood; T1 ",
                        "sampled 5000.0");
        assertThat(pictures.resolve("inspector.png")).isNotEmptyFile();
    }

    @Test
    void aFolderIsImportedFromItsTableAndTheCallIsRecordedWithWhatWasTypedThere() throws Exception {
        Path pictures = Path.of("target/stock-imagej-import");
        Path scanner = folder.resolve("scanner");
        new BrainFiles(3).writeFolder(scanner);
        String output = drive(StockImportDriver.class, pictures, scanner.toString());
        assertThat(output)
                .contains(
                        "frames 12 slices 3",
                        "run(\"Import Series...\", \"order=1-12 increments=standard folder=",
                        "mapped true");
        assertThat(pictures.resolve("import-dialog.png")).isNotEmptyFile();
    }

    private static Map<String, String> checksums(String output, String word) {
        Map<String, String> sums = new TreeMap<>();
        for (String line : output.split("\\R")) {
            String[] words = line.split(" ");
            if (words.length == 3 && words[0].equals(word)) {
                sums.put(words[1], words[2]);
            }
        }
        return sums;
    }

    /** Runs a driver, which is given the folder for pictures and one more argument, on a screen of its own. */
    private String drive(Class<?> driver, Path pictures, String argument) throws IOException, InterruptedException {
        assumeTrue(isOnPath("Xvfb"), "Xvfb is not installed: the test of the graphical host is skipped");
        Distribution.unpack(Distribution.zip("imagej"), folder.resolve("ImageJ"));
        deleteAll(pictures);
        Files.createDirectories(pictures);
        Process screen = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return drive(driver, pictures, argument, ":" + readLine(screen.getInputStream()));
        } finally {
            screen.destroy();
        }
    }

    private String drive(Class<?> driver, Path pictures, String argument, String display)
            throws IOException, InterruptedException {
        Path output = folder.resolve("driver.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Distribution.java(),
                "-Dplugins.dir=" + folder.resolve("ImageJ"),
                "-Duser.home=" + folder,
                "-cp",
                Distribution.library("ij-")
                        + File.pathSeparator
                        + Path.of("target/test-classes").toAbsolutePath(),
                driver.getName(),
                pictures.toAbsolutePath().toString(),
                argument);
        builder.environment().put("DISPLAY", display);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(6, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("the driver ended in time:\n" + text).isTrue();
        return text;
    }

    /** Checksums of what the launcher writes for the same sample. */
    private Map<String, String> launched() throws Exception {
        Path sample = folder.resolve("sample");
        Path maps = folder.resolve("maps");
        assertThat(Distribution.launch("sample", "output=" + sample).exitCode()).isZero();
        assertThat(Distribution.launch(
                                "map",
                                "magnitude=" + sample.resolve("pcbssfp_mag_siemens_int16_brain.nii.gz"),
                                "phase=" + sample.resolve("pcbssfp_phase_siemens_int16_brain.nii.gz"),
                                "b1=" + sample.resolve("B1_rel.nii.gz"),
                                "output=" + maps)
                        .exitCode())
                .isZero();
        Map<String, String> sums = new TreeMap<>();
        try (var files = Files.newDirectoryStream(maps, "*.nii.gz")) {
            for (Path file : files) {
                sums.put(file.getFileName().toString().replace(".nii.gz", ""), checksum(file));
            }
        }
        return sums;
    }

    @SuppressWarnings("unchecked")
    private static <T extends RealType<T>> String checksum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        var image = (RandomAccessibleInterval<T>)
                NiftiReader.read(file, Progress.NONE).real();
        for (T value : Views.flatIterable(image)) {
            int bits = Float.floatToIntBits(value.getRealFloat());
            sum.update(bits);
            sum.update(bits >> 8);
            sum.update(bits >> 16);
            sum.update(bits >> 24);
        }
        return Long.toString(sum.getValue());
    }

    private static boolean isOnPath(String program) {
        for (String place : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(place, program))) {
                return true;
            }
        }
        return false;
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c > ' '; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
