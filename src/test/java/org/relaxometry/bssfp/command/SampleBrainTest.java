package org.relaxometry.bssfp.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.estimation.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** The main job on the sample brain, through a SciJava context, held against the truth it was simulated from. */
class SampleBrainTest {

    private static final double FIELD_PERIOD_HZ = 1000 / 4.8;

    @TempDir
    Path folder;

    /** Voxels of one tissue: T1 in a range around the pure tissue's, to keep partial volume out. */
    private record Tissue(String name, double minT1Ms, double maxT1Ms, double minT2Ms, double maxT2Ms) {}

    private static final Tissue WHITE = new Tissue("WM", 750, 950, 55, 75);
    private static final Tissue GREY = new Tissue("GM", 1250, 1550, 70, 110);

    /**
     * Largest allowed |median error| of T1 and T2 in % and median |error| of ΔB0 in Hz. MIRACLE aliases where cycles are
     * few, which is what maximum likelihood is there for: its rows say how large that is, not how good it should be. The
     * shipped networks come within 0.2, 0.6 and 2.7 % and 0.3, 0.7 and 2.6 Hz with 12, 6 and 4 cycles.
     */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "brain,   Maximum likelihood, 1, 1, 1",
        "brain-6, Maximum likelihood, 3, 3, 1",
        "brain-4, Maximum likelihood, 3, 3, 2",
        "brain,   MIRACLE (fast),     1, 1, 1",
        "brain-6, MIRACLE (fast),     5, 6, 1",
        "brain-4, MIRACLE (fast),     25, 45, 4",
        "brain,   MIRACLE,            1, 1, 1",
        "brain-6, MIRACLE,            5, 6, 1",
        "brain-4, MIRACLE,            25, 45, 4",
        "brain,   SVNN complex,       1, 1, 1",
        "brain-6, SVNN complex,       2, 2, 1",
        "brain-4, SVNN complex,       3, 4, 4",
    })
    void mapsAgreeWithTheTruth(String series, String method, double t1Percent, double t2Percent, double fieldHz)
            throws IOException {
        map(series, method);
        double[] t1 = values(folder.resolve("T1map.nii.gz"));
        double[] t2 = values(folder.resolve("T2map.nii.gz"));
        double[] field = values(folder.resolve("fieldmap.nii.gz"));
        double[] trueT1 = values(truth("T1_ms.nii.gz"));
        double[] trueT2 = values(truth("T2_ms.nii.gz"));
        double[] trueField = values(truth("B0_Hz.nii.gz"));
        for (Tissue tissue : List.of(WHITE, GREY)) {
            List<Double> t1Errors = new ArrayList<>();
            List<Double> t2Errors = new ArrayList<>();
            List<Double> fieldErrors = new ArrayList<>();
            int voxels = 0;
            for (int i = 0; i < t1.length; i++) {
                boolean inside = trueT1[i] > tissue.minT1Ms()
                        && trueT1[i] < tissue.maxT1Ms()
                        && trueT2[i] > tissue.minT2Ms()
                        && trueT2[i] < tissue.maxT2Ms();
                voxels += inside ? 1 : 0;
                if (inside && !Double.isNaN(t1[i])) {
                    t1Errors.add(100 * (1000 * t1[i] / trueT1[i] - 1));
                    t2Errors.add(100 * (1000 * t2[i] / trueT2[i] - 1));
                    double error = field[i] - trueField[i];
                    fieldErrors.add(error - FIELD_PERIOD_HZ * Math.rint(error / FIELD_PERIOD_HZ));
                }
            }
            String row = String.format(
                    Locale.ROOT,
                    "%-8s %-18s %s: median error T1 %5.1f %%, T2 %5.1f %%; median |error| T1 %4.1f %%, T2 %4.1f %%, ΔB0 %.2f Hz",
                    series,
                    method,
                    tissue.name(),
                    median(t1Errors, false),
                    median(t2Errors, false),
                    median(t1Errors, true),
                    median(t2Errors, true),
                    median(fieldErrors, true));
            System.out.println(row);
            assertThat(t1Errors.size()).as(row).isGreaterThan((int) (0.995 * voxels));
            assertThat(Math.abs(median(t1Errors, false))).as(row).isLessThanOrEqualTo(t1Percent);
            assertThat(Math.abs(median(t2Errors, false))).as(row).isLessThanOrEqualTo(t2Percent);
            assertThat(median(fieldErrors, true)).as(row).isLessThanOrEqualTo(fieldHz);
        }
    }

    @Test
    void recordsSayHowTheMapCameAbout() throws IOException {
        map("brain-4", "Maximum likelihood");
        assertThat(folder.resolve("T1map.json"))
                .content()
                .contains("\"Units\": \"s\"")
                .contains("\"Method\": \"Maximum likelihood\"")
                .contains("\"Verdict\": \"as stated\"")
                .contains("\"RepetitionTime\": 0.0048")
                .contains("B1_rel.nii.gz")
                .contains("\"SHA256\"")
                .contains("\"Version\": \"" + Version.current() + "\"");
        assertThat(folder.resolve("statusmap.json"))
                .content()
                .contains("\"5\": \"no T1 and T2 explain these samples\"");
    }

    @Test
    void mapsLieWhereTheSeriesLies() throws IOException {
        map("brain-4", "MIRACLE (fast)");
        var series = NiftiReader.readHeader(series("brain-4", "mag"));
        var map = NiftiReader.readHeader(folder.resolve("T1map.nii.gz"));
        assertThat(map.geometry().affine()).isDeepEqualTo(series.geometry().affine());
        assertThat(map.geometry().qform()).isEqualTo(series.geometry().qform());
        assertThat(map.geometry().sform()).isEqualTo(series.geometry().sform());
    }

    @Test
    void theSampleInTheProgramHasTheProtocolOfItsFile() throws IOException {
        assertThat(Files.readString(truth("pcbssfp.json")))
                .contains("\"RepetitionTime\": 0.0048", "\"EchoTime\": 0.0024", "\"FlipAngle\": 15.0", "0.261799");
        assertThat(OpenSampleBrain.PROTOCOL_OF_SAMPLE.describe())
                .isEqualTo("TR 4.8 ms, TE 2.4 ms, flip angle 15°, 12 cycles"
                        + " (15, 45, 75, 105, 135, 165, 195, 225, 255, 285, 315, 345°)");
    }

    private void map(String series, String method) {
        Context context = new Context(CommandService.class);
        Optional<String> failure = CommandRunner.of(context, "map")
                .run(Map.of(
                        "magnitude", series(series, "mag").toString(),
                        "phase", series(series, "phase").toString(),
                        "b1", truth("B1_rel.nii.gz").toString(),
                        "method", method,
                        "output", folder.toString()));
        assertThat(failure).isEmpty();
        context.dispose();
    }

    private static Path series(String name, String part) {
        return Path.of("test-data", name, "pcbssfp_" + part + "_siemens_int16_brain.nii.gz");
    }

    private static Path truth(String name) {
        return Path.of("test-data", "brain", name);
    }

    @SuppressWarnings("unchecked")
    private static <T extends RealType<T>> double[] values(Path file) throws IOException {
        var nifti = NiftiReader.read(file, Progress.NONE);
        var image = (RandomAccessibleInterval<T>) nifti.real();
        double[] values = new double[(int) Views.iterable(image).size()];
        int i = 0;
        for (T value : Views.flatIterable(image)) {
            values[i++] = value.getRealDouble() * nifti.slope() + nifti.intercept();
        }
        return values;
    }

    private static double median(List<Double> values, boolean absolute) {
        double[] sorted = values.stream()
                .mapToDouble(value -> absolute ? Math.abs(value) : value)
                .toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
