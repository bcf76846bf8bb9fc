package org.relaxometry.bssfp.montecarlo.inspect;

import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.posterior.PosteriorEstimator;
import org.relaxometry.bssfp.estimation.posterior.VoxelDensity;

/** The posterior of a voxel with the ellipse of maximum likelihood's σ. */
final class PosteriorLook {

    private static final int ELLIPSE_POINTS = 73;

    private PosteriorLook() {}

    /** @param around the voxel as it is, then with every part moved up and down by the noise */
    static Optional<Inspection.Posterior> of(
            List<String> labels, List<RelaxometryEstimator> estimators, SeriesBlock around) {
        for (int m = 0; m < estimators.size(); m++) {
            if (estimators.get(m) instanceof PosteriorEstimator posterior) {
                String label = labels.get(m);
                double[][] ellipse = ellipse(estimators, around);
                return VoxelDensity.of(posterior, around)
                        .map(density -> new Inspection.Posterior(label, density, ellipse[0], ellipse[1]));
            }
        }
        return Optional.empty();
    }

    /** Points {T1, T2} one standard deviation from the estimate, by the covariance of what the noise does to it. */
    private static double[][] ellipse(List<RelaxometryEstimator> estimators, SeriesBlock around) {
        Optional<RelaxometryEstimator> likelihood =
                estimators.stream().filter(MaximumLikelihood.class::isInstance).findFirst();
        if (likelihood.isEmpty() || around.size() == 1) {
            return new double[2][0];
        }
        ParameterBlock estimates = VoxelInspector.estimate(likelihood.get(), around);
        float[] t1 = estimates.of(Parameter.T1);
        float[] t2 = estimates.of(Parameter.T2);
        double v11 = 0;
        double v12 = 0;
        double v22 = 0;
        for (int k = 1; k + 1 < around.size(); k += 2) {
            double d1 = 0.5 * (t1[k] - t1[k + 1]);
            double d2 = 0.5 * (t2[k] - t2[k + 1]);
            v11 += d1 * d1;
            v12 += d1 * d2;
            v22 += d2 * d2;
        }
        if (!(v11 > 0 && v11 * v22 > v12 * v12)) {
            return new double[2][0];
        }
        double[][] ellipse = new double[2][ELLIPSE_POINTS];
        double along = Math.sqrt(v11);
        double across = Math.sqrt(v22 - v12 * v12 / v11);
        for (int i = 0; i < ELLIPSE_POINTS; i++) {
            double angle = 2 * Math.PI * i / (ELLIPSE_POINTS - 1);
            ellipse[0][i] = t1[0] + along * Math.cos(angle);
            ellipse[1][i] = t2[0] + v12 / along * Math.cos(angle) + across * Math.sin(angle);
        }
        return ellipse;
    }
}
