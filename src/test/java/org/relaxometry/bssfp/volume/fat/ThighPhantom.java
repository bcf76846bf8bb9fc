package org.relaxometry.bssfp.volume.fat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.WaterFatSignal;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Two thighs that do not touch, made from a seed: a ring of subcutaneous fat, muscle with streaks of fat between, cortical bone without
 * signal, marrow. The field runs over several hundred Hz, and jumps at the bone. Cycles are simulated with {@link WaterFatSignal}, a receive phase
 * and noise.
 */
public final class ThighPhantom {

    private static final Tissue MUSCLE = new Tissue(1400, 35);
    private static final Tissue IN_FAT = new Tissue(900, 40);

    public final VolumeGrid grid = new VolumeGrid(96, 56, 5, 2.5, 2.5, 5);
    public final Protocol protocol;
    public final boolean[] inside = new boolean[grid.voxels()];
    public final double[] fatFraction = new double[grid.voxels()];
    public final double[] fieldHz = new double[grid.voxels()];
    public final ComplexSeries cycles;
    public final PhaseCycledSeries series;

    public ThighPhantom(Protocol protocol, FatSpectrum spectrum, double sigma, long seed) {
        this.protocol = protocol;
        GaussianNoise shape = new GaussianNoise(seed, 0);
        double[] waves = new double[12];
        for (int i = 0; i < waves.length; i++) {
            waves[i] = 2 * Math.PI * shape.uniform();
        }
        List<ComplexVolume> cycles = new ArrayList<>();
        for (int j = 0; j < protocol.cycles(); j++) {
            cycles.add(ComplexVolume.zeros(grid));
        }
        WaterFatSignal signal = new WaterFatSignal(protocol, spectrum);
        double[][] water = new double[WaterFatSignal.WATER_ROWS][protocol.cycles()];
        double[][] fat = new double[WaterFatSignal.FAT_ROWS][protocol.cycles()];
        GaussianNoise noise = new GaussianNoise(seed, 1);
        for (int v = 0; v < inside.length; v++) {
            double x = v % grid.nx() - 47.5;
            double y = v / grid.nx() % grid.ny() - 27.5;
            double z = v / grid.sliceVoxels() - 2;
            describe(v, x, y, z, waves);
            Tissue tissue = fatFraction[v] > 0.5 ? IN_FAT : MUSCLE;
            double thetaRad = 2 * Math.PI * fieldHz[v] * protocol.repetitionTimeMs() / 1000;
            signal.water(tissue.t1Ms(), tissue.t2Ms(), thetaRad, water);
            signal.fat(thetaRad, fat);
            double phase = 0.7
                    + 0.02 * x
                    - 0.015 * y
                    + 0.1 * z
                    + thetaRad * protocol.echoTimeMs() / protocol.repetitionTimeMs();
            double m0 = inside[v] ? 0.9 + 0.1 * Math.cos(0.06 * x + waves[3]) : 0;
            double w = m0 * (1 - fatFraction[v]);
            double f = m0 * fatFraction[v];
            for (int j = 0; j < protocol.cycles(); j++) {
                double re = w * water[0][j] + f * fat[0][j];
                double im = w * water[1][j] + f * fat[1][j];
                cycles.get(j).real()[v] = (float) (re * Math.cos(phase) - im * Math.sin(phase) + sigma * noise.next());
                cycles.get(j).imaginary()[v] =
                        (float) (re * Math.sin(phase) + im * Math.cos(phase) + sigma * noise.next());
            }
        }
        this.cycles = new ComplexSeries(protocol, cycles);
        series = CycleVolumes.asSeries(this.cycles, Optional.empty(), Optional.of(new Mask(inside)));
    }

    private void describe(int v, double x, double y, double z, double[] waves) {
        double side = x < 0 ? -24 : 24;
        double u = x - side;
        double radius = Math.hypot(u, y) / (22 + 0.6 * Math.cos(3 * Math.atan2(y, u) + waves[0]));
        double bone = Math.hypot(u - 2, y - 1);
        inside[v] = radius <= 1;
        double streaks = Math.sin(0.7 * u + 0.5 * y + waves[1]) * Math.sin(0.55 * u - 0.65 * y + waves[2]);
        double muscleFat = streaks > 0.8 ? 0.4 : streaks > 0.6 ? 0.12 : 0.03;
        fatFraction[v] = radius > 0.82 ? 0.97 : bone < 3 ? 0.9 : muscleFat;
        if (bone >= 3 && bone < 4.5) {
            // cortical bone: noise
            inside[v] = false;
        }
        // shim over both legs, and what bone and the skin add
        fieldHz[v] = 40
                + 5.5 * x
                + 2.5 * y
                + 0.055 * (y * y - 0.4 * x * x)
                + 18 * z
                + 25 * Math.sin(0.2 * x + waves[4]) * Math.cos(0.17 * y + waves[5])
                + (bone < 3 ? 35 : 0)
                - 30 * Math.max(0, radius - 0.82) / 0.18;
    }

    /** Voxels with signal. */
    public int voxels() {
        int count = 0;
        for (boolean each : inside) {
            count += each ? 1 : 0;
        }
        return count;
    }

    /** Share of voxels whose ΔB0 is another minimum than that of the truth: off by more than 0.15 turns. */
    public double swaps(float[] foundHz) {
        int swapped = 0;
        for (int v = 0; v < inside.length; v++) {
            if (inside[v]) {
                double turns = (foundHz[v] - fieldHz[v]) * protocol.repetitionTimeMs() / 1000;
                swapped += Math.abs(turns - Math.rint(turns)) < 0.15 ? 0 : 1;
            }
        }
        return (double) swapped / voxels();
    }
}
