package org.relaxometry.bssfp.volume;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.signal.ConfigurationBlock;
import org.relaxometry.bssfp.signal.ConfigurationTransform;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * The configurations F−1, F0 and F+1 of a whole series: real and imaginary images [x, y, z], NaN outside the mask. The
 * same, bit for bit, for any number of threads.
 */
public final class ConfigurationMaps {

    private final List<PlanarImg<FloatType, FloatArray>> real = new ArrayList<>();
    private final List<PlanarImg<FloatType, FloatArray>> imaginary = new ArrayList<>();

    private ConfigurationMaps(VolumeGrid grid) {
        for (int i = 0; i < 3; i++) {
            real.add(ParameterMaps.empty(grid));
            imaginary.add(ParameterMaps.empty(grid));
        }
    }

    /**
     * Computes them.
     *
     * @param series needs uniform increments
     * @param reference whether to turn the phase of every voxel so that F0 is real and positive
     * @param normalise whether to divide every voxel by √(|F−1|² + |F0|² + |F+1|²)
     * @throws IllegalArgumentException if the increments are not uniform
     * @throws java.util.concurrent.CancellationException if the progress says so
     */
    public static ConfigurationMaps compute(
            PhaseCycledSeries series, boolean reference, boolean normalise, int threads, Progress progress) {
        ConfigurationTransform transform = new ConfigurationTransform(series.protocol());
        ConfigurationMaps maps = new ConfigurationMaps(series.grid());
        BlockRunner runner = new BlockRunner(series, progress);
        runner.run(threads, () -> {
            ConfigurationBlock block = new ConfigurationBlock(runner.capacity());
            return (in, rows) -> {
                transform.transform(in.real(), in.imaginary(), in.size(), block);
                if (reference) {
                    block.referencePhase();
                }
                if (normalise) {
                    block.normalise();
                }
                maps.write(block, in, rows);
            };
        });
        return maps;
    }

    /** @param order −1, 0 or +1 */
    public PlanarImg<FloatType, FloatArray> real(int order) {
        return real.get(order + 1);
    }

    /** @param order −1, 0 or +1 */
    public PlanarImg<FloatType, FloatArray> imaginary(int order) {
        return imaginary.get(order + 1);
    }

    private void write(ConfigurationBlock block, SeriesBlock in, BlockRunner.Rows rows) {
        for (int order = -1; order <= 1; order++) {
            float[] realPlane = real(order).getPlane(rows.z()).getCurrentStorageArray();
            float[] imaginaryPlane = imaginary(order).getPlane(rows.z()).getCurrentStorageArray();
            rows.scatter(block.real(order), in.size(), realPlane, Float.NaN);
            rows.scatter(block.imaginary(order), in.size(), imaginaryPlane, Float.NaN);
        }
    }
}
