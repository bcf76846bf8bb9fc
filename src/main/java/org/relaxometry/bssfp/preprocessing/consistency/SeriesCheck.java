package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.preprocessing.check.ConventionCheck;
import org.relaxometry.bssfp.preprocessing.consistency.SystematicErrors.Estimate;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * What bright voxels say of a series as a whole, beside its handedness ({@link ConventionCheck}): the one set of checks that
 * every command runs that maps, trains on or samples a series, and that quality control shows.
 *
 * <p>Limits are not set on the misfit, which noise alone makes 2 % or 20 %, but on what an error does to T1 and T2, and on how
 * far it stands out of the noise of these voxels: {@link #CHANGE} and {@link #SIGMAS}. So with few cycles or much noise a
 * larger error goes unseen; then the noise of the maps is large as well.
 *
 * @param voxels number of bright voxels looked at
 * @param misfit their median misfit as a part of the signal, NaN without any
 * @param common share of the misfit power that voxels have in common, 0 where noise alone explains it
 * @param unsolved share of them without T1 and T2
 * @param errors what each error that is looked for would be if it were the only one
 * @param findings what the user must know, refusals first
 */
public record SeriesCheck(
        int voxels, double misfit, double common, double unsolved, List<Estimate> errors, List<Finding> findings) {

    /** An error that changes T1 and T2 by less than this part is not told. */
    static final double CHANGE = 0.1;

    /** An error that stands out by less than this many standard deviations is not told. */
    static final double SIGMAS = 4;

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

    /** The more cycles, the more a voxel says, and the longer it takes. */
    private static final int INSIDE_CYCLES = 4800;

    private static final int MIN_INSIDE = 300;
    private static final int MAX_INSIDE = 1200;
    private static final int MAX_PAIRS = 400;
    private static final int EDGE_VOXELS = 400;
    private static final int MIN_VOXELS = 100;

    /**
     * Checks a series.
     *
     * @param series of the handedness that will be used
     */
    public static SeriesCheck of(PhaseCycledSeries series) {
        int most = Math.max(
                MIN_INSIDE,
                Math.min(MAX_INSIDE, INSIDE_CYCLES / series.protocol().cycles()));
        BrightSlices slices = BrightSlices.of(series);
        Mask mask = series.mask().orElse(null);
        int[] places = slices.inside(mask, most);
        if (places.length < MIN_VOXELS && mask != null) {
            int[] anywhere = slices.inside(null, most);
            if (anywhere.length > places.length) {
                places = anywhere;
                mask = null;
            }
        }
        return new Run(series, places, slices.edges(mask, EDGE_VOXELS)).check(slices.outlineShift());
    }

    /** Whether maps would not be wrong, as far as this tells. */
    public boolean isUsable() {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.REFUSAL);
    }

    /**
     * Refuses a series of which maps would be wrong.
     *
     * @throws IllegalArgumentException with all that was found
     */
    public void requireUsable() {
        if (!isUsable()) {
            throw new IllegalArgumentException(String.join(" ", texts()));
        }
    }

    /** What was found, in sentences. */
    public List<String> texts() {
        return findings.stream().map(Finding::text).toList();
    }

    /** One sentence for the log: the figures, whatever was found. */
    public String summary() {
        if (voxels == 0) {
            return "Series check: there are no bright voxels to look at.";
        }
        return String.format(
                Locale.ROOT,
                "Series check on %d bright voxels: they miss the signal model by %.1f %% of the signal, %s; %.1f %% have no T1"
                        + " and T2. %s",
                voxels,
                100 * misfit,
                common == 0
                        ? "as noise does"
                        : String.format(Locale.ROOT, "%.0f %% of it alike from voxel to voxel", 100 * common),
                100 * unsolved,
                findings.isEmpty()
                        ? "Nothing speaks against the series."
                        : findings.size() + (findings.size() == 1 ? " warning." : " warnings."));
    }

    /** The figures, for records. */
    public Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Voxels", voxels);
        record.put("Misfit", misfit);
        record.put("MisfitInCommon", common);
        record.put("WithoutT1T2", unsolved);
        for (Estimate error : errors) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Size", error.size());
            entry.put("SizeSigma", error.sizeSigma());
            entry.put("ChangeOfT1", error.t1Change());
            entry.put("ChangeOfT1Sigma", error.t1Sigma());
            entry.put("ChangeOfT2", error.t2Change());
            entry.put("ChangeOfT2Sigma", error.t2Sigma());
            record.put(error.source().label(), entry);
        }
        record.put("Findings", texts());
        return record;
    }

    /** The check at work. */
    private static final class Run {

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

        Run(PhaseCycledSeries series, int[] places, int[] edges) {
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
                    series, IntStream.range(0, MAX_INSIDE).map(i -> (int) ((long) i * grid.voxels() / MAX_INSIDE)));
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
                    samples,
                    pairs,
                    protocol,
                    IntStream.range(0, protocol.cycles()).toArray(),
                    SIGMAS);
            if (findings.isEmpty()) {
                judge(errors, common, misfit, pairs, outlineShift);
            }
            if (ratios.size() >= MIN_VOXELS && unsolved > UNSOLVED) {
                findings.add(OutcomeText.unsolved(unsolved, ratios.size(), misfit));
            }
            if (places.length < MIN_VOXELS) {
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
            Optional<Finding> placement =
                    misfit < MAX_MISFIT ? PlacementCheck.of(series, edges, places) : Optional.empty();
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
            Optional<Estimate> likeliest =
                    measured.stream().filter(error -> error.change(SIGMAS) > 0).max(EXPLAINED);
            // what another, harmless one explains far better is not laid at this one's door
            Optional<Estimate> worst = measured.stream()
                    .filter(Run::isTold)
                    .max(EXPLAINED)
                    .filter(error ->
                            error.explained() > FAR_BETTER * likeliest.get().explained());
            boolean told = worst.isPresent();
            worst = worst.or(() -> likeliest);
            boolean known = worst.filter(error -> error.explained() > MOST_OF_IT * common.share())
                    .isPresent();
            double change = known ? worst.get().change(SIGMAS) : common.change();
            boolean unknown = !known && common.share() > UNKNOWN_SHARE && change > CHANGE;
            boolean gross = common.share() > 0.5 && Math.sqrt(common.share()) * misfit > GROSS_MISFIT;
            if (!told && !unknown && !gross) {
                return;
            }
            Optional<int[]> misplaced = new CycleOrder(samples, pairs, protocol).misplaced(common.share());
            if (misplaced.isPresent() && (change > REFUSED_CHANGE || misplaced.get().length == 2)) {
                findings.add(Finding.refusal(ErrorText.misplaced(misplaced.get(), misfit)));
            } else if (told || known) {
                findings.add(Finding.warning(new ErrorText(protocol).of(worst.get(), SIGMAS)));
            } else {
                findings.add(Finding.warning(ErrorText.unknown(misfit, common)));
            }
        }

        private static boolean isTold(Estimate estimate) {
            return estimate.change(SIGMAS) > CHANGE && estimate.source().happens(estimate.size());
        }

        private static double median(List<Double> values) {
            return SortedSamples.finite(
                            values.stream().mapToDouble(Double::doubleValue).toArray())
                    .median();
        }
    }
}
