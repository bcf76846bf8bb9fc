package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * Which cycles a bad fit is owed to: two that are exchanged, or one that does not belong to the others. An answer is given only
 * where the misfit is gone with it.
 */
final class CycleOrder {

    /** One cycle left out must leave this number of degrees of freedom. */
    private static final int MIN_FREEDOM = 3;

    /** The misfit power must fall to a half at least. */
    private static final double LOG_RATIO = -Math.log(2);

    /** At most this part of the common misfit may be left. */
    private static final double RESOLVED = 0.25;

    private static final double SIGMAS = 5;

    private static final int VOXELS = 120;

    private final VoxelSamples samples;
    private final Protocol protocol;
    private final int[] voxels;
    private final List<int[]> pairs;

    /**
     * @param pairs where pairs of voxels of one tissue stand among the samples, see {@link CommonMisfit}
     */
    CycleOrder(VoxelSamples samples, List<int[]> pairs, Protocol protocol) {
        this.samples = samples;
        this.protocol = protocol;
        this.pairs = pairs;
        int count = Math.min(VOXELS, pairs.size());
        voxels = IntStream.range(0, count)
                .map(i -> pairs.get((int) ((long) i * pairs.size() / count))[0])
                .toArray();
    }

    /** A part of the cycles, or all of them, with the increments that are theirs if the reading is right. */
    private record Reading(int[] suspects, int[] cycles, List<Double> increments) {}

    /**
     * Cycles, from 0, that do not belong where they stand: two that are exchanged or one alone.
     *
     * @param common share of the misfit that voxels have in common now
     */
    Optional<int[]> misplaced(double common) {
        Reading best = null;
        double least = LOG_RATIO;
        for (Reading reading : readings()) {
            double ratio = logRatio(reading);
            if (ratio < least) {
                least = ratio;
                best = reading;
            }
        }
        return Optional.ofNullable(best)
                .filter(reading -> CommonMisfit.of(
                                        samples,
                                        pairs,
                                        protocol(reading.increments),
                                        reading.cycles,
                                        SeriesCheck.SIGMAS)
                                .share()
                        <= RESOLVED * common)
                .map(Reading::suspects);
    }

    private List<Reading> readings() {
        int n = protocol.cycles();
        int[] all = IntStream.range(0, n).toArray();
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int cycle = i;
            List<Double> rest = new ArrayList<>(protocol.phaseIncrementsDeg());
            rest.remove(i);
            if (2 * (n - 1) - 5 >= MIN_FREEDOM && rest.stream().distinct().count() >= Protocol.MIN_CYCLES) {
                int[] others = IntStream.of(all).filter(j -> j != cycle).toArray();
                readings.add(new Reading(new int[] {i}, others, rest));
            }
            for (int j = 0; j < i; j++) {
                List<Double> exchanged = new ArrayList<>(protocol.phaseIncrementsDeg());
                Collections.swap(exchanged, i, j);
                readings.add(new Reading(new int[] {j, i}, all, exchanged));
            }
        }
        return readings;
    }

    private Protocol protocol(List<Double> increments) {
        return protocol.withIncrements(increments);
    }

    /** Mean log ratio of misfits, 0 where it does not stand out of the chance. */
    private double logRatio(Reading reading) {
        EllipseFit stated = new EllipseFit(protocol);
        EllipseFit other = new EllipseFit(protocol(reading.increments));
        double[] real = new double[protocol.cycles()];
        double[] imaginary = new double[protocol.cycles()];
        Rival rival = new Rival();
        for (int voxel : voxels) {
            samples.copy(voxel, real, imaginary);
            double before = Rival.misfit(stated, real, imaginary);
            double after = Rival.misfit(other, pick(real, reading.cycles), pick(imaginary, reading.cycles));
            rival.add(before, after);
        }
        return rival.wins(SIGMAS) ? rival.meanLogRatio() : 0;
    }

    private static double[] pick(double[] values, int[] which) {
        return IntStream.of(which).mapToDouble(j -> values[j]).toArray();
    }
}
