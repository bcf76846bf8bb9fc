package org.relaxometry.bssfp.preprocessing.motion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.preprocessing.b1.BrainTruth;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A brain of known T1, T2, ΔB0, B1 that moves, or whose field drifts, between the phase cycles.
 *
 * <p>The noise-free complex images of the brain at rest are made from the truth, voxel by voxel. A moved image is read from
 * them by a Lanczos kernel of three lobes, as the mean over 2 × 2 × 2 places in a voxel; the image at rest goes the same way, so
 * all cycles have one resolution. ΔB0 moves with the brain. The correction never sees this
 * kernel: it interpolates with splines.
 */
public final class MovedBrain {

    public static final VolumeGrid SAMPLE_GRID = new VolumeGrid(64, 64, 24, 3.575, 3.575, 5.2);

    private static final int LOBES = 3;
    private static final int TAPS = 2 * LOBES + 2;

    /** Places between two voxels for which weights are kept: an error of position of 1/2048 voxel at most. */
    private static final int STEPS = 2048;

    private static final float[][] KERNEL = kernel();

    final VolumeGrid grid;
    final float[] t1Ms;
    final float[] t2Ms;
    final float[] offResonanceHz;
    final float[] b1Ratio;
    final float[] protonDensity;

    MovedBrain(VolumeGrid grid, Path folder) {
        this.grid = grid;
        t1Ms = floats(folder.resolve("T1_ms.nii.gz"));
        t2Ms = floats(folder.resolve("T2_ms.nii.gz"));
        offResonanceHz = floats(folder.resolve("B0_Hz.nii.gz"));
        b1Ratio = floats(folder.resolve("B1_rel.nii.gz"));
        protonDensity = floats(folder.resolve("PD.nii.gz"));
    }

    public static MovedBrain sample() {
        return new MovedBrain(SAMPLE_GRID, Path.of("test-data", "brain"));
    }

    /** The whole brain, every second voxel along each axis. */
    static MovedBrain head() {
        return new MovedBrain(new VolumeGrid(88, 88, 64, 2.6, 2.6, 2.6), BrainTruth.HEAD);
    }

    static MovedBrain whole() {
        return new MovedBrain(new VolumeGrid(176, 176, 128, 1.3, 1.3, 1.3), Needs.shared("data/whole-brain/truth"));
    }

    /** A whole brain of doubles is too much for the memory of a test. */
    private static float[] floats(Path file) {
        double[] values = SampleBrain.values(file);
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    public boolean isBrain(int voxel) {
        return protonDensity[voxel] > 0 && t1Ms[voxel] > 0;
    }

    /** At rest, with another off-resonance in every cycle, and noise on every real and imaginary part. */
    public ComplexSeries drifted(Protocol protocol, double[] driftHz, double noise, long seed) {
        List<ComplexVolume> cycles = atRest(protocol, driftHz);
        for (int j = 0; j < cycles.size(); j++) {
            addNoise(cycles.get(j), noise, seed, j);
        }
        return new ComplexSeries(protocol, cycles);
    }

    private void addNoise(ComplexVolume image, double noise, long seed, int cycle) {
        new GaussianNoise(seed, 2L * cycle).addTo(image.real(), grid.voxels(), noise);
        new GaussianNoise(seed, 2L * cycle + 1).addTo(image.imaginary(), grid.voxels(), noise);
    }

    private List<ComplexVolume> atRest(Protocol protocol, double[] driftHz) {
        BssfpSignal signal = new BssfpSignal(protocol);
        int n = protocol.cycles();
        List<ComplexVolume> cycles =
                IntStream.range(0, n).mapToObj(j -> ComplexVolume.zeros(grid)).toList();
        double[] real = new double[n];
        double[] imaginary = new double[n];
        for (int voxel = 0; voxel < grid.voxels(); voxel++) {
            if (isBrain(voxel)) {
                double x = voxel % grid.nx() / (double) grid.nx();
                double y = voxel / grid.nx() % grid.ny() / (double) grid.ny();
                double receive = 0.7 + 2 * x - 1.5 * y * y;
                for (int j = 0; j < n; j++) {
                    double hertz = offResonanceHz[voxel] + driftHz[j];
                    signal.simulate(
                            t1Ms[voxel],
                            t2Ms[voxel],
                            2e-3 * Math.PI * hertz * protocol.repetitionTimeMs(),
                            b1Ratio[voxel],
                            protonDensity[voxel],
                            real,
                            imaginary);
                    cycles.get(j).real()[voxel] =
                            (float) (real[j] * Math.cos(receive) - imaginary[j] * Math.sin(receive));
                    cycles.get(j).imaginary()[voxel] =
                            (float) (real[j] * Math.sin(receive) + imaginary[j] * Math.cos(receive));
                }
            }
        }
        return cycles;
    }

    /** The series with one motion per cycle and noise on every real and imaginary part. */
    public ComplexSeries moved(Protocol protocol, List<RigidMotion> motions, double noise, long seed) {
        List<ComplexVolume> cycles = new ArrayList<>(atRest(protocol, new double[protocol.cycles()]));
        for (int j = 0; j < cycles.size(); j++) {
            cycles.set(j, moved(cycles.get(j), motions.get(j)));
            addNoise(cycles.get(j), noise, seed, j);
        }
        return new ComplexSeries(protocol, cycles);
    }

    /** Motions of up to these sizes along and about every axis, none in the reference cycle. */
    public static List<RigidMotion> random(int cycles, int reference, double mostMm, double mostDeg, long seed) {
        GaussianNoise random = new GaussianNoise(seed, 0);
        return IntStream.range(0, cycles)
                .mapToObj(j -> {
                    double[] mm = new double[3];
                    double[] deg = new double[3];
                    for (int axis = 0; axis < 3; axis++) {
                        mm[axis] = mostMm * (2 * random.uniform() - 1);
                        deg[axis] = mostDeg * (2 * random.uniform() - 1);
                    }
                    return j == reference ? RigidMotion.NONE : RigidMotion.of(mm, deg);
                })
                .toList();
    }

    /** Offset of the middle of the brain from the centre of the volume, in mm. */
    double[] middleMm() {
        double[] sum = new double[3];
        int count = 0;
        for (int voxel = 0; voxel < grid.voxels(); voxel++) {
            if (isBrain(voxel)) {
                sum[0] += voxel % grid.nx();
                sum[1] += voxel / grid.nx() % grid.ny();
                sum[2] += voxel / grid.sliceVoxels();
                count++;
            }
        }
        return new double[] {
            (sum[0] / count - (grid.nx() - 1) / 2.0) * grid.dxMm(),
            (sum[1] / count - (grid.ny() - 1) / 2.0) * grid.dyMm(),
            (sum[2] / count - (grid.nz() - 1) / 2.0) * grid.dzMm()
        };
    }

    /** Median |error| of T1, T2 (parts of the truth) and ΔB0 (Hz) by maximum likelihood, over voxels of the brain. */
    public double[] errors(ComplexSeries series, boolean[] voxels) {
        MaximumLikelihood method = new MaximumLikelihood(series.protocol());
        int cycles = series.cycles().size();
        int[] brain = IntStream.range(0, grid.voxels())
                .filter(voxel -> isBrain(voxel) && voxels[voxel])
                .toArray();
        SeriesBlock block = new SeriesBlock(cycles, brain.length);
        block.setSize(brain.length);
        for (int i = 0; i < brain.length; i++) {
            for (int j = 0; j < cycles; j++) {
                block.real()[j][i] = series.cycles().get(j).real()[brain[i]];
                block.imaginary()[j][i] = series.cycles().get(j).imaginary()[brain[i]];
            }
            block.b1Ratio()[i] = b1Ratio[brain[i]];
        }
        ParameterBlock maps = new ParameterBlock(method.outputs(), brain.length);
        method.estimate(block, maps);
        double period = series.protocol().offResonancePeriodHz();
        return new double[] {
            median(IntStream.range(0, brain.length).mapToDouble(i -> maps.of(Parameter.T1)[i] / t1Ms[brain[i]] - 1)),
            median(IntStream.range(0, brain.length).mapToDouble(i -> maps.of(Parameter.T2)[i] / t2Ms[brain[i]] - 1)),
            median(IntStream.range(0, brain.length)
                    .mapToDouble(i ->
                            Math.IEEEremainder(maps.of(Parameter.OFF_RESONANCE)[i] - offResonanceHz[brain[i]], period)))
        };
    }

    /**
     * Errors of maps against the truth, over all voxels of white and grey matter.
     *
     * @param t1 median error as a part of the truth
     * @param t2 the same of T2
     * @param lost share of the voxels without a value
     */
    public record MapErrors(double t1, double t2, double lost) {}

    /** Errors of maps by maximum likelihood of a series that may be wrong in any way. */
    public MapErrors mapErrors(ComplexSeries series) {
        MaximumLikelihood method = new MaximumLikelihood(series.protocol());
        int[] tissue = IntStream.range(0, grid.voxels())
                .filter(voxel -> isBrain(voxel) && t1Ms[voxel] > 600 && t1Ms[voxel] < 1700)
                .toArray();
        SeriesBlock block = new SeriesBlock(series.cycles().size(), tissue.length);
        block.setSize(tissue.length);
        for (int i = 0; i < tissue.length; i++) {
            for (int j = 0; j < series.cycles().size(); j++) {
                block.real()[j][i] = series.cycles().get(j).real()[tissue[i]];
                block.imaginary()[j][i] = series.cycles().get(j).imaginary()[tissue[i]];
            }
            block.b1Ratio()[i] = b1Ratio[tissue[i]];
        }
        ParameterBlock maps = new ParameterBlock(method.outputs(), tissue.length);
        method.estimate(block, maps);
        float[] t1 = maps.of(Parameter.T1);
        float[] t2 = maps.of(Parameter.T2);
        long lost = IntStream.range(0, tissue.length)
                .filter(i -> !Float.isFinite(t1[i]))
                .count();
        return new MapErrors(
                signedMedian(IntStream.range(0, tissue.length).mapToDouble(i -> t1[i] / t1Ms[tissue[i]] - 1)),
                signedMedian(IntStream.range(0, tissue.length).mapToDouble(i -> t2[i] / t2Ms[tissue[i]] - 1)),
                (double) lost / tissue.length);
    }

    private static double signedMedian(DoubleStream errors) {
        double[] sorted = errors.filter(Double::isFinite).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    /** Of the absolute values that are numbers. */
    private static double median(DoubleStream errors) {
        double[] sorted =
                errors.map(Math::abs).filter(Double::isFinite).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private ComplexVolume moved(ComplexVolume rest, RigidMotion motion) {
        ComplexVolume result = ComplexVolume.zeros(grid);
        double[] map = motion.inverse().voxelMap(grid);
        IntStream.range(0, grid.nz()).parallel().forEach(z -> {
            double[] sum = new double[2];
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    read(
                            rest,
                            map[0] * x + map[1] * y + map[2] * z + map[3],
                            map[4] * x + map[5] * y + map[6] * z + map[7],
                            map[8] * x + map[9] * y + map[10] * z + map[11],
                            sum);
                    result.real()[grid.index(x, y, z)] = (float) sum[0];
                    result.imaginary()[grid.index(x, y, z)] = (float) sum[1];
                }
            }
        });
        return result;
    }

    /** Beyond the volume there is nothing. */
    private void read(ComplexVolume image, double x, double y, double z, double[] sum) {
        sum[0] = 0;
        sum[1] = 0;
        int x0 = (int) Math.floor(x) - TAPS / 2 + 1;
        int y0 = (int) Math.floor(y) - TAPS / 2 + 1;
        int z0 = (int) Math.floor(z) - TAPS / 2 + 1;
        float[] wx = KERNEL[(int) ((x - Math.floor(x)) * STEPS)];
        float[] wy = KERNEL[(int) ((y - Math.floor(y)) * STEPS)];
        float[] wz = KERNEL[(int) ((z - Math.floor(z)) * STEPS)];
        int first = Math.max(0, -x0);
        int last = Math.min(TAPS, grid.nx() - x0);
        for (int k = Math.max(0, -z0); k < Math.min(TAPS, grid.nz() - z0); k++) {
            for (int j = Math.max(0, -y0); j < Math.min(TAPS, grid.ny() - y0); j++) {
                int row = grid.index(x0, y0 + j, z0 + k);
                float weight = wy[j] * wz[k];
                for (int i = first; i < last; i++) {
                    sum[0] += weight * wx[i] * image.real()[row + i];
                    sum[1] += weight * wx[i] * image.imaginary()[row + i];
                }
            }
        }
    }

    private static float[][] kernel() {
        float[][] kernel = new float[STEPS + 1][TAPS];
        for (int step = 0; step <= STEPS; step++) {
            double total = 0;
            double[] weights = new double[TAPS];
            for (int i = 0; i < TAPS; i++) {
                double distance = (double) step / STEPS + TAPS / 2 - 1 - i;
                weights[i] = lanczos(distance - 0.25) + lanczos(distance + 0.25);
                total += weights[i];
            }
            for (int i = 0; i < TAPS; i++) {
                kernel[step][i] = (float) (weights[i] / total);
            }
        }
        return kernel;
    }

    private static double lanczos(double x) {
        double u = Math.PI * x;
        return u == 0 ? 1 : Math.abs(x) >= LOBES ? 0 : LOBES * Math.sin(u) * Math.sin(u / LOBES) / (u * u);
    }
}
