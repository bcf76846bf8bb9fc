package org.relaxometry.bssfp.mapping;

import java.io.IOException;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.PreparedMethod;
import org.relaxometry.bssfp.preprocessing.check.NoiseEstimate;
import org.relaxometry.bssfp.preprocessing.consistency.SeriesCheck;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.SeriesMapper;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/**
 * Maps of a phase-cycled series by any method of {@link org.relaxometry.bssfp.method.Methods}: T1 and T2 in ms, ΔB0 in Hz, M0 in the
 * units of the images, their σ where the method has them, and the status of every voxel, as images of ImgLib2. The numbers are those
 * that the command Map T1 T2 B0… gives, bit for bit.
 *
 * <pre>{@code
 * ParameterMaps maps = Relaxometry.by(Methods.MAXIMUM_LIKELIHOOD).map(series);
 * }</pre>
 *
 * <p>An object is not changed by mapping and may be used for several series, by one thread at a time.
 */
public final class Relaxometry {

    private final Method method;
    private EngineChoice engine = EngineChoice.AUTO;
    private NoiseLevel noise = NoiseLevel.FROM_RESIDUAL;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;

    private Relaxometry(Method method) {
        this.method = method;
    }

    /** @param method such as {@code Methods.MAXIMUM_LIKELIHOOD}, or {@code Methods.named("MIRACLE").orElseThrow()} */
    public static Relaxometry by(Method method) {
        return new Relaxometry(method);
    }

    /**
     * The noise level, where it is known: from it come the uncertainties of maximum likelihood. Otherwise it is taken from what the
     * signal model leaves of the data.
     *
     * @param sigma standard deviation of the noise of real and imaginary part of every cycle, in the units of the images, 0 or more
     * @throws IllegalArgumentException for another number, or where the method makes no use of it
     */
    public Relaxometry noise(double sigma) {
        if (!method.usesNoise()) {
            throw new IllegalArgumentException(method.title() + " makes no use of a noise level, but one was given.");
        }
        noise = NoiseLevel.given(sigma);
        return this;
    }

    /** What evaluates networks; PyTorch where it can be loaded, unless said otherwise. */
    public Relaxometry engine(EngineChoice choice) {
        engine = choice;
        return this;
    }

    /** @param count of threads, at least 1; all processors unless said otherwise. The maps do not depend on it. */
    public Relaxometry threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("At least 1 thread is needed, but " + count + " were asked for.");
        }
        threads = count;
        return this;
    }

    /** Is told how far the work is, and asked whether to go on. */
    public Relaxometry progress(Progress listener) {
        progress = listener;
        return this;
    }

    /**
     * Maps a series.
     *
     * @param series its images, protocol and, where known, B1 map and mask
     * @return maps on the grid of the series; NaN where a voxel has no answer
     * @throws IllegalArgumentException if the data contradict the protocol: they are of the opposite handedness (then map
     *     {@code series.conjugate()}), their cycles are in another order, or the method cannot work with the protocol
     * @throws IOException if the files of a network cannot be used
     * @throws java.util.concurrent.CancellationException if the progress says so; then there are no maps
     */
    public ParameterMaps map(PhaseCycledSeries series) throws IOException {
        Handedness.of(series, Handedness.AS_STATED);
        SeriesCheck.of(series).requireUsable();
        return mapper(series).map(series, threads, progress);
    }

    private SeriesMapper mapper(PhaseCycledSeries series) throws IOException {
        if (method.needsNeighbours()) {
            double sigma = known(series).sigma(series.protocol().cycles());
            return new AdaptiveLikelihood(AdaptiveSettings.usual(series.grid()), VoxelNoise.uniform(sigma));
        }
        PreparedMethod prepared = method.prepare(series.protocol(), engine);
        return new ParameterMapper(prepared.estimator(prepared.needsNoise() ? known(series) : noise));
    }

    private NoiseLevel.Known known(PhaseCycledSeries series) {
        return noise instanceof NoiseLevel.Known given
                ? given
                : NoiseEstimate.of(series).level();
    }
}
