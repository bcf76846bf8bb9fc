package org.relaxometry.bssfp.signal;

/**
 * How unequal the two halves of a bSSFP profile are: 0 for one kind of spins, whatever its T1, T2, ΔB0, flip angle and receive
 * phase; not 0 where spins of other frequencies lie on one side, as fat or myelin water does.
 *
 * <pre>
 * s(ψ) = Σ F_p e^{ip(ψ − θ)}, p = −1, 0, +1,   2θ = arg(−F_{+1} F*_{−1})
 * A = (E₊ − E₋) / (E₊ + E₋),   E₊ = ∫₀^π |s|² dψ,   E₋ = ∫_{−π}^0 |s|² dψ
 *   = −(4/π) Im[(F_{+1} F*₀ + F₀ F*_{−1}) e^{−iθ}] / (|F_{−1}|² + |F₀|² + |F_{+1}|²)
 * </pre>
 *
 * <p>ψ counts from the middle θ of the profile, more of it being a higher frequency; of the two angles θ that which is nearer to
 * arg F<sub>+1</sub> F*₀ counts. A lies between −1 and 1. Miller, Magn. Reson. Med. 63, 385 (2010), doi:10.1002/mrm.22212, compares the
 * heights of the profile's two peaks, which few cycles do not sample; the energies of the halves need three configurations and are
 * as free of T1 and T2.
 */
public final class ProfileAsymmetry {

    private ProfileAsymmetry() {}

    /** Writes A of every voxel of the block; NaN where there is no signal. */
    public static void write(ConfigurationBlock block, float[] asymmetry) {
        float[] minusReal = block.real(-1);
        float[] minusImaginary = block.imaginary(-1);
        float[] zeroReal = block.real(0);
        float[] zeroImaginary = block.imaginary(0);
        float[] plusReal = block.real(1);
        float[] plusImaginary = block.imaginary(1);
        for (int v = 0; v < block.size(); v++) {
            asymmetry[v] = (float)
                    of(minusReal[v], minusImaginary[v], zeroReal[v], zeroImaginary[v], plusReal[v], plusImaginary[v]);
        }
    }

    private static double of(double mx, double my, double zx, double zy, double px, double py) {
        double upperReal = px * zx + py * zy;
        double upperImaginary = py * zx - px * zy;
        double firstReal = upperReal + zx * mx + zy * my;
        double firstImaginary = upperImaginary + zy * mx - zx * my;
        double theta = Math.atan2(px * my - py * mx, -(px * mx + py * my)) / 2;
        double cos = Math.cos(theta);
        double sin = Math.sin(theta);
        double side = cos * upperReal + sin * upperImaginary < 0 ? 1 : -1;
        double energy = mx * mx + my * my + zx * zx + zy * zy + px * px + py * py;
        return side * 4 / Math.PI * (firstImaginary * cos - firstReal * sin) / energy;
    }
}
