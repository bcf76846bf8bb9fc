package org.relaxometry.bssfp.preprocessing.b1;

import org.relaxometry.bssfp.space.VolumeGrid;

/** The quadratic function of position that fits the known voxels of a volume best, in the least-squares sense. */
public final class QuadraticTrend {

    private static final int TERMS = 10;

    /** As a part of the number of voxels: decides where they lie in a plane or on a line, and is felt nowhere else. */
    private static final double RIDGE = 1e-6;

    private final double[] centre;
    private final double scaleMm;
    private final double[] sizeMm;
    private final double[] coefficients;

    /** @param values NaN where not known; at least one is */
    public QuadraticTrend(VolumeGrid grid, float[] values) {
        sizeMm = new double[] {grid.dxMm(), grid.dyMm(), grid.dzMm()};
        centre = new double[] {(grid.nx() - 1) / 2.0, (grid.ny() - 1) / 2.0, (grid.nz() - 1) / 2.0};
        scaleMm = Math.max(grid.nx() * sizeMm[0], Math.max(grid.ny() * sizeMm[1], grid.nz() * sizeMm[2])) / 2;
        double[][] system = new double[TERMS][TERMS + 1];
        double[] terms = new double[TERMS];
        for (int z = 0, i = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++, i++) {
                    if (!Float.isNaN(values[i])) {
                        terms(x, y, z, terms);
                        add(terms, values[i], system);
                    }
                }
            }
        }
        for (int k = 1; k < TERMS; k++) {
            system[k][k] += RIDGE * system[0][0];
        }
        coefficients = solve(system);
    }

    /** Writes its values into a row. */
    public void row(int y, int z, double[] row) {
        double[] terms = new double[TERMS];
        for (int x = 0; x < row.length; x++) {
            terms(x, y, z, terms);
            row[x] = 0;
            for (int k = 0; k < TERMS; k++) {
                row[x] += coefficients[k] * terms[k];
            }
        }
    }

    private void terms(int x, int y, int z, double[] terms) {
        double u = (x - centre[0]) * sizeMm[0] / scaleMm;
        double v = (y - centre[1]) * sizeMm[1] / scaleMm;
        double w = (z - centre[2]) * sizeMm[2] / scaleMm;
        terms[0] = 1;
        terms[1] = u;
        terms[2] = v;
        terms[3] = w;
        terms[4] = u * u;
        terms[5] = v * v;
        terms[6] = w * w;
        terms[7] = u * v;
        terms[8] = v * w;
        terms[9] = w * u;
    }

    /** Adds a voxel to the normal equations; the last column is the right-hand side. */
    private static void add(double[] terms, double value, double[][] system) {
        for (int k = 0; k < TERMS; k++) {
            for (int l = 0; l < TERMS; l++) {
                system[k][l] += terms[k] * terms[l];
            }
            system[k][TERMS] += terms[k] * value;
        }
    }

    /** Gaussian elimination; the system is symmetric and positive definite, so no pivoting is needed. */
    private static double[] solve(double[][] system) {
        for (int k = 0; k < TERMS; k++) {
            for (int row = k + 1; row < TERMS; row++) {
                double factor = system[row][k] / system[k][k];
                for (int l = k; l <= TERMS; l++) {
                    system[row][l] -= factor * system[k][l];
                }
            }
        }
        double[] solution = new double[TERMS];
        for (int k = TERMS - 1; k >= 0; k--) {
            double sum = system[k][TERMS];
            for (int l = k + 1; l < TERMS; l++) {
                sum -= system[k][l] * solution[l];
            }
            solution[k] = sum / system[k][k];
        }
        return solution;
    }
}
