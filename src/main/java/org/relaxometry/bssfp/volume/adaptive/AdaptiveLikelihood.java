package org.relaxometry.bssfp.volume.adaptive;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.SeriesMapper;

/**
 * Maximum likelihood, averaged over those neighbours that the noise cannot tell apart (propagation–separation).
 *
 * <p>Every voxel starts from its own maximum-likelihood estimate. Then its likelihood is averaged with those of ever more
 * neighbours, less the more they differ, see {@code AdaptiveStep}. The precisions of the first round follow the noise (short times
 * look precise), which biases the averages by some percent; so likelihoods are evaluated anew at the averages, and averaged once more. Voxels
 * whose samples contradict the average then, by themselves or with those beside them, are averaged anew among themselves.
 * What is averaged are T1 and T2; ΔB0 and M0 are each voxel's own, at the averaged T1 and T2. Noise that earlier interpolation made
 * alike in neighbours is measured ({@code NoiseCorrelation}). A voxel without an estimate of its own
 * gets one where its neighbours have one and it explains its samples.
 *
 * <p>The maps are the same, bit for bit, for any number of threads. Memory beside input and output: some 18 numbers of single
 * precision for each voxel of the smallest box around the mask.
 */
public final class AdaptiveLikelihood implements SeriesMapper {

    /** Name of the method as users choose it. */
    public static final String NAME = "Adaptive maximum likelihood";

    /** Rounds of averaging. */
    private static final int ROUNDS = 3;

    /** Steps of a round, with neighbourhoods growing by equal factors. */
    private static final int STEPS = 4;

    /** Distance of the first step of the second round, over the reach. */
    private static final double LATER_START = 2 / 3.2;

    /** Distance of the first step of the first round, over the reach. */
    private static final double FIRST_START = 1 / 3.2;

    /** Voxels that show how far averages are off. */
    private static final int STUDIED_VOXELS = 300_000;

    private static final Set<Parameter> FURTHER =
            EnumSet.of(Parameter.EFFECTIVE_VOXELS, Parameter.T1_REMOVED, Parameter.T2_REMOVED);

    private final AdaptiveSettings settings;
    private final VoxelNoise noise;
    private final boolean studiesErrors;

    /** @param noise of the images, in their units */
    public AdaptiveLikelihood(AdaptiveSettings settings, VoxelNoise noise) {
        this(settings, noise, true);
    }

    private AdaptiveLikelihood(AdaptiveSettings settings, VoxelNoise noise, boolean studiesErrors) {
        this.settings = settings;
        this.noise = noise;
        this.studiesErrors = studiesErrors;
    }

    /** The same values in less time; σ and effective number hold averaged noise alone, not the error of averaging unlike voxels. */
    public AdaptiveLikelihood withoutErrorStudy() {
        return new AdaptiveLikelihood(settings, noise, false);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String settings() {
        return "strength " + TypedNumber.show(settings.strength()) + ", reach " + TypedNumber.show(settings.reachMm())
                + " mm; noise level "
                + (noise.map() == null ? noise.sigma() + " per real and imaginary part" : "from a map");
    }

    @Override
    public ParameterMaps map(PhaseCycledSeries series, int threads, Progress progress) {
        return map(series, threads, progress, Witness.NONE);
    }

    /**
     * Maps, and the neighbours that every voxel was averaged with.
     *
     * @param maps as {@link #map} makes them
     * @param weights some 21 bytes for each voxel of the smallest box around the mask
     */
    public record Averaged(ParameterMaps maps, NeighbourWeights weights) {}

    /** Maps as {@link #map} does and keeps who was averaged with whom. */
    public Averaged average(PhaseCycledSeries series, int threads, Progress progress) {
        NeighbourWeights weights = new NeighbourWeights(series.grid());
        return new Averaged(map(series, threads, progress, weights::remember), weights);
    }

    /** Sees a field before the last step of a round. */
    interface Witness {

        Witness NONE = (field, near, limit, oddOnly) -> {};

        /** The arguments are those of the step, see {@link AdaptiveStep#average}. */
        void see(LikelihoodField field, Neighbourhood near, double limit, boolean oddOnly);
    }

    ParameterMaps map(PhaseCycledSeries series, int threads, Progress progress, Witness witness) {
        ParameterMaps maps =
                ParameterMapper.map(series, new MaximumLikelihood(series.protocol()), threads, progress.part(0, 2));
        maps.add(FURTHER, series.grid());
        try (WorkerPool pool = new WorkerPool(threads)) {
            Progress rest = progress.part(1, 2);
            VoxelBox box = VoxelBox.around(
                    series, (int) (settings.reachMm() / series.grid().dxMm()));
            NoiseCorrelation correlation = NoiseCorrelation.of(series, noise, box);
            Work work = new Work(series.grid(), correlation, pool);
            LikelihoodField field = new LikelihoodField(box);
            List<LikelihoodReader> readers = new ArrayList<>();
            for (int worker = 0; worker < pool.size(); worker++) {
                readers.add(new LikelihoodReader(series, noise, field, maps));
            }
            average(work, field, readers, witness, rest.part(0, 2));
            Neighbourhood last = Neighbourhood.of(series.grid(), settings.reachMm());
            ErrorTable errors = new ErrorTable(correlation.varianceFactor(last));
            if (studiesErrors) {
                repeat(work, field, errors, rest.part(1, 2));
            }
            AdaptiveOutput output = new AdaptiveOutput(maps, series.grid(), field, errors);
            forRows(work, box, rest.silent(), (worker, row) -> readers.get(worker)
                    .visit(row, output));
        }
        return maps;
    }

    /** What all parts of a run need. */
    private record Work(VolumeGrid grid, NoiseCorrelation correlation, WorkerPool pool) {}

    private void average(
            Work work,
            LikelihoodField field,
            List<? extends LikelihoodSource> sources,
            Witness witness,
            Progress progress) {
        VoxelBox box = field.box;
        List<AdaptiveStep> steps = new ArrayList<>();
        for (int worker = 0; worker < work.pool.size(); worker++) {
            steps.add(new AdaptiveStep(field));
        }
        Progress silent = progress.silent();
        forRows(work, box, silent, (worker, row) -> sources.get(worker).start(row));
        grow(work, field, steps, FIRST_START, false, Witness.NONE, progress.part(0, ROUNDS));
        forRows(work, box, silent, (worker, row) -> sources.get(worker).renew(row));
        grow(work, field, steps, LATER_START, false, witness, progress.part(1, ROUNDS));
        forRows(work, box, silent, (worker, row) -> {
            sources.get(worker).renew(row);
            OddVoxels.removed(field, row);
        });
        work.pool.run(box.rows(), silent, (worker, row) -> OddVoxels.mark(field, row));
        forRows(work, box, silent, (worker, row) -> OddVoxels.start(field, row, sources.get(worker)));
        grow(work, field, steps, FIRST_START, true, witness, progress.part(2, ROUNDS));
    }

    /** Works on all rows of a box, and on those that are read at once one after the other. */
    private static void forRows(Work work, VoxelBox box, Progress progress, WorkerPool.Task task) {
        int atOnce = LikelihoodReader.rowsAtOnce(box);
        int runs = (box.ny() + atOnce - 1) / atOnce;
        work.pool.run(runs * box.nz(), progress, (worker, run) -> {
            int first = run % runs * atOnce;
            for (int y = first; y < Math.min(box.ny(), first + atOnce); y++) {
                task.run(worker, y + box.ny() * (run / runs));
            }
        });
    }

    /** Averages over neighbourhoods that grow up to the reach. */
    private void grow(
            Work work,
            LikelihoodField field,
            List<AdaptiveStep> steps,
            double start,
            boolean oddOnly,
            Witness witness,
            Progress progress) {
        double before = 1;
        for (int step = 0; step < STEPS; step++) {
            double distance = settings.reachMm() * Math.pow(start, 1 - step / (STEPS - 1.0));
            Neighbourhood near = Neighbourhood.of(work.grid, distance);
            // the estimates that are compared come of the step before
            double limit = settings.strength() * before;
            if (step == STEPS - 1) {
                witness.see(field, near, limit, oddOnly);
            }
            work.pool.run(field.box.rows(), progress.part(step, STEPS), (worker, row) -> steps.get(worker)
                    .average(row, near, limit, oddOnly));
            field.takeNext();
            before = work.correlation.varianceFactor(near);
        }
    }

    /** Averages once more, in the middle of the box, from likelihoods drawn about the estimates, and counts the errors. */
    private void repeat(Work work, LikelihoodField field, ErrorTable errors, Progress progress) {
        VoxelBox box = field.box;
        int perSlice = Math.max(1, box.nx() * box.ny());
        int margin = (int) (settings.reachMm() / work.grid.dzMm());
        int wanted = Math.max(1, STUDIED_VOXELS / perSlice) + 2 * margin;
        int count = Math.min(box.nz(), wanted);
        int from = (box.nz() - count) / 2;
        LikelihoodField again = new LikelihoodField(box.slices(from, count));
        List<LikelihoodDraw> draws = new ArrayList<>();
        for (int worker = 0; worker < work.pool.size(); worker++) {
            draws.add(new LikelihoodDraw(field, again, from * perSlice, work.correlation));
        }
        average(work, again, draws, Witness.NONE, progress);
        int first = count < box.nz() ? margin : 0;
        for (int there = first * perSlice; there < (count - first) * perSlice; there++) {
            int here = there + from * perSlice;
            if (field.hasEstimate(here) && again.hasEstimate(there)) {
                errors.add(again, there, again.e1[there] - field.e1[here], again.e2[there] - field.e2[here]);
            }
        }
    }
}
