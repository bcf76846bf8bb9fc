package org.relaxometry.bssfp.plot.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.posterior.VoxelDensity;
import org.relaxometry.bssfp.montecarlo.inspect.Inspection;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.HeatMap;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.Trace;
import org.relaxometry.bssfp.plot.style.ColourScale;

/** The samples of a voxel or region with the fitted signal of every method: magnitude, phase and complex plane. */
public final class InspectorFigure {

    private static final String MEASURED = "Measured";
    private static final String LIKELIHOOD = "Maximum likelihood";

    /** A larger step of the phase from one point of a curve to the next is the way around the circle. */
    private static final double WRAP_DEG = 180;

    private InspectorFigure() {}

    /**
     * The figure.
     *
     * @param inspection what is shown
     * @param footer where it lies and what the methods found
     */
    public static Figure of(Inspection inspection, String footer) {
        List<PanelLayer> magnitude = new ArrayList<>();
        List<PanelLayer> phase = new ArrayList<>();
        List<PanelLayer> plane = new ArrayList<>();
        for (Inspection.Fit fit : inspection.fits()) {
            double[] x = fit.real();
            double[] y = fit.imaginary();
            double[] degrees = x.length == 0 ? x : inspection.curveDeg();
            magnitude.add(Trace.of(fit.method(), degrees, magnitude(x, y), Trace.Look.LINE));
            phase.add(Trace.of(fit.method(), degrees, broken(phaseDeg(x, y)), Trace.Look.LINE));
            plane.add(Trace.of(fit.method(), x, y, Trace.Look.LINE));
        }
        double[] degrees = inspection.protocol().phaseIncrementsDeg().stream()
                .mapToDouble(increment -> increment - 360 * Math.floor(increment / 360))
                .toArray();
        double[] x = inspection.real();
        double[] y = inspection.imaginary();
        magnitude.add(Trace.of(MEASURED, degrees, magnitude(x, y), Trace.Look.POINTS));
        phase.add(Trace.of(MEASURED, degrees, phaseDeg(x, y), Trace.Look.POINTS));
        plane.add(Trace.of(MEASURED, x, y, Trace.Look.POINTS));
        Axis increment = Axis.linear("phase increment (°)").between(0, 360);
        List<Panel> panels = new ArrayList<>(List.of(
                new Panel("magnitude", increment, Axis.linear("signal (a.u.)"), magnitude, false),
                new Panel("phase", increment, Axis.linear("phase (°)").between(-180, 180), phase, false),
                new Panel("complex plane", Axis.linear("real"), Axis.linear("imaginary"), plane, true)));
        inspection.posterior().ifPresent(posterior -> panels.add(posterior(posterior)));
        return Figure.row("", footer, panels.toArray(Panel[]::new));
    }

    /** The density over the largest, and the ellipse of maximum likelihood in it. */
    private static Panel posterior(Inspection.Posterior posterior) {
        VoxelDensity density = posterior.density();
        ColourScale scale = ColourScale.sequential("posterior, relative", 0, 1);
        List<PanelLayer> layers = new ArrayList<>();
        layers.add(new HeatMap(posterior.method(), density.t1Ms(), density.t2Ms(), density.density(), scale));
        if (posterior.t1Ellipse().length > 0) {
            layers.add(Trace.of(LIKELIHOOD, posterior.t1Ellipse(), posterior.t2Ellipse(), Trace.Look.LINE));
        }
        return new Panel(
                posterior.method() + ", and σ of maximum likelihood",
                Axis.logarithmic("T1 (ms)"),
                Axis.logarithmic("T2 (ms)"),
                layers,
                false);
    }

    private static double[] magnitude(double[] x, double[] y) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> Math.hypot(x[i], y[i]))
                .toArray();
    }

    private static double[] phaseDeg(double[] x, double[] y) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> Math.toDegrees(Math.atan2(y[i], x[i])))
                .toArray();
    }

    /** Without the vertical line where the phase goes from 180° to −180°. */
    private static double[] broken(double[] degrees) {
        double[] broken = degrees.clone();
        for (int i = 1; i < degrees.length; i++) {
            if (Math.abs(degrees[i] - degrees[i - 1]) > WRAP_DEG) {
                broken[i] = Double.NaN;
            }
        }
        return broken;
    }
}
