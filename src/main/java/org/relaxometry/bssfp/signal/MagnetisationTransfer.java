package org.relaxometry.bssfp.signal;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;

/**
 * What magnetisation transfer makes of T1: two pools of protons, of which one is seen, instantaneous turns, and saturation of the
 * bound pool by as much power as the pulse has.
 *
 * <pre>
 * E_w = e^{−π G ω1² T},   E_k = e^{−TR (k_f + k_r)},   ω1² T = ∫ω1² dt over the pulse
 * A = 1 − E_w E_1b (f_b + f_f E_k),   B = f_f − E_k (E_w E_1b − f_b)
 * b = E2 (A − B E_1f)(1 + cos α) / [A − B E_1f cos α − E2² (B E_1f − A cos α)]
 * </pre>
 *
 * <p>Source: Gloor et al., Magn. Reson. Med. 60, 691 (2008), doi:10.1002/mrm.21705. T2 is not changed.
 *
 * @param freeT1Ms T1 of free water in ms
 * @param boundT1Ms T1 of the bound pool in ms
 * @param boundFraction f_b, of all protons
 * @param forwardPerMs k_f, exchange from free to bound in 1/ms
 * @param lineMs G, absorption of the bound pool on resonance in ms
 */
public record MagnetisationTransfer(
        double freeT1Ms, double boundT1Ms, double boundFraction, double forwardPerMs, double lineMs) {

    /** Super-Lorentzian of T2 12 µs, on resonance. */
    private static final double LINE_MS = 0.014;

    private static final double BOUND_T1_MS = 1000;

    private static final double LARGEST_T1_MS = 10_000;

    /** White matter at 3 T. */
    public static final MagnetisationTransfer WHITE_MATTER = of(Tissue.WHITE_MATTER, 0.15, 2.5e-3);

    /** Grey matter at 3 T. */
    public static final MagnetisationTransfer GREY_MATTER = of(Tissue.GREY_MATTER, 0.07, 1.5e-3);

    /**
     * Pools whose common recovery is that of a tissue.
     *
     * @param ratio bound by free protons
     */
    private static MagnetisationTransfer of(Tissue tissue, double ratio, double forwardPerMs) {
        double low = tissue.t1Ms() / 4;
        double high = LARGEST_T1_MS;
        for (int step = 0; step < 80; step++) {
            double middle = Math.sqrt(low * high);
            boolean isShort = slowT1Ms(middle, ratio, forwardPerMs) < tissue.t1Ms();
            low = isShort ? middle : low;
            high = isShort ? high : middle;
        }
        return new MagnetisationTransfer(low, BOUND_T1_MS, ratio / (1 + ratio), forwardPerMs, LINE_MS);
    }

    /** The slower of the two rates at which both pools recover together, as a time. */
    private static double slowT1Ms(double freeT1Ms, double ratio, double forwardPerMs) {
        double backPerMs = forwardPerMs / ratio;
        double free = 1 / freeT1Ms + forwardPerMs;
        double bound = 1 / BOUND_T1_MS + backPerMs;
        double root = Math.sqrt((free - bound) * (free - bound) + 4 * forwardPerMs * backPerMs);
        return 2 / (free + bound - root);
    }

    /** T1 of undisturbed recovery in ms. */
    public double t1Ms() {
        return slowT1Ms(freeT1Ms, boundFraction / (1 - boundFraction), forwardPerMs);
    }

    /** T1 read over T1 of undisturbed recovery less 1, by the pulse of a protocol, of some length, at nominal B1. */
    public double t1Bias(Protocol protocol, double t2Ms) {
        double repetitionTimeMs = protocol.repetitionTimeMs();
        double free = 1 - boundFraction;
        double backPerMs = forwardPerMs * free / boundFraction;
        double e1 = Math.exp(-repetitionTimeMs / freeT1Ms);
        double e1Bound = Math.exp(-repetitionTimeMs / boundT1Ms);
        double e2 = Math.exp(-repetitionTimeMs / t2Ms);
        double exchange = Math.exp(-repetitionTimeMs * (forwardPerMs + backPerMs));
        double saturated = Math.exp(-Math.PI * lineMs * powerPerMs(protocol));
        double cosAlpha = Math.cos(protocol.flipAngleRad());
        double a = 1 - saturated * e1Bound * (boundFraction + free * exchange);
        double b = free - exchange * (saturated * e1Bound - boundFraction);
        double shape = e2 * (a - b * e1) * (1 + cosAlpha) / (a - b * e1 * cosAlpha - e2 * e2 * (b * e1 - a * cosAlpha));
        Excitation supposed = new InstantaneousPulse(repetitionTimeMs, protocol.echoTimeMs(), protocol.flipAngleRad());
        return supposed.t1Ms(e2, shape) / t1Ms() - 1;
    }

    /** ∫ω1² dt of one pulse, in 1/ms. */
    private static double powerPerMs(Protocol protocol) {
        double[] parts = protocol.pulse().parts();
        double stepMs = protocol.pulse().durationMs() / parts.length;
        double sum = 0;
        for (double part : parts) {
            double omega1 = protocol.flipAngleRad() * part / stepMs;
            sum += omega1 * omega1 * stepMs;
        }
        return sum;
    }
}
