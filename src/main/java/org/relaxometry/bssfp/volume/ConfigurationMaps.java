package org.relaxometry.bssfp.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.signal.ConfigurationBlock;
import org.relaxometry.bssfp.signal.ConfigurationTransform;
import org.relaxometry.bssfp.signal.ProfileAsymmetry;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * The configurations F−1, F0 and F+1 of a whole series: real and imaginary images [x, y, z], NaN outside the mask. The
 * same, bit for bit, for any number of threads.
 */
public final class ConfigurationMaps {

    private final List<PlanarImg<FloatType, FloatArray>> real = new ArrayList<>();
    private final List<PlanarImg<FloatType, FloatArray>> imaginary = new ArrayList<>();
    private final Optional<PlanarImg<FloatType, FloatArray>> asymmetry;

    private ConfigurationMaps(VolumeGrid grid, boolean withAsymmetry) {
        asymmetry = withAsymmetry ? Optional.of(ParameterMaps.empty(grid)) : Optional.empty();
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
     * @param withAsymmetry whether {@link #asymmetry()} is wanted
     * @throws IllegalArgumentException if the increments are not uniform
     * @throws java.util.concurrent.CancellationException if the progress says so
     */
    public static ConfigurationMaps compute(
            PhaseCycledSeries series,
            boolean reference,
            boolean normalise,
            boolean withAsymmetry,
            int threads,
            Progress progress) {
        ConfigurationTransform transform = new ConfigurationTransform(series.protocol());
        ConfigurationMaps maps = new ConfigurationMaps(series.grid(), withAsymmetry);
        BlockRunner runner = new BlockRunner(series, progress);
        runner.run(threads, () -> {
            ConfigurationBlock block = new ConfigurationBlock(runner.capacity());
            float[] ofBlock = new float[withAsymmetry ? runner.capacity() : 0];
            return (in, rows) -> {
                transform.transform(in.real(), in.imaginary(), in.size(), block);
                if (reference) {
                    block.referencePhase();
                }
                if (normalise) {
                    block.normalise();
                }
                maps.write(block, in, rows);
                maps.asymmetry.ifPresent(image -> {
                    ProfileAsymmetry.write(block, ofBlock);
                    rows.scatter(ofBlock, in.size(), plane(image, rows), Float.NaN);
                });
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

    /** {@link ProfileAsymmetry} of every voxel, where it was asked for. */
    public Optional<PlanarImg<FloatType, FloatArray>> asymmetry() {
        return asymmetry;
    }

    private void write(ConfigurationBlock block, SeriesBlock in, BlockRunner.Rows rows) {
        for (int order = -1; order <= 1; order++) {
            rows.scatter(block.real(order), in.size(), plane(real(order), rows), Float.NaN);
            rows.scatter(block.imaginary(order), in.size(), plane(imaginary(order), rows), Float.NaN);
        }
    }

    private static float[] plane(PlanarImg<FloatType, FloatArray> image, BlockRunner.Rows rows) {
        return image.getPlane(rows.z()).getCurrentStorageArray();
    }
}
