package org.relaxometry.bssfp.signal;

import org.relaxometry.bssfp.protocol.Protocol;

/**
 * What a spread of the field within a voxel does to its ellipse, and the way back: off-resonances of a Lorentzian distribution
 * of half-width R2' (R2* = R2 + R2') give an exact ellipse again, of another a and b, so no misfit tells of it.
 *
 * <pre>
 * ρ = (1 − √(1 − b²))/b,   x = e^{−R2' TE},   ρ' = ρ e^{−R2' TR},   A = x (1 − a ρ),   B = (1 − a/ρ)/x
 * a' = (A − B) ρ' / (A − B ρ'²),   b' = 2 ρ' / (1 + ρ'²),   |M'| = |M| A √(1 − b'²) / [(1 − a'ρ') √(1 − b²)]
 * </pre>
 *
 * <p>From the Fourier series of the profile, whose order n fades by e<sup>−R2' |TE + n TR|</sup>. Without noise the way back is
 * exact. Holds its latest result; serves one thread.
 */
public final class LorentzianSpread {

    private final double repetitionTimeMs;
    private final double echoTimeMs;
    private double a;
    private double b;
    private double magnitude;

    public LorentzianSpread(Protocol protocol) {
        repetitionTimeMs = protocol.repetitionTimeMs();
        echoTimeMs = protocol.echoTimeMs();
    }

    /** The shape of the voxel, of that at its mean field. */
    public void spread(double aThere, double bThere, double r2PrimePerMs) {
        double rho = rho(bThere);
        double x = Math.exp(-r2PrimePerMs * echoTimeMs);
        double spreadRho = rho * Math.exp(-r2PrimePerMs * repetitionTimeMs);
        double first = x * (1 - aThere * rho);
        double second = (1 - aThere / rho) / x;
        a = (first - second) * spreadRho / (first - second * spreadRho * spreadRho);
        b = 2 * spreadRho / (1 + spreadRho * spreadRho);
        magnitude = first * Math.sqrt((1 - b * b) / (1 - bThere * bThere)) / (1 - a * spreadRho);
    }

    /**
     * The shape at the mean field, of that of the voxel.
     *
     * @return whether there is one: false where so wide a spread would have made the profile flatter
     */
    public boolean gather(double aSpread, double bSpread, double r2PrimePerMs) {
        double spreadRho = rho(bSpread);
        double rho = spreadRho * Math.exp(r2PrimePerMs * repetitionTimeMs);
        double x = Math.exp(-r2PrimePerMs * echoTimeMs);
        // a' (A − B ρ'²) = (A − B) ρ' is linear in a
        double constant = aSpread * (x - spreadRho * spreadRho / x) - (x - 1 / x) * spreadRho;
        double slope = aSpread * (spreadRho * spreadRho / (x * rho) - x * rho) - (1 / (x * rho) - x * rho) * spreadRho;
        a = -constant / slope;
        b = 2 * rho / (1 + rho * rho);
        double first = x * (1 - a * rho);
        magnitude = (1 - aSpread * spreadRho) / (first * Math.sqrt((1 - bSpread * bSpread) / (1 - b * b)));
        return rho > 0 && rho < 1 && a > 0 && a < 1;
    }

    /** (1 − √(1 − b²))/b, without loss of digits where b is small. */
    private static double rho(double b) {
        return b / (1 + Math.sqrt((1 - b) * (1 + b)));
    }

    /** Of the latest shape. */
    public double a() {
        return a;
    }

    /** Of the latest shape. */
    public double b() {
        return b;
    }

    /** |M| of the latest shape over that of the one it came from. */
    public double magnitude() {
        return magnitude;
    }
}
