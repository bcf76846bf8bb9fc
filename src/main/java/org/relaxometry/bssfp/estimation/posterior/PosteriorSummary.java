package org.relaxometry.bssfp.estimation.posterior;

import org.relaxometry.bssfp.estimation.posterior.PosteriorValues.Centre;
import org.relaxometry.bssfp.statistics.Range;

/** The numbers that stand for the posterior of a voxel. Holds those of the latest. */
final class PosteriorSummary {

    /** Masses below e to this power of the largest are none. */
    private static final double NEGLIGIBLE_LN = -28;

    /** First step of the search for the mode, in points of the lattice: 6 % of a time. */
    private static final int FIRST_STEP = 64;

    private final PosteriorValues values;
    private final TissuePosterior posterior;
    private final Margin t1Margin;
    private final Margin t2Margin;

    private double t1MeanLn;
    private double t2MeanLn;
    double t1Ms;
    double t2Ms;
    double t1SigmaMs;
    double t2SigmaMs;

    PosteriorSummary(PosteriorValues values, TissuePosterior posterior) {
        this.values = values;
        this.posterior = posterior;
        t1Margin = new Margin(posterior.t1());
        t2Margin = new Margin(posterior.t2());
    }

    /**
     * Takes what the posterior summed.
     *
     * @return whether there is any mass
     */
    boolean take(ShapeLikelihood likelihood) {
        double greatest = posterior.greatest();
        if (!(greatest > Double.NEGATIVE_INFINITY)) {
            return false;
        }
        moments(greatest);
        if (values.needsMargins()) {
            margins(greatest);
        }
        if (values.centre() == Centre.GEOMETRIC_MEAN) {
            t1Ms = Math.exp(t1MeanLn);
            t2Ms = Math.exp(t2MeanLn);
        } else if (values.centre() == Centre.MEDIAN) {
            t1Ms = t1Margin.percentileMs(0.5);
            t2Ms = t2Margin.percentileMs(0.5);
        } else if (values.centre() == Centre.MODE) {
            mode(likelihood);
        }
        return true;
    }

    private void moments(double greatest) {
        double sum = 0;
        double sum1 = 0;
        double sum11 = 0;
        double sum2 = 0;
        double sum22 = 0;
        double sumLn1 = 0;
        double sumLn2 = 0;
        for (int row = 0, k = 0; row < posterior.rows(); row++) {
            double rowSum = 0;
            for (; k < posterior.rowEnd[row]; k++) {
                double ln = posterior.lnMass[k] - greatest;
                if (ln > NEGLIGIBLE_LN) {
                    double mass = Math.exp(ln);
                    double time = posterior.t1().timeMs[posterior.nodeT1[k]];
                    rowSum += mass;
                    sum1 += mass * time;
                    sumLn1 += mass * posterior.nodeT1[k];
                    sum11 += mass * time * time;
                }
            }
            double time = posterior.t2().timeMs[posterior.rowT2[row]];
            sum += rowSum;
            sum2 += rowSum * time;
            sumLn2 += rowSum * posterior.rowT2[row];
            sum22 += rowSum * time * time;
        }
        t1Ms = sum1 / sum;
        t2Ms = sum2 / sum;
        t1MeanLn = Math.log(posterior.t1().timeMsAt(sumLn1 / sum + 0.5));
        t2MeanLn = Math.log(posterior.t2().timeMsAt(sumLn2 / sum + 0.5));
        t1SigmaMs = Math.sqrt(Math.max(0, sum11 / sum - t1Ms * t1Ms));
        t2SigmaMs = Math.sqrt(Math.max(0, sum22 / sum - t2Ms * t2Ms));
    }

    private void margins(double greatest) {
        double from = Double.POSITIVE_INFINITY;
        double to = 0;
        int last = posterior.rows() - 1;
        for (int k = 0; k < posterior.nodes(); k++) {
            if (posterior.lnMass[k] - greatest > NEGLIGIBLE_LN) {
                from = Math.min(from, posterior.nodeFrom[k]);
                to = Math.max(to, posterior.nodeTo[k]);
            }
        }
        t1Margin.clear(from, to);
        t2Margin.clear(posterior.rowFrom[0], posterior.rowTo[last]);
        for (int row = 0, k = 0; row <= last; row++) {
            double rowSum = 0;
            for (; k < posterior.rowEnd[row]; k++) {
                double ln = posterior.lnMass[k] - greatest;
                if (ln > NEGLIGIBLE_LN) {
                    double mass = Math.exp(ln);
                    rowSum += mass;
                    t1Margin.add(mass, posterior.nodeFrom[k], posterior.nodeTo[k]);
                }
            }
            t2Margin.add(rowSum, posterior.rowFrom[row], posterior.rowTo[row]);
        }
    }

    private void mode(ShapeLikelihood likelihood) {
        int i = posterior.t1().index(posterior.t1().placeOf(t1Ms));
        int j = posterior.t2().index(posterior.t2().placeOf(t2Ms));
        double best = lnPerMs(i, j, likelihood);
        for (int step = FIRST_STEP; step >= 1; ) {
            int bestI = i;
            int bestJ = j;
            for (int di = -1; di <= 1; di++) {
                for (int dj = -1; dj <= 1; dj++) {
                    int atI = posterior.t1().index(i + di * step);
                    int atJ = posterior.t2().index(j + dj * step);
                    double ln = lnPerMs(atI, atJ, likelihood);
                    if (ln > best) {
                        best = ln;
                        bestI = atI;
                        bestJ = atJ;
                    }
                }
            }
            if (bestI == i && bestJ == j) {
                step /= 2;
            }
            i = bestI;
            j = bestJ;
        }
        t1Ms = posterior.t1().timeMs[i];
        t2Ms = posterior.t2().timeMs[j];
    }

    private double lnPerMs(int i, int j, ShapeLikelihood likelihood) {
        return posterior.lnDensity(i, j, likelihood) - Math.log(posterior.t1().timeMs[i] * posterior.t2().timeMs[j]);
    }

    /** Standard deviation of ln T1, roughly. */
    double t1SigmaLn() {
        return t1SigmaMs / t1Ms;
    }

    /** Standard deviation of ln T2, roughly. */
    double t2SigmaLn() {
        return t2SigmaMs / t2Ms;
    }

    /** T1 and T2 below which a fraction lies, in this order, in ms. */
    double[] percentilesMs(double fraction) {
        return new double[] {t1Margin.percentileMs(fraction), t2Margin.percentileMs(fraction)};
    }

    double t1Above(double limitMs) {
        return t1Margin.fractionAbove(limitMs);
    }

    double t2Above(double limitMs) {
        return t2Margin.fractionAbove(limitMs);
    }

    /** Standard deviations of ln T1 and ln T2 under a prior alone, roughly: of evenly spread cells by their density. */
    static double[] priorSigmaLn(Prior prior) {
        return new double[] {sigmaLn(prior, true), sigmaLn(prior, false)};
    }

    private static double sigmaLn(Prior prior, boolean isT1) {
        Range range = isT1 ? prior.t1Ms() : prior.t2Ms();
        int cells = isT1 ? prior.t1Cells() : prior.t2Cells();
        double sum = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < prior.t1Cells(); i++) {
            for (int j = 0; j < prior.t2Cells(); j++) {
                double mass = prior.density(i, j);
                double ln = Math.log(Prior.centre(range, cells, isT1 ? i : j));
                sum += mass;
                first += mass * ln;
                second += mass * ln * ln;
            }
        }
        return Math.sqrt(Math.max(0, second / sum - first / sum * (first / sum)));
    }
}
