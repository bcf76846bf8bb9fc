package org.relaxometry.bssfp.estimation.fat;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.SymmetricInverse;
import org.relaxometry.bssfp.signal.WaterFatSignal;

/**
 * Water and fat fitted to the samples of one voxel, from a given ΔB0 on.
 *
 * <p>Unknown are W and F, not negative, their common phase, θ, and T1 and T2 of water ({@link WaterFatSignal}). For given θ, T1 and T2
 * the best W, F and phase have a closed form (Bydder et al., Magn. Reson. Imaging 29, 216 (2011), doi:10.1016/j.mri.2010.08.011): with p = ⟨u, S⟩,
 * q = ⟨v, S⟩ and the real Gram matrix G of u and v the phase is half of that of zᵀG⁻¹z, z = (p, q). Steps of Levenberg and
 * Marquardt on all unknowns take care of the rest. What is made small is −2 ln of likelihood and {@link WaterPrior} together,
 *
 * <pre>
 * R/σ² + (ln T1/T1₀)²/s₁² + (ln T2/T2₀)²/s₂²,   R = Σ |S − Ŝ|²
 * </pre>
 *
 * where σ is known, and with (2N − 6) ln R in place of R/σ² where the voxel's own residual has to tell it. An instance serves one thread and holds
 * the result of its latest {@link #refine}.
 */
public final class WaterFatFit {

    private static final int UNKNOWNS = 6;
    private static final int MAX_STEPS = 30;

    /** Settled: the step expected next lowers −2 ln L by less than this. */
    private static final double NEGLIGIBLE = 1e-5;

    private static final double FIRST_DAMPING = 1e-3;
    private static final double LEAST_DAMPING = 1e-6;
    private static final double MAX_DAMPING = 1e6;

    /** Largest step of ln T1, ln T2 and θ. */
    private static final double LONGEST_STEP = 0.5;

    private static final double SHORTEST_T1_MS = 20;
    private static final double SHORTEST_T2_MS = 2;

    private static final double LONGEST_MS = 10_000;

    /** A residual below this part of the signal is rounding. */
    private static final double ROUNDING = 1e-12;

    private final WaterFatSignal signal;
    private final WaterPrior prior;
    private final int cycles;
    private final double[][] water;
    private final double[][] fat;
    private final double[][] columns;
    private final double[][] matrix = new double[UNKNOWNS][UNKNOWNS];
    private final double[][] damped = new double[UNKNOWNS][UNKNOWNS];
    private final double[][] inverse = new double[UNKNOWNS][UNKNOWNS];
    private final double[] gradient = new double[UNKNOWNS];
    private final double[] stepOf = new double[UNKNOWNS];
    private final double[] residual;
    private final Amplitudes amplitudes = new Amplitudes();

    private double[] real;
    private double[] imaginary;
    private double signalPower;
    private double noiseVariance;
    private double theta;
    private double t1Ms;
    private double t2Ms;
    private double residualPower;
    private double cost;

    public WaterFatFit(Protocol protocol, FatSpectrum spectrum, WaterPrior prior) {
        this.prior = prior;
        signal = new WaterFatSignal(protocol, spectrum);
        cycles = protocol.cycles();
        water = new double[WaterFatSignal.WATER_ROWS][cycles];
        fat = new double[WaterFatSignal.FAT_ROWS][cycles];
        columns = new double[UNKNOWNS][2 * cycles];
        residual = new double[2 * cycles];
    }

    /**
     * Takes a voxel.
     *
     * @param real real parts, N, not copied
     * @param imaginary imaginary parts, N, not copied
     * @param b1Ratio actual over nominal flip angle, positive
     * @param sigma noise of real and imaginary part; NaN where the residual shall tell it
     */
    public void setVoxel(double[] real, double[] imaginary, double b1Ratio, double sigma) {
        this.real = real;
        this.imaginary = imaginary;
        noiseVariance = sigma * sigma;
        signal.setB1Ratio(b1Ratio);
        signalPower = 0;
        for (int j = 0; j < cycles; j++) {
            signalPower += real[j] * real[j] + imaginary[j] * imaginary[j];
        }
    }

    /** Goes to the nearest minimum from these values. */
    public void refine(double thetaRad, double startT1Ms, double startT2Ms) {
        moveTo(thetaRad, prior.knowsT1() ? prior.t1Ms() : startT1Ms, startT2Ms);
        double damping = FIRST_DAMPING;
        for (int count = 0; count < MAX_STEPS && damping < MAX_DAMPING; count++) {
            linearise(false);
            double oldTheta = theta;
            double oldT1 = t1Ms;
            double oldT2 = t2Ms;
            double oldCost = cost;
            for (; damping < MAX_DAMPING; damping *= 10) {
                double decrement = step(damping);
                if (decrement < NEGLIGIBLE && damping <= FIRST_DAMPING) {
                    return;
                }
                moveTo(oldTheta + limited(3), oldT1 * Math.exp(limited(4)), oldT2 * Math.exp(limited(5)));
                if (cost <= oldCost) {
                    damping = Math.max(damping / 10, LEAST_DAMPING);
                    break;
                }
                moveTo(oldTheta, oldT1, oldT2);
            }
        }
    }

    private double limited(int unknown) {
        return Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, stepOf[unknown]));
    }

    /** Solves for the step; says by how much the cost should fall. */
    private double step(double damping) {
        for (int row = 0; row < UNKNOWNS; row++) {
            System.arraycopy(matrix[row], 0, damped[row], 0, UNKNOWNS);
            damped[row][row] *= 1 + damping;
        }
        SymmetricInverse.write(damped, inverse);
        double decrement = 0;
        for (int row = 0; row < UNKNOWNS; row++) {
            stepOf[row] = 0;
            for (int column = 0; column < UNKNOWNS; column++) {
                stepOf[row] += inverse[row][column] * gradient[column];
            }
            decrement += stepOf[row] * gradient[row];
        }
        return decrement;
    }

    private void moveTo(double thetaRad, double newT1Ms, double newT2Ms) {
        theta = thetaRad;
        t1Ms = Math.max(SHORTEST_T1_MS, Math.min(LONGEST_MS, newT1Ms));
        t2Ms = Math.max(SHORTEST_T2_MS, Math.min(t1Ms, newT2Ms));
        signal.water(t1Ms, t2Ms, theta, water);
        signal.fat(theta, fat);
        amplitudes.solve(real, imaginary, water, fat);
        residualPower = Math.max(signalPower - amplitudes.explainedPower(), ROUNDING * signalPower);
        double misfit = noiseVariance > 0
                ? residualPower / noiseVariance
                : (2 * cycles - 6) * Math.log(residualPower / signalPower);
        cost = misfit
                + fromPrior(t1Ms, prior.t1Ms(), prior.lnT1Spread())
                + fromPrior(t2Ms, prior.t2Ms(), prior.lnT2Spread());
    }

    private static double fromPrior(double timeMs, double middleMs, double spread) {
        double distance = spread == 0 ? 0 : Math.log(timeMs / middleMs) / spread;
        return distance * distance;
    }

    /**
     * Sets up the normal equations of (W, F, phase, θ, ln T1, ln T2) at the present values, in units of the noise variance.
     *
     * @param all whether amplitudes that are held at 0 count as unknown too
     */
    private void linearise(boolean all) {
        fillColumns();
        double perVariance = 1 / noiseVariance();
        for (int row = 0; row < UNKNOWNS; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = 0;
                for (int i = 0; i < residual.length; i++) {
                    sum += columns[row][i] * columns[column][i];
                }
                matrix[row][column] = perVariance * sum;
                matrix[column][row] = matrix[row][column];
            }
            double sum = 0;
            for (int i = 0; i < residual.length; i++) {
                sum += columns[row][i] * residual[i];
            }
            gradient[row] = perVariance * sum;
        }
        addPrior(4, t1Ms, prior.t1Ms(), prior.lnT1Spread());
        addPrior(5, t2Ms, prior.t2Ms(), prior.lnT2Spread());
        if (!all) {
            hold(0, amplitudes.water() == 0);
            hold(1, amplitudes.fat() == 0);
        }
    }

    private void addPrior(int unknown, double timeMs, double middleMs, double spread) {
        if (spread == 0) {
            hold(unknown, true);
        } else {
            matrix[unknown][unknown] += 1 / (spread * spread);
            gradient[unknown] -= Math.log(timeMs / middleMs) / (spread * spread);
        }
    }

    /** Takes an unknown out of the equations. */
    private void hold(int unknown, boolean held) {
        if (held) {
            for (int other = 0; other < UNKNOWNS; other++) {
                matrix[unknown][other] = 0;
                matrix[other][unknown] = 0;
            }
            matrix[unknown][unknown] = 1;
            gradient[unknown] = 0;
        }
    }

    /** Derivatives of the signal by all unknowns, and the residual, with the phase taken off. */
    private void fillColumns() {
        double w = amplitudes.water();
        double f = amplitudes.fat();
        double cos = amplitudes.cosPhase();
        double sin = amplitudes.sinPhase();
        for (int j = 0; j < cycles; j++) {
            double x = w * water[0][j] + f * fat[0][j];
            double y = w * water[1][j] + f * fat[1][j];
            int k = cycles + j;
            residual[j] = real[j] * cos + imaginary[j] * sin - x;
            residual[k] = imaginary[j] * cos - real[j] * sin - y;
            columns[0][j] = water[0][j];
            columns[0][k] = water[1][j];
            columns[1][j] = fat[0][j];
            columns[1][k] = fat[1][j];
            columns[2][j] = -y;
            columns[2][k] = x;
            columns[3][j] = w * water[2][j] + f * fat[2][j];
            columns[3][k] = w * water[3][j] + f * fat[3][j];
            columns[4][j] = w * water[4][j];
            columns[4][k] = w * water[5][j];
            columns[5][j] = w * water[6][j];
            columns[5][k] = w * water[7][j];
        }
    }

    /** The noise variance that was given, or that of the residual. */
    public double noiseVariance() {
        return noiseVariance > 0 ? noiseVariance : residualPower / (2 * cycles - 6);
    }

    /**
     * Covariance of (W, F, phase, θ, ln T1, ln T2) at the solution: the inverse of Fisher matrix and prior together, times the noise.
     *
     * @return [6][6], valid until the next call
     */
    public double[][] covariance() {
        linearise(true);
        SymmetricInverse.write(matrix, inverse);
        return inverse;
    }

    /** Equilibrium magnetisation of water in the units of the samples; fat likewise. */
    public double water() {
        return amplitudes.water();
    }

    public double fat() {
        return amplitudes.fat();
    }

    /** Precession of water per TR, any multiple of 2π in it. */
    public double thetaRad() {
        return theta;
    }

    /** T1 of water in ms; T2 likewise. */
    public double t1Ms() {
        return t1Ms;
    }

    public double t2Ms() {
        return t2Ms;
    }

    /** −2 ln of likelihood and prior, up to a constant of the voxel. */
    public double cost() {
        return cost;
    }

    /** Root mean square misfit over root mean square signal. */
    public double residualRatio() {
        return Math.sqrt(residualPower / signalPower);
    }

    /** Σ |S|². */
    public double signalPower() {
        return signalPower;
    }
}
