package org.relaxometry.bssfp.preprocessing.gibbs;

import java.util.Arrays;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A complex object of sharp-edged ellipsoids and a box on a grid several times finer than the image: as the scanner sees it,
 * with k-space cut off, and without ringing, as means over the voxels.
 *
 * @param ringing from the cropped Fourier coefficients of the fine object
 * @param truth means of the fine object over every voxel
 */
record RingingPhantom(ComplexVolume ringing, ComplexVolume truth) {

    /** Ringing in x and y; the slices differ, but do not ring along z. */
    static RingingPhantom inPlane() {
        return of(new int[] {96, 91, 8}, new int[] {6, 6, 1});
    }

    /** Ringing along all axes. */
    static RingingPhantom in3d() {
        return of(new int[] {64, 70, 60}, new int[] {3, 3, 3});
    }

    private static RingingPhantom of(int[] size, int[] finer) {
        ComplexVolume fine = fine(new VolumeGrid(size[0] * finer[0], size[1] * finer[1], size[2] * finer[2], 1, 1, 1));
        ComplexVolume ringing = fine;
        ComplexVolume truth = fine;
        for (int axis = 0; axis < 3; axis++) {
            if (finer[axis] > 1) {
                ringing = cropped(ringing, axis, size[axis]);
                truth = averaged(truth, axis, finer[axis]);
            }
        }
        return new RingingPhantom(ringing, truth);
    }

    /** Distance of every voxel from the nearest edge, in voxels along the axes and diagonals, at most {@code far}. */
    int[] distanceFromEdge(int far) {
        VolumeGrid grid = truth.grid();
        int[] distance = new int[grid.voxels()];
        Arrays.fill(distance, far);
        float[] magnitude = truth.magnitude();
        for (int i = 0; i < distance.length; i++) {
            for (int stride : new int[] {1, grid.nx(), grid.sliceVoxels()}) {
                if (i + stride < distance.length && Math.abs(magnitude[i] - magnitude[i + stride]) > 0.05) {
                    distance[i] = 0;
                    distance[i + stride] = 0;
                }
            }
        }
        for (int axis = 0; axis < 3; axis++) {
            distance = spread(distance, grid, axis);
        }
        return distance;
    }

    /** The greater of the distances along the axes is the least over one axis after the other. */
    private static int[] spread(int[] distance, VolumeGrid grid, int axis) {
        AxisLines lines = new AxisLines(grid, axis);
        int stride = axis == 0 ? 1 : axis == 1 ? grid.nx() : grid.sliceVoxels();
        int[] spread = distance.clone();
        for (int i = 0; i < spread.length; i++) {
            int at = i / stride % lines.length();
            for (int k = 0; k < lines.length(); k++) {
                spread[i] = Math.min(spread[i], Math.max(Math.abs(k - at), distance[i + (k - at) * stride]));
            }
        }
        return spread;
    }

    /** Mean of |a − b|² over the voxels whose distance lies between the two. */
    static double energy(ComplexVolume a, ComplexVolume b, int[] distance, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < distance.length; i++) {
            if (distance[i] >= from && distance[i] <= to) {
                double re = a.real()[i] - b.real()[i];
                double im = a.imaginary()[i] - b.imaginary()[i];
                sum += re * re + im * im;
                count++;
            }
        }
        return sum / count;
    }

    private static ComplexVolume fine(VolumeGrid grid) {
        ComplexVolume volume = ComplexVolume.zeros(grid);
        for (int z = 0; z < grid.nz(); z++) {
            double w = (z + 0.5) / grid.nz() - 0.5;
            for (int y = 0; y < grid.ny(); y++) {
                double v = (y + 0.5) / grid.ny() - 0.5;
                for (int x = 0; x < grid.nx(); x++) {
                    double u = (x + 0.5) / grid.nx() - 0.5;
                    double magnitude = magnitude(u, v, w);
                    double phase = 1.2 * u + 0.8 * v + 2 * v * v + 0.7 * w;
                    volume.real()[grid.index(x, y, z)] = (float) (magnitude * Math.cos(phase));
                    volume.imaginary()[grid.index(x, y, z)] = (float) (magnitude * Math.sin(phase));
                }
            }
        }
        return volume;
    }

    private static double magnitude(double u, double v, double w) {
        if (Math.abs(u - 0.15) < 0.05 && Math.abs(v) < 0.12 && Math.abs(w) < 0.2) {
            return 0.1;
        }
        if (inside((u + 0.12) / 0.06, (v - 0.05) / 0.1, w / 0.15)) {
            return 1.8;
        }
        if (inside((u - 0.05) / 0.3, (v + 0.03) / 0.22, w / 0.25)) {
            return 0.6;
        }
        return inside(u / 0.4, v / 0.35, w / 0.38) ? 1 : 0;
    }

    private static boolean inside(double u, double v, double w) {
        return u * u + v * v + w * w < 1;
    }

    private static ComplexVolume averaged(ComplexVolume fine, int axis, int factor) {
        AxisLines from = new AxisLines(fine.grid(), axis);
        ComplexVolume coarse = ComplexVolume.zeros(resized(fine.grid(), axis, from.length() / factor));
        AxisLines to = new AxisLines(coarse.grid(), axis);
        float[][] in = new float[2][from.length() * AxisLines.LANES];
        for (int batch = 0; batch < from.batches(); batch++) {
            from.gather(fine, batch, in[0], in[1]);
            float[][] out = new float[2][to.length() * AxisLines.LANES];
            for (int part = 0; part < 2; part++) {
                for (int i = 0; i < in[part].length; i++) {
                    int k = i / AxisLines.LANES / factor;
                    out[part][k * AxisLines.LANES + i % AxisLines.LANES] += in[part][i] / factor;
                }
            }
            to.scatter(out[0], out[1], batch, coarse);
        }
        return coarse;
    }

    /** Keeps the lowest frequencies, and moves the samples to the middle of their voxels. */
    private static ComplexVolume cropped(ComplexVolume fine, int axis, int length) {
        int lanes = AxisLines.LANES;
        AxisLines from = new AxisLines(fine.grid(), axis);
        int n = from.length();
        ComplexVolume coarse = ComplexVolume.zeros(resized(fine.grid(), axis, length));
        AxisLines to = new AxisLines(coarse.grid(), axis);
        FourierLines forward = new FourierLines(n, lanes);
        FourierLines inverse = new FourierLines(length, lanes);
        double middle = ((double) n / length - 1) / 2;
        float[][] in = new float[2][n * lanes];
        for (int batch = 0; batch < from.batches(); batch++) {
            from.gather(fine, batch, in[0], in[1]);
            forward.forward(in[0], in[1]);
            float[][] out = new float[2][length * lanes];
            for (int k = -(length - 1) / 2; k <= (length - 1) / 2; k++) {
                double c = Math.cos(2 * Math.PI * k * middle / n) / n;
                double s = Math.sin(2 * Math.PI * k * middle / n) / n;
                for (int v = 0; v < lanes; v++) {
                    float re = in[0][Math.floorMod(k, n) * lanes + v];
                    float im = in[1][Math.floorMod(k, n) * lanes + v];
                    out[0][Math.floorMod(k, length) * lanes + v] = (float) (re * c - im * s);
                    out[1][Math.floorMod(k, length) * lanes + v] = (float) (re * s + im * c);
                }
            }
            inverse.inverse(out[0], out[1]);
            to.scatter(out[0], out[1], batch, coarse);
        }
        return coarse;
    }

    private static VolumeGrid resized(VolumeGrid grid, int axis, int length) {
        return new VolumeGrid(
                axis == 0 ? length : grid.nx(),
                axis == 1 ? length : grid.ny(),
                axis == 2 ? length : grid.nz(),
                1,
                1,
                1);
    }
}
