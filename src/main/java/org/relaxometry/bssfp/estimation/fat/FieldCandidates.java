package org.relaxometry.bssfp.estimation.fat;

import java.util.HashMap;
import java.util.Map;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.WaterFatSignal;

/**
 * Every ΔB0 at which water and fat fit the samples of a voxel: the minima of the misfit over one period, the best first.
 *
 * <p>The misfit is looked at on a grid of θ for some kinds of water, each fit in closed form ({@link Amplitudes}) against signals made once per
 * flip angle, then {@link WaterFatFit} goes to the bottom of each minimum. An instance serves one thread and holds the result of its latest
 * {@link #find}.
 */
public final class FieldCandidates {

    /** Most minima of a voxel that are kept. */
    public static final int MOST = 4;

    private static final int ANGLES = 40;

    /** T1 and T2 of the kinds of water that the scan looks for, in ms. */
    private static final double[][] WATERS = {{1400, 35}, {900, 60}, {500, 30}, {3000, 500}};

    /** Signals are made for flip angles as close as this. */
    private static final double B1_STEP = 0.04;

    /** Two minima closer than this in θ are one. */
    private static final double SAME_RAD = 0.05;

    /** A minimum whose −2 ln L is worse by more than this is none, whatever the neighbours say. */
    private static final double HOPELESS = 400;

    private final WaterFatFit fit;
    private final WaterFatSignal signal;
    private final int cycles;
    private final Map<Integer, Table> tables = new HashMap<>();
    private final Amplitudes amplitudes = new Amplitudes();
    private final double[] power = new double[ANGLES];
    private final int[] kind = new int[ANGLES];

    private int count;
    private final double[] theta = new double[MOST];
    private final double[] t1Ms = new double[MOST];
    private final double[] t2Ms = new double[MOST];
    private final double[] cost = new double[MOST];

    /** Signals of all kinds of water and of fat at one flip angle: [angle][kind] with fat last, [real, imaginary][cycle], and products. */
    private record Table(double[][][][] signals, double[][] squares, double[][] withFat) {}

    public FieldCandidates(Protocol protocol, FatSpectrum spectrum, WaterPrior prior) {
        fit = new WaterFatFit(protocol, spectrum, prior);
        signal = new WaterFatSignal(protocol, spectrum);
        cycles = protocol.cycles();
    }

    /** The fit behind it, at the candidate that was refined last. */
    public WaterFatFit fit() {
        return fit;
    }

    /**
     * Finds them.
     *
     * @param real real parts, N
     * @param imaginary imaginary parts, N
     * @param b1Ratio actual over nominal flip angle, positive
     * @param sigma noise of real and imaginary part; NaN where the residual shall tell it
     * @return their number, 0 where the samples are 0 or not finite
     */
    public int find(double[] real, double[] imaginary, double b1Ratio, double sigma) {
        count = 0;
        fit.setVoxel(real, imaginary, b1Ratio, sigma);
        if (!(fit.signalPower() > 0 && fit.signalPower() < Double.POSITIVE_INFINITY)) {
            return 0;
        }
        scan(real, imaginary, tables.computeIfAbsent((int) Math.rint(b1Ratio / B1_STEP), this::table));
        for (int g = 0; g < ANGLES; g++) {
            if (power[g] > power[(g + ANGLES - 1) % ANGLES] && power[g] >= power[(g + 1) % ANGLES]) {
                double[] water = WATERS[kind[g]];
                fit.refine(2 * Math.PI * g / ANGLES, water[0], water[1]);
                insert(Math.IEEEremainder(fit.thetaRad(), 2 * Math.PI));
            }
        }
        while (count > 1 && cost[count - 1] > cost[0] + HOPELESS) {
            count--;
        }
        return count;
    }

    /** Keeps the candidates in the order of their cost, none of them twice. */
    private void insert(double thetaRad) {
        for (int k = 0; k < count; k++) {
            if (Math.abs(Math.IEEEremainder(theta[k] - thetaRad, 2 * Math.PI)) < SAME_RAD) {
                if (cost[k] <= fit.cost()) {
                    return;
                }
                remove(k);
                break;
            }
        }
        int place = count;
        while (place > 0 && cost[place - 1] > fit.cost()) {
            place--;
        }
        if (place == MOST) {
            return;
        }
        count = Math.min(count + 1, MOST);
        for (int k = count - 1; k > place; k--) {
            copy(k - 1, k);
        }
        theta[place] = thetaRad;
        t1Ms[place] = fit.t1Ms();
        t2Ms[place] = fit.t2Ms();
        cost[place] = fit.cost();
    }

    private void remove(int index) {
        count--;
        for (int k = index; k < count; k++) {
            copy(k + 1, k);
        }
    }

    private void copy(int from, int to) {
        theta[to] = theta[from];
        t1Ms[to] = t1Ms[from];
        t2Ms[to] = t2Ms[from];
        cost[to] = cost[from];
    }

    /** The most that any kind of water with fat explains at every angle. */
    private void scan(double[] real, double[] imaginary, Table table) {
        for (int g = 0; g < ANGLES; g++) {
            double[][][] signals = table.signals[g];
            double[][] fat = signals[WATERS.length];
            double qx = projectReal(fat, real, imaginary);
            double qy = projectImaginary(fat, real, imaginary);
            power[g] = -1;
            for (int w = 0; w < WATERS.length; w++) {
                amplitudes.solve(
                        table.squares[g][w],
                        table.withFat[g][w],
                        table.squares[g][WATERS.length],
                        projectReal(signals[w], real, imaginary),
                        projectImaginary(signals[w], real, imaginary),
                        qx,
                        qy);
                if (amplitudes.explainedPower() > power[g]) {
                    power[g] = amplitudes.explainedPower();
                    kind[g] = w;
                }
            }
        }
    }

    private double projectReal(double[][] on, double[] real, double[] imaginary) {
        double sum = 0;
        for (int j = 0; j < cycles; j++) {
            sum += on[0][j] * real[j] + on[1][j] * imaginary[j];
        }
        return sum;
    }

    private double projectImaginary(double[][] on, double[] real, double[] imaginary) {
        double sum = 0;
        for (int j = 0; j < cycles; j++) {
            sum += on[0][j] * imaginary[j] - on[1][j] * real[j];
        }
        return sum;
    }

    private Table table(int b1Steps) {
        double[][] water = new double[WaterFatSignal.WATER_ROWS][cycles];
        double[][] fat = new double[WaterFatSignal.FAT_ROWS][cycles];
        int kinds = WATERS.length + 1;
        Table table =
                new Table(new double[ANGLES][kinds][][], new double[ANGLES][kinds], new double[ANGLES][WATERS.length]);
        signal.setB1Ratio(Math.max(1, b1Steps) * B1_STEP);
        for (int g = 0; g < ANGLES; g++) {
            double angle = 2 * Math.PI * g / ANGLES;
            signal.fat(angle, fat);
            table.signals[g][WATERS.length] = new double[][] {fat[0].clone(), fat[1].clone()};
            table.squares[g][WATERS.length] = projectReal(fat, fat[0], fat[1]);
            for (int w = 0; w < WATERS.length; w++) {
                signal.water(WATERS[w][0], WATERS[w][1], angle, water);
                table.signals[g][w] = new double[][] {water[0].clone(), water[1].clone()};
                table.squares[g][w] = projectReal(water, water[0], water[1]);
                table.withFat[g][w] = projectReal(water, fat[0], fat[1]);
            }
        }
        return table;
    }

    /** θ of a candidate in [−π, π]. */
    public double thetaRad(int candidate) {
        return theta[candidate];
    }

    /** T1 of water there, in ms; T2 likewise. */
    public double t1Ms(int candidate) {
        return t1Ms[candidate];
    }

    public double t2Ms(int candidate) {
        return t2Ms[candidate];
    }

    /** −2 ln of likelihood and prior there, up to a constant of the voxel. */
    public double cost(int candidate) {
        return cost[candidate];
    }
}
