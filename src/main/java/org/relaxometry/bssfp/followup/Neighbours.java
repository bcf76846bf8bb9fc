package org.relaxometry.bssfp.followup;

import org.relaxometry.bssfp.space.VolumeGrid;

/** Sums over the neighbours of a voxel, weighted by a Gaussian of one voxel; what has no value has no part in them. */
final class Neighbours {

    private static final int REACH = 3;

    private Neighbours() {}

    /**
     * Σ w z / √(Σ w²): as wide as z where neighbours are independent.
     *
     * @param z NaN where there is none, and there is none in the result
     */
    static float[] together(VolumeGrid grid, float[] z) {
        double[] values = new double[z.length];
        double[] squares = new double[z.length];
        for (int v = 0; v < z.length; v++) {
            boolean known = Float.isFinite(z[v]);
            values[v] = known ? z[v] : 0;
            squares[v] = known ? 1 : 0;
        }
        int[] sizes = {grid.nx(), grid.ny(), grid.nz()};
        int stride = 1;
        for (int size : sizes) {
            values = along(values, size, stride, 1);
            squares = along(squares, size, stride, 2);
            stride *= size;
        }
        float[] together = new float[z.length];
        for (int v = 0; v < z.length; v++) {
            together[v] = Float.isFinite(z[v]) ? (float) (values[v] / Math.sqrt(squares[v])) : Float.NaN;
        }
        return together;
    }

    /** @param power of the weights */
    private static double[] along(double[] values, int size, int stride, int power) {
        double[] sums = new double[values.length];
        for (int v = 0; v < values.length; v++) {
            int place = v / stride % size;
            for (int step = Math.max(-REACH, -place); step <= Math.min(REACH, size - 1 - place); step++) {
                sums[v] += Math.exp(-power * step * step / 2.0) * values[v + step * stride];
            }
        }
        return sums;
    }
}
