package org.relaxometry.bssfp.volume.fat;

import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.fat.FieldCandidates;
import org.relaxometry.bssfp.estimation.fat.WaterFatFit;
import org.relaxometry.bssfp.estimation.fat.WaterPrior;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.SymmetricInverse;
import org.relaxometry.bssfp.signal.WaterFatSignal;

/**
 * Whether a voxel holds fat: water and fat explain its samples better than one kind of spins does, by more than the noise would have it.
 *
 * <p>First what the elliptical signal ({@link EllipseFit}) leaves is looked at, for most voxels are water and that is quick. Its residual r is at right angles to
 * all that T1, T2, ΔB0 and M can explain; a signal τ that fat would add is freed from that part too, and
 *
 * <pre>
 * t = ⟨r, τ⟩ / (|τ| s),   s² = (|r|² − ⟨r, τ⟩²/|τ|²) / (2N − 6)
 * </pre>
 *
 * has Student's distribution with 2N − 6 degrees of freedom where there is water alone, whatever the noise. Two signals are tried: all of fat
 * beside water, and the side resonances of fat where the ellipse lies on its main one. Only where one of them, or the misfit, is large
 * are water and fat fitted ({@link FieldCandidates}) and the two residuals compared. An instance serves one thread.
 */
final class FatSign {

    private static final int UNKNOWNS = 5;

    /** |t| that is worth a look: 0.8 % of the voxels of water. */
    private static final double SUSPICIOUS = 3;

    /** Misfit over signal that is worth a look: as large where water and fat are equally strong. */
    private static final double LARGE_MISFIT = 0.3;

    /** (R₁/R₂ − 1)(2N − 6) of the residuals without and with fat that noise does not give: that of t = 4. */
    private static final double SIGNIFICANT = 16;

    /** Fat fraction from which on a voxel counts as one with fat. */
    private static final double LEAST_FRACTION = 0.02;

    private final int cycles;
    private final double shiftRad;
    private final double shiftAtEchoRad;
    private final EllipseFit fit;
    private final EllipticalSignal ellipse;
    private final WaterFatSignal signal;
    private final FieldCandidates both;
    private final double[][] fat;
    private final double[][] columnsReal;
    private final double[][] columnsImaginary;
    private final double[][] matrix = new double[UNKNOWNS][UNKNOWNS];
    private final double[][] inverse = new double[UNKNOWNS][UNKNOWNS];
    private final double[] product = new double[UNKNOWNS];
    private final double[] residualReal;
    private final double[] residualImaginary;

    FatSign(Protocol protocol, FatSpectrum spectrum) {
        cycles = protocol.cycles();
        double radPerMs = 2 * Math.PI * spectrum.mainShiftHz() / 1000;
        shiftRad = radPerMs * protocol.repetitionTimeMs();
        shiftAtEchoRad = radPerMs * protocol.echoTimeMs();
        fit = new EllipseFit(protocol);
        ellipse = new EllipticalSignal(protocol);
        signal = new WaterFatSignal(protocol, spectrum);
        both = new FieldCandidates(protocol, spectrum, WaterPrior.at(spectrum.fieldTesla()));
        fat = new double[WaterFatSignal.FAT_ROWS][cycles];
        columnsReal = new double[UNKNOWNS][cycles];
        columnsImaginary = new double[UNKNOWNS][cycles];
        residualReal = new double[cycles];
        residualImaginary = new double[cycles];
    }

    /**
     * What a voxel holds.
     *
     * @return {@link EstimationStatus#FAT_LIKELY}; OK for water alone; what the fit of the ellipse says where it has no solution, so that there are no
     *     T1 and T2 either
     */
    EstimationStatus look(double[] real, double[] imaginary, double b1Ratio) {
        EstimationStatus status = fit.fit(real, imaginary);
        if (status != EstimationStatus.OK
                || !isSuspicious(real, imaginary, b1Ratio)
                || both.find(real, imaginary, b1Ratio, Double.NaN) == 0) {
            return status;
        }
        WaterFatFit fitted = both.fit();
        fitted.refine(both.thetaRad(0), both.t1Ms(0), both.t2Ms(0));
        double without = fit.residualRatio() * fit.residualRatio();
        double with = fitted.residualRatio() * fitted.residualRatio();
        boolean seen = (without / with - 1) * (2 * cycles - 6) > SIGNIFICANT
                && fitted.fat() >= LEAST_FRACTION * (fitted.water() + fitted.fat());
        return seen ? EstimationStatus.FAT_LIKELY : status;
    }

    private boolean isSuspicious(double[] real, double[] imaginary, double b1Ratio) {
        if (fit.residualRatio() > LARGE_MISFIT) {
            return true;
        }
        linearise(real, imaginary);
        signal.setB1Ratio(b1Ratio);
        double phase = Math.atan2(fit.mImaginary(), fit.mReal());
        return Math.abs(student(fit.thetaRad(), phase)) > SUSPICIOUS
                || Math.abs(student(fit.thetaRad() - shiftRad, phase - shiftAtEchoRad)) > SUSPICIOUS;
    }

    /** Sets up what the ellipse can explain near the solution, and the residual. */
    private void linearise(double[] real, double[] imaginary) {
        double x = fit.mReal();
        double y = fit.mImaginary();
        ellipse.derivatives(x, y, fit.a(), fit.b(), fit.thetaRad(), columnsReal, columnsImaginary);
        for (int j = 0; j < cycles; j++) {
            residualReal[j] = real[j] - x * columnsReal[0][j] - y * columnsReal[1][j];
            residualImaginary[j] = imaginary[j] - x * columnsImaginary[0][j] - y * columnsImaginary[1][j];
        }
        for (int row = 0; row < UNKNOWNS; row++) {
            for (int column = 0; column <= row; column++) {
                matrix[row][column] =
                        inner(columnsReal[row], columnsImaginary[row], columnsReal[column], columnsImaginary[column]);
                matrix[column][row] = matrix[row][column];
            }
        }
        SymmetricInverse.write(matrix, inverse);
    }

    /** t of fat with its water at θ and this phase. */
    private double student(double thetaRad, double phaseRad) {
        signal.fat(thetaRad, fat);
        turnFat(Math.cos(phaseRad), Math.sin(phaseRad));
        double power = inner(fat[0], fat[1], fat[0], fat[1]);
        double along = inner(fat[0], fat[1], residualReal, residualImaginary);
        for (int k = 0; k < UNKNOWNS; k++) {
            product[k] = inner(fat[0], fat[1], columnsReal[k], columnsImaginary[k]);
        }
        for (int row = 0; row < UNKNOWNS; row++) {
            for (int column = 0; column < UNKNOWNS; column++) {
                power -= product[row] * inverse[row][column] * product[column];
            }
        }
        double rest = fit.residualPower() - along * along / power;
        return along / Math.sqrt(power * rest / (2 * cycles - 6));
    }

    private void turnFat(double cos, double sin) {
        for (int j = 0; j < cycles; j++) {
            double x = fat[0][j];
            fat[0][j] = x * cos - fat[1][j] * sin;
            fat[1][j] = x * sin + fat[1][j] * cos;
        }
    }

    private static double inner(double[] x1, double[] y1, double[] x2, double[] y2) {
        double sum = 0;
        for (int j = 0; j < x1.length; j++) {
            sum += x1[j] * x2[j] + y1[j] * y2[j];
        }
        return sum;
    }
}
