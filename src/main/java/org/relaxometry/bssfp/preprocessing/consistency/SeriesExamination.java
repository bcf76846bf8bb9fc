package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.preprocessing.consistency.SystematicErrors.Estimate;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/** The checks of one series at work: see {@link SeriesCheck}. */
final class SeriesExamination {

    /** A single cycle that is wrong is refused where it changes T1 or T2 by more than this part. */
    private static final double REFUSED_CHANGE = 0.2;

    private static final double FAR_BETTER = 0.5;

    private static final Comparator<Estimate> EXPLAINED = Comparator.comparingDouble(Estimate::explained);

    /** Where a known error explains this part of the common misfit, its own change counts. */
    private static final double MOST_OF_IT = 0.8;

    /** Least share of the misfit in common that is told where no known error explains it. */
    private static final double UNKNOWN_SHARE = 0.3;

    /** The outline of heads that move by half a voxel either way lies up to 0.7 voxels apart, by two voxels at least 1.7. */
    private static final double OUTLINE_VOXELS = 1.2;

    /** Noise alone leaves 16 % without an answer at an SNR of 10 and N = 3, and 3 % at N = 12. */
    private static final double UNSOLVED = 0.3;

    /** A misfit in common of this part of the signal is told whatever it does: tissue of several pools makes a few per cent. */
    private static final double GROSS_MISFIT = 0.05;

    /** Where more of the signal is missed, any place of the phase images is as bad as another. */
    private static final double MAX_MISFIT = 0.4;

    private static final int MAX_PAIRS = 400;

    private final PhaseCycledSeries series;
    private final Protocol protocol;
    private final VolumeGrid grid;
    private final int[] places;
    private final int[] edges;
    private final VoxelSamples samples;

    /** Some voxels of the whole volume, of which bright ones are only those with all their cycles. */
    private final VoxelSamples everywhere;

    private final Linearisation at;
    private final double[] real;
    private final double[] imaginary;
    private final List<Finding> findings = new ArrayList<>();

    SeriesExamination(PhaseCycledSeries series, int[] places, int[] edges) {
        this.series = series;
        this.places = places;
        this.edges = edges;
        protocol = series.protocol();
        grid = series.grid();
        samples = VoxelSamples.of(
                series,
                IntStream.of(places)
                        .flatMap(place -> IntStream.concat(
                                IntStream.of(place, shifted(place, 0, CommonMisfit.DISTANCE)),
                                IntStream.range(0, 3)
                                        .flatMap(axis ->
                                                IntStream.of(shifted(place, axis, -1), shifted(place, axis, 1)))))
                        .filter(place -> place >= 0));
        everywhere = VoxelSamples.of(
                series, IntStream.range(0, SeriesCheck.MAX_INSIDE).map(i ->
                        (int) ((long) i * grid.voxels() / SeriesCheck.MAX_INSIDE)));
        at = new Linearisation(protocol);
        real = new double[protocol.cycles()];
        imaginary = new double[protocol.cycles()];
    }

    /** A place some voxels along an axis; −1 outside of the volume. */
    private int shifted(int place, int axis, int by) {
        int[] position = {place % grid.nx(), place / grid.nx() % grid.ny(), place / grid.sliceVoxels()};
        position[axis] += by;
        boolean inside = position[axis] >= 0 && position[axis] < grid.size()[axis];
        return inside ? grid.index(position[0], position[1], position[2]) : -1;
    }

    SeriesCheck check(double outlineShift) {
        findings.addAll(SampleIntegrity.notFinite(everywhere));
        findings.addAll(SampleIntegrity.findings(samples));
        List<Double> ratios = new ArrayList<>();
        List<Double> powers = new ArrayList<>();
        List<Double> magnitudes = new ArrayList<>();
        List<Double> t1Ms = new ArrayList<>();
        List<Double> t2Ms = new ArrayList<>();
        for (int place : places) {
            int sample = samples.find(place);
            EstimationStatus status = fit(sample);
            if (status != EstimationStatus.NO_SIGNAL && status != EstimationStatus.NOT_FINITE) {
                ratios.add(at.misfitRatio());
                for (int j = 0; j < real.length; j++) {
                    magnitudes.add(Math.hypot(real[j], imaginary[j]));
                }
            }
            if (status == EstimationStatus.OK) {
                powers.add(at.misfitPower());
                t1Ms.add(at.t1Ms());
                t2Ms.add(at.t2Ms());
            }
        }
        double misfit = median(ratios);
        double unsolved = ratios.isEmpty() ? 1 : 1 - (double) powers.size() / ratios.size();
        List<Estimate> errors = errors(median(powers), median(magnitudes));
        List<int[]> pairs = pairs();
        CommonMisfit common = CommonMisfit.of(
                samples, pairs, protocol, IntStream.range(0, protocol.cycles()).toArray(), SeriesCheck.SIGMAS);
        if (findings.isEmpty()) {
            judge(errors, common, misfit, pairs, outlineShift);
        }
        if (ratios.size() >= SeriesCheck.MIN_VOXELS && unsolved > UNSOLVED) {
            findings.add(OutcomeText.unsolved(unsolved, ratios.size(), misfit));
        }
        if (places.length < SeriesCheck.MIN_VOXELS) {
            findings.add(Finding.warning("There are " + (places.length == 0 ? "no" : "only " + places.length)
                    + " bright voxels inside of the object, too few to tell whether the cycles, the phase increments and"
                    + " the phase images belong together."));
        }
        OutcomeText.implausible(median(t1Ms), median(t2Ms), medianB1()).forEach(findings::add);
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return new SeriesCheck(ratios.size(), misfit, common.share(), unsolved, errors, List.copyOf(findings));
    }

    private EstimationStatus fit(int sample) {
        samples.copy(sample, real, imaginary);
        return at.fit(real, imaginary, samples.b1Ratio()[sample]);
    }

    private double medianB1() {
        return SortedSamples.finite(samples.b1Ratio()).median();
    }

    private List<Estimate> errors(double typicalMisfit, double typicalMagnitude) {
        SystematicErrors errors = new SystematicErrors(protocol, typicalMisfit);
        ErrorColumns columns = new ErrorColumns(protocol);
        for (int place : places) {
            int sample = samples.find(place);
            if (fit(sample) == EstimationStatus.OK) {
                columns.write(at, samples, sample, neighbours(place), typicalMagnitude);
                errors.add(at, columns.change);
            }
        }
        return errors.estimates();
    }

    private int[][] neighbours(int place) {
        int[][] neighbours = new int[3][2];
        for (int axis = 0; axis < 3; axis++) {
            neighbours[axis][0] = samples.find(shifted(place, axis, -1));
            neighbours[axis][1] = samples.find(shifted(place, axis, 1));
        }
        return neighbours;
    }

    private List<int[]> pairs() {
        int count = Math.min(MAX_PAIRS, places.length);
        return IntStream.range(0, count)
                .map(i -> places[(int) ((long) i * places.length / count)])
                .mapToObj(place ->
                        new int[] {samples.find(place), samples.find(shifted(place, 0, CommonMisfit.DISTANCE))})
                .filter(pair -> pair[1] >= 0)
                .toList();
    }

    private void judge(
            List<Estimate> errors, CommonMisfit common, double misfit, List<int[]> pairs, double outlineShift) {
        Optional<Finding> placement = misfit < MAX_MISFIT ? PlacementCheck.of(series, edges, places) : Optional.empty();
        if (placement.isPresent()) {
            findings.add(placement.get());
            return;
        }
        if (outlineShift > OUTLINE_VOXELS) {
            findings.add(Finding.warning(ErrorText.moved(outlineShift)));
            return;
        }
        List<Estimate> measured = errors.stream()
                .filter(error -> error.source().isMeasurable(error.size()))
                .toList();
        Optional<Estimate> likeliest = measured.stream()
                .filter(error -> error.change(SeriesCheck.SIGMAS) > 0)
                .max(EXPLAINED);
        // what another, harmless one explains far better is not laid at this one's door
        Optional<Estimate> worst = measured.stream()
                .filter(SeriesExamination::isTold)
                .max(EXPLAINED)
                .filter(error ->
                        error.explained() > FAR_BETTER * likeliest.get().explained());
        boolean told = worst.isPresent();
        worst = worst.or(() -> likeliest);
        boolean known = worst.filter(error -> error.explained() > MOST_OF_IT * common.share())
                .isPresent();
        double change = known ? worst.get().change(SeriesCheck.SIGMAS) : common.change();
        boolean unknown = !known && common.share() > UNKNOWN_SHARE && change > SeriesCheck.CHANGE;
        boolean gross = common.share() > 0.5 && Math.sqrt(common.share()) * misfit > GROSS_MISFIT;
        if (!told && !unknown && !gross) {
            return;
        }
        Optional<int[]> misplaced = new CycleOrder(samples, pairs, protocol).misplaced(common.share());
        if (misplaced.isPresent() && (change > REFUSED_CHANGE || misplaced.get().length == 2)) {
            findings.add(Finding.refusal(ErrorText.misplaced(misplaced.get(), misfit)));
        } else if (told || known) {
            findings.add(Finding.warning(new ErrorText(protocol).of(worst.get(), SeriesCheck.SIGMAS)));
        } else {
            findings.add(Finding.warning(ErrorText.unknown(misfit, common)));
        }
    }

    private static boolean isTold(Estimate estimate) {
        return estimate.change(SeriesCheck.SIGMAS) > SeriesCheck.CHANGE
                && estimate.source().happens(estimate.size());
    }

    private static double median(List<Double> values) {
        return SortedSamples.finite(
                        values.stream().mapToDouble(Double::doubleValue).toArray())
                .median();
    }
}
