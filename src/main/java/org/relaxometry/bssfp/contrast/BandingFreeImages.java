package org.relaxometry.bssfp.contrast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Images without banding of a whole series, in the units of its images. NaN outside the mask and where a sample is not finite; 0
 * where all samples are 0. The same, bit for bit, for any number of threads.
 *
 * @param images by kind
 * @param withoutEllipse voxels with a signal that no ellipse fits; NaN in {@link BandingFree#DEMODULATED}
 */
public record BandingFreeImages(Map<BandingFree, ScalarVolume> images, int withoutEllipse) {

    /** The kinds that a protocol allows. */
    public static List<BandingFree> possible(Protocol protocol) {
        return Arrays.stream(BandingFree.values())
                .filter(kind -> !kind.needsOppositeCycles() || OppositeCycles.suit(protocol))
                .toList();
    }

    /**
     * Computes them.
     *
     * @param series of the handedness of the signal model; only {@link BandingFree#DEMODULATED} depends on it
     * @param kinds at least one
     * @throws IllegalArgumentException if the protocol has not what one of them needs
     * @throws java.util.concurrent.CancellationException if the progress says so
     */
    public static BandingFreeImages compute(
            PhaseCycledSeries series, Collection<BandingFree> kinds, int threads, Progress progress) {
        Map<BandingFree, ScalarVolume> images = new EnumMap<>(BandingFree.class);
        VolumeGrid grid = series.grid();
        kinds.forEach(kind -> images.put(kind, new ScalarVolume(grid, new float[grid.voxels()])));
        OppositeCycles opposite =
                kinds.stream().anyMatch(BandingFree::needsOppositeCycles) ? OppositeCycles.of(series.protocol()) : null;
        AtomicInteger withoutEllipse = new AtomicInteger();
        try (WorkerPool pool = new WorkerPool(Math.min(threads, grid.nz()))) {
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < pool.size(); i++) {
                workers.add(new Worker(series, images, opposite, withoutEllipse));
            }
            pool.run(grid.nz(), progress, (worker, z) -> workers.get(worker).slice(z));
        }
        return new BandingFreeImages(images, withoutEllipse.get());
    }

    /** One thread with its buffers. */
    private static final class Worker {

        private final PhaseCycledSeries series;
        private final Map<BandingFree, ScalarVolume> images;
        private final OppositeCycles opposite;
        private final AtomicInteger withoutEllipse;
        private final CycleSlice in;
        private final EllipseFit fit;
        private final double[] real;
        private final double[] imaginary;
        private final boolean[] inside;
        private final float[] values;
        private final float[] crossReal;
        private final float[] crossImaginary;

        Worker(
                PhaseCycledSeries series,
                Map<BandingFree, ScalarVolume> images,
                OppositeCycles opposite,
                AtomicInteger withoutEllipse) {
            this.series = series;
            this.images = images;
            this.opposite = opposite;
            this.withoutEllipse = withoutEllipse;
            in = new CycleSlice(series);
            fit = new EllipseFit(series.protocol());
            real = new double[in.cycles()];
            imaginary = new double[in.cycles()];
            int voxels = series.grid().sliceVoxels();
            inside = new boolean[voxels];
            values = new float[voxels];
            crossReal = new float[voxels];
            crossImaginary = new float[voxels];
        }

        void slice(int z) {
            in.read(z);
            int first = z * values.length;
            for (int v = 0; v < inside.length; v++) {
                inside[v] = in.power(v) < Double.POSITIVE_INFINITY
                        && (series.mask().isEmpty() || series.mask().get().inside()[first + v]);
            }
            if (opposite != null) {
                opposite.cross(in, crossReal, crossImaginary);
            }
            images.forEach((kind, image) -> {
                fill(kind);
                for (int v = 0; v < values.length; v++) {
                    image.values()[first + v] = inside[v] ? values[v] : Float.NaN;
                }
            });
        }

        private void fill(BandingFree kind) {
            if (kind == BandingFree.LINEARISED) {
                opposite.weigh(in, inside, crossReal, crossImaginary, values);
                return;
            }
            for (int v = 0; v < values.length; v++) {
                values[v] = inside[v] ? (float) value(kind, v) : Float.NaN;
            }
        }

        private double value(BandingFree kind, int v) {
            return switch (kind) {
                case DEMODULATED -> in.power(v) == 0 ? 0 : ellipse(v);
                case GEOMETRIC -> Math.hypot(crossReal[v], crossImaginary[v]);
                case MEAN -> Math.hypot(in.meanReal(v), in.meanImaginary(v));
                case ROOT_SUM_OF_SQUARES -> Math.sqrt(in.power(v));
                case MAXIMUM -> Math.sqrt(in.largest(v));
                case LINEARISED -> throw new IllegalArgumentException("not of one voxel: " + kind);
            };
        }

        private double ellipse(int v) {
            in.copy(v, real, imaginary);
            if (fit.fit(real, imaginary).hasValues()) {
                return fit.magnitude();
            }
            withoutEllipse.incrementAndGet();
            return Double.NaN;
        }
    }
}
