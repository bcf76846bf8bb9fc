package org.relaxometry.bssfp.signal;

/**
 * The steady state of phase-cycled bSSFP by brute force: the affine Bloch equations [Mx, My, Mz, 1] are exponentiated for every
 * part of the pulse and the rest of TR, and the fixed point of one TR is solved for every increment. Shares no formula with the
 * product. M+ ~ e^{+iωt}, RF along x.
 */
public final class BlochSeries {

    private BlochSeries() {}

    /**
     * N complex samples at TE after the centre of the pulse, [real, imaginary][cycle].
     *
     * @param parts of the flip angle at equal distances in the pulse; their sum is 1
     * @param omega off-resonance in rad/ms
     */
    public static double[][] simulate(
            double t1Ms,
            double t2Ms,
            double omega,
            double[] incrementsRad,
            double trMs,
            double teMs,
            double flipRad,
            double pulseMs,
            double[] parts) {
        double[][] rf = identity();
        double stepMs = pulseMs / parts.length;
        for (double part : parts) {
            rf = times(exponential(generator(t1Ms, t2Ms, omega, flipRad * part / stepMs), stepMs), rf);
        }
        double[][] free = exponential(generator(t1Ms, t2Ms, omega, 0), trMs - pulseMs);
        double[][] toEcho = exponential(generator(t1Ms, t2Ms, omega, 0), teMs - pulseMs / 2);
        double[][] samples = new double[2][incrementsRad.length];
        for (int j = 0; j < incrementsRad.length; j++) {
            double c = Math.cos(incrementsRad[j]);
            double s = Math.sin(incrementsRad[j]);
            double[][] frame = {{c, s, 0, 0}, {-s, c, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
            double[] m = times(toEcho, fixedPoint(times(rf, times(frame, free))));
            samples[0][j] = m[0];
            samples[1][j] = m[1];
        }
        return samples;
    }

    private static double[][] generator(double t1Ms, double t2Ms, double omega, double omega1) {
        return new double[][] {
            {-1 / t2Ms, -omega, 0, 0}, {omega, -1 / t2Ms, -omega1, 0}, {0, omega1, -1 / t1Ms, 1 / t1Ms}, {0, 0, 0, 0}
        };
    }

    /** Taylor series of a small part, squared again and again. */
    private static double[][] exponential(double[][] generator, double time) {
        int halvings = 12;
        double[][] small = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 4; k++) {
                small[i][k] = generator[i][k] * time / (1 << halvings);
            }
        }
        double[][] sum = identity();
        double[][] term = identity();
        for (int n = 1; n < 12; n++) {
            term = times(term, small);
            for (int i = 0; i < 4; i++) {
                for (int k = 0; k < 4; k++) {
                    term[i][k] /= n;
                    sum[i][k] += term[i][k];
                }
            }
        }
        for (int n = 0; n < halvings; n++) {
            sum = times(sum, sum);
        }
        return sum;
    }

    /** m = A m + c for the affine matrix, by Gaussian elimination. */
    private static double[] fixedPoint(double[][] affine) {
        double[][] system = new double[3][4];
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                system[i][k] = (i == k ? 1 : 0) - affine[i][k];
            }
            system[i][3] = affine[i][3];
        }
        for (int pivot = 0; pivot < 3; pivot++) {
            int best = pivot;
            for (int i = pivot + 1; i < 3; i++) {
                best = Math.abs(system[i][pivot]) > Math.abs(system[best][pivot]) ? i : best;
            }
            double[] swapped = system[pivot];
            system[pivot] = system[best];
            system[best] = swapped;
            for (int i = 0; i < 3; i++) {
                if (i != pivot) {
                    double factor = system[i][pivot] / system[pivot][pivot];
                    for (int k = pivot; k < 4; k++) {
                        system[i][k] -= factor * system[pivot][k];
                    }
                }
            }
        }
        return new double[] {system[0][3] / system[0][0], system[1][3] / system[1][1], system[2][3] / system[2][2], 1};
    }

    private static double[][] identity() {
        return new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
    }

    private static double[][] times(double[][] left, double[][] right) {
        double[][] product = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 4; k++) {
                for (int n = 0; n < 4; n++) {
                    product[i][k] += left[i][n] * right[n][k];
                }
            }
        }
        return product;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[4];
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 4; k++) {
                product[i] += matrix[i][k] * vector[k];
            }
        }
        return product;
    }
}
