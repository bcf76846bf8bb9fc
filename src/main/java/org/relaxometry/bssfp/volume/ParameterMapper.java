package org.relaxometry.bssfp.volume;

import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/**
 * Runs an estimator over a series, voxel by voxel. The maps are the same, bit for bit, for any number of threads.
 *
 * @param estimator made for the protocol of the series
 */
public record ParameterMapper(RelaxometryEstimator estimator) implements SeriesMapper {

    @Override
    public String name() {
        return estimator.name();
    }

    @Override
    public String settings() {
        return estimator.settings();
    }

    @Override
    public ParameterMaps map(PhaseCycledSeries series, int threads, Progress progress) {
        return map(series, estimator, threads, progress);
    }

    /**
     * Estimates every voxel inside the mask.
     *
     * @param series images, protocol, B1 and mask
     * @param estimator made for the same protocol; each thread works with its own copy
     * @param threads number of worker threads, at least 1
     * @param progress told after every block, asked before every block
     * @return maps on the grid of the series
     * @throws java.util.concurrent.CancellationException if the progress says so; then there are no maps
     */
    public static ParameterMaps map(
            PhaseCycledSeries series, RelaxometryEstimator estimator, int threads, Progress progress) {
        ParameterMaps maps = new ParameterMaps(estimator.outputs(), estimator.longestMs(), series.grid());
        BlockRunner runner = new BlockRunner(series, progress);
        runner.run(threads, () -> new Estimation(estimator.independentCopy(), maps, runner.capacity()));
        return maps;
    }

    private static final class Estimation implements BlockRunner.Worker {

        private final RelaxometryEstimator estimator;
        private final ParameterMaps maps;
        private final ParameterBlock out;
        private final float[] status;

        Estimation(RelaxometryEstimator estimator, ParameterMaps maps, int capacity) {
            this.estimator = estimator;
            this.maps = maps;
            out = new ParameterBlock(estimator.outputs(), capacity);
            status = new float[capacity];
        }

        @Override
        public void process(SeriesBlock in, BlockRunner.Rows rows) {
            estimator.estimate(in, out);
            for (Parameter parameter : maps.parameters()) {
                float[] plane = maps.map(parameter).getPlane(rows.z()).getCurrentStorageArray();
                rows.scatter(out.of(parameter), in.size(), plane, Float.NaN);
            }
            for (int k = 0; k < in.size(); k++) {
                status[k] = out.status()[k];
            }
            float[] plane = maps.status().getPlane(rows.z()).getCurrentStorageArray();
            rows.scatter(status, in.size(), plane, EstimationStatus.OUTSIDE_MASK.code());
        }
    }
}
