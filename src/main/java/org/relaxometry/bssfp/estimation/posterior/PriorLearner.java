package org.relaxometry.bssfp.estimation.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * The density of T1 and T2 that makes the samples of many voxels most probable: empirical Bayes.
 *
 * <p>Expectation–maximisation on a grid of cells: w ← mean over the voxels of their posterior under w, from an even start.
 * That is the non-parametric maximum-likelihood estimate of the density (Laird, J. Am. Stat. Assoc. 73, 805 (1978)), which
 * ends in spikes; a fixed, small number of rounds stops before. Deterministic.
 */
public final class PriorLearner {

    /** Name of the prior as users choose it. */
    public static final String NAME = "this series";

    /** Fewer voxels than this show no density. */
    public static final int MIN_VOXELS = 500;

    /** More voxels than this make it no better. */
    public static final int USEFUL_VOXELS = 20_000;

    /** Width of a cell in ln T1 and ln T2, below the precision of a voxel. */
    private static final double CELL_LN = 0.08;

    private static final int ROUNDS = 30;

    /** The part of the density that is spread evenly: tissue that is rare, as a small lesion is, stays possible. */
    private static final double EVEN_PART = 0.01;

    private final Range t1Ms;
    private final Range t2Ms;
    private final int t1Cells;
    private final int t2Cells;
    private final PosteriorEstimator estimator;
    private final List<int[]> cells = new ArrayList<>();
    private final List<float[]> masses = new ArrayList<>();
    private final double[] gathered;
    private final List<Double> spreads = new ArrayList<>();

    /**
     * @param noise of the images
     * @param t1Ms range of T1 to look at
     * @param t2Ms range of T2 to look at
     */
    public PriorLearner(Protocol protocol, NoiseLevel.Known noise, Range t1Ms, Range t2Ms) {
        this.t1Ms = t1Ms;
        this.t2Ms = t2Ms;
        t1Cells = cells(t1Ms);
        t2Cells = cells(t2Ms);
        Prior even = Prior.of("even", "", t1Ms, t2Ms, 2, (t1, t2) -> 1);
        estimator = new PosteriorEstimator(protocol, noise, even, PosteriorValues.MEAN);
        gathered = new double[t1Cells * t2Cells];
    }

    private static int cells(Range range) {
        return Math.max(2, (int) Math.round(Math.log(range.max() / range.min()) / CELL_LN));
    }

    /** Takes the voxels of a block, but those without an answer. */
    public void add(SeriesBlock block) {
        ParameterBlock out = new ParameterBlock(estimator.outputs(), block.capacity());
        estimator.estimate(block, out, this::addVoxel);
    }

    private void addVoxel(TissuePosterior posterior) {
        Arrays.fill(gathered, 0);
        double greatest = posterior.greatest();
        double t1PerCell = (double) posterior.t1().size / t1Cells;
        double t2PerCell = (double) posterior.t2().size / t2Cells;
        double total = 0;
        for (int row = 0, k = 0; row < posterior.rows(); row++) {
            int t2Cell = Math.min(t2Cells - 1, (int) (posterior.rowT2[row] / t2PerCell));
            for (; k < posterior.rowEnd[row]; k++) {
                double mass = Math.exp(posterior.lnMass[k] - greatest);
                gathered[Math.min(t1Cells - 1, (int) (posterior.nodeT1[k] / t1PerCell)) * t2Cells + t2Cell] += mass;
                total += mass;
            }
        }
        int[] where = new int[gathered.length];
        float[] what = new float[gathered.length];
        int count = 0;
        double mean = 0;
        double square = 0;
        for (int cell = 0; cell < gathered.length; cell++) {
            int t1Cell = cell / t2Cells;
            mean += gathered[cell] / total * t1Cell;
            square += gathered[cell] / total * t1Cell * t1Cell;
            if (gathered[cell] > 1e-5 * total) {
                where[count] = cell;
                what[count++] = (float) (gathered[cell] / total);
            }
        }
        cells.add(Arrays.copyOf(where, count));
        masses.add(Arrays.copyOf(what, count));
        spreads.add(CELL_LN * Math.sqrt(Math.max(0, square - mean * mean)));
    }

    /** What the samples of a usual voxel leave open of ln T1 without the density of the series: the median of its standard deviation. */
    public double usualSigmaLnT1() {
        return SortedSamples.finite(
                        spreads.stream().mapToDouble(Double::doubleValue).toArray())
                .median();
    }

    /** Number of voxels taken. */
    public int voxels() {
        return cells.size();
    }

    /**
     * The density.
     *
     * @throws IllegalArgumentException where there are too few voxels
     */
    public Prior learn() {
        if (voxels() < MIN_VOXELS) {
            throw new IllegalArgumentException("The density of a series needs at least " + MIN_VOXELS
                    + " voxels with T1 and T2 in the ranges, but there are " + voxels() + ".");
        }
        double[] density = new double[gathered.length];
        Arrays.fill(density, 1.0 / density.length);
        for (int round = 0; round < ROUNDS; round++) {
            density = next(density);
        }
        for (int cell = 0; cell < density.length; cell++) {
            density[cell] = (1 - EVEN_PART) * density[cell] + EVEN_PART / density.length;
        }
        return new Prior(NAME, "learnt from " + voxels() + " voxels", t1Ms, t2Ms, t1Cells, t2Cells, density);
    }

    private double[] next(double[] density) {
        double[] sum = new double[density.length];
        for (int v = 0; v < cells.size(); v++) {
            int[] where = cells.get(v);
            float[] what = masses.get(v);
            double total = 0;
            for (int k = 0; k < where.length; k++) {
                total += what[k] * density[where[k]];
            }
            for (int k = 0; k < where.length; k++) {
                sum[where[k]] += what[k] * density[where[k]] / (total * cells.size());
            }
        }
        return sum;
    }
}
