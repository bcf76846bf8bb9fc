package org.relaxometry.bssfp.plot.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.io.map.MapPair;
import org.relaxometry.bssfp.montecarlo.roi.MapAgreement;
import org.relaxometry.bssfp.montecarlo.roi.MapComparison;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.HeatMap;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.ReferenceLine;
import org.relaxometry.bssfp.plot.chart.Trace;
import org.relaxometry.bssfp.plot.style.ColourScale;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.space.Upright;

/** Two maps against each other: scatter and Bland–Altman plots, coloured by region, and a slice of their difference. */
public final class AgreementFigure {

    /** A legend of more regions is not read. */
    private static final int MOST_REGIONS = 10;

    private AgreementFigure() {}

    /**
     * The figure.
     *
     * @param maps what was compared
     * @param all agreement over all compared voxels, and these voxels
     * @param regions the regions whose points have a colour each; where there are more than ten, all points have one
     * @param footer how the maps were chosen and read
     */
    public static Figure of(MapPair maps, MapComparison.Row all, List<RegionOfInterest> regions, String footer) {
        List<RegionOfInterest> shown = regions.size() > MOST_REGIONS ? List.of(all.region()) : regions;
        MapAgreement agreement = all.agreement().orElseThrow();
        List<Panel> scatter = new ArrayList<>(List.of(scatter(maps, all.region())));
        List<Panel> difference = new ArrayList<>(List.of(blandAltman(maps, all.region(), agreement)));
        for (RegionOfInterest region : shown) {
            scatter.add(scatter(maps, region));
            difference.add(blandAltman(maps, region, agreement));
        }
        List<Panel> panels = new ArrayList<>(List.of(coloured(scatter), coloured(difference)));
        slice(maps, all.region().voxels()).ifPresent(panels::add);
        return new Figure(maps.secondName() + " against " + maps.firstName(), panels, panels.size(), footer);
    }

    private static Panel scatter(MapPair maps, RegionOfInterest region) {
        return Panels.scatter(
                "scatter",
                region.name(),
                axis(maps.quantity() + " of " + maps.firstName(), maps.unit()),
                MapComparison.paired(maps.first(), maps.second(), region.voxels()),
                axis(maps.quantity() + " of " + maps.secondName(), maps.unit()),
                MapComparison.paired(maps.second(), maps.first(), region.voxels()));
    }

    private static Panel blandAltman(MapPair maps, RegionOfInterest region, MapAgreement all) {
        return Panels.blandAltman(
                "Bland–Altman, second − first",
                region.name(),
                maps.quantity(),
                maps.unit().isEmpty() ? "no unit stated" : maps.unit(),
                MapComparison.paired(maps.first(), maps.second(), region.voxels()),
                MapComparison.paired(maps.second(), maps.first(), region.voxels()),
                all.bias(),
                all.lowerLimit(),
                all.upperLimit());
    }

    /** Axes and lines of the first panel, points of the others. */
    private static Panel coloured(List<Panel> panels) {
        Panel all = panels.get(0);
        List<PanelLayer> layers = new ArrayList<>();
        panels.stream()
                .skip(1)
                .flatMap(panel -> panel.layers().stream())
                .filter(Trace.class::isInstance)
                .forEach(layers::add);
        all.layers().stream().filter(ReferenceLine.class::isInstance).forEach(layers::add);
        return new Panel(all.title(), all.x(), all.y(), layers, all.equalAxes());
    }

    /** The slice with most compared voxels, as it lies in space; none where it is a single row. */
    private static Optional<Panel> slice(MapPair maps, int[] voxels) {
        int width = maps.grid().nx();
        int height = maps.grid().ny();
        if (width < 2 || height < 2) {
            return Optional.empty();
        }
        float[] differences = MapComparison.differences(maps.first(), maps.second(), voxels);
        int[] counts = new int[maps.grid().nz()];
        IntStream.of(voxels).filter(v -> !Float.isNaN(differences[v])).forEach(v -> counts[v / (width * height)]++);
        int z = IntStream.range(0, counts.length)
                .reduce((a, b) -> counts[b] > counts[a] ? b : a)
                .orElseThrow();
        double[][] values = new double[height][width];
        Upright upright = maps.geometry().upright();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                // panels have y upwards
                values[height - 1 - y][x] =
                        differences[upright.column(x, width) + width * (upright.row(y, height) + height * z)];
            }
        }
        HeatMap map = new HeatMap(
                "",
                positions(width, maps.grid().dxMm()),
                positions(height, maps.grid().dyMm()),
                values,
                ColourScale.divergingFor(axis("difference of " + maps.quantity(), maps.unit()), values));
        return Optional.of(Panel.of("slice " + (z + 1), Axis.linear("x (mm)"), Axis.linear("y (mm)"), map)
                .withEqualAxes());
    }

    private static double[] positions(int count, double step) {
        return IntStream.range(0, count).mapToDouble(i -> i * step).toArray();
    }

    private static String axis(String quantity, String unit) {
        return unit.isEmpty() ? quantity : quantity + " (" + unit + ")";
    }
}
