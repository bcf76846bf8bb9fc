package org.relaxometry.bssfp.estimation.posterior;

import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;

/**
 * The posterior density of one voxel, to be looked at: on a grid around the estimate, by the likelihood of the samples themselves.
 *
 * @param t1Ms T1 of the columns in ms, at equal distances in ln T1
 * @param t2Ms T2 of the rows in ms, likewise
 * @param density per ln T1 and ln T2 over the largest, [T2][T1]; NaN where T1 &lt; T2
 */
public record VoxelDensity(double[] t1Ms, double[] t2Ms, double[][] density) {

    private static final int POINTS = 81;

    /** Standard deviations of the posterior to either side. */
    private static final double REACH_SIGMA = 4;

    /** A fit that knows θ worse than this may have settled on another one than the likelihood would. */
    private static final double KNOWN_THETA_SIGMA = 0.25;

    private static final double NEGLIGIBLE_LN = -40;

    /** Of the first voxel of a block; none where it has no estimate, or the noise is not known. */
    public static Optional<VoxelDensity> of(PosteriorEstimator estimator, SeriesBlock voxel) {
        ParameterBlock out = new ParameterBlock(estimator.outputs(), voxel.size());
        estimator.estimate(voxel, out);
        boolean isKnown = EstimationStatus.ofCode(out.status()[0]).hasValues();
        if (!isKnown || !(estimator.noise() instanceof NoiseLevel.Known noise)) {
            return Optional.empty();
        }
        Prior prior = estimator.prior();
        double[] t1Ms = axis(out.of(Parameter.T1)[0], out.of(Parameter.T1_SIGMA)[0], prior.t1Ms());
        double[] t2Ms = axis(out.of(Parameter.T2)[0], out.of(Parameter.T2_SIGMA)[0], prior.t2Ms());
        Protocol protocol = estimator.protocol();
        TissueShape shape = new TissueShape(protocol);
        double b1Ratio = voxel.b1Ratio()[0];
        double thetaRad = 2 * Math.PI * out.of(Parameter.OFF_RESONANCE)[0] / protocol.offResonancePeriodHz();
        shape.setPulse(b1Ratio, new EllipticalSignal(protocol).excitation(b1Ratio, thetaRad));
        SampleLikelihood likelihood = new SampleLikelihood(protocol);
        boolean isNear = take(likelihood, protocol, voxel, noise.sigma(protocol.cycles()));
        double[][] ln = ln(likelihood, shape, protocol, t1Ms, t2Ms);
        if (!isNear) {
            likelihood.refine(NEGLIGIBLE_LN);
            ln = ln(likelihood, shape, protocol, t1Ms, t2Ms);
        }
        return Optional.of(new VoxelDensity(t1Ms, t2Ms, withPrior(ln, prior.independentCopy(), t1Ms, t2Ms)));
    }

    private static double[] axis(double centre, double sigma, Range range) {
        double reach = REACH_SIGMA * sigma / centre;
        double low = Math.max(Math.log(range.min()), Math.log(centre) - reach);
        double high = Math.min(Math.log(range.max()), Math.log(centre) + reach);
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> Math.exp(low + (high - low) * i / (POINTS - 1)))
                .toArray();
    }

    /** Whether the fit says where θ is. */
    private static boolean take(SampleLikelihood likelihood, Protocol protocol, SeriesBlock voxel, double sigma) {
        double[] real = IntStream.range(0, protocol.cycles())
                .mapToDouble(j -> voxel.real()[j][0])
                .toArray();
        double[] imaginary = IntStream.range(0, protocol.cycles())
                .mapToDouble(j -> voxel.imaginary()[j][0])
                .toArray();
        EllipseFit fit = new EllipseFit(protocol);
        double[] covariance = new double[4];
        if (fit.fit(real, imaginary) == EstimationStatus.OK && protocol.cycles() > Protocol.MIN_CYCLES) {
            fit.covariance(covariance);
            double thetaSigma = sigma * Math.sqrt(covariance[3]);
            if (thetaSigma < KNOWN_THETA_SIGMA) {
                likelihood.setNear(real, imaginary, sigma, fit);
                return true;
            }
        }
        likelihood.setAnywhere(real, imaginary, sigma);
        return false;
    }

    private static double[][] ln(
            SampleLikelihood likelihood, TissueShape shape, Protocol protocol, double[] t1Ms, double[] t2Ms) {
        double[][] ln = new double[t2Ms.length][t1Ms.length];
        for (int row = 0; row < t2Ms.length; row++) {
            double a = Math.exp(-protocol.repetitionTimeMs() / t2Ms[row]);
            likelihood.row(a);
            for (int column = 0; column < t1Ms.length; column++) {
                double oneMinusE1 = -Math.expm1(-protocol.repetitionTimeMs() / t1Ms[column]);
                ln[row][column] = t1Ms[column] < t2Ms[row] ? Double.NaN : likelihood.ln(shape.b(a, oneMinusE1));
            }
        }
        return ln;
    }

    private static double[][] withPrior(double[][] ln, Prior prior, double[] t1Ms, double[] t2Ms) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < t2Ms.length; row++) {
            double t2 = place(t2Ms[row], prior.t2Ms(), prior.t2Cells());
            int t2Cell = Math.min(prior.t2Cells() - 2, (int) t2);
            prior.row(t2Cell, (float) (t2 - t2Cell));
            for (int column = 0; column < t1Ms.length; column++) {
                double t1 = place(t1Ms[column], prior.t1Ms(), prior.t1Cells());
                int t1Cell = Math.min(prior.t1Cells() - 2, (int) t1);
                ln[row][column] += prior.ln(t1Cell, (float) (t1 - t1Cell));
                largest = ln[row][column] > largest ? ln[row][column] : largest;
            }
        }
        for (double[] row : ln) {
            for (int column = 0; column < row.length; column++) {
                row[column] = Math.exp(row[column] - largest);
            }
        }
        return ln;
    }

    /** Among the centres of the cells of a prior. */
    private static double place(double timeMs, Range range, int cells) {
        double place = Math.log(timeMs / range.min()) / Math.log(range.max() / range.min()) * cells - 0.5;
        return Math.max(0, Math.min(cells - 1, place));
    }
}
