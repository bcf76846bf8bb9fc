package org.relaxometry.bssfp.app.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.frame.WrongUses;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Images of the sample brain, and ways to ask for them wrongly. */
class AnatomicalImagesTest extends WrongUses {

    static Stream<WrongUse> wrongUses() {
        return Stream.of(
                use(
                        "nothing to make images of",
                        "Nothing to make images of was given",
                        "magnitude=",
                        "phase=",
                        "maps="),
                use("magnitude alone", "phase", "phase="),
                use(
                        "images without a series",
                        "images=rss is made of the cycles",
                        "magnitude=",
                        "phase=",
                        "images=rss"),
                use("contrasts without maps", "contrasts=T1w are made of maps", "maps=", "contrasts=T1w"),
                use("unknown image", "\"sum\" is no image without banding. There are: demodulated", "images=rss, sum"),
                use("unknown contrast", "\"STIR\" is not a contrast. There are: T1w", "contrasts=STIR"),
                use("impossible times", "TR longer than TI", "contrasts=FLAIR TR=2000"),
                use("a time of another contrast", "is no time of T2w", "contrasts=T2w TI=90"),
                use("no folder of maps", "there is neither a folder nor a file", "maps=nothing"),
                use("a folder without maps", "There is no map in", "maps=empty"),
                use("a run without M0", "has no map of M0", "maps=without"),
                use("a map without record", "has no record beside it", "maps=bare"),
                use("two runs in a folder", "holds maps of several runs", "maps=two"),
                use(
                        "three cycles for the geometric solution",
                        "needs two pairs of cycles",
                        "images=geometric",
                        "increments=0, 100, 220, 300"),
                use("no place for results", "give output=FOLDER", "output="));
    }

    private static WrongUse use(String what, String message, String... words) {
        return new WrongUse(what, FAILED, message, "anatomy", List.of(words));
    }

    @Override
    protected List<String> rightCall(String command) {
        return List.of(
                "magnitude=" + SampleBrain.series(4, "mag").toAbsolutePath(),
                "phase=" + SampleBrain.series(4, "phase").toAbsolutePath(),
                "maps=maps",
                "threads=2",
                "output=out");
    }

    @Override
    protected boolean isPath(String key, String value) {
        return List.of("maps", "output").contains(key) && !value.isEmpty();
    }

    @BeforeAll
    static void map() throws IOException {
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, "map")
                            .run(Map.of(
                                    "magnitude",
                                    SampleBrain.series(4, "mag").toString(),
                                    "phase",
                                    SampleBrain.series(4, "phase").toString(),
                                    "output",
                                    folder.resolve("maps").toString())))
                    .isEmpty();
        }
        Files.createDirectories(folder.resolve("empty"));
        copy("maps", "without", "", "T1map.nii.gz", "T1map.json", "T2map.nii.gz", "T2map.json");
        copy("maps", "bare", "", "T1map.nii.gz");
        copy("maps", "two", "a_", "T1map.nii.gz", "T1map.json");
        copy("maps", "two", "b_", "T1map.nii.gz", "T1map.json");
    }

    private static void copy(String from, String to, String prefix, String... names) throws IOException {
        Files.createDirectories(folder.resolve(to));
        for (String name : names) {
            Files.copy(folder.resolve(from).resolve(name), folder.resolve(to).resolve(prefix + name));
        }
    }

    @Test
    void imagesAndRecordsOfSeriesAndMaps() throws IOException {
        assertThat(launch("anatomy", List.of("output=both"))).isZero();
        double[] demodulated = values("both/desc-demodulated_bssfp.nii.gz");
        double[] geometric = values("both/desc-geometric_bssfp.nii.gz");
        int alike = 0;
        int inside = 0;
        for (int v = 0; v < demodulated.length; v++) {
            if (demodulated[v] > 200) {
                inside++;
                alike += Math.abs(geometric[v] / demodulated[v] - 1) < 0.2 ? 1 : 0;
            }
        }
        assertThat(inside).isGreaterThan(20_000);
        // the noise of the sample brain, at four cycles
        assertThat((double) alike / inside).isGreaterThan(0.8);
        assertThat(files()).contains("both/desc-syntheticSigma_FLAIR.nii.gz", "both/anatomy.png");
        JsonObject record = record("both/desc-linearised_bssfp.json");
        assertThat(record.get("Description").getAsString()).contains("second pass");
        assertThat(record.getAsJsonObject("Protocol").get("RepetitionTime").getAsDouble())
                .isEqualTo(0.0048);
        assertThat(record.has("FilesOfMaps")).isTrue();
    }

    @Test
    void syntheticImageIsItsFormulaOfTheMapsAndBoundsHaveNoSigma() throws IOException {
        assertThat(launch(
                        "anatomy",
                        List.of(
                                "magnitude=",
                                "phase=",
                                "bias=false",
                                "contrasts=FLAIR TI=2300 TE=100",
                                "output=flair")))
                .isZero();
        double[] image = values("flair/desc-synthetic_FLAIR.nii.gz");
        double[] sigma = values("flair/desc-syntheticSigma_FLAIR.nii.gz");
        double[] t1 = values("maps/T1map.nii.gz");
        double[] t2 = values("maps/T2map.nii.gz");
        double[] m0 = values("maps/M0map.nii.gz");
        double[] status = values("maps/statusmap.nii.gz");
        int bounds = 0;
        for (int v = 0; v < image.length; v++) {
            double expected = m0[v]
                    * Math.abs(1 - 2 * Math.exp(-2.3 / t1[v]) + 2 * Math.exp(-8.95 / t1[v]) - Math.exp(-9 / t1[v]))
                    * Math.exp(-0.1 / t2[v]);
            if (Double.isNaN(t1[v])) {
                assertThat(image[v]).isNaN();
                assertThat(sigma[v]).isNaN();
            } else {
                // maps are floats
                assertThat(image[v]).isCloseTo(expected, within(1e-6 * m0[v]));
            }
            if (status[v] == 14) {
                bounds++;
                assertThat(sigma[v]).isNaN();
                assertThat(image[v]).isNotNaN();
            }
        }
        JsonObject record = record("flair/desc-synthetic_FLAIR.json");
        assertThat(bounds).isPositive().isEqualTo(record.get("VoxelsWithBounds").getAsInt());
        assertThat(record.get("InversionTime").getAsDouble()).isEqualTo(2.3);
        assertThat(record.get("RepetitionTime").getAsDouble()).isEqualTo(9);
        assertThat(record.get("ReceiveBiasRemoved").getAsBoolean()).isFalse();
        assertThat(record.get("MethodOfMaps").getAsString()).isEqualTo("Maximum likelihood");
        assertThat(record.get("SyntheticNotes").toString()).contains("lower bound", "sensitivity of the receiver");
        assertThat(files()).doesNotContain("flair/desc-synthetic_T1w.nii.gz", "flair/anatomy.png");
    }

    @Test
    void oneMapStandsForItsRun() throws IOException {
        assertThat(launch(
                        "anatomy",
                        List.of("magnitude=", "phase=", "maps=maps/T2map.nii.gz", "contrasts=PD", "output=one")))
                .isZero();
        assertThat(files()).contains("one/desc-synthetic_PDw.nii.gz");
    }

    private static double[] values(String file) {
        return SampleBrain.values(folder.resolve(file));
    }

    private static JsonObject record(String file) throws IOException {
        Path json = folder.resolve(file);
        return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    }
}
