package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.CholeskyFactor;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Which error of a whole series its voxels agree on, and what it does to T1 and T2.
 *
 * <p>Noise leaves every voxel a misfit of its own; an error of the series (a gain, a phase or an increment of a cycle, a shift,
 * a unit) leaves all of them one that is known but for its size. With D the change of the 2N samples by a unit error, P the
 * projector on what the five parameters cannot follow and r the misfit, the sizes are
 *
 * <pre>
 * g = (Σ DᵀPD + σ²/τ²)⁻¹ Σ Dᵀr,   cov g = (Σ DᵀPD)⁻¹ (Σ Dᵀr rᵀD) (Σ DᵀPD)⁻¹
 * </pre>
 *
 * over some hundred voxels; the covariance (White, Econometrica 48, 817 (1980), doi:10.2307/1912934) supposes nothing of the
 * noise. The part of D g that the parameters do follow, and no misfit shows, is what T1 and T2 are wrong by. Beside each
 * source stand the profiles that tissue of several pools makes and, but for motion itself, a shift of every cycle: what they
 * explain is not laid at another's door. First order: the size of a large error is indicative, its significance is not
 * overstated.
 */
final class SystematicErrors {

    /** Voxels of a larger misfit than twice the typical count less: flowing blood, edges. */
    private static final double TYPICAL_MISFITS = 4;

    private static final int MIN_VOXELS = 50;

    private final int cycles;
    private final int columns;
    private final double typicalMisfit;
    private final double[][] normal;
    private final double[][] scatter;
    private final double[] right;
    private final List<double[]> logT1 = new ArrayList<>();
    private final List<double[]> logT2 = new ArrayList<>();
    private double misfit;

    /** @param typicalMisfit median of Σ|S − Ŝ|² over the voxels */
    SystematicErrors(Protocol protocol, double typicalMisfit) {
        cycles = protocol.cycles();
        columns = ErrorColumns.count(cycles);
        this.typicalMisfit = typicalMisfit;
        normal = new double[columns][columns];
        scatter = new double[columns][columns];
        right = new double[columns];
    }

    /** Takes a voxel into account. */
    void add(Linearisation at, double[][] change) {
        double weight = Math.min(1, Math.sqrt(TYPICAL_MISFITS * typicalMisfit / at.misfitPower()));
        double[][] parts = new double[columns][5];
        double[] along = new double[columns];
        double[] t1 = new double[columns];
        double[] t2 = new double[columns];
        for (int i = 0; i < columns; i++) {
            at.project(change[i], parts[i]);
            along[i] = weight * dot(change[i], at.misfit);
            t1[i] = dot(change[i], at.logT1);
            t2[i] = dot(change[i], at.logT2);
            right[i] += along[i];
        }
        for (int i = 0; i < columns; i++) {
            int cycle = ErrorColumns.cycle(i, cycles);
            for (int k = 0; k <= i; k++) {
                int other = ErrorColumns.cycle(k, cycles);
                normal[i][k] += weight * (dot(change, i, cycle, k, other) - dot(parts[i], parts[k]));
                scatter[i][k] += along[i] * along[k];
            }
        }
        logT1.add(t1);
        logT2.add(t2);
        misfit += weight * at.misfitPower();
    }

    /** Two columns of one cycle each have a product where it is the same cycle. */
    private static double dot(double[][] change, int i, int cycle, int k, int other) {
        if (cycle < 0 && other < 0) {
            return dot(change[i], change[k]);
        }
        if (cycle >= 0 && other >= 0 && cycle != other) {
            return 0;
        }
        int at = 2 * Math.max(cycle, other);
        return change[i][at] * change[k][at] + change[i][at + 1] * change[k][at + 1];
    }

    /** Number of voxels taken into account. */
    int voxels() {
        return logT1.size();
    }

    /**
     * An error that the voxels agree on.
     *
     * @param source what is in error
     * @param size of each of its numbers, in the units of the source
     * @param sizeSigma standard deviations of these
     * @param t1Change median over the voxels of |Δ ln T1| that it makes
     * @param t1Sigma median standard deviation of the former by noise
     * @param t2Change the same of T2
     * @param t2Sigma the same of T2
     * @param explained part of the misfit that goes with it, beyond what as many numbers take of noise
     */
    record Estimate(
            ErrorSource source,
            double[] size,
            double[] sizeSigma,
            double t1Change,
            double t1Sigma,
            double t2Change,
            double t2Sigma,
            double explained) {

        /** The larger of the changes of T1 and T2 that stand out of the noise by this many standard deviations; 0 for none. */
        double change(double sigmas) {
            return Math.max(t1Change > sigmas * t1Sigma ? t1Change : 0, t2Change > sigmas * t2Sigma ? t2Change : 0);
        }
    }

    /** All sources, each held for the only one; empty with too few voxels. */
    List<Estimate> estimates() {
        List<Estimate> estimates = new ArrayList<>();
        if (voxels() >= MIN_VOXELS && typicalMisfit > 0) {
            int[] motion = ErrorSource.MOTION.columns(cycles);
            for (ErrorSource source : ErrorSource.values()) {
                if (!source.isToldBy(cycles)) {
                    continue;
                }
                int[] tissue = ErrorColumns.tissue(source, cycles);
                int[] beside = source == ErrorSource.MOTION ? tissue : join(tissue, motion);
                double explained =
                        explained(source.columns(cycles), source.isPerCycle() ? beside : join(half(tissue), motion));
                estimate(source, beside, explained).ifPresent(estimates::add);
            }
        }
        return estimates;
    }

    private static int[] half(int[] tissue) {
        return Arrays.copyOf(tissue, tissue.length / 2);
    }

    /** Part of the misfit that goes with columns, beyond what goes with those beside them and what is chance. */
    private double explained(int[] own, int[] beside) {
        double chance = own.length / ((2.0 * cycles - 5) * voxels());
        return (power(join(own, beside)) - power(beside)) / misfit - chance;
    }

    private double power(int[] which) {
        double[] part = select(right, which);
        return CholeskyFactor.of(select(normal, which, true))
                .map(factor -> dot(factor.solve(part), part))
                .orElse(0.0);
    }

    private Optional<Estimate> estimate(ErrorSource source, int[] beside, double explained) {
        int[] own = source.columns(cycles);
        int[] all = join(own, beside);
        Optional<CholeskyFactor> factor = CholeskyFactor.of(select(normal, all, true));
        if (factor.isEmpty()) {
            return Optional.empty();
        }
        double[] size = factor.get().solve(select(right, all));
        double[][] covariance = covariance(factor.get(), select(scatter, all, false), own.length);
        double[] ownSize = Arrays.copyOf(size, own.length);
        double[] sigma = new double[own.length];
        for (int i = 0; i < own.length; i++) {
            sigma[i] = Math.sqrt(covariance[i][i]);
        }
        return Optional.of(new Estimate(
                source,
                ownSize,
                sigma,
                median(logT1, own, ownSize),
                medianSigma(logT1, own, covariance),
                median(logT2, own, ownSize),
                medianSigma(logT2, own, covariance),
                explained));
    }

    /** The first rows and columns of A⁻¹ S A⁻¹. */
    private static double[][] covariance(CholeskyFactor a, double[][] s, int size) {
        double[][] rows = new double[size][];
        double[] unit = new double[s.length];
        double[][] inverse = new double[size][];
        for (int i = 0; i < size; i++) {
            unit[i] = 1;
            inverse[i] = a.solve(unit);
            unit[i] = 0;
        }
        for (int i = 0; i < size; i++) {
            double[] product = new double[s.length];
            for (int k = 0; k < s.length; k++) {
                product[k] = dot(s[k], inverse[i]);
            }
            rows[i] = new double[size];
            for (int l = 0; l < size; l++) {
                rows[i][l] = dot(inverse[l], product);
            }
        }
        return rows;
    }

    private static double median(List<double[]> changes, int[] own, double[] size) {
        return SortedSamples.finite(changes.stream()
                        .mapToDouble(change -> Math.abs(dot(select(change, own), size)))
                        .toArray())
                .median();
    }

    private static double medianSigma(List<double[]> changes, int[] own, double[][] covariance) {
        return SortedSamples.finite(changes.stream()
                        .mapToDouble(change -> {
                            double[] c = select(change, own);
                            double sum = 0;
                            for (int i = 0; i < c.length; i++) {
                                sum += c[i] * dot(covariance[i], c);
                            }
                            return Math.sqrt(sum);
                        })
                        .toArray())
                .median();
    }

    /** A part of a matrix of which the lower triangle is filled, made whole. */
    private double[][] select(double[][] matrix, int[] which, boolean withPrior) {
        double noisePower = typicalMisfit / (2 * cycles - 5);
        double[][] part = new double[which.length][which.length];
        for (int i = 0; i < which.length; i++) {
            for (int k = 0; k < which.length; k++) {
                part[i][k] = matrix[Math.max(which[i], which[k])][Math.min(which[i], which[k])];
            }
            if (withPrior) {
                double prior = ErrorColumns.prior(which[i], cycles);
                part[i][i] += noisePower / (prior * prior);
            }
        }
        return part;
    }

    private static double[] select(double[] vector, int[] which) {
        double[] part = new double[which.length];
        for (int i = 0; i < part.length; i++) {
            part[i] = vector[which[i]];
        }
        return part;
    }

    private static int[] join(int[] a, int[] b) {
        return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
