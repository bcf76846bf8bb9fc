package org.relaxometry.bssfp.signal;

/**
 * How the pulse of one voxel leads from T1 and T2 to the shape (a, b) of {@link EllipticalSignal}, and back.
 *
 * <p>a = E2 for any pulse: T2 does not know of it. An instance serves one thread.
 */
public sealed interface Excitation permits InstantaneousPulse, FinitePulse {

    /** Whether it turns the magnetisation at all, by less than half a circle. */
    boolean hasAngle();

    /** b of a tissue. */
    double b(double t1Ms, double t2Ms);

    /** T1 in ms from the shape, NaN where no positive T1 belongs to it. */
    double t1Ms(double a, double b);

    /** ∂T1/∂a in ms, at a shape of that T1. */
    double t1ByA(double a, double b, double t1Ms);

    /** ∂T1/∂b in ms, at a shape of that T1. */
    double t1ByB(double a, double b, double t1Ms);

    /** M0 from |M| and the shape of T1 and T2. */
    double m0(double magnitude, double a, double b, double t1Ms, double t2Ms);

    /** Precession per TR by the off-resonance, in radians, of a fitted θ: the pulse takes its small part of the angle. */
    double precessionRad(double thetaRad);

    /** The way back: θ of the shape of what precesses so far per TR. */
    double thetaRad(double precessionRad);
}
