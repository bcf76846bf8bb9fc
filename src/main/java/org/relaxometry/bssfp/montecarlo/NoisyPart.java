package org.relaxometry.bssfp.montecarlo;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.volume.ChosenVoxels;

/**
 * The part of a series that lies around chosen voxels, in memory, to which noise is added again and again: the smallest box that
 * holds it, with a mask. The chosen voxels get the noise that {@link MonteCarlo} gives them, those around have streams of their own.
 */
final class NoisyPart {

    private final Voxels chosen;
    private final Voxels around;
    private final VolumeGrid grid;

    /** Where voxels lie in the box. */
    private final int[] placesOfChosen;

    private final int[] placesAround;
    private final float[] b1Ratio;
    private final Mask mask;

    /** @param marginMm voxels within this of a chosen one belong to the part, as far as the mask of the series has them */
    NoisyPart(PhaseCycledSeries series, ChosenVoxels chosenOnes, double marginMm) {
        VolumeGrid whole = series.grid();
        ChosenVoxels all = ChosenVoxels.read(series, near(whole, chosenOnes.positions(), marginMm));
        chosen = chosenOnes.voxels();
        around = all.voxels();
        int[] from = {whole.nx(), whole.ny(), whole.nz()};
        int[] to = new int[3];
        for (int position : all.positions()) {
            int[] at = at(whole, position);
            for (int axis = 0; axis < 3; axis++) {
                from[axis] = Math.min(from[axis], at[axis]);
                to[axis] = Math.max(to[axis], at[axis] + 1);
            }
        }
        grid = new VolumeGrid(
                to[0] - from[0], to[1] - from[1], to[2] - from[2], whole.dxMm(), whole.dyMm(), whole.dzMm());
        placesOfChosen = places(whole, chosenOnes.positions(), from);
        placesAround = places(whole, all.positions(), from);
        b1Ratio = new float[grid.voxels()];
        boolean[] inside = new boolean[grid.voxels()];
        for (int v = 0; v < placesAround.length; v++) {
            b1Ratio[placesAround[v]] = around.b1Ratio()[v];
            inside[placesAround[v]] = true;
        }
        mask = new Mask(inside);
    }

    private static int[] at(VolumeGrid grid, int position) {
        return new int[] {position % grid.nx(), position / grid.nx() % grid.ny(), position / grid.sliceVoxels()};
    }

    private int[] places(VolumeGrid whole, int[] positions, int[] from) {
        return Arrays.stream(positions)
                .map(position -> {
                    int[] at = at(whole, position);
                    return grid.index(at[0] - from[0], at[1] - from[1], at[2] - from[2]);
                })
                .toArray();
    }

    /** Positions within a distance of any of these, in rising order. */
    private static int[] near(VolumeGrid grid, int[] positions, double distanceMm) {
        BitSet near = new BitSet(grid.voxels());
        int rz = (int) (distanceMm / grid.dzMm());
        int ry = (int) (distanceMm / grid.dyMm());
        for (int position : positions) {
            int[] at = at(grid, position);
            for (int z = Math.max(0, at[2] - rz); z <= Math.min(grid.nz() - 1, at[2] + rz); z++) {
                for (int y = Math.max(0, at[1] - ry); y <= Math.min(grid.ny() - 1, at[1] + ry); y++) {
                    double acrossMm = Math.hypot((y - at[1]) * grid.dyMm(), (z - at[2]) * grid.dzMm());
                    if (acrossMm <= distanceMm) {
                        int rx = (int) (Math.sqrt(distanceMm * distanceMm - acrossMm * acrossMm) / grid.dxMm());
                        int first = grid.index(Math.max(0, at[0] - rx), y, z);
                        near.set(first, grid.index(Math.min(grid.nx() - 1, at[0] + rx), y, z) + 1);
                    }
                }
            }
        }
        return near.stream().toArray();
    }

    VolumeGrid grid() {
        return grid;
    }

    /** Where the chosen voxels lie in the box. */
    int[] placesOfChosen() {
        return placesOfChosen;
    }

    /** Number of voxels that are mapped. */
    int voxels() {
        return placesAround.length;
    }

    /** Makes the noise of the chosen voxels. Holds buffers: one for each thread. */
    NoisyBlock noiseOfChosen(long seed) {
        return new NoisyBlock(chosen, NoisyBlock.Layout.of(chosen.count()), List.of(), seed);
    }

    /** The part with the noise of a sample, in memory of its own. */
    PhaseCycledSeries sample(int sample, NoiseLevel.Known noise, NoisyBlock ofChosen, long seed) {
        int cycles = around.protocol().cycles();
        double sigma = noise.isNone() ? 0 : noise.sigma(cycles);
        List<ComplexVolume> volumes =
                Stream.generate(() -> ComplexVolume.zeros(grid)).limit(cycles).toList();
        // streams of chosen voxels are not negative
        GaussianNoise stream = new GaussianNoise(seed, -1L - sample);
        for (int j = 0; j < cycles; j++) {
            put(around.real()[j], sigma, stream, volumes.get(j).real());
            put(around.imaginary()[j], sigma, stream, volumes.get(j).imaginary());
        }
        float[][] real = new float[cycles][chosen.count()];
        float[][] imaginary = new float[cycles][chosen.count()];
        ofChosen.copy(sample, noise, real, imaginary);
        for (int j = 0; j < cycles; j++) {
            for (int v = 0; v < placesOfChosen.length; v++) {
                volumes.get(j).real()[placesOfChosen[v]] = real[j][v];
                volumes.get(j).imaginary()[placesOfChosen[v]] = imaginary[j][v];
            }
        }
        return CycleVolumes.asSeries(
                new ComplexSeries(around.protocol(), volumes), Optional.of(b1Ratio), Optional.of(mask));
    }

    private void put(float[] samples, double sigma, GaussianNoise noise, float[] volume) {
        for (int v = 0; v < samples.length; v++) {
            float added = sigma == 0 ? 0 : (float) (sigma * noise.next());
            volume[placesAround[v]] = samples[v] + added;
        }
    }
}
