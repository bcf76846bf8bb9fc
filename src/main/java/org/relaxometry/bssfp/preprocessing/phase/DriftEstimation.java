package org.relaxometry.bssfp.preprocessing.phase;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.statistics.CholeskyFactor;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Gauss–Newton for the N − 1 differences of drift between the cycles and five unknowns of the signal ellipse in every voxel.
 *
 * <p>The ellipse of a voxel is fitted anew for every step, so what a small drift changes counts only as far as no ellipse
 * can follow it: its derivatives are projected on what the five derivatives of the ellipse leave. Voxels of large misfit,
 * such as those of two tissues or of flow, have a weight as Huber's. The step has Σ δ_j = 0. Standard errors come from the
 * scatter of the voxels' contributions (the sandwich formula), not from an assumed noise.
 */
final class DriftEstimation {

    private static final int MOST_VOXELS = 6000;
    private static final int FEWEST_VOXELS = 200;

    /** Voxels above this part of the 98th percentile of the signal are bright. */
    private static final double BRIGHT_PART = 0.3;

    private static final double BRIGHT_QUANTILE = 0.98;

    /** Misfits above this many medians lose weight. */
    private static final double HUBER = 1.5;

    /** A median misfit above this part of the signal is another error: wrong increments, order or handedness. */
    private static final double MAX_RESIDUAL = 0.3;

    private static final int MAX_STEPS = 60;
    private static final double SETTLED_RAD = 1e-5;

    /** No step goes further, in radians per cycle: the equations hold for small ones. */
    private static final double LONGEST_STEP_RAD = 0.2;

    /** Most that a drift may be uncertain by to be worth a correction. */
    private static final double MAX_ERROR_HZ = 0.3;

    private static final int UNKNOWNS = 5;

    private final ComplexSeries series;
    private final Protocol protocol;
    private final int cycles;
    private final int[] voxels;

    /** Of each voxel: normal matrix N × N by rows, right-hand side. */
    private final double[][] matrices;

    private final double[][] rightHandSides;
    private final double[] misfits;
    private final double[] residualRatios;

    DriftEstimation(ComplexSeries series) {
        this.series = series;
        protocol = series.protocol();
        cycles = protocol.cycles();
        FieldDrift.requireCycles(cycles);
        voxels = bright(series);
        if (voxels.length < FEWEST_VOXELS) {
            throw new IllegalArgumentException("The drift of the field is found from at least " + FEWEST_VOXELS
                    + " bright voxels, but there are " + voxels.length + ".");
        }
        matrices = new double[voxels.length][cycles * cycles];
        rightHandSides = new double[voxels.length][cycles];
        misfits = new double[voxels.length];
        residualRatios = new double[voxels.length];
    }

    static double[] radians(Protocol protocol, double[] hertz) {
        return Arrays.stream(hertz)
                .map(hz -> 2e-3 * Math.PI * protocol.repetitionTimeMs() * hz)
                .toArray();
    }

    private static int[] bright(ComplexSeries series) {
        double[] power = new double[series.grid().voxels()];
        for (ComplexVolume cycle : series.cycles()) {
            for (int i = 0; i < power.length; i++) {
                double x = cycle.real()[i];
                double y = cycle.imaginary()[i];
                power[i] += x * x + y * y;
            }
        }
        double least = BRIGHT_PART * BRIGHT_PART * SortedSamples.all(power).below(BRIGHT_QUANTILE);
        int[] all =
                IntStream.range(0, power.length).filter(i -> power[i] > least).toArray();
        int step = all.length / MOST_VOXELS + 1;
        return IntStream.range(0, all.length / step).map(i -> all[i * step]).toArray();
    }

    FieldDrift estimate(Progress progress) {
        double[] drift = new double[cycles];
        double[] previous = new double[cycles];
        double damping = 1;
        for (int count = 0; count < MAX_STEPS; count++) {
            progress.checkCanceled();
            progress.update((double) count / MAX_STEPS);
            linearise(drift);
            double[] weights = weights();
            CholeskyFactor factor = factor(weights);
            double[] step = centred(factor.solve(sum(weights)));
            double longest = Arrays.stream(step).map(Math::abs).max().orElseThrow();
            // a voxel with two fits alike, one here and one there, sends the search back and forth
            damping = dot(step, previous) < 0 ? damping / 2 : damping;
            previous = step;
            double part = Math.min(damping, LONGEST_STEP_RAD / longest);
            for (int j = 0; j < cycles; j++) {
                drift[j] += part * step[j];
            }
            if (part * longest < SETTLED_RAD) {
                return result(drift, factor, weights);
            }
        }
        throw new IllegalArgumentException(
                "The drift of the field could not be found: the search did not settle. Look at the images of the cycles.");
    }

    /** Without what all cycles have in common: voxels whose fit has not settled pull there for ever, and it changes nothing. */
    private static double[] centred(double[] step) {
        double mean = Arrays.stream(step).average().orElseThrow();
        return Arrays.stream(step).map(part -> part - mean).toArray();
    }

    private void linearise(double[] drift) {
        DriftedSignal signal = new DriftedSignal(protocol, drift);
        double[][] real = new double[UNKNOWNS][cycles];
        double[][] imaginary = new double[UNKNOWNS][cycles];
        for (int v = 0; v < voxels.length; v++) {
            for (int j = 0; j < cycles; j++) {
                ComplexVolume cycle = series.cycles().get(j);
                signal.set(j, cycle.real()[voxels[v]], cycle.imaginary()[voxels[v]]);
            }
            boolean fitted = signal.fit();
            residualRatios[v] = signal.residualRatio();
            misfits[v] = Double.NaN;
            if (fitted) {
                signal.derivatives(real, imaginary);
                addVoxel(v, signal, real, imaginary);
            }
        }
    }

    private void addVoxel(int v, DriftedSignal signal, double[][] real, double[][] imaginary) {
        double echoRatio = protocol.echoTimeMs() / protocol.repetitionTimeMs();
        double[] x = new double[cycles];
        double[] y = new double[cycles];
        double misfit = 0;
        for (int j = 0; j < cycles; j++) {
            double modelReal = signal.mReal() * real[0][j] + signal.mImaginary() * real[1][j];
            double modelImaginary = signal.mReal() * imaginary[0][j] + signal.mImaginary() * imaginary[1][j];
            // by δ_j: what turns the signal, and what moves it along the ellipse
            x[j] = real[4][j] - echoRatio * modelImaginary;
            y[j] = imaginary[4][j] + echoRatio * modelReal;
            double restReal = signal.real[j] - modelReal;
            double restImaginary = signal.imaginary[j] - modelImaginary;
            rightHandSides[v][j] = x[j] * restReal + y[j] * restImaginary;
            misfit += restReal * restReal + restImaginary * restImaginary;
        }
        misfits[v] = Math.sqrt(misfit);
        orthonormalise(real, imaginary);
        for (int j = 0; j < cycles; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = j == k ? x[j] * x[j] + y[j] * y[j] : 0;
                for (int q = 0; q < UNKNOWNS; q++) {
                    sum -= (real[q][j] * x[j] + imaginary[q][j] * y[j]) * (real[q][k] * x[k] + imaginary[q][k] * y[k]);
                }
                matrices[v][j * cycles + k] = sum;
            }
        }
    }

    /** Gram–Schmidt, twice for the sake of rounding. */
    private static void orthonormalise(double[][] real, double[][] imaginary) {
        for (int q = 0; q < UNKNOWNS; q++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int p = 0; p < q; p++) {
                    double part = dot(real[p], real[q]) + dot(imaginary[p], imaginary[q]);
                    subtract(part, real[p], real[q]);
                    subtract(part, imaginary[p], imaginary[q]);
                }
            }
            double length = Math.sqrt(dot(real[q], real[q]) + dot(imaginary[q], imaginary[q]));
            subtract(1 - 1 / length, real[q], real[q]);
            subtract(1 - 1 / length, imaginary[q], imaginary[q]);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void subtract(double part, double[] what, double[] from) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= part * what[i];
        }
    }

    /** 1, less where the misfit is large, 0 where there is no fit. */
    private double[] weights() {
        SortedSamples finite = SortedSamples.finite(misfits);
        double ratio = SortedSamples.all(residualRatios).median();
        if (finite.size() < FEWEST_VOXELS || !(ratio <= MAX_RESIDUAL)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "The drift of the field cannot be found: the images do not follow the signal model (median misfit"
                            + " %.0f %% of the signal). Look at increments, order and handedness; Quality Control tells.",
                    100 * ratio));
        }
        double limit = HUBER * finite.median();
        return Arrays.stream(misfits)
                .map(misfit -> Double.isNaN(misfit) ? 0 : misfit <= limit ? 1 : limit / misfit)
                .toArray();
    }

    private CholeskyFactor factor(double[] weights) {
        double[][] matrix = new double[cycles][cycles];
        double trace = 0;
        for (int j = 0; j < cycles; j++) {
            for (int k = 0; k <= j; k++) {
                for (int v = 0; v < voxels.length; v++) {
                    matrix[j][k] += weights[v] == 0 ? 0 : weights[v] * matrices[v][j * cycles + k];
                }
            }
            trace += matrix[j][j];
        }
        // a drift of all cycles alike changes nothing; this makes it 0 and leaves the rest
        for (int j = 0; j < cycles; j++) {
            for (int k = 0; k <= j; k++) {
                matrix[j][k] += trace / cycles;
            }
        }
        return CholeskyFactor.of(matrix).orElseThrow(DriftEstimation::undetermined);
    }

    private static IllegalArgumentException undetermined() {
        return new IllegalArgumentException("The images do not determine the drift of the field: without off-resonance"
                + " that varies from place to place it cannot be told from T1, T2 and ΔB0.");
    }

    private double[] sum(double[] weights) {
        double[] sum = new double[cycles];
        for (int v = 0; v < voxels.length; v++) {
            for (int j = 0; weights[v] > 0 && j < cycles; j++) {
                sum[j] += weights[v] * rightHandSides[v][j];
            }
        }
        return sum;
    }

    private FieldDrift result(double[] drift, CholeskyFactor factor, double[] weights) {
        double[] variance = new double[cycles];
        int used = 0;
        for (int v = 0; v < voxels.length; v++) {
            if (weights[v] > 0) {
                double[] pull = factor.solve(rightHandSides[v]);
                for (int j = 0; j < cycles; j++) {
                    variance[j] += weights[v] * weights[v] * pull[j] * pull[j];
                }
                used++;
            }
        }
        double perRadian = 1000 / (2 * Math.PI * protocol.repetitionTimeMs());
        FieldDrift found = new FieldDrift(
                Arrays.stream(drift).map(delta -> delta * perRadian).toArray(),
                Arrays.stream(variance)
                        .map(square -> Math.sqrt(square) * perRadian)
                        .toArray(),
                used);
        if (!(found.largestErrorHz() <= MAX_ERROR_HZ)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s Its standard error is %.2f Hz; more than %.1f Hz is not worth a correction.",
                    undetermined().getMessage(),
                    found.largestErrorHz(),
                    MAX_ERROR_HZ));
        }
        return found;
    }
}
