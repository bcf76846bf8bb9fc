package org.relaxometry.bssfp.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/**
 * Error of adaptive maximum likelihood on a phantom with lesions, beside that of maximum likelihood: r.m.s. and median error of T1/T2 in
 * percent, r.m.s. of the stated σ, and share of voxels within it.
 *
 * <p>Arguments: folder of the truth, cycles, SNR, seeds, and as far as they shall differ strength and reach in mm.
 */
public final class AdaptiveStudy {

    private static final int LESIONS = 24;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Map<String, List<double[]>> errors = new LinkedHashMap<>();
    private LesionPhantom phantom;

    private AdaptiveStudy() {}

    public static void main(String[] arguments) throws IOException {
        Path truth = Path.of(arguments[0]);
        int cycles = Integer.parseInt(arguments[1]);
        double snr = Double.parseDouble(arguments[2]);
        int seeds = Integer.parseInt(arguments[3]);
        double strength = arguments.length > 4 ? Double.parseDouble(arguments[4]) : AdaptiveSettings.USUAL_STRENGTH;
        double reachMm =
                arguments.length > 5 ? Double.parseDouble(arguments[5]) : AdaptiveSettings.USUAL_REACH_VOXELS * 1.3;
        AdaptiveStudy study = new AdaptiveStudy();
        for (int seed = 1; seed <= seeds; seed++) {
            study.run(truth, cycles, snr, seed, new AdaptiveSettings(strength, reachMm));
        }
        study.print();
    }

    private void run(Path truth, int cycles, double snr, long seed, AdaptiveSettings settings) throws IOException {
        phantom = new LesionPhantom(truth, new int[] {40, 30, 60}, new int[] {96, 116, 20});
        phantom.plant(LESIONS, 1.4, 1.6, seed);
        PhaseCycledSeries series = phantom.simulate(cycles, snr, seed);
        double sigma = LesionPhantom.sigma(snr);
        int threads = 2;
        ParameterMaps single = ParameterMapper.map(
                series, new MaximumLikelihood(series.protocol(), NoiseLevel.given(sigma)), threads, Progress.NONE);
        take("Maximum likelihood", single);
        long start = System.nanoTime();
        ParameterMaps adaptive =
                new AdaptiveLikelihood(settings, VoxelNoise.uniform(sigma)).map(series, threads, Progress.NONE);
        OUT.printf(Locale.ROOT, "seed %d: %.1f s%n", seed, (System.nanoTime() - start) * 1e-9);
        take("Adaptive", adaptive);
    }

    private void take(String method, ParameterMaps maps) {
        Map<String, IntPredicate> tissues = new LinkedHashMap<>();
        tissues.put("white matter", i -> phantom.whiteMatter[i]);
        tissues.put("grey matter", i -> phantom.greyMatter[i]);
        tissues.put("lesions, radius 1.5", i -> phantom.lesion[i] == 1);
        tissues.put("lesions, radius 2.5", i -> phantom.lesion[i] == 2);
        tissues.put("all", i -> phantom.brain[i]);
        tissues.forEach((tissue, inside) -> {
            List<double[]> list = errors.computeIfAbsent(method + ", " + tissue, key -> new ArrayList<>());
            for (int i = 0; i < phantom.brain.length; i++) {
                if (inside.test(i)) {
                    double[] row = {
                        value(maps, Parameter.T1, i),
                        value(maps, Parameter.T2, i),
                        value(maps, Parameter.T1_SIGMA, i),
                        value(maps, Parameter.T2_SIGMA, i)
                    };
                    row[0] = 100 * (row[0] / phantom.t1Ms[i] - 1);
                    row[1] = 100 * (row[1] / phantom.t2Ms[i] - 1);
                    row[2] *= 100 / phantom.t1Ms[i];
                    row[3] *= 100 / phantom.t2Ms[i];
                    list.add(row);
                }
            }
        });
    }

    private double value(ParameterMaps maps, Parameter parameter, int i) {
        int slice = phantom.grid.sliceVoxels();
        return maps.map(parameter).getPlane(i / slice).getCurrentStorageArray()[i % slice];
    }

    private void print() {
        OUT.printf("%-40s%16s%16s%16s%16s%10s%n", "", "RMSE", "median", "sigma", "coverage", "values");
        errors.forEach((name, list) -> {
            List<double[]> known =
                    list.stream().filter(row -> Double.isFinite(row[0])).toList();
            OUT.printf(
                    Locale.ROOT,
                    "%-40s%16s%16s%16s%16s%9.1f%%%n",
                    name,
                    pair("%.1f / %.1f", rms(known, 0), rms(known, 1)),
                    pair("%+.1f / %+.1f", median(known, 0), median(known, 1)),
                    pair("%.1f / %.1f", rms(known, 2), rms(known, 3)),
                    pair("%.1f / %.1f", coverage(known, 0), coverage(known, 1)),
                    100.0 * known.size() / list.size());
        });
    }

    private static String pair(String format, double first, double second) {
        return String.format(Locale.ROOT, format, first, second);
    }

    /** Errors of more than the whole value count as that much. */
    private static double rms(List<double[]> rows, int column) {
        return Math.sqrt(rows.stream()
                .mapToDouble(row -> Math.min(99, Math.abs(row[column])))
                .map(x -> x * x)
                .average()
                .orElse(Double.NaN));
    }

    private static double median(List<double[]> rows, int column) {
        double[] sorted = rows.stream().mapToDouble(row -> row[column]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double coverage(List<double[]> rows, int column) {
        return 100.0
                * rows.stream()
                        .filter(row -> Math.abs(row[column]) <= row[column + 2])
                        .count()
                / rows.size();
    }
}
