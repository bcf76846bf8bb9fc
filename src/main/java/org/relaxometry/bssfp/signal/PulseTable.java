package org.relaxometry.bssfp.signal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;

/**
 * What a pulse does at every flip angle and off-resonance, as far as it does not depend on the tissue.
 *
 * <p>During the pulse the magnetisation follows dm/dt = [Ω(t)× − R2 + Δ ẑẑᵀ] m + R1 ẑ with Ω = (ω1(t), 0, ω) and Δ = R2 − R1.
 * Apart from e<sup>−R2 T</sup> its propagator P(Δ) depends on Δ alone, and P(Δ)⁻¹ = P(−Δ)ᵀ. The determinant of the steady
 * state needs two numbers of it:
 *
 * <pre>
 * κ(Δ) = e^{−ΔT} P_zz,   p(Δ) = P_xx + P_yy − i (P_xy − P_yx)
 * </pre>
 *
 * which are cos α and 1 + cos α for a pulse in no time. Each is held as a cubic in Δ: {@link #VALUES} numbers on a lattice of
 * ω and flip angle, computed by turns about Ω between halves of relaxation, and cubic in between. The lattice is filled where
 * it is asked for. For any number of threads.
 */
final class PulseTable {

    /** Numbers per point. */
    static final int VALUES = 13;

    /** 1 − Re of the even part of κ: constant, by Δ². */
    static final int TURN = 0;

    /** Odd part of κ: by Δ, by Δ³. */
    static final int KAPPA = 2;

    /** p along its direction at Δ = 0: 1, Δ, Δ², Δ³. */
    static final int ALONG = 4;

    /** That direction less ωT, in radians. */
    static final int ANGLE = 8;

    /** |P_+z|: 1, Δ. */
    static final int SINE = 9;

    /** Mean over the pulse of what is left at its end of magnetisation that relaxation makes in the course of it: along P_+z, z. */
    static final int GAIN = 11;

    /** Distance of two points in ωT, rad, and in the ratio of flip angles. */
    private static final double STEP_PHASE = 0.05;

    private static final double STEP_B1 = 0.05;

    /** Largest flip angle by the nominal one. */
    private static final double MOST_B1 = 4;

    /** Largest ωT, rad: there no pulse excites. */
    private static final double MOST_PHASE = 40;

    private static final int PHASES = 2 * (int) (MOST_PHASE / STEP_PHASE) + 1;
    private static final int B1S = (int) (MOST_B1 / STEP_B1) + 3;

    /** Largest Δ T of the fit; T2 of seven pulse lengths has it. */
    private static final double REACH = 0.15;

    /** Steps of a pulse that is as long as it likes to be. */
    private static final int STEPS = 64;

    private static volatile PulseTable latest;

    private final RfPulse pulse;
    private final double flipAngleRad;
    private final double[] parts;
    private final int repeats;
    private final AtomicReferenceArray<double[]> points = new AtomicReferenceArray<>(PHASES * B1S);

    private PulseTable(RfPulse pulse, double flipAngleRad) {
        this.pulse = pulse;
        this.flipAngleRad = flipAngleRad;
        parts = pulse.parts();
        repeats = Math.max(1, (STEPS + parts.length - 1) / parts.length);
    }

    /** That of a protocol; those who ask for the same one after another share it. */
    static PulseTable of(Protocol protocol) {
        PulseTable table = latest;
        if (table == null || table.flipAngleRad != protocol.flipAngleRad() || !table.pulse.equals(protocol.pulse())) {
            table = new PulseTable(protocol.pulse(), protocol.flipAngleRad());
            latest = table;
        }
        return table;
    }

    /** The nominal one. */
    double flipAngleRad() {
        return flipAngleRad;
    }

    double durationMs() {
        return pulse.durationMs();
    }

    /**
     * The numbers at a flip angle and an off-resonance.
     *
     * @param omega off-resonance in rad/ms
     * @param into receives them, zeros before
     * @return false beyond the lattice
     */
    boolean at(double omega, double b1Ratio, double[] into) {
        double phase = place(omega);
        double ratio = b1Ratio / STEP_B1;
        if (!isInside(phase, ratio)) {
            return false;
        }
        int firstPhase = (int) phase - 1;
        int firstRatio = Math.max(0, (int) ratio - 1);
        for (int i = 0; i < 4; i++) {
            double byPhase = weight(i, phase - firstPhase);
            for (int k = 0; k < 4; k++) {
                double weight = byPhase * weight(k, ratio - firstRatio);
                double[] point = point(firstPhase + i, firstRatio + k);
                for (int n = 0; n < VALUES; n++) {
                    into[n] += weight * point[n];
                }
            }
        }
        return true;
    }

    /** {@link #ANGLE} alone; NaN beyond the lattice. */
    double angleAt(double omega, double b1Ratio) {
        double phase = place(omega);
        double ratio = b1Ratio / STEP_B1;
        if (!isInside(phase, ratio)) {
            return Double.NaN;
        }
        // it changes a little only, so linear is near enough to find the place
        int firstPhase = (int) phase;
        int firstRatio = (int) ratio;
        double right = phase - firstPhase;
        double above = ratio - firstRatio;
        return (1 - right)
                        * ((1 - above) * point(firstPhase, firstRatio)[ANGLE]
                                + above * point(firstPhase, firstRatio + 1)[ANGLE])
                + right
                        * ((1 - above) * point(firstPhase + 1, firstRatio)[ANGLE]
                                + above * point(firstPhase + 1, firstRatio + 1)[ANGLE]);
    }

    private double place(double omega) {
        return omega * pulse.durationMs() / STEP_PHASE + PHASES / 2;
    }

    private static boolean isInside(double phase, double ratio) {
        return phase >= 1 && phase < PHASES - 2 && ratio > 0 && ratio < B1S - 2;
    }

    /** Lagrange weight of the point 0, 1, 2 or 3. */
    private static double weight(int point, double x) {
        return switch (point) {
            case 0 -> -(x - 1) * (x - 2) * (x - 3) / 6;
            case 1 -> x * (x - 2) * (x - 3) / 2;
            case 2 -> -x * (x - 1) * (x - 3) / 2;
            default -> x * (x - 1) * (x - 2) / 6;
        };
    }

    private double[] point(int phase, int ratio) {
        int index = phase * B1S + ratio;
        double[] point = points.get(index);
        if (point == null) {
            point = compute((phase - PHASES / 2) * STEP_PHASE, ratio * STEP_B1);
            points.set(index, point);
        }
        return point;
    }

    private double[] compute(double phaseRad, double b1Ratio) {
        double far = REACH / pulse.durationMs();
        double near = far / 3;
        Propagator[] at = new Propagator[4];
        double[] delta = {far, -far, near, -near};
        double flipRad = b1Ratio * flipAngleRad;
        double[][] turned = identity();
        propagate(phaseRad, flipRad, 0, turned, new double[3]);
        double angle = Math.atan2(turned[1][0] - turned[0][1], turned[0][0] + turned[1][1]);
        for (int k = 0; k < 4; k++) {
            at[k] = propagator(phaseRad, flipRad, delta[k], angle);
        }
        double[] values = new double[VALUES];
        values[ANGLE] = Math.IEEEremainder(angle - phaseRad, 2 * Math.PI);
        double scale = 1 / (far * far - near * near);
        for (Part part : Part.values()) {
            double evenFar = (part.of(at[0]) + part.of(at[1])) / 2;
            double evenNear = (part.of(at[2]) + part.of(at[3])) / 2;
            double oddFar = (part.of(at[0]) - part.of(at[1])) / 2 / far;
            double oddNear = (part.of(at[2]) - part.of(at[3])) / 2 / near;
            double second = (evenFar - evenNear) * scale;
            double third = (oddFar - oddNear) * scale;
            double constant = evenNear - second * near * near;
            double first = oddNear - third * near * near;
            switch (part) {
                case KAPPA -> {
                    values[TURN] = 1 - constant;
                    values[TURN + 1] = -second;
                    values[KAPPA] = first;
                    values[KAPPA + 1] = third;
                }
                case ALONG -> {
                    values[ALONG] = constant;
                    values[ALONG + 1] = first;
                    values[ALONG + 2] = second;
                    values[ALONG + 3] = third;
                }
                case SINE -> {
                    values[SINE] = constant;
                    values[SINE + 1] = first;
                }
                case GAIN_ALONG -> values[GAIN] = constant;
                case GAIN_Z -> values[GAIN + 1] = constant;
            }
        }
        return values;
    }

    private enum Part {
        KAPPA,
        ALONG,
        SINE,
        GAIN_ALONG,
        GAIN_Z;

        double of(Propagator p) {
            return switch (this) {
                case KAPPA -> p.kappa;
                case ALONG -> p.along;
                case SINE -> p.sine;
                case GAIN_ALONG -> p.gainAlong;
                case GAIN_Z -> p.gainZ;
            };
        }
    }

    private record Propagator(double kappa, double along, double sine, double gainAlong, double gainZ) {}

    private Propagator propagator(double phaseRad, double flipRad, double delta, double angle) {
        double[][] m = identity();
        double[] gain = new double[3];
        propagate(phaseRad, flipRad, delta, m, gain);
        double sine = Math.hypot(m[0][2], m[1][2]);
        return new Propagator(
                Math.exp(-delta * pulse.durationMs()) * m[2][2],
                (m[0][0] + m[1][1]) * Math.cos(angle) + (m[1][0] - m[0][1]) * Math.sin(angle),
                sine,
                sine == 0 ? 0 : (gain[0] * m[0][2] + gain[1] * m[1][2]) / sine,
                gain[2]);
    }

    private static double[][] identity() {
        return new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    }

    /** The pulse at one Δ: what it makes of any magnetisation, and of the mean of one along z that arises in the course of it. */
    private void propagate(double phaseRad, double flipRad, double delta, double[][] m, double[] gain) {
        int steps = parts.length * repeats;
        double half = Math.exp(delta * pulse.durationMs() / steps / 2);
        double[][] turn = new double[3][3];
        for (int step = 0; step < steps; step++) {
            if (step % repeats == 0) {
                rotation(flipRad * parts[step / repeats] / repeats, phaseRad / steps, turn);
            }
            gain[2] += 0.5 / steps;
            advance(m, gain, turn, half);
            gain[2] += 0.5 / steps;
        }
    }

    /** One step: relaxation, turn, relaxation. */
    private static void advance(double[][] m, double[] gain, double[][] turn, double half) {
        for (int column = 0; column < 4; column++) {
            double x = column < 3 ? m[0][column] : gain[0];
            double y = column < 3 ? m[1][column] : gain[1];
            double z = (column < 3 ? m[2][column] : gain[2]) * half;
            double newX = turn[0][0] * x + turn[0][1] * y + turn[0][2] * z;
            double newY = turn[1][0] * x + turn[1][1] * y + turn[1][2] * z;
            double newZ = (turn[2][0] * x + turn[2][1] * y + turn[2][2] * z) * half;
            if (column < 3) {
                m[0][column] = newX;
                m[1][column] = newY;
                m[2][column] = newZ;
            } else {
                gain[0] = newX;
                gain[1] = newY;
                gain[2] = newZ;
            }
        }
    }

    /** Rodrigues' formula for the turn by (x, 0, z). */
    private static void rotation(double x, double z, double[][] turn) {
        double angle = Math.hypot(x, z);
        double u = angle == 0 ? 1 : x / angle;
        double w = angle == 0 ? 0 : z / angle;
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double d = 2 * Math.sin(angle / 2) * Math.sin(angle / 2);
        turn[0][0] = c + u * u * d;
        turn[0][1] = -w * s;
        turn[0][2] = u * w * d;
        turn[1][0] = w * s;
        turn[1][1] = c;
        turn[1][2] = -u * s;
        turn[2][0] = u * w * d;
        turn[2][1] = u * s;
        turn[2][2] = c + w * w * d;
    }
}
