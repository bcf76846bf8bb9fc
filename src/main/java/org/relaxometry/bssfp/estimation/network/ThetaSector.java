package org.relaxometry.bssfp.estimation.network;

import java.util.stream.IntStream;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.ConfigurationBlock;
import org.relaxometry.bssfp.signal.ConfigurationTransform;

/**
 * Turns every voxel into one sector of the circle of θ, so that a network need learn no more than that sector.
 *
 * <p>With evenly spread increments, which cycle is the first is arbitrary: the samples of a voxel at θ, taken one cycle later,
 * are the samples of a voxel at θ − 2π/N. And the complex conjugate of the samples in reverse order are those of a voxel at −θ.
 * Both hold exactly, up to a phase that all cycles share, and leave noise as it is. So every voxel can be brought to
 * φ<sub>1</sub> ≤ θ ≤ φ<sub>1</sub> + π/N, φ<sub>1</sub> being the smallest increment. The phase of F+1 against F0 tells the
 * turn to take; it is θ but for noise and aliasing, which move some voxels a little outside the sector and do no harm, because
 * training takes the same way.
 *
 * <p>Owns its buffers, so an instance serves one thread.
 */
public final class ThetaSector {

    private static final double CIRCLE = 2 * Math.PI;

    /** Cycle by rank of its increment. */
    private final int[] byIncrement;

    private final double firstIncrementRad;
    private final double step;
    private final ConfigurationTransform transform;
    private final ConfigurationBlock configurations;
    private final float[][] real;
    private final float[][] imaginary;
    private final boolean[] mirrored;
    private final float[] offsetRad;

    /**
     * @param protocol evenly spread increments in any order
     * @param capacity most voxels of a block
     * @throws IllegalArgumentException where the increments do not divide the circle into N equal parts
     */
    public ThetaSector(Protocol protocol, int capacity) {
        transform = new ConfigurationTransform(protocol);
        configurations = new ConfigurationBlock(capacity);
        int cycles = protocol.cycles();
        double[] increments = protocol.phaseIncrementsRad();
        byIncrement = IntStream.range(0, cycles)
                .boxed()
                .sorted((a, b) -> Double.compare(onCircle(increments[a]), onCircle(increments[b])))
                .mapToInt(Integer::intValue)
                .toArray();
        firstIncrementRad = onCircle(increments[byIncrement[0]]);
        step = CIRCLE / cycles;
        real = new float[cycles][capacity];
        imaginary = new float[cycles][capacity];
        mirrored = new boolean[capacity];
        offsetRad = new float[capacity];
    }

    /**
     * Turns the first {@code size} voxels.
     *
     * @param realSamples real parts of the samples, [cycle][voxel]; left as they are
     * @param imaginarySamples imaginary parts of the samples, [cycle][voxel]; left as they are
     * @param size number of voxels
     */
    public void turn(float[][] realSamples, float[][] imaginarySamples, int size) {
        transform.transform(realSamples, imaginarySamples, size, configurations);
        int cycles = byIncrement.length;
        for (int v = 0; v < size; v++) {
            double angle = onCircle(estimateRad(v) - firstIncrementRad);
            // a voxel without a finite angle stays where it is
            int first = angle >= 0 ? Math.min((int) (angle / step), cycles - 1) : 0;
            boolean mirror = angle - first * step > step / 2;
            mirrored[v] = mirror;
            offsetRad[v] = (float) (mirror ? 2 * firstIncrementRad + (first + 1) * step : first * step);
            for (int k = 0; k < cycles; k++) {
                int from = byIncrement[Math.floorMod(mirror ? first + 1 - k : first + k, cycles)];
                int to = byIncrement[k];
                real[to][v] = realSamples[from][v];
                imaginary[to][v] = mirror ? -imaginarySamples[from][v] : imaginarySamples[from][v];
            }
        }
    }

    /** Real parts of the turned samples, [cycle][voxel], not a copy. */
    public float[][] real() {
        return real;
    }

    /** Imaginary parts of the turned samples, [cycle][voxel], not a copy. */
    public float[][] imaginary() {
        return imaginary;
    }

    /** θ after the turn of a voxel that was at a θ before. */
    public double turned(int voxel, double thetaRad) {
        return mirrored[voxel] ? offsetRad[voxel] - thetaRad : thetaRad - offsetRad[voxel];
    }

    /** θ before the turn of a voxel that is at a θ after. */
    public double original(int voxel, double turnedThetaRad) {
        return mirrored[voxel] ? offsetRad[voxel] - turnedThetaRad : turnedThetaRad + offsetRad[voxel];
    }

    private double estimateRad(int voxel) {
        double x = configurations.real(0)[voxel];
        double y = configurations.imaginary(0)[voxel];
        double u = configurations.real(1)[voxel];
        double w = configurations.imaginary(1)[voxel];
        return Math.atan2(w * x - u * y, u * x + w * y);
    }

    /** Into [0, 2π). */
    private static double onCircle(double angleRad) {
        return angleRad - CIRCLE * Math.floor(angleRad / CIRCLE);
    }
}
