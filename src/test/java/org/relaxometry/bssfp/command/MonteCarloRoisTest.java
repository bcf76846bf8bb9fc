package org.relaxometry.bssfp.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.estimation.Progress;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.io.SeriesLoader;
import org.relaxometry.bssfp.io.SeriesRequest;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.montecarlo.NoiseLevel;
import org.relaxometry.bssfp.montecarlo.RegionOfInterest;
import org.relaxometry.bssfp.montecarlo.RoiSampling;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.montecarlo.StudyMethod;
import org.relaxometry.bssfp.volume.ChosenVoxels;
import org.relaxometry.bssfp.volume.PhaseCycledSeries;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Monte Carlo on white matter, grey matter and a mix of both in one slice of the sample brain, through a SciJava context. */
class MonteCarloRoisTest {

    private static final int SIDE = 64;
    private static final int SLICE = 12;
    private static final List<String> NAMES = List.of("WM", "GM", "mixed");

    @TempDir
    static Path folder;

    /** Labels 1, 2, 3 of the slice. */
    private static final int[] LABELS = new int[SIDE * SIDE];

    @BeforeAll
    static void makeRois() throws IOException {
        double[] t1Ms = SampleBrain.values(SampleBrain.truth("T1_ms.nii.gz"));
        int plane = SIDE * SIDE;
        for (int i = 0; i < plane; i++) {
            double t1 = t1Ms[i + plane * (SLICE - 1)];
            boolean inside = i % SIDE >= 16 && i % SIDE < 40 && i / SIDE >= 16 && i / SIDE < 48;
            if (inside && t1 > 500 && t1 < 2000) {
                LABELS[i] = t1 > 750 && t1 < 950 ? 1 : t1 > 1250 && t1 < 1550 ? 2 : i % SIDE < 30 ? 3 : 0;
            }
        }
        PlanarImg<FloatType, ?> image = PlanarImgs.floats(SIDE, SIDE, 24);
        var access = image.randomAccess();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("rois.zip")))) {
            for (int label = 1; label <= NAMES.size(); label++) {
                ImageProcessor mask = new ByteProcessor(SIDE, SIDE);
                for (int i = 0; i < plane; i++) {
                    if (LABELS[i] == label) {
                        mask.set(i, 255);
                        access.setPositionAndGet(i % SIDE, i / SIDE, SLICE - 1).set(label);
                    }
                }
                mask.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
                Roi roi = ThresholdToSelection.run(new ImagePlus("", mask));
                roi.setPosition(SLICE);
                zip.putNextEntry(new ZipEntry(NAMES.get(label - 1) + ".roi"));
                zip.write(RoiEncoder.saveAsByteArray(roi));
            }
        }
        var geometry = NiftiReader.readHeader(SampleBrain.series(12, "mag")).geometry();
        NiftiWriter.write(folder.resolve("labels.nii"), image, geometry, "", false, Progress.NONE);
    }

    @Test
    void aZipOfRoisAndALabelImageGiveTheSameNumbersForAnyNumberOfThreads() throws IOException {
        run("zip", "rois=" + folder.resolve("rois.zip"), "threads=1");
        run("labels", "rois=" + folder.resolve("labels.nii"), "threads=2");
        String ofZip = Files.readString(folder.resolve("zip/roi.csv"));
        assertThat(ofZip).contains("WM,Maximum likelihood,T1,ms,");
        String ofLabels = Files.readString(folder.resolve("labels/roi.csv"))
                .replace("label 1,", "WM,")
                .replace("label 2,", "GM,")
                .replace("label 3,", "mixed,");
        assertThat(ofLabels).isEqualTo(ofZip);
        System.out.println(ofZip);
    }

    private void run(String output, String... words) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "magnitude", SampleBrain.series(12, "mag").toString(),
                "phase", SampleBrain.series(12, "phase").toString(),
                "b1", SampleBrain.truth("B1_rel.nii.gz").toString(),
                "methods", "Maximum likelihood, MIRACLE (fast), SVNN, noise-aware",
                "engine", "Java",
                "samples", "200",
                "output", folder.resolve(output).toString()));
        for (String word : words) {
            keys.put(word.split("=", 2)[0], word.split("=", 2)[1]);
        }
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, "roi").run(keys)).isEmpty();
        }
    }
}
