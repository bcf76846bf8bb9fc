package org.relaxometry.bssfp.io.map;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.statistics.ValueStatistics;

/** Plane by plane over volumes [x, y, z]. */
final class VolumeValues {

    private static final int KEPT = 200_000;

    private VolumeValues() {}

    /** Statistics of the values above 0. */
    static ValueStatistics positive(RandomAccessibleInterval<FloatType> volume) {
        ValueStatistics statistics = new ValueStatistics((int) Math.max(1, volume.size() / KEPT));
        PrimitiveBlocks<FloatType> blocks = PrimitiveBlocks.of(volume);
        float[] plane = plane(volume);
        for (int z = 0; z < volume.dimension(2); z++) {
            blocks.copy(planeAt(volume, z), plane);
            for (float value : plane) {
                if (value > 0) {
                    statistics.add(value);
                }
            }
        }
        return statistics;
    }

    private static float[] plane(RandomAccessibleInterval<?> volume) {
        return new float[Math.toIntExact(volume.dimension(0) * volume.dimension(1))];
    }

    private static FinalInterval planeAt(RandomAccessibleInterval<?> volume, int z) {
        return FinalInterval.createMinSize(0, 0, z, volume.dimension(0), volume.dimension(1), 1);
    }
}
