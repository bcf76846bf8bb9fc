package org.relaxometry.bssfp.plot.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.plot.study.Panels;
import org.relaxometry.bssfp.plot.style.ColourScale;

/** One figure of every kind, with made-up numbers. */
public final class ExampleFigures {

    static final String FOOTER = "TR 4.8 ms, TE 2.4 ms, flip angle 15°, N = 12; SNR 25 on |F0|; 5000 samples, seed 1";
    public static final List<String> METHODS = List.of("MIRACLE", "Maximum likelihood", "SVNN", "PINN", "SVNN in vivo");

    private ExampleFigures() {}

    public static Map<String, Figure> all() {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("curves", curves());
        figures.put("sweep", sweep());
        figures.put("heat-maps", heatMaps());
        figures.put("histograms", histograms());
        figures.put("violins", violins());
        figures.put("agreement", agreement());
        figures.put("inspector", inspector(0.6));
        return figures;
    }

    public static Figure curves() {
        double[] snr = {5, 7, 10, 15, 20, 25, 35, 50, 70, 100};
        List<PanelLayer> layers = new ArrayList<>();
        for (int m = 0; m < METHODS.size(); m++) {
            double worst = 0.3 - 0.05 * m;
            double[] cod = map(snr, s -> 1 - worst * 50 / (s * s));
            double[] lower = map(cod, c -> c - (1 - c) * 0.3);
            double[] upper = map(cod, c -> c + (1 - c) * 0.3);
            Trace trace = Trace.of(METHODS.get(m), snr, cod, Trace.Look.LINE_AND_POINTS);
            layers.add(m == 1 ? trace.withBand(lower, upper) : trace.withErrorBars(lower, upper));
        }
        Panel cod =
                new Panel("T1", Axis.logarithmic("SNR"), Axis.linear("coefficient of determination"), layers, false);
        return Figure.row("Coefficient of determination against SNR", FOOTER, cod);
    }

    static Figure sweep() {
        double[] offset = IntStream.rangeClosed(-50, 50).mapToDouble(i -> i * 2).toArray();
        List<PanelLayer> t1 = new ArrayList<>();
        List<PanelLayer> t2 = new ArrayList<>();
        for (String method : METHODS.subList(0, 4)) {
            double phase = method.length();
            double[] error = map(offset, f -> 3 * Math.sin(f / 20 + phase));
            error[30] = Double.NaN;
            t1.add(Trace.of(method, offset, error, Trace.Look.LINE)
                    .withBand(map(error, e -> e - 1), map(error, e -> e + 1)));
            t2.add(Trace.of(method, offset, map(error, e -> Math.abs(e) + 0.01), Trace.Look.LINE));
        }
        t1.add(ReferenceLine.horizontal("", 0));
        t2.add(Trace.of("MIRACLE bound", offset, map(offset, f -> 0.3), Trace.Look.DASHED)
                .colouredAs("MIRACLE"));
        t2.add(new ReferenceLine("1/(2 TR)", ReferenceLine.Direction.VERTICAL, 60));
        return new Figure(
                "Off-resonance sweep",
                List.of(
                        new Panel("", Axis.linear("ΔB0 (Hz)"), Axis.linear("error of T1 (%)"), t1, false),
                        new Panel("", Axis.linear("ΔB0 (Hz)"), Axis.logarithmic("|error| of T2 (%)"), t2, false)),
                2,
                FOOTER);
    }

    public static Figure heatMaps() {
        double[] t1 = IntStream.range(0, 40)
                .mapToDouble(i -> 200 * Math.pow(15, i / 39.0))
                .toArray();
        double[] t2 = IntStream.range(0, 30)
                .mapToDouble(i -> 10 * Math.pow(20, i / 29.0))
                .toArray();
        List<Panel> panels = new ArrayList<>();
        List<double[][]> errors = new ArrayList<>();
        List<double[][]> sigmas = new ArrayList<>();
        for (int m = 0; m < 3; m++) {
            double[][] error = new double[t2.length][t1.length];
            double[][] sigma = new double[t2.length][t1.length];
            for (int j = 0; j < t2.length; j++) {
                for (int i = 0; i < t1.length; i++) {
                    boolean possible = t2[j] < t1[i] * 0.6;
                    error[j][i] = possible ? (5 + 3 * m) * Math.sin(3 * Math.log(t1[i]) + m) * 30 / t2[j] : Double.NaN;
                    sigma[j][i] = possible ? 100 / t2[j] + t1[i] / 300 : Double.NaN;
                }
            }
            errors.add(error);
            sigmas.add(sigma);
        }
        ColourScale bias = ColourScale.divergingFor("relative error of T1 (%)", errors.toArray(new double[0][][]));
        ColourScale spread = ColourScale.sequentialFor("relative σ of T1 (%)", sigmas.toArray(new double[0][][]));
        Axis x = Axis.logarithmic("T1 (ms)");
        Axis y = Axis.logarithmic("T2 (ms)");
        for (int m = 0; m < 3; m++) {
            String method = METHODS.get(m);
            panels.add(Panel.of(method, x, y, new HeatMap(method, t1, t2, errors.get(m), bias)));
        }
        for (int m = 0; m < 3; m++) {
            String method = METHODS.get(m);
            panels.add(Panel.of(method, x, y, new HeatMap(method, t1, t2, sigmas.get(m), spread)));
        }
        return new Figure("Accuracy and precision of T1", panels, 3, FOOTER);
    }

    public static Figure histograms() {
        Map<String, double[]> samples = new LinkedHashMap<>();
        for (int m = 0; m < 3; m++) {
            samples.put(METHODS.get(m), normal(m, 5000, 900 + 20 * m, 60 - 15 * m));
        }
        return Figure.row("White matter", FOOTER, Panels.histogram("", "T1 (ms)", samples, 50));
    }

    static Figure violins() {
        Map<String, double[][]> samples = new LinkedHashMap<>();
        for (int m = 0; m < 4; m++) {
            samples.put(METHODS.get(m), new double[][] {
                normal(m, 5000, 800 + 10 * m, 60 - 10 * m),
                normal(m + 10, 5000, 1300 - 20 * m, 120 - 20 * m),
                m == 1 ? new double[] {Double.NaN} : normal(m + 20, 300, 1050, 90)
            });
        }
        List<String> rois = List.of("white matter", "grey matter", "mixed");
        return Figure.row("Monte Carlo samples per ROI", FOOTER, Panels.violins("T1", "T1 (ms)", rois, samples));
    }

    static Figure agreement() {
        double[] first = normal(1, 20_000, 900, 200);
        double[] noise = normal(2, 20_000, 12, 30);
        double[] second = IntStream.range(0, first.length)
                .mapToDouble(i -> first[i] + noise[i])
                .toArray();
        return Figure.row(
                "MIRACLE and maximum likelihood",
                FOOTER,
                Panels.scatter("", "voxels", "T1 of MIRACLE (ms)", first, "T1 of maximum likelihood (ms)", second),
                Panels.blandAltman("", "voxels", "T1", "ms", first, second, 12, 12 - 1.96 * 30, 12 + 1.96 * 30));
    }

    /** @param shift moves the ellipse as another voxel would */
    public static Figure inspector(double shift) {
        double[] degrees = IntStream.range(0, 12).mapToDouble(i -> 30 * i).toArray();
        double[] fine = IntStream.rangeClosed(0, 120).mapToDouble(i -> 3 * i).toArray();
        Axis increment = Axis.linear("phase increment (°)").between(0, 360);
        List<PanelLayer> magnitude = new ArrayList<>();
        List<PanelLayer> phase = new ArrayList<>();
        List<PanelLayer> plane = new ArrayList<>();
        for (int m = 0; m < 3; m++) {
            add(METHODS.get(m), fine, ellipse(fine, shift + 0.03 * m, 0), Trace.Look.LINE, magnitude, phase, plane);
        }
        add("Measured", degrees, ellipse(degrees, shift, 0.01), Trace.Look.POINTS, magnitude, phase, plane);
        return Figure.row(
                "",
                "voxel 34, 56, slice 3; T1 812 ± 21 ms, T2 71 ± 2 ms, ΔB0 −12.4 ± 0.2 Hz",
                new Panel("magnitude", increment, Axis.linear("signal (a.u.)"), magnitude, false),
                new Panel("phase", increment, Axis.linear("phase (°)").between(-180, 180), phase, false),
                new Panel("complex plane", Axis.linear("real"), Axis.linear("imaginary"), plane, true));
    }

    private static void add(
            String name,
            double[] degrees,
            double[][] signal,
            Trace.Look look,
            List<PanelLayer> magnitude,
            List<PanelLayer> phase,
            List<PanelLayer> plane) {
        int n = degrees.length;
        magnitude.add(Trace.of(name, degrees, generate(n, i -> Math.hypot(signal[0][i], signal[1][i])), look));
        phase.add(Trace.of(
                name, degrees, generate(n, i -> Math.toDegrees(Math.atan2(signal[1][i], signal[0][i]))), look));
        plane.add(Trace.of(name, signal[0], signal[1], look));
    }

    /** The elliptical signal model with a = 0.93, b = 0.55. */
    private static double[][] ellipse(double[] degrees, double theta, double noise) {
        Random random = new Random(3);
        double[][] signal = new double[2][degrees.length];
        for (int i = 0; i < degrees.length; i++) {
            double angle = theta - Math.toRadians(degrees[i]);
            double below = 1 - 0.55 * Math.cos(angle);
            double real = (1 - 0.93 * Math.cos(angle)) / below;
            double imaginary = 0.93 * Math.sin(angle) / below;
            signal[0][i] = real * Math.cos(theta / 2) - imaginary * Math.sin(theta / 2) + noise * random.nextGaussian();
            signal[1][i] = real * Math.sin(theta / 2) + imaginary * Math.cos(theta / 2) + noise * random.nextGaussian();
        }
        return signal;
    }

    public static double[] normal(long seed, int count, double mean, double sigma) {
        Random random = new Random(seed);
        return generate(count, i -> mean + sigma * random.nextGaussian());
    }

    private static double[] generate(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).toArray();
    }

    private static double[] map(double[] values, DoubleUnaryOperator function) {
        return Arrays.stream(values).map(function).toArray();
    }
}
