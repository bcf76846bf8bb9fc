package org.relaxometry.bssfp.volume.correction;

import java.util.stream.DoubleStream;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.CramerRaoBound;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.Excitation;
import org.relaxometry.bssfp.signal.LorentzianSpread;

/** Corrects one voxel after another; serves one thread. */
final class VoxelCorrection {

    /** For slopes, as a part of the value. */
    private static final double STEP = 1e-3;

    /** R2' by T2* needs T2, which needs R2'. */
    private static final int T2_STAR_STEPS = 30;

    private static final double SETTLED = 1e-9;

    private final Protocol protocol;
    private final KnownOfVoxels known;
    private final EllipticalSignal signal;
    private final LorentzianSpread spread;
    private final boolean corrects;
    private final DoubleStream.Builder noisePart = DoubleStream.builder();
    private final DoubleStream.Builder b1Part = DoubleStream.builder();
    private int lost;

    // of the voxel
    private double b1Ratio;
    private double wrappedRad;
    private double precessionRad;
    private double r2PrimePerMs;
    private double t2StarMs;

    // of the latest way from maps to truth
    private double a;
    private double b;
    private double t1Ms;
    private double t2Ms;
    private double m0Ratio;

    VoxelCorrection(Protocol protocol, KnownOfVoxels known) {
        this.protocol = protocol;
        this.known = known;
        signal = new EllipticalSignal(protocol);
        spread = new LorentzianSpread(protocol);
        corrects = known.corrects(signal);
    }

    /** σ(T1)/T1 from noise of every voxel that has it, in percent. */
    double[] noisePart() {
        return noisePart.build().toArray();
    }

    /** The same from B1. */
    double[] b1Part() {
        return b1Part.build().toArray();
    }

    int lost() {
        return lost;
    }

    void correct(MapCorrection.Slice slice, int i, double b1) {
        setVoxel(slice, i, b1);
        double readT1 = slice.t1[i];
        double readT2 = slice.t2[i];
        if (!read(readT1, readT2)) {
            if (corrects) {
                lost++;
                slice.reject(i);
            }
            return;
        }
        if (corrects) {
            double trueT1 = t1Ms;
            double trueT2 = t2Ms;
            slice.t1[i] = (float) t1Ms;
            slice.t2[i] = (float) t2Ms;
            slice.m0[i] *= (float) m0Ratio;
            if (slice.t1Sigma != null) {
                carrySigma(slice, i, readT1, readT2);
            }
            if (trueT1 > slice.longestMs || trueT2 > slice.longestMs) {
                bound(slice, i);
                return;
            }
            read(readT1, readT2);
        }
        if (slice.t1Sigma != null) {
            addB1(slice, i);
        }
    }

    private void setVoxel(MapCorrection.Slice slice, int i, double b1) {
        b1Ratio = b1;
        wrappedRad = slice.field == null ? 0 : 2 * Math.PI * slice.field[i] / protocol.offResonancePeriodHz();
        precessionRad = wrappedRad;
        if (known.fieldHz() != null) {
            double fieldRad =
                    2 * Math.PI * KnownOfVoxels.at(known.fieldHz(), slice.first + i) / protocol.offResonancePeriodHz();
            double turns = Math.rint((fieldRad - wrappedRad) / (2 * Math.PI));
            precessionRad = Double.isNaN(turns) ? wrappedRad : wrappedRad + 2 * Math.PI * turns;
        }
        r2PrimePerMs = known.r2PrimePerS() == null ? 0 : KnownOfVoxels.at(known.r2PrimePerS(), slice.first + i) / 1000;
        t2StarMs = known.t2StarMs() == null ? Double.NaN : KnownOfVoxels.at(known.t2StarMs(), slice.first + i);
    }

    /** The shape that T1 and T2 of the maps stand for, read as it should be. */
    private boolean read(double readT1, double readT2) {
        Excitation pulse = signal.excitationAt(b1Ratio, wrappedRad);
        double readA = signal.a(readT2);
        double readB = pulse.b(readT1, readT2);
        boolean byT2Star = known.t2StarMs() != null;
        if (byT2Star && !(t2StarMs > 0)) {
            return false;
        }
        double r2Prime = byT2Star ? Math.max(0, 1 / t2StarMs - 1 / readT2) : r2PrimePerMs;
        for (int step = 0; ; step++) {
            if (!(r2Prime >= 0) || !spread.gather(readA, readB, r2Prime)) {
                return false;
            }
            t2Ms = signal.t2Ms(spread.a());
            if (!byT2Star) {
                break;
            }
            if (step == T2_STAR_STEPS) {
                return false;
            }
            double next = Math.max(0, 1 / t2StarMs - 1 / t2Ms);
            if (Math.abs(next - r2Prime) < SETTLED * (r2Prime + SETTLED)) {
                break;
            }
            r2Prime = next;
        }
        a = spread.a();
        b = spread.b();
        Excitation there = precessionRad == wrappedRad ? pulse : signal.excitationAt(b1Ratio, precessionRad);
        t1Ms = there.t1Ms(a, b);
        double magnitude = spread.magnitude() / pulse.m0(1, readA, readB, readT1, readT2);
        m0Ratio = there.m0(magnitude, a, b, t1Ms, t2Ms);
        return t1Ms > 0 && t2Ms > 0;
    }

    /** By the slopes of the correction and the correlation of T1 and T2 that the noise gives them. */
    private void carrySigma(MapCorrection.Slice slice, int i, double readT1, double readT2) {
        double[] byT1 = slopes(readT1 * (1 + STEP), readT2, readT1 * (1 - STEP), readT2, 2 * STEP * readT1);
        double[] byT2 = slopes(readT1, readT2 * (1 + STEP), readT1, readT2 * (1 - STEP), 2 * STEP * readT2);
        double correlation = CramerRaoBound.correlation(new Tissue(readT1, readT2), wrappedRad, b1Ratio, protocol);
        double t1Sigma = slice.t1Sigma[i];
        double t2Sigma = slice.t2Sigma[i];
        slice.t1Sigma[i] = (float) sum(byT1[0] * t1Sigma, byT2[0] * t2Sigma, correlation);
        slice.t2Sigma[i] = (float) sum(byT1[1] * t1Sigma, byT2[1] * t2Sigma, correlation);
    }

    private static double sum(double x, double y, double correlation) {
        return Math.sqrt(Math.max(0, x * x + 2 * correlation * x * y + y * y));
    }

    /** Of T1 and T2 between two readings. */
    private double[] slopes(double t1Above, double t2Above, double t1Below, double t2Below, double distance) {
        read(t1Above, t2Above);
        double t1 = t1Ms;
        double t2 = t2Ms;
        read(t1Below, t2Below);
        return new double[] {(t1 - t1Ms) / distance, (t2 - t2Ms) / distance};
    }

    private static void bound(MapCorrection.Slice slice, int i) {
        slice.status[i] = EstimationStatus.AT_LEAST.code();
        bound(slice.t1, slice.t1Sigma, i, slice.longestMs);
        bound(slice.t2, slice.t2Sigma, i, slice.longestMs);
    }

    private static void bound(float[] time, float[] sigma, int i, double longestMs) {
        if (time[i] > longestMs) {
            time[i] = (float) longestMs;
            if (sigma != null) {
                sigma[i] = Float.NaN;
            }
        }
    }

    /** T2 does not depend on B1. */
    private void addB1(MapCorrection.Slice slice, int i) {
        double noise = slice.t1Sigma[i];
        noisePart.add(100 * noise / t1Ms);
        if (known.b1Sigma() > 0) {
            double above =
                    signal.excitationAt(b1Ratio * (1 + STEP), precessionRad).t1Ms(a, b);
            double below =
                    signal.excitationAt(b1Ratio * (1 - STEP), precessionRad).t1Ms(a, b);
            double part = Math.abs(above - below) / (2 * STEP) * known.b1Sigma();
            b1Part.add(100 * part / t1Ms);
            slice.t1Sigma[i] = (float) Math.hypot(noise, part);
        }
    }
}
