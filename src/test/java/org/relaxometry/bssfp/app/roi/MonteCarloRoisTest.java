package org.relaxometry.bssfp.app.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CancelledRun;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.load.SeriesLoader;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.montecarlo.roi.RoiSampling;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.volume.ChosenVoxels;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Monte Carlo on white matter, grey matter and a mix of both in one slice of the sample brain, through a SciJava context. */
class MonteCarloRoisTest {

    private static final int SIDE = 64;
    private static final int SLICE = 12;
    private static final int SAMPLES = 40;
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
        run("zip", "rois=" + folder.resolve("rois.zip"), "threads=1", "engine=Java");
        run("labels", "rois=" + folder.resolve("labels.nii"), "threads=2", "engine=Java");
        String ofZip = Files.readString(folder.resolve("zip/roi.csv"));
        assertThat(ofZip).contains("WM,Maximum likelihood,T1,ms,");
        String ofLabels = Files.readString(folder.resolve("labels/roi.csv"))
                .replace("label 1,", "WM,")
                .replace("label 2,", "GM,")
                .replace("label 3,", "mixed,");
        assertThat(ofLabels).isEqualTo(ofZip);
    }

    @Test
    void tableMapsAndRecordAreThoseOfTheSampling() throws IOException {
        run(
                "sampling",
                "rois=" + folder.resolve("rois.zip"),
                "methods=Maximum likelihood",
                "snrof=F0",
                "snr=80",
                "seed=7");
        PhaseCycledSeries series = SeriesLoader.load(
                        new SeriesRequest(Map.of(
                                "magnitude", SampleBrain.series(12, "mag").toString(),
                                "phase", SampleBrain.series(12, "phase").toString(),
                                "b1", SampleBrain.truth("B1_rel.nii.gz").toString())),
                        Progress.NONE)
                .series();
        int plane = SIDE * SIDE;
        int[] wanted = IntStream.range(0, plane)
                .filter(i -> LABELS[i] > 0)
                .map(i -> i + plane * (SLICE - 1))
                .toArray();
        ChosenVoxels chosen = ChosenVoxels.read(series, wanted);
        int count = chosen.positions().length;
        List<RegionOfInterest> regions = IntStream.rangeClosed(1, NAMES.size())
                .mapToObj(label -> new RegionOfInterest(
                        NAMES.get(label - 1),
                        IntStream.range(0, count)
                                .filter(v -> LABELS[chosen.positions()[v] % plane] == label)
                                .toArray()))
                .toList();
        double reference = chosen.voxels().meanF0();
        // SNR of |F0| = reference √N / (√2 σ)
        double sigma = reference * Math.sqrt(12) / (Math.sqrt(2) * 80);
        MaximumLikelihood estimator = new MaximumLikelihood(series.protocol());
        RoiSampling.Result result = RoiSampling.run(
                chosen.voxels(),
                regions,
                List.of(StudyMethod.of("Maximum likelihood", series.protocol(), estimator)),
                new SamplingSettings(SAMPLES, NoiseLevel.given(sigma), 7),
                1,
                Progress.NONE);
        assertThat(Files.readString(folder.resolve("sampling/roi.csv")))
                .isEqualTo(result.table().csv());

        double[] map = SampleBrain.values(folder.resolve("sampling/roi_maximum-likelihood_T1map_sigma.nii.gz"));
        assertThat(Arrays.stream(map).filter(value -> !Double.isNaN(value)).count())
                .isEqualTo(count);
        int voxel = count / 2;
        // the file holds seconds as float
        assertThat(1000 * map[chosen.positions()[voxel]])
                .isCloseTo(result.sampling().statistics().get(0).sigma(Parameter.T1, voxel), withinPercentage(1e-4));

        JsonObject record = JsonParser.parseString(Files.readString(folder.resolve("sampling/roi.json")))
                .getAsJsonObject();
        assertThat(record.getAsJsonObject("AddedNoise").get("Sigma").getAsDouble())
                .isCloseTo(sigma, withinPercentage(1e-9));
        assertThat(record.get("Seed").getAsInt()).isEqualTo(7);
        assertThat(record.get("Samples").getAsInt()).isEqualTo(SAMPLES);
        assertThat(record.getAsJsonArray("ROIs").get(1).toString())
                .isEqualTo("{\"Name\":\"GM\",\"Slices\":\"slice 12\",\"Voxels\":"
                        + regions.get(1).voxels().length + "}");
    }

    @Test
    void adaptiveMaximumLikelihoodStandsAmongTheOthersInItsPlace() throws IOException {
        run(
                "adaptive",
                "rois=" + folder.resolve("rois.zip"),
                "methods=Maximum likelihood, Adaptive maximum likelihood, MIRACLE (fast)",
                "strength=20",
                "samples=3");
        List<String[]> rows = Files.readAllLines(folder.resolve("adaptive/roi.csv")).stream()
                .map(line -> line.split(","))
                .filter(cells -> cells[0].equals("GM") && cells[2].equals("T1"))
                .toList();
        assertThat(rows)
                .extracting(cells -> cells[1])
                .containsExactly("Maximum likelihood", "Adaptive maximum likelihood", "MIRACLE (fast)");
        assertThat(rows).extracting(cells -> cells[5]).containsOnly("3");
        double alone = Double.parseDouble(rows.get(0)[9]);
        double averaged = Double.parseDouble(rows.get(1)[9]);
        assertThat(averaged).isBetween(0.1 * alone, 0.8 * alone);
        assertThat(folder.resolve("adaptive/roi_adaptive-maximum-likelihood_T2map_mean.nii.gz"))
                .exists();
        JsonObject record = JsonParser.parseString(Files.readString(folder.resolve("adaptive/roi.json")))
                .getAsJsonObject();
        assertThat(record.getAsJsonObject("Averaging").get("Strength").getAsDouble())
                .isEqualTo(20);
        assertThat(record.getAsJsonArray("Methods").get(1).toString())
                .isEqualTo("{\"Name\":\"Adaptive maximum likelihood\"}");
    }

    @Test
    void anAbsoluteSigmaIsTakenAsItIsAndLimitsBoundTheEstimates() throws IOException {
        run(
                "absolute",
                "rois=" + folder.resolve("rois.zip"),
                "methods=MIRACLE (fast)",
                "noise=60",
                "t1=700-1200",
                "t2=50-80");
        for (String line : Files.readAllLines(folder.resolve("absolute/roi.csv"))) {
            String[] cells = line.split(",");
            if (cells[2].equals("T1")) {
                assertThat(Double.parseDouble(cells[7])).isBetween(700.0, 1200.0);
            }
        }
        assertThat(folder.resolve("absolute/roi.json")).content().contains("\"Sigma\": 60.0", "T1 700.0–1200.0 ms");
    }

    @Test
    void aCancelledRunKeepsTheSamplesThatAreDone() throws Exception {
        // Five million fits; a tenth of them is many rounds
        CancelledRun.at(
                "Carlo on WM, GM, mixed: 10 %",
                () -> {
                    run(
                            "cancelled",
                            "rois=" + folder.resolve("rois.zip"),
                            "methods=MIRACLE (fast)",
                            "samples=20000",
                            "threads=1");
                    return null;
                });
        JsonObject record = JsonParser.parseString(Files.readString(folder.resolve("cancelled/roi.json")))
                .getAsJsonObject();
        int samples = record.get("Samples").getAsInt();
        assertThat(samples).isBetween(1, 19_999);
        assertThat(record.get("Outcome").getAsString())
                .isEqualTo("Cancelled after " + samples + " of 20000 samples, which are kept.");
        assertThat(folder.resolve("cancelled/roi.csv")).content().contains("WM,MIRACLE (fast),T1,ms,");
        assertThat(folder.resolve("cancelled/roi-violins.svg")).isNotEmptyFile();
    }

    private void run(String output, String... words) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "magnitude", SampleBrain.series(12, "mag").toString(),
                "phase", SampleBrain.series(12, "phase").toString(),
                "b1", SampleBrain.truth("B1_rel.nii.gz").toString(),
                "methods", "Maximum likelihood, MIRACLE (fast), SVNN, noise-aware",
                "samples", Integer.toString(SAMPLES),
                "output", folder.resolve(output).toString()));
        for (String word : words) {
            keys.put(word.split("=", 2)[0], word.split("=", 2)[1]);
        }
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, "roi").run(keys)).isEmpty();
        }
    }
}
