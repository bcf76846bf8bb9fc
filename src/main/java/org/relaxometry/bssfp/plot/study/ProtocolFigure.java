package org.relaxometry.bssfp.plot.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.relaxometry.bssfp.montecarlo.study.ProtocolExplorer;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.HeatMap;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.Trace;
import org.relaxometry.bssfp.plot.style.ColourScale;

/**
 * The Cramér–Rao bound over flip angle and TR: one column per number of cycles, T1 above T2 and where it is wanted the fat fraction, the
 * best protocol marked; below what magnetisation transfer takes from T1, where that is known.
 */
public final class ProtocolFigure {

    /** Protocols far worse than the best are all alike, and the others shall be told apart. */
    private static final double WORST_SHOWN = 5;

    private ProtocolFigure() {}

    /** Colours go with the logarithm of the bound, from the best to five times that. */
    public static Figure of(ProtocolExplorer.Result result, String footer) {
        List<Panel> panels = new ArrayList<>();
        panels.addAll(row(result, "T1", ProtocolExplorer.Bound::t1Percent));
        panels.addAll(row(result, "T2", ProtocolExplorer.Bound::t2Percent));
        if (result.settings().fat().isPresent()) {
            panels.addAll(row(result, "fat fraction", ProtocolExplorer.Bound::fatPercent));
        }
        if (!Double.isNaN(result.best().transferPercent())) {
            panels.addAll(transferRow(result));
        }
        return new Figure("Cramér–Rao bound", panels, result.bounds().length, footer);
    }

    private static List<Panel> row(
            ProtocolExplorer.Result result, String symbol, ToDoubleFunction<ProtocolExplorer.Bound> value) {
        List<double[][]> maps = maps(result, value);
        double least = maps.stream()
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .min()
                .orElseThrow();
        ColourScale scale = ColourScale.sequential("bound of " + symbol + " (%)", 0, WORST_SHOWN * least)
                .logarithmicFrom(least);
        return panels(result, symbol, maps, scale);
    }

    /** What magnetisation transfer takes from T1. */
    private static List<Panel> transferRow(ProtocolExplorer.Result result) {
        List<double[][]> maps = maps(result, bound -> -bound.transferPercent());
        ColourScale scale = ColourScale.sequentialFor("T1 too short by (%)", maps.toArray(double[][][]::new));
        return panels(result, "magnetisation transfer", maps, scale);
    }

    private static List<double[][]> maps(
            ProtocolExplorer.Result result, ToDoubleFunction<ProtocolExplorer.Bound> value) {
        return Arrays.stream(result.bounds())
                .map(ofCycles -> Arrays.stream(ofCycles)
                        .map(ofTr -> Arrays.stream(ofTr).mapToDouble(value).toArray())
                        .toArray(double[][]::new))
                .toList();
    }

    private static List<Panel> panels(
            ProtocolExplorer.Result result, String title, List<double[][]> maps, ColourScale scale) {
        ProtocolExplorer.Settings settings = result.settings();
        List<Panel> panels = new ArrayList<>();
        for (int n = 0; n < maps.size(); n++) {
            List<PanelLayer> layers = new ArrayList<>();
            layers.add(new HeatMap("", settings.flipAnglesDeg(), settings.repetitionTimesMs(), maps.get(n), scale));
            mark("best for T1 and T2 together", Optional.of(result.best()), settings.cycles()[n], layers);
            mark(
                    "nearly as good, least magnetisation transfer",
                    result.gentlest().filter(other -> !other.equals(result.best())),
                    settings.cycles()[n],
                    layers);
            panels.add(new Panel(
                    title + ", N = " + settings.cycles()[n],
                    Axis.linear("flip angle (°)"),
                    Axis.linear("TR (ms)"),
                    layers,
                    false));
        }
        return panels;
    }

    private static void mark(String name, Optional<ProtocolExplorer.Bound> bound, int cycles, List<PanelLayer> layers) {
        bound.map(ProtocolExplorer.Bound::protocol)
                .filter(protocol -> protocol.cycles() == cycles)
                .ifPresent(protocol -> layers.add(Trace.of(
                        name,
                        new double[] {protocol.flipAngleDeg()},
                        new double[] {protocol.repetitionTimeMs()},
                        Trace.Look.POINTS)));
    }
}
