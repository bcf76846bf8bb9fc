package org.relaxometry.bssfp.estimation.likelihood;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.RowProgram.Row;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * {@link EllipseFit} of many voxels at a time, as far as they take the common way: from the linear start by undamped Gauss–Newton
 * steps to a solution.
 *
 * <p>{@link StartRows} and {@link EquationRows} write the formulas down as a {@link RowProgram}, in which every voxel has a lane, an
 * index into rows of numbers. A voxel that has settled, or leaves the common way, gives its lane to one that goes on. Its
 * operations are those of {@link EllipseFit} in the same order, so what settles here has the same bits, whatever other voxels are in
 * the block; the rest is left to {@link EllipseFit}.
 */
final class EllipseRows {

    /** Enough for loops to reach their speed, few enough for all rows to stay in the processor's cache. */
    static final int VOXELS = 256;

    /** Results, [voxel]. */
    final double[] a;

    final double[] b;
    final double[] cosTheta;
    final double[] sinTheta;
    final double[] signalPower;
    final double[] explainedPower;
    final double[] mReal;
    final double[] mImaginary;
    final double[] mPower;
    final double[] h11;
    final double[] h12;
    final double[] h13;
    final double[] h22;
    final double[] h23;
    final double[] h33;

    private final double[][] results;

    /** Where the results come from, [lane], in the same order. */
    private final double[][] found;

    private final boolean[] isSettled = new boolean[VOXELS];

    private final int degreesOfFreedom;
    private final RowProgram.Operation findStart;
    private final RowProgram.Operation setUpEquations;
    private final RowProgram.Operation takeStep;
    private final SampleRows at;
    private final StartRows start;
    private final EquationRows equations;
    private final double[] previousPower = new double[VOXELS];
    private final int[] voxelOf = new int[VOXELS];
    private final boolean[] goesOn = new boolean[VOXELS];

    /** All rows that belong to a lane from one step to the next. */
    private final double[][] carried;

    private int lanes;

    EllipseRows(Protocol protocol) {
        degreesOfFreedom = 2 * protocol.cycles() - 5;
        RowProgram program = new RowProgram(VOXELS);
        at = new SampleRows(protocol, program);
        start = new StartRows(at, program);
        findStart = program.finish();
        equations = new EquationRows(at, start.f0Real, start.f0Imaginary, program);
        setUpEquations = program.finish();
        writeStep(at, equations);
        takeStep = program.finish();
        List<Row> kept = new ArrayList<>(List.of(at.a, at.b, at.cosTheta, at.sinTheta, start.power));
        kept.addAll(List.of(equations.explainedPower, equations.mReal, equations.mImaginary, equations.mPower));
        kept.addAll(List.of(equations.h11, equations.h12, equations.h13, equations.h22, equations.h23, equations.h33));
        found = values(kept);
        results = new double[found.length][VOXELS];
        int next = 0;
        a = results[next++];
        b = results[next++];
        cosTheta = results[next++];
        sinTheta = results[next++];
        signalPower = results[next++];
        explainedPower = results[next++];
        mReal = results[next++];
        mImaginary = results[next++];
        mPower = results[next++];
        h11 = results[next++];
        h12 = results[next++];
        h13 = results[next++];
        h22 = results[next++];
        h23 = results[next++];
        h33 = results[next];
        List<Row> ofLane = new ArrayList<>(List.of(at.real));
        ofLane.addAll(List.of(at.imaginary));
        ofLane.addAll(List.of(at.a, at.b, at.cosTheta, at.sinTheta));
        ofLane.addAll(List.of(start.f0Real, start.f0Imaginary, start.power));
        ofLane.addAll(List.of(equations.explainedPower, equations.step1, equations.step2, equations.step3));
        carried = values(ofLane);
    }

    private static double[][] values(List<Row> rows) {
        return rows.stream().map(row -> row.values).toArray(double[][]::new);
    }

    /** A plain step: θ turns by atan(step3). */
    private static void writeStep(SampleRows at, EquationRows equations) {
        Row turn = equations.step3;
        Row length = turn.times(turn).plus(1).root().kept();
        Row cos = at.cosTheta.minusProduct(turn, at.sinTheta).over(length).kept();
        Row sin = at.sinTheta.plusProduct(turn, at.cosTheta).over(length);
        sin.into(at.sinTheta);
        cos.into(at.cosTheta);
        at.a.minusProduct(at.a, equations.step1).into(at.a);
        at.b.plusProduct(at.b, equations.step2).into(at.b);
    }

    /** Whether the fit of a voxel is among the results. */
    boolean isSettled(int voxel) {
        return isSettled[voxel];
    }

    /**
     * Fits some voxels of a block.
     *
     * @param from index of the first one, which is voxel 0 here
     * @param count at most {@value #VOXELS}
     */
    void fit(SeriesBlock in, int from, int count) {
        lanes = count;
        for (int j = 0; j < at.cycles(); j++) {
            read(in.real()[j], from, count, at.real[j].values);
            read(in.imaginary()[j], from, count, at.imaginary[j].values);
        }
        findStart.apply(lanes);
        Arrays.fill(isSettled, false);
        Arrays.fill(previousPower, Double.NEGATIVE_INFINITY);
        for (int lane = 0; lane < lanes; lane++) {
            voxelOf[lane] = lane;
            goesOn[lane] = start.isFound(lane);
        }
        closeRanks();
        for (int steps = 0; steps < EllipseFit.GAUSS_NEWTON_STEPS && lanes > 0; steps++) {
            if (steps > 0) {
                System.arraycopy(equations.explainedPower.values, 0, previousPower, 0, lanes);
                takeStep.apply(lanes);
            }
            setUpEquations.apply(lanes);
            check();
            closeRanks();
        }
    }

    /** Keeps the results of voxels that have settled, and finds those that take another step, and a plain one. */
    private void check() {
        double[] step1 = equations.step1.values;
        double[] step2 = equations.step2.values;
        double[] decrements = equations.decrement.values;
        double[] shapeA = at.a.values;
        double[] shapeB = at.b.values;
        for (int lane = 0; lane < lanes; lane++) {
            double power = start.power.values[lane];
            double explained = equations.explainedPower.values[lane];
            double residual = Math.max(0, power - explained);
            boolean isNear = decrements[lane] <= EllipseFit.negligibleDecrement(residual, power, degreesOfFreedom);
            boolean isSound = explained >= previousPower[lane] - EllipseFit.ROUNDING * power && isDefinite(lane);
            if (isSound && isNear && shapeA[lane] < 1 && EllipseFit.isExplained(residual, power)) {
                settle(lane, voxelOf[lane]);
            }
            double nextB = shapeB[lane] + shapeB[lane] * step2[lane];
            goesOn[lane] = isSound
                    && !isNear
                    && step1[lane] <= EllipseFit.WAY_TO_EDGE
                    && step2[lane] >= -EllipseFit.WAY_TO_EDGE
                    && nextB <= shapeB[lane] + EllipseFit.WAY_TO_EDGE * (1 - shapeB[lane]);
        }
    }

    private boolean isDefinite(int lane) {
        return equations.h11.values[lane] > 0 && equations.pivot2.values[lane] > 0 && equations.pivot3.values[lane] > 0;
    }

    private static void read(float[] samples, int from, int count, double[] row) {
        for (int v = 0; v < count; v++) {
            row[v] = samples[from + v];
        }
    }

    private void settle(int lane, int voxel) {
        isSettled[voxel] = true;
        for (int k = 0; k < results.length; k++) {
            results[k][voxel] = found[k][lane];
        }
    }

    /** Gives the lanes of those that are done to the last of those that go on. */
    private void closeRanks() {
        int kept = 0;
        while (kept < lanes) {
            if (goesOn[kept]) {
                kept++;
            } else if (goesOn[--lanes]) {
                voxelOf[kept] = voxelOf[lanes];
                for (double[] row : carried) {
                    row[kept] = row[lanes];
                }
                kept++;
            }
        }
    }
}
