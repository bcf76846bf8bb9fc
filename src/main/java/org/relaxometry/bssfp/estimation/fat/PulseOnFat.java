package org.relaxometry.bssfp.estimation.fat;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.FatSpectrum;

/**
 * What a pulse that takes time costs the fat fraction, which is estimated as if it took none: off resonance it turns fat by less than
 * water, so there seems to be less fat. Without noise, mean over ΔB0.
 */
public final class PulseOnFat {

    private static final Tissue WATER = new Tissue(1000, 40);
    private static final int ANGLES = 12;

    /** Stands for none: the prior plays no part then. */
    private static final double NEXT_TO_NO_NOISE = 1e-5;

    private PulseOnFat() {}

    /**
     * The fat fraction in % that is read.
     *
     * @param protocol with the pulse
     * @param fatPercent the true one
     */
    public static double readPercent(Protocol protocol, FatSpectrum spectrum, double fatPercent) {
        int cycles = protocol.cycles();
        BssfpSignal signal = new BssfpSignal(protocol);
        WaterFatFit fit = new WaterFatFit(
                protocol.withPulse(RfPulse.INSTANTANEOUS), spectrum, WaterPrior.at(spectrum.fieldTesla()));
        double sum = 0;
        for (int k = 0; k < ANGLES; k++) {
            double theta = 2 * Math.PI * (k + 0.5) / ANGLES - Math.PI;
            double[][] total = new double[2][cycles];
            add(signal, WATER.t1Ms(), WATER.t2Ms(), theta, 1 - fatPercent / 100, total);
            for (int peak = 0; peak < spectrum.peaks(); peak++) {
                double shift = 2 * Math.PI * spectrum.shiftHz(peak) * protocol.repetitionTimeMs() / 1000;
                double amount = fatPercent / 100 * spectrum.weight(peak);
                add(signal, spectrum.t1Ms(), spectrum.t2Ms(), theta + shift, amount, total);
            }
            fit.setVoxel(total[0], total[1], 1, NEXT_TO_NO_NOISE);
            fit.refine(theta, WATER.t1Ms(), WATER.t2Ms());
            sum += 100 * fit.fat() / (fit.water() + fit.fat()) / ANGLES;
        }
        return sum;
    }

    private static void add(
            BssfpSignal signal, double t1Ms, double t2Ms, double thetaRad, double amount, double[][] total) {
        double[] real = new double[total[0].length];
        double[] imaginary = new double[real.length];
        signal.simulate(t1Ms, t2Ms, thetaRad, 1, amount, real, imaginary);
        for (int j = 0; j < real.length; j++) {
            total[0][j] += real[j];
            total[1][j] += imaginary[j];
        }
    }
}
