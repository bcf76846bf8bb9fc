package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.stream.IntStream;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * The change of the 2N samples of one voxel for a unit of each number that {@link ErrorSource} names, and for eight more that
 * are no errors: amplitude and phase that follow ψ alone, the precession angle, as cos 2ψ, sin 2ψ, cos ψ and sin ψ. Tissue of several
 * pools, long pulses and the profile of the slice make such profiles; what follows the cycle, and not the angle, is none of them.
 */
final class ErrorColumns {

    private static final int TISSUE = 8;

    private final int cycles;
    private final double[] incrementRad;
    private final double echoRatio;

    /** [column][2N]; a column of one cycle has two numbers that are not 0. */
    final double[][] change;

    ErrorColumns(Protocol protocol) {
        incrementRad = protocol.phaseIncrementsRad();
        echoRatio = protocol.echoTimeMs() / protocol.repetitionTimeMs();
        cycles = incrementRad.length;
        change = new double[count(cycles)][2 * cycles];
    }

    static int count(int cycles) {
        return ErrorSource.PER_CYCLE * cycles + ErrorSource.SHARED + TISSUE;
    }

    /**
     * Columns that are no errors.
     *
     * @param source beside which they stand. An error of all magnitudes or phases in one object is itself nearly a profile
     *     that follows ψ, so it must show beyond all of them
     */
    static int[] tissue(ErrorSource source, int cycles) {
        int first = count(cycles) - TISSUE;
        return IntStream.range(first, source.isPerCycle() ? first + TISSUE / 2 : count(cycles))
                .toArray();
    }

    /** The cycle that a column is of; −1 where it is of all. */
    static int cycle(int column, int cycles) {
        return column < ErrorSource.PER_CYCLE * cycles ? column % cycles : -1;
    }

    /** Standard deviation of each number where nothing is known: the gain is off by 100 %, the head moved by a voxel. */
    static double prior(int column, int cycles) {
        return column < count(cycles) - TISSUE ? 1 : 0.1;
    }

    /**
     * Writes the columns of a voxel.
     *
     * @param at the voxel, fitted
     * @param samples its samples and those of the neighbours
     * @param centre where the voxel stands among the samples
     * @param neighbours where those before and after it along x, y and z stand, below 0 where there is none
     * @param meanMagnitude of the series
     */
    void write(Linearisation at, VoxelSamples samples, int centre, int[][] neighbours, double meanMagnitude) {
        for (int j = 0; j < cycles; j++) {
            double x = at.model[2 * j];
            double y = at.model[2 * j + 1];
            set(j, j, x, y);
            set(cycles + j, j, -y, x);
            set(2 * cycles + j, j, -at.byThetaReal(j), -at.byThetaImaginary(j));
            set(6 * cycles + j, j, at.byThetaReal(j) - echoRatio * y, at.byThetaImaginary(j) + echoRatio * x);
            for (int axis = 0; axis < 3; axis++) {
                int before = neighbours[axis][0];
                int after = neighbours[axis][1];
                boolean known = before >= 0 && after >= 0;
                // an image that moved along an axis shows what was before
                set(
                        (3 + axis) * cycles + j,
                        j,
                        known ? (samples.real()[j][before] - samples.real()[j][after]) / 2 : 0,
                        known ? (samples.imaginary()[j][before] - samples.imaginary()[j][after]) / 2 : 0);
            }
            int shared = ErrorSource.PER_CYCLE * cycles;
            double argument =
                    argument(Math.atan2(y, x), Math.atan2(samples.imaginary()[j][centre], samples.real()[j][centre]));
            set(shared, j, -argument * y, argument * x);
            double magnitude = Math.hypot(x, y);
            double logarithm = magnitude > 0 ? Math.log(magnitude / meanMagnitude) : 0;
            set(shared + 1, j, logarithm * x, logarithm * y);
            double part = magnitude > 0 ? meanMagnitude / magnitude : 0;
            set(shared + 2, j, part * x, part * y);
            double psi = at.thetaRad() - incrementRad[j];
            tissue(j, x, y, Math.cos(2 * psi), 0);
            tissue(j, x, y, Math.sin(2 * psi), 2);
            tissue(j, x, y, Math.cos(psi), 4);
            tissue(j, x, y, Math.sin(psi), 6);
        }
    }

    /**
     * Phase of the fit, on the side of ±π where the image holds it. The noise of the sample itself is in its misfit too, and would
     * pass for a scale of the phases where they span little of the circle.
     */
    private static double argument(double fitted, double measured) {
        return fitted + 2 * Math.PI * Math.rint((measured - fitted) / (2 * Math.PI));
    }

    private void tissue(int cycle, double x, double y, double factor, int first) {
        int column = change.length - TISSUE + first;
        set(column, cycle, factor * x, factor * y);
        set(column + 1, cycle, -factor * y, factor * x);
    }

    private void set(int column, int cycle, double x, double y) {
        change[column][2 * cycle] = x;
        change[column][2 * cycle + 1] = y;
    }
}
