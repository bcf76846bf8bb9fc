package org.relaxometry.bssfp.estimation.miracle;

import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * MIRACLE by one bracketed root: the two ratio equations of {@link GoldenSectionMiracle} solved to rounding, some 250
 * times faster.
 *
 * <p>|F1|/|F0| makes E1 an explicit function of E2, which leaves the |F−1| equation as a function of E2 alone; its root is
 * found by Newton steps in a bracket. No closed form is used (docs/decisions/001-no-closed-form.md).
 *
 * <p>Samples in any unit; T1 and T2 in ms, more than 0 and at most 5000; ΔB0 in Hz; M0 in the unit of the samples. A
 * voxel whose configurations no T1, T2 &gt; 0 explain gets {@link EstimationStatus#NO_SOLUTION}, one beyond 5000 ms
 * that as a lower bound and {@link EstimationStatus#AT_LEAST}. With fewer than 12 cycles aliasing biases T1 and T2, by both methods alike.
 *
 * <p>Source of the equations: Nguyen and Bieri, Magn. Reson. Med. 78, 518 (2017).
 */
public final class FastMiracle extends MiracleEstimator {

    /** @throws IllegalArgumentException where the increments do not divide the circle into N equal parts */
    public FastMiracle(Protocol protocol) {
        super(protocol);
    }

    @Override
    public String name() {
        return "MIRACLE (fast)";
    }

    @Override
    public String settings() {
        return "one root in E2 by bracketed Newton steps, relative tolerance " + MiracleEquations.TOLERANCE
                + ", T1 and T2 up to " + MiracleEquations.LONGEST_MS + " ms";
    }

    @Override
    public RelaxometryEstimator independentCopy() {
        return new FastMiracle(protocol);
    }

    @Override
    EstimationStatus solve(double minus, double zero, double plus, double b1Ratio) {
        equations.setVoxel(minus, zero, plus, b1Ratio);
        EstimationStatus status = equations.solve();
        t1Ms = equations.t1Ms();
        t2Ms = equations.t2Ms();
        e2 = equations.e2();
        return status;
    }
}
