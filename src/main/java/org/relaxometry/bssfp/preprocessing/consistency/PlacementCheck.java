package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Whether the phase images fit better at another place than at that of the magnitudes. */
final class PlacementCheck {

    /** Refused, or warned of, where another place fits better by so many standard errors. */
    private static final double REFUSED_SIGMAS = 5;

    private static final double WARNED_SIGMAS = 3;

    /** What is clearly worse after so many voxels is not looked at any further. */
    private static final int FIRST = 60;

    private final PhaseCycledSeries series;
    private final VolumeGrid grid;
    private final EllipseFit fit;
    private final double[] real;
    private final double[] imaginary;

    private PlacementCheck(PhaseCycledSeries series) {
        this.series = series;
        grid = series.grid();
        fit = new EllipseFit(series.protocol());
        real = new double[series.protocol().cycles()];
        imaginary = new double[real.length];
    }

    /**
     * Looks at bright voxels.
     *
     * @param edges at an edge the phase of air betrays a shift
     * @param inside elsewhere it is smooth
     */
    static Optional<Finding> of(PhaseCycledSeries series, int[] edges, int[] inside) {
        return new PlacementCheck(series).check(mixed(edges, inside));
    }

    private Optional<Finding> check(int[] voxels) {
        int first = Math.min(FIRST, voxels.length);
        Rival[] rivals = new Rival[PhasePlacement.values().length];
        Arrays.setAll(rivals, i -> new Rival());
        compare(Arrays.copyOf(voxels, first), List.of(PhasePlacement.values()), rivals);
        List<PhasePlacement> left = Arrays.stream(PhasePlacement.values())
                .filter(placement -> !rivals[placement.ordinal()].isLost())
                .toList();
        if (!left.isEmpty()) {
            compare(Arrays.copyOfRange(voxels, first, voxels.length), left, rivals);
        }
        Optional<Finding> found = Optional.empty();
        double least = 0;
        for (PhasePlacement placement : left) {
            Rival rival = rivals[placement.ordinal()];
            if (rival.wins(WARNED_SIGMAS) && rival.meanLogRatio() < least) {
                least = rival.meanLogRatio();
                found = Optional.of(
                        rival.wins(REFUSED_SIGMAS)
                                ? Finding.refusal(ErrorText.placement(placement.words(), "better"))
                                : Finding.warning(ErrorText.placement(placement.words(), "a little better")));
            }
        }
        return found;
    }

    private void compare(int[] voxels, List<PhasePlacement> placements, Rival[] rivals) {
        VoxelSamples samples = VoxelSamples.of(
                series,
                IntStream.concat(
                        IntStream.of(voxels),
                        IntStream.of(voxels)
                                .flatMap(voxel ->
                                        placements.stream().mapToInt(placement -> placement.place(voxel, grid)))
                                .filter(place -> place >= 0)));
        for (int voxel : voxels) {
            int here = samples.find(voxel);
            samples.copy(here, real, imaginary);
            double stated = Rival.misfit(fit, real, imaginary);
            for (PhasePlacement placement : placements) {
                int place = placement.place(voxel, grid);
                if (place >= 0 && place != voxel) {
                    combine(samples, here, samples.find(place));
                    rivals[placement.ordinal()].add(stated, Rival.misfit(fit, real, imaginary));
                }
            }
        }
    }

    /** The magnitudes of one sample with the phases of another. */
    private void combine(VoxelSamples samples, int magnitudes, int phases) {
        for (int j = 0; j < real.length; j++) {
            double x = samples.real()[j][phases];
            double y = samples.imaginary()[j][phases];
            double length = Math.hypot(x, y);
            double magnitude = Math.hypot(samples.real()[j][magnitudes], samples.imaginary()[j][magnitudes]);
            real[j] = length > 0 ? magnitude * x / length : magnitude;
            imaginary[j] = length > 0 ? magnitude * y / length : 0;
        }
    }

    /** All places, so that any first part of them holds both kinds from everywhere. */
    private static int[] mixed(int[] edges, int[] inside) {
        int[] all = IntStream.concat(IntStream.of(edges), IntStream.of(inside)).toArray();
        // a stride without a common divisor visits every place once
        int stride = IntStream.iterate(all.length / 7 + 1, i -> i + 1)
                .filter(i -> greatestCommonDivisor(i, all.length) <= 1)
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, all.length)
                .map(i -> all[(int) ((long) i * stride % all.length)])
                .toArray();
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
