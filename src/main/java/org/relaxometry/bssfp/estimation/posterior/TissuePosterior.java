package org.relaxometry.bssfp.estimation.posterior;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.Excitation;

/**
 * The posterior density of T1 and T2 of one voxel: likelihood times prior, summed over nodes that lie where the likelihood is,
 * in rows of equal T2.
 *
 * <p>Holds the sum that it made last. Serves one thread.
 */
final class TissuePosterior {

    /** A normal density is summed over so many standard deviations to either side; 6e-5 of it lie beyond. */
    private static final double REACH_SIGMA = 4;

    /** Where the likelihood is not normal, or the range of T1 cuts it off, T2 that the fit thinks improbable counts too. */
    private static final double WIDE_REACH_SIGMA = 5.5;

    /** Distance of two nodes in standard deviations; sums over a normal density are exact to 1e-8 at 1. */
    private static final double NODE_SIGMA = 1;

    /** The same where single percentiles are wanted, between nodes. */
    private static final double FINE_NODE_SIGMA = 0.45;

    /** Where the range cuts the likelihood off altogether, this much beyond its edge counts, in standard deviations. */
    private static final double EDGE_SIGMA = 2;

    private static final int MIN_NODES = 8;
    private static final int MAX_NODES = 40;

    /** Coarse sums before the last one of a voxel that may be anything, nodes on each side of them, and what counts there. */
    private static final int LOOKS = 2;

    private static final int LOOK_NODES = 24;
    private static final int LAST_NODES = 32;
    private static final double LOOK_LN = -40;

    /** Widest distance of two Gauss–Legendre nodes, by their mean distance. */
    private static final double WIDEST_GAP = 1.6;

    private static final SumRule[] INSIDE = new SumRule[MAX_NODES + 1];
    private static final SumRule[] CUT_OFF = new SumRule[MAX_NODES + 1];

    static {
        for (int count = MIN_NODES; count <= MAX_NODES; count++) {
            INSIDE[count] = SumRule.midpoint(count);
            CUT_OFF[count] = SumRule.gaussLegendre(count);
        }
    }

    private final LogAxis t1;
    private final LogAxis t2;
    private final Prior prior;
    private final boolean isFine;
    private final double nodeSigma;
    private final TissueShape shape;

    private int rows;
    private int nodes;
    private double greatestLikelihood;
    final int[] rowEnd = new int[MAX_NODES];
    final int[] rowT2 = new int[MAX_NODES];
    final double[] rowFrom = new double[MAX_NODES];
    final double[] rowTo = new double[MAX_NODES];
    final int[] nodeT1 = new int[MAX_NODES * MAX_NODES];
    final double[] nodeFrom = new double[MAX_NODES * MAX_NODES];
    final double[] nodeTo = new double[MAX_NODES * MAX_NODES];
    /** ln of the density times the size of its cell, but for a constant of the voxel. */
    final double[] lnMass = new double[MAX_NODES * MAX_NODES];

    /** @param isFine whether what lies between the nodes matters too */
    TissuePosterior(Protocol protocol, Prior prior, boolean isFine) {
        this.prior = prior;
        t1 = new LogAxis(prior.t1Ms(), protocol.repetitionTimeMs(), prior.t1Cells());
        t2 = new LogAxis(prior.t2Ms(), protocol.repetitionTimeMs(), prior.t2Cells());
        this.isFine = isFine;
        nodeSigma = isFine ? FINE_NODE_SIGMA : NODE_SIGMA;
        shape = new TissueShape(protocol);
    }

    void setPulse(double b1Ratio, Excitation pulse) {
        shape.setPulse(b1Ratio, pulse);
    }

    LogAxis t1() {
        return t1;
    }

    LogAxis t2() {
        return t2;
    }

    int rows() {
        return rows;
    }

    int nodes() {
        return nodes;
    }

    TissueShape shape() {
        return shape;
    }

    /** Sums the normal density itself; T1 of its centre lies within the range of the prior, or near. */
    void sum(GaussianShape likelihood) {
        sumAround(likelihood, likelihood, REACH_SIGMA);
    }

    /** Sums a likelihood that lies roughly where a normal density does. */
    void sumAround(GaussianShape where, ShapeLikelihood likelihood) {
        sumAround(where, likelihood, WIDE_REACH_SIGMA);
    }

    private void sumAround(GaussianShape where, ShapeLikelihood likelihood, double reach) {
        double sigmaA = where.sigmaA();
        double low = t2.place(1 - (where.a() - reach * sigmaA));
        double high = t2.place(1 - (where.a() + reach * sigmaA));
        if (!(high > low)) {
            if (low >= t2.size) {
                low = Math.min(t2.size - 1, t2.place(t2.oneMinusE[t2.size - 1] + EDGE_SIGMA * sigmaA));
                high = t2.size;
            } else {
                low = 0;
                high = Math.max(1, t2.place(t2.oneMinusE[0] - EDGE_SIGMA * sigmaA));
            }
        }
        int narrowest = t2.index(low);
        double aByLn = t2.slope(narrowest);
        int count = count((high - low) * t2.step, nodeSigma * sigmaA / aByLn, prior.resolutionT2Ln());
        start();
        SumRule rule = rule(low, high, t2, count);
        for (int row = 0; row < rule.node().length; row++) {
            addRowAround(where, likelihood, reach, beginRow(rule, row, low, high));
        }
    }

    private void addRowAround(GaussianShape where, ShapeLikelihood likelihood, double reach, double rowLn) {
        double a = 1 - t2.oneMinusE[rowT2[rows]];
        double sigmaB = where.sigmaBGivenA();
        double centre = where.centreB(a);
        double left = t1.place(shape.oneMinusE1(a, centre + reach * sigmaB));
        double right = t1.place(shape.oneMinusE1(a, centre - reach * sigmaB));
        if (!(right > left)) {
            if (left >= t1.size) {
                double edge = shape.b(a, t1.oneMinusE[t1.size - 1]);
                left = Math.min(t1.size - 1, t1.place(shape.oneMinusE1(a, edge + EDGE_SIGMA * sigmaB)));
                right = t1.size;
            } else {
                double edge = shape.b(a, t1.oneMinusE[0]);
                left = 0;
                right = Math.max(1, t1.place(shape.oneMinusE1(a, edge - EDGE_SIGMA * sigmaB)));
            }
        }
        int narrowest = t1.index(left);
        double bByLn = shape.bByOneMinusE1(a, t1.oneMinusE[narrowest]) * t1.slope(narrowest);
        int count = count((right - left) * t1.step, nodeSigma * sigmaB / bByLn, prior.resolutionT1Ln());
        addRow(rowLn, left, right, rule(left, right, t1, count), likelihood);
    }

    /** Sums the likelihood of samples that may lie anywhere: first coarsely, then over the box that holds it. */
    void sumEverywhere(SampleLikelihood likelihood) {
        double left = 0;
        double right = t1.size;
        double low = 0;
        double high = t2.size;
        for (int look = 0; look <= LOOKS; look++) {
            int side = look < LOOKS ? LOOK_NODES : LAST_NODES;
            start();
            for (int row = 0; row < side; row++) {
                addRow(beginRow(CUT_OFF[side], row, low, high), left, right, CUT_OFF[side], likelihood);
            }
            if (look == LOOKS) {
                return;
            }
            double negligible = LOOK_LN / (look + 1);
            double least = greatest() + negligible;
            double across = WIDEST_GAP * (right - left) / side;
            double apart = WIDEST_GAP * (high - low) / side;
            double[] box = {right, left, high, low};
            for (int row = 0, k = 0; row < rows; row++) {
                for (; k < rowEnd[row]; k++) {
                    if (lnMass[k] >= least) {
                        box[0] = Math.min(box[0], nodeT1[k] - across);
                        box[1] = Math.max(box[1], nodeT1[k] + across);
                        box[2] = Math.min(box[2], rowT2[row] - apart);
                        box[3] = Math.max(box[3], rowT2[row] + apart);
                    }
                }
            }
            left = Math.max(left, box[0]);
            right = Math.min(right, box[1]);
            low = Math.max(low, box[2]);
            high = Math.min(high, box[3]);
            likelihood.refine(negligible);
        }
    }

    private static int count(double width, double distance, double resolution) {
        return Math.max(MIN_NODES, Math.min(MAX_NODES, (int) Math.ceil(width / Math.min(distance, resolution))));
    }

    private static SumRule rule(double first, double last, LogAxis axis, int count) {
        return first > 0 && last < axis.size ? INSIDE[count] : CUT_OFF[Math.min(MAX_NODES, count + count / 3)];
    }

    private void start() {
        rows = 0;
        nodes = 0;
        greatestLikelihood = Double.NEGATIVE_INFINITY;
    }

    /** Sets the T2 of the next row; gives ln of its height. */
    private double beginRow(SumRule rule, int row, double low, double high) {
        rowT2[rows] = t2.index(low + rule.node()[row] * (high - low));
        rowFrom[rows] = low + rule.edge()[row] * (high - low);
        rowTo[rows] = low + rule.edge()[row + 1] * (high - low);
        return rule.lnWeight()[row];
    }

    private void addRow(double rowLn, double left, double right, SumRule rule, ShapeLikelihood likelihood) {
        int j = rowT2[rows];
        double a = 1 - t2.oneMinusE[j];
        TissueShape.Row shapes = shape.row(a);
        double width = right - left;
        double lnWidth = rowLn + Math.log(width);
        double[] place = rule.node();
        likelihood.row(a);
        prior.row(t2.cell[j], t2.part[j]);
        for (int k = 0; k < place.length; k++) {
            int i = t1.index(left + place[k] * width);
            if (t1.timeMs[i] < t2.timeMs[j]) {
                continue;
            }
            nodeT1[nodes] = i;
            if (isFine) {
                nodeFrom[nodes] = left + rule.edge()[k] * width;
                nodeTo[nodes] = left + rule.edge()[k + 1] * width;
            }
            double ln = likelihood.ln(shapes.b(t1.oneMinusE[i]));
            greatestLikelihood = Math.max(greatestLikelihood, ln);
            lnMass[nodes++] = ln + prior.ln(t1.cell[i], t1.part[i]) + lnWidth + rule.lnWeight()[k];
        }
        rowEnd[rows++] = nodes;
    }

    /** The largest ln of the likelihood at any node. */
    double greatestLikelihood() {
        return greatestLikelihood;
    }

    /** The largest of the masses, as its logarithm; −∞ where there is none. */
    double greatest() {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < nodes; k++) {
            greatest = Math.max(greatest, lnMass[k]);
        }
        return greatest;
    }

    /** ln of the density per ln T1 and ln T2 at a point of the lattice, but for a constant of the voxel; −∞ where T1 &lt; T2. */
    double lnDensity(int i, int j, ShapeLikelihood likelihood) {
        if (t1.timeMs[i] < t2.timeMs[j]) {
            return Double.NEGATIVE_INFINITY;
        }
        double a = 1 - t2.oneMinusE[j];
        likelihood.row(a);
        prior.row(t2.cell[j], t2.part[j]);
        return likelihood.ln(shape.b(a, t1.oneMinusE[i])) + prior.ln(t1.cell[i], t1.part[i]);
    }
}
