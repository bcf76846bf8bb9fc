package org.relaxometry.bssfp.host;

import static org.assertj.core.api.Assertions.assertThat;

import ij.gui.Roi;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.series.BrainFiles;

/** The zip for stock ImageJ, used as a person uses it: menu, dialog, maps, Recorder. Needs Xvfb. */
class StockImageJIT {

    @TempDir
    Path folder;

    @Test
    void dialogRecordedMacroExampleAndLauncherGiveTheSameMapsBitForBit() throws Exception {
        Path pictures = Path.of("target/stock-imagej");
        String output = new StockImageJ(folder)
                .drive(
                        StockImageJDriver.class,
                        pictures,
                        Path.of("docs/macros/bSSFP_Relaxometry_Example.ijm")
                                .toAbsolutePath()
                                .toString());
        Map<String, String> shown = checksums(output, "map");
        assertThat(shown).as(output).hasSize(9);
        assertThat(checksums(output, "replayed")).isEqualTo(shown);
        assertThat(output).contains("beside the maps: brain · Inspector: voxel", "beside the maps of a macro: null");
        assertThat(checksums(output, "example")).isEqualTo(shown);
        Path sample = sample();
        assertThat(mapped(
                        sample.resolve("pcbssfp_mag_siemens_int16_brain.nii.gz"),
                        sample.resolve("pcbssfp_phase_siemens_int16_brain.nii.gz"),
                        sample.resolve("B1_rel.nii.gz")))
                .isEqualTo(shown);
        assertThat(pictures.resolve("example/T1map.nii.gz")).isNotEmptyFile();
        assertThat(pictures.resolve("recorded.ijm"))
                .content()
                .contains("run(\"Map T1 T2 B0...\", \"magnitude=brain_mag phase=brain_phase b1=brain_B1\");");
    }

    @Test
    void aNetworkIsTrainedFromTheDialogCancelledInItsWindowAndPutToUse() throws Exception {
        Path pictures = Path.of("target/stock-imagej-training");
        Path models = folder.resolve("models");
        String output = new StockImageJ(folder).drive(StockTrainingDriver.class, pictures, models.toString());
        assertThat(output)
                .contains("Cancelled after ", "The best weights so far are kept", "Next: map with method=[SVNN]")
                .contains("T1 in ms: ");
        assertThat(models.resolve("svnn-12-uniform.safetensors")).isNotEmptyFile();
        assertThat(models.resolve("svnn-12-uniform.json")).isNotEmptyFile();
        assertThat(models.resolve("svnn-12-uniform.png")).isNotEmptyFile();
        assertThat(pictures.resolve("train-loss.png")).isNotEmptyFile();
    }

    @Test
    void theInspectorFollowsMouseSliceAndSelectionInAllImagesOfTheRunAndIsOnePerSeries() throws Exception {
        Path pictures = Path.of("target/stock-imagej-inspector");
        String output = new StockImageJ(folder).drive(StockInspectorDriver.class, pictures, "");
        assertThat(output)
                .contains(
                        "slice 10 10",
                        "brain · Inspector: voxel 41, 30, slice 10",
                        "selection java.awt.Rectangle[x=28,y=24,width=4,height=4]",
                        "added brain; selection; x 28–31, y 24–27, slice 10; 16 voxels; Maximum likelihood; T1 ",
                        "threads of two clicks: no more than one",
                        "sampled 5000.0",
                        "after Monte Carlo: brain · Inspector: selection, slice 10, 16 voxels",
                        "its image: slice 10 java.awt.Rectangle[x=28,y=24,width=4,height=4]",
                        "Inspectors of the series: 1 of 2");
        assertThat(pictures.resolve("inspector.png")).isNotEmptyFile();
    }

    @Test
    void aFolderIsImportedFromItsTableAndTheCallIsRecordedWithWhatWasTypedThere() throws Exception {
        Path pictures = Path.of("target/stock-imagej-import");
        Path scanner = folder.resolve("scanner");
        new BrainFiles(3).writeFolder(scanner);
        String output = new StockImageJ(folder).drive(StockImportDriver.class, pictures, scanner.toString());
        assertThat(output)
                .contains(
                        "frames 12 slices 3", "run(\"Import Series...\", \"increments=standard folder=", "mapped true");
        assertThat(pictures.resolve("import-dialog.png")).isNotEmptyFile();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"import-preprocess-map", "gibbs-motion-phase", "sample-twice", "two-methods", "start"})
    void whatTheRecorderWroteOfAChainReplaysToTheSameBits(String chain) throws Exception {
        Path series = folder.resolve("series");
        new BrainFiles(12).writeFolder(series);
        String output = new StockImageJ(folder)
                .drive(StockChainsDriver.class, Path.of("target/stock-imagej-" + chain), chain + " " + series);
        assertThat(after("chain ", output))
                .as(output)
                .singleElement()
                .asString()
                .matches(chain + ": (\\d+) of \\1 images replayed");
    }

    @Tag("slow")
    @Test
    void preprocessingFromMenuMacroAndLauncherGivesTheSameImagesAndTheyAreMappedWithoutAProtocol() throws Exception {
        Path pictures = Path.of("target/stock-imagej-preprocess");
        Path results = folder.resolve("preprocessed");
        String output = new StockImageJ(folder).drive(StockPreprocessDriver.class, pictures, results.toString());
        Map<String, String> shown = checksums(output, "shown");
        assertThat(shown).as(output).hasSize(4);
        assertThat(checksums(output, "replayed")).isEqualTo(shown);

        Path sample = sample();
        Path launched = results.resolve("launcher");
        launch(
                "preprocess",
                "magnitude=" + sample.resolve("pcbssfp_mag_siemens_int16_brain.nii.gz"),
                "phase=" + sample.resolve("pcbssfp_phase_siemens_int16_brain.nii.gz"),
                "b1=" + sample.resolve("B1_rel.nii.gz"),
                "output=" + launched);
        Path magnitude = launched.resolve("bssfp_part-mag.nii.gz");
        Path phase = launched.resolve("bssfp_part-phase.nii.gz");
        Path b1 = launched.resolve("B1map.nii.gz");
        assertThat(checksum(magnitude)).isEqualTo(shown.get("bssfp_part-mag"));
        assertThat(checksum(phase)).isEqualTo(shown.get("bssfp_part-phase"));
        assertThat(checksum(b1)).isEqualTo(shown.get("B1map"));
        Path brain = launched.resolve("brain_mask.nii.gz");
        for (Path file : List.of(magnitude, phase, b1, brain, launched.resolve("motion.csv"))) {
            for (String way : List.of("dialog", "macro")) {
                assertThat(results.resolve(way).resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
        // ten voxels of the sample are too many for the median filter; there is nothing else to warn of
        assertThat(Files.readString(results.resolve("dialog/qc.html")).split("class=\"warning\""))
                .hasSize(2);
        assertThat(output).contains("outlined voxels: " + inside(brain) + "\n");
        // the dialog proposes all that preprocessing made
        assertThat(mapped(magnitude, phase, b1, "mask=" + brain)).isEqualTo(checksums(output, "map"));
    }

    @Test
    void everyEntryOfTheMenuIsThereAndOpensItsDialog() throws Exception {
        String output = new StockImageJ(folder).drive(StockMenuDriver.class, Path.of("target/stock-imagej-menu"), "");
        List<String> entries = Pattern.compile("(?m)^Plugins>bSSFP Relaxometry[^,]*, \"([^\"]*)\"")
                .matcher(Files.readString(Path.of("plugins.config")))
                .results()
                .map(entry -> entry.group(1))
                .toList();
        assertThat(after("entry ", output)).isEqualTo(entries);
        assertThat(after("dialog ", output))
                .isEqualTo(entries.stream()
                        .filter(entry -> entry.endsWith("..."))
                        .map(entry -> entry.replace("...", ""))
                        .toList());
    }

    @Test
    void theMacroOfTheRoiPageAndTheLauncherGiveTheSameTable() throws Exception {
        writeRois(folder.resolve("rois.zip"));
        String page = Files.readString(Path.of("docs/roi.md"));
        // the zip has no PyTorch and the launcher may have it; they differ in the eighth digit
        String macro =
                page.split("```")[1].replace("/data", folder.toString()).replace("samples=", "engine=Java samples=");
        assertThat(macro).contains("run(\"Monte Carlo ROIs...\"", "rois=[" + folder.resolve("rois.zip") + "]");
        String output =
                new StockImageJ(folder).drive(StockMacroDriver.class, Path.of("target/stock-imagej-roi"), macro);
        Path sample = sample();
        launch(
                "roi",
                "magnitude=" + sample.resolve("pcbssfp_mag_siemens_int16_brain.nii.gz"),
                "phase=" + sample.resolve("pcbssfp_phase_siemens_int16_brain.nii.gz"),
                "b1=" + sample.resolve("B1_rel.nii.gz"),
                "rois=" + folder.resolve("rois.zip"),
                "methods=Maximum likelihood, MIRACLE (fast), SVNN, PINN",
                "snr=25",
                "engine=Java",
                "samples=2000",
                "output=" + folder.resolve("launched"));
        assertThat(folder.resolve("roi/roi.csv"))
                .as(output)
                .exists()
                .hasSameTextualContentAs(folder.resolve("launched/roi.csv"))
                .content()
                .contains("WM,Maximum likelihood,T1,ms,4,2000,", "GM,PINN,T2,ms,4,2000,");
    }

    /** Two ROIs in one slice of the sample, as the ROI Manager saves them. */
    private static void writeRois(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("WM", "GM")) {
                Roi roi = name.equals("WM") ? new Roi(35, 32, 2, 2) : new Roi(43, 18, 2, 2);
                roi.setPosition(12);
                zip.putNextEntry(new ZipEntry(name + ".roi"));
                zip.write(RoiEncoder.saveAsByteArray(roi));
            }
        }
    }

    private static List<String> after(String word, String output) {
        return output.lines()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .toList();
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

    /** The files of the sample. */
    private Path sample() throws Exception {
        Path sample = folder.resolve("sample");
        launch("sample", "output=" + sample);
        return sample;
    }

    /** Checksums of the maps that the launcher writes. */
    private Map<String, String> mapped(Path magnitude, Path phase, Path b1, String... more) throws Exception {
        Path maps = folder.resolve("maps");
        List<String> arguments = new ArrayList<>(
                List.of("map", "magnitude=" + magnitude, "phase=" + phase, "b1=" + b1, "output=" + maps));
        arguments.addAll(List.of(more));
        launch(arguments.toArray(String[]::new));
        Map<String, String> sums = new TreeMap<>();
        try (var files = Files.newDirectoryStream(maps, "*.nii.gz")) {
            for (Path file : files) {
                sums.put(file.getFileName().toString().replace(".nii.gz", ""), checksum(file));
            }
        }
        return sums;
    }

    private static void launch(String... arguments) throws Exception {
        Distribution.Call call = Distribution.launch(arguments);
        assertThat(call.exitCode()).as(call.text()).isZero();
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

    @SuppressWarnings("unchecked")
    private static <T extends RealType<T>> long inside(Path mask) throws IOException {
        var image = (RandomAccessibleInterval<T>)
                NiftiReader.read(mask, Progress.NONE).real();
        return StreamSupport.stream(Views.flatIterable(image).spliterator(), false)
                .filter(value -> value.getRealFloat() > 0)
                .count();
    }
}
