package org.relaxometry.bssfp.plot.study;

import org.relaxometry.bssfp.estimation.posterior.Prior;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.HeatMap;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.style.ColourScale;
import org.relaxometry.bssfp.text.Version;

/** The density of T1 and T2 that a prior holds. */
public final class PriorFigure {

    private static final double LEAST_SHOWN = 1e-3;

    private PriorFigure() {}

    /** Density per ln T1 and ln T2 over the largest, by T1 (x) and T2 (y) on logarithmic axes. */
    public static Figure of(Prior prior) {
        double[] t1 = new double[prior.t1Cells()];
        double[] t2 = new double[prior.t2Cells()];
        double[][] density = new double[t2.length][t1.length];
        for (int j = 0; j < t2.length; j++) {
            t2[j] = prior.t2CentreMs(j);
            for (int i = 0; i < t1.length; i++) {
                t1[i] = prior.t1CentreMs(i);
                density[j][i] = t1[i] < t2[j] ? Double.NaN : prior.density(i, j);
            }
        }
        ColourScale scale = ColourScale.sequential("density, relative", 0, 1).logarithmicFrom(LEAST_SHOWN);
        HeatMap map = new HeatMap("prior", t1, t2, density, scale);
        Panel panel = Panel.of(prior.name(), Axis.logarithmic("T1 (ms)"), Axis.logarithmic("T2 (ms)"), map);
        return Figure.row("Prior of T1 and T2", Version.footer(prior.describe()), panel);
    }
}
