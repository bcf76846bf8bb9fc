package org.relaxometry.bssfp.montecarlo.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.posterior.VoxelDensity;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * What was measured in a voxel or a region, and what each method makes of it.
 *
 * @param protocol of the samples
 * @param voxels 1, or the number in the region
 * @param real real parts of the samples, [cycle]; of a region, the mean over its voxels, each turned so that the sum of its
 *     samples is real and positive
 * @param imaginary imaginary parts, likewise
 * @param b1Ratio actual over nominal flip angle; of a region, the mean
 * @param curveDeg phase increments in degrees at which the fitted signals are given
 * @param fits one per method
 * @param posterior of a single voxel, where the first of the methods that have one knows it
 */
public record Inspection(
        Protocol protocol,
        int voxels,
        double[] real,
        double[] imaginary,
        double b1Ratio,
        double[] curveDeg,
        List<Fit> fits,
        Optional<Posterior> posterior) {

    /**
     * What a prior makes of the voxel, beside what the samples say alone.
     *
     * @param method label
     * @param density of T1 and T2
     * @param t1Ellipse T1 in ms on the ellipse of one standard deviation of maximum likelihood; empty where it is not among the methods
     * @param t2Ellipse T2 of the same points
     */
    public record Posterior(String method, VoxelDensity density, double[] t1Ellipse, double[] t2Ellipse) {}

    /**
     * What one method makes of it.
     *
     * @param method label
     * @param values of T1, T2 and ΔB0, as far as the method gives them; of a region, the mean over its voxels
     * @param remark what a reader of the values must know; may be empty
     * @param real real parts of the fitted signal, one per increment of the curve; empty where there is no fit
     * @param imaginary imaginary parts, likewise
     * @param misfitRatio root mean square of samples − fitted signal over that of the samples; NaN where there is no fit
     */
    public record Fit(
            String method,
            Map<Parameter, Value> values,
            String remark,
            double[] real,
            double[] imaginary,
            double misfitRatio) {}

    /**
     * A value with its uncertainty, in the parameter's unit; NaN where there is none.
     *
     * @param value of a voxel; of a region, the mean over its voxels
     * @param sigma of a voxel, the standard deviation expected from the noise; of a region, that over its voxels
     */
    public record Value(double value, double sigma) {

        private static final int MOST_DECIMALS = 4;

        /** Such as {@code 812 ± 21}, with two digits of the uncertainty. */
        public String text() {
            if (Double.isNaN(value)) {
                return "–";
            }
            if (!(sigma > 0)) {
                return String.format(Locale.ROOT, "%.1f", value);
            }
            int decimals = Math.max(0, Math.min(MOST_DECIMALS, 1 - (int) Math.floor(Math.log10(sigma))));
            return String.format(Locale.ROOT, "%." + decimals + "f ± %." + decimals + "f", value, sigma);
        }
    }
}
