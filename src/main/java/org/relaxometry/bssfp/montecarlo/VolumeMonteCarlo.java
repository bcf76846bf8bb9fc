package org.relaxometry.bssfp.montecarlo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ChosenVoxels;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.SeriesMapper;

/**
 * What {@link MonteCarlo} does, for a method that looks at the neighbours of a voxel: noise is added to the part of a series around
 * the voxels, and the part is mapped as a whole, again and again. The voxels get the same noise as there. Numbers depend on the seed
 * alone.
 *
 * <p>Samples are made side by side as far as memory of some {@value #BYTES} bytes goes, each by one thread; of larger parts, each by
 * several. Who cancels keeps those that are complete.
 */
public final class VolumeMonteCarlo {

    private static final long BYTES = 400_000_000;

    /** Bytes that mapping a voxel of the box takes, besides those of its samples. */
    private static final int BYTES_OF_MAPPING = 4 * 40;

    /** A part is mapped for so long before its time is told: a program that has just begun is slow. */
    private static final double WARM_SECONDS = 1;

    private static final Set<Parameter> OUTPUTS = Set.of(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE);

    private final ChosenVoxels chosen;
    private final NoisyPart part;
    private final String method;
    private final Function<NoiseLevel.Known, SeriesMapper> atNoise;

    /**
     * @param chosen voxels of the series
     * @param marginMm what lies farther from them has no say
     * @param method name
     * @param atNoise makes it for samples with so much noise added; it gives T1, T2 and ΔB0
     */
    public VolumeMonteCarlo(
            PhaseCycledSeries series,
            ChosenVoxels chosen,
            double marginMm,
            String method,
            Function<NoiseLevel.Known, SeriesMapper> atNoise) {
        this.chosen = chosen;
        this.method = method;
        this.atNoise = atNoise;
        part = new NoisyPart(series, chosen, marginMm);
    }

    /** Name of the method. */
    public String method() {
        return method;
    }

    /** Number of voxels that are mapped for every sample. */
    public int voxels() {
        return part.voxels();
    }

    /**
     * Samples every chosen voxel.
     *
     * @param threads number of worker threads, at least 1
     * @param secondsToTake told before noise is added how long it will take
     * @throws CancellationException if the progress says so before a sample is complete
     */
    public MonteCarloResult run(
            SamplingSettings settings, int threads, DoubleConsumer secondsToTake, Progress progress) {
        int cycles = chosen.voxels().protocol().cycles();
        long bytes = (long) part.grid().voxels() * (8 * cycles + BYTES_OF_MAPPING);
        int sideBySide = (int) Math.max(1, Math.min(threads, BYTES / bytes));
        SampleStatistics statistics = new SampleStatistics(method, OUTPUTS, chosen.voxels(), settings);
        SampleRound round = new SampleRound(
                statistics.parameters(), sideBySide, chosen.voxels().count());
        try (WorkerPool pool = new WorkerPool(sideBySide)) {
            Sampler sampler = new Sampler(settings, threads / sideBySide, pool, round, progress);
            double seconds = sampler.unperturbed();
            statistics.setUnperturbed(round);
            if (settings.noise().isNone()) {
                statistics.add(round, 0, statistics.voxels());
                return new MonteCarloResult(settings, 1, List.of(statistics), 0, List.of(seconds));
            }
            secondsToTake.accept(seconds * settings.samples() / sideBySide);
            long start = System.nanoTime();
            int done = 0;
            try {
                while (done < settings.samples()) {
                    sampler.round(done, Math.min(sideBySide, settings.samples() - done));
                    statistics.add(round, 0, statistics.voxels());
                    done += round.samples();
                }
            } catch (CancellationException e) {
                if (done == 0) {
                    throw e;
                }
            }
            double spent = (System.nanoTime() - start) * 1e-9 * sideBySide;
            return new MonteCarloResult(settings, done, List.of(statistics), 0, List.of(spent));
        }
    }

    /** Fills rounds with what the method makes of samples. */
    private final class Sampler {

        private final SamplingSettings settings;
        private final int threadsOfSample;
        private final WorkerPool pool;
        private final SampleRound round;
        private final Progress progress;
        private final List<NoisyBlock> noise = new ArrayList<>();

        Sampler(SamplingSettings settings, int threadsOfSample, WorkerPool pool, SampleRound round, Progress progress) {
            this.settings = settings;
            this.threadsOfSample = threadsOfSample;
            this.pool = pool;
            this.round = round;
            this.progress = progress;
            for (int worker = 0; worker < pool.size(); worker++) {
                noise.add(part.noiseOfChosen(settings.seed()));
            }
        }

        /** Without noise; gives the seconds that a sample takes. */
        double unperturbed() {
            double all = 0;
            double last = 0;
            while (all < WARM_SECONDS) {
                long start = System.nanoTime();
                round.begin(0, 1);
                make(0, 0, 0, NoiseLevel.NONE);
                last = (System.nanoTime() - start) * 1e-9;
                all += last;
            }
            return last;
        }

        void round(int firstSample, int samples) {
            round.begin(firstSample, samples);
            AtomicInteger finished = new AtomicInteger();
            pool.run(samples, (worker, k) -> {
                make(worker, firstSample, k, settings.noise());
                progress.update((double) (firstSample + finished.incrementAndGet()) / settings.samples());
            });
        }

        private void make(int worker, int firstSample, int k, NoiseLevel.Known added) {
            progress.checkCanceled();
            PhaseCycledSeries sample = part.sample(firstSample + k, added, noise.get(worker), settings.seed());
            put(k, atNoise.apply(added).map(sample, threadsOfSample, progress.silent()));
        }

        private void put(int k, ParameterMaps maps) {
            int[] places = part.placesOfChosen();
            int slice = part.grid().sliceVoxels();
            ParameterBlock block = new ParameterBlock(OUTPUTS, places.length);
            float[][] status = ParameterMaps.planes(maps.status());
            for (Parameter parameter : OUTPUTS) {
                float[][] planes = maps.planes(parameter);
                for (int v = 0; v < places.length; v++) {
                    block.of(parameter)[v] = planes[places[v] / slice][places[v] % slice];
                }
            }
            for (int v = 0; v < places.length; v++) {
                block.status()[v] = (byte) status[places[v] / slice][places[v] % slice];
            }
            round.put(k, 0, places.length, block, 0);
        }
    }
}
