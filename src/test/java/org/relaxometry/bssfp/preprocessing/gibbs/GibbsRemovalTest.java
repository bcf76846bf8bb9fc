package org.relaxometry.bssfp.preprocessing.gibbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.gibbs.GibbsRemoval.Mode;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

class GibbsRemovalTest {

    /** Of a signal of 1: about what SNR 25 of the paper means for tissue. */
    private static final double NOISE = 0.03;

    private static final int FAR = 20;

    /** By three threads; a quarter of a minute of work if every test did it anew. */
    private static final Map<Mode, ComplexVolume> CLEANED_NOISE = new EnumMap<>(Mode.class);

    @ParameterizedTest
    @EnumSource(Mode.class)
    void ringingNearEdgesFallsToATenth(Mode mode) {
        RingingPhantom phantom = phantom(mode);
        int[] distance = phantom.distanceFromEdge(FAR);

        ComplexVolume clean = clean(phantom.ringing(), mode, 2);

        // measured: 0.05 in plane, 0.10 in 3D; asked for: 0.5
        assertThat(energyRatio(phantom, clean, distance, 1, 8)).isLessThan(0.12);
        // in the voxels that hold the edge, blurring counts too. Measured: 0.31 and 0.35
        assertThat(energyRatio(phantom, clean, distance, 0, 0)).isLessThan(0.4);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void flatRegionsKeepMeanAndNoise(Mode mode) {
        RingingPhantom phantom = phantom(mode);
        int[] distance = phantom.distanceFromEdge(FAR);
        ComplexVolume noisy = noisy(phantom.ringing());

        ComplexVolume clean = cleanedNoise(mode);

        double[] before = moments(noisy, phantom.ringing(), distance);
        double[] after = moments(clean, phantom.ringing(), distance);
        // four standard errors of the mean over some 50 000 voxels
        assertThat(after[0]).isCloseTo(before[0], within(4 * NOISE / Math.sqrt(before[2])));
        // measured: 0.984 in plane and 0.983 in 3D
        assertThat(after[1] / before[1]).isBetween(0.97, 1.0);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void noiseDoesNotKeepRingingIn(Mode mode) {
        RingingPhantom phantom = phantom(mode);
        int[] distance = phantom.distanceFromEdge(FAR);
        ComplexVolume noisy = noisy(phantom.ringing());

        ComplexVolume clean = cleanedNoise(mode);

        double noise = 2 * NOISE * NOISE;
        double before = RingingPhantom.energy(noisy, phantom.truth(), distance, 0, 3) - noise;
        double after = RingingPhantom.energy(clean, phantom.truth(), distance, 0, 3) - noise;
        // what the noise itself loses is below what is left of the ringing
        assertThat(after).isLessThan(0.5 * before);
    }

    @Test
    void sameForAnyNumberOfThreads() {
        ComplexVolume noisy = noisy(RingingPhantom.in3d().ringing());

        ComplexVolume one = clean(noisy, Mode.THREE_D, 1);

        ComplexVolume three = cleanedNoise(Mode.THREE_D);
        assertThat(three.real()).isEqualTo(one.real());
        assertThat(three.imaginary()).isEqualTo(one.imaginary());
    }

    /** Cycles of other strength, phase and noise, cleaned together and the first of them alone. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void cyclesAgreeOnTheRinging(Mode mode) {
        RingingPhantom phantom = phantom(mode);
        int[] distance = phantom.distanceFromEdge(FAR);
        ComplexVolume[] together = new ComplexVolume[2];
        ComplexVolume[] alone = new ComplexVolume[2];
        for (int run = 0; run < 2; run++) {
            List<ComplexVolume> cycles = cycles(phantom, 4, 100 * run);
            alone[run] = clean(cycles.get(0), mode, 2);
            GibbsRemoval.inPlace(cycles, mode, 2, Progress.NONE);
            together[run] = cycles.get(0);
        }

        double before = RingingPhantom.energy(phantom.ringing(), phantom.truth(), distance, 1, 8);
        double after = commonEnergy(together, phantom.truth(), distance) / before;
        // measured: 0.13, in plane and in 3D; alone 0.43 and 0.36
        assertThat(after).isLessThan(0.2);
        assertThat(after).isLessThan(0.8 * commonEnergy(alone, phantom.truth(), distance) / before);
        double noise = moments(together[0], phantom.ringing(), distance)[1] / NOISE;
        // measured: 0.89 and 0.88
        assertThat(noise).isBetween(0.85, 1.0);
    }

    /** Mean of what two images of different noise have in common beyond the truth, 1 to 8 voxels from edges: the noise has no part in it. */
    private static double commonEnergy(ComplexVolume[] images, ComplexVolume truth, int[] distance) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < distance.length; i++) {
            if (distance[i] >= 1 && distance[i] <= 8) {
                sum += (images[0].real()[i] - truth.real()[i]) * (images[1].real()[i] - truth.real()[i])
                        + (images[0].imaginary()[i] - truth.imaginary()[i])
                                * (images[1].imaginary()[i] - truth.imaginary()[i]);
                count++;
            }
        }
        return sum / count;
    }

    @Test
    void severalCyclesAreTheSameForAnyNumberOfThreads() {
        List<ComplexVolume> one = cycles(RingingPhantom.inPlane(), 3, 0);
        List<ComplexVolume> three = cycles(RingingPhantom.inPlane(), 3, 0);

        GibbsRemoval.inPlace(one, Mode.IN_PLANE, 1, Progress.NONE);
        GibbsRemoval.inPlace(three, Mode.IN_PLANE, 3, Progress.NONE);

        for (int j = 0; j < 3; j++) {
            assertThat(three.get(j).real()).isEqualTo(one.get(j).real());
            assertThat(three.get(j).imaginary()).isEqualTo(one.get(j).imaginary());
        }
    }

    /** Slices of a 2D acquisition are taken some at a time, and none knows of another. */
    @Test
    void slicesDoNotDependOnOneAnother() {
        ComplexVolume image = noisy(RingingPhantom.inPlane().ringing());
        VolumeGrid grid = image.grid();
        int slice = grid.sliceVoxels();
        VolumeGrid twice = new VolumeGrid(grid.nx(), grid.ny(), 2 * grid.nz(), 1, 1, 1);
        ComplexVolume both = ComplexVolume.zeros(twice);
        for (int half = 0; half < 2; half++) {
            System.arraycopy(image.real(), 0, both.real(), half * grid.voxels(), grid.voxels());
            System.arraycopy(image.imaginary(), 0, both.imaginary(), half * grid.voxels(), grid.voxels());
        }

        ComplexVolume clean = clean(both, Mode.IN_PLANE, 2);

        float[] once = clean(image, Mode.IN_PLANE, 2).real();
        for (int i = 0; i < grid.voxels(); i++) {
            assertThat(clean.real()[i]).as("slice %d", i / slice).isEqualTo(once[i]);
            assertThat(clean.real()[grid.voxels() + i]).isEqualTo(once[i]);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aConstantImageStays(Mode mode) {
        ComplexVolume flat = ComplexVolume.zeros(new VolumeGrid(15, 12, 13, 1, 1, 1));
        Arrays.fill(flat.real(), 2);
        Arrays.fill(flat.imaginary(), -1);

        ComplexVolume clean = clean(flat, mode, 2);

        // rounding of float transforms
        for (int i = 0; i < clean.real().length; i++) {
            assertThat(clean.real()[i]).isCloseTo(2, within(1e-5f));
            assertThat(clean.imaginary()[i]).isCloseTo(-1, within(1e-5f));
        }
    }

    @Test
    void aSingleSliceHasAPlane() {
        ComplexVolume slice = ComplexVolume.zeros(new VolumeGrid(16, 11, 1, 1, 1, 5));
        slice.real()[40] = 1;

        assertThat(clean(slice, Mode.IN_PLANE, 1).grid()).isEqualTo(slice.grid());
        assertThatThrownBy(() -> clean(slice, Mode.THREE_D, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "along z: the images have 1 voxels there, at least 10 are needed. For so few slices choose mode=in plane");
    }

    @Test
    void missingValuesAreRefused() {
        ComplexVolume image = ComplexVolume.zeros(new VolumeGrid(16, 11, 1, 1, 1, 5));
        image.imaginary()[7] = Float.NaN;

        assertThatThrownBy(() -> clean(image, Mode.IN_PLANE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 voxels of cycle 1 have no finite value");
    }

    @Test
    void canBeCancelled() {
        Progress cancelled = new Progress() {
            @Override
            public void update(double fraction) {}

            @Override
            public boolean isCanceled() {
                return true;
            }
        };
        ComplexVolume image = ComplexVolume.zeros(new VolumeGrid(16, 11, 1, 1, 1, 5));

        assertThatThrownBy(() -> GibbsRemoval.inPlace(List.of(image), Mode.IN_PLANE, 1, cancelled))
                .isInstanceOf(CancellationException.class);
    }

    private static RingingPhantom phantom(Mode mode) {
        return mode == Mode.IN_PLANE ? RingingPhantom.inPlane() : RingingPhantom.in3d();
    }

    private static ComplexVolume cleanedNoise(Mode mode) {
        return CLEANED_NOISE.computeIfAbsent(
                mode, each -> clean(noisy(phantom(each).ringing()), each, 3));
    }

    private static ComplexVolume clean(ComplexVolume image, Mode mode, int threads) {
        ComplexVolume clean = copy(image);
        GibbsRemoval.inPlace(List.of(clean), mode, threads, Progress.NONE);
        return clean;
    }

    /** The first has the contrast of the phantom; the others are brighter, turned, with their edges in common. */
    private static List<ComplexVolume> cycles(RingingPhantom phantom, int cycles, int seed) {
        return IntStream.range(0, cycles)
                .mapToObj(j -> {
                    ComplexVolume cycle = copy(phantom.ringing());
                    double gain = 1 + 0.1 * j;
                    double cos = gain * Math.cos(j);
                    double sin = gain * Math.sin(j);
                    for (int i = 0; i < cycle.real().length; i++) {
                        double re = cycle.real()[i];
                        double im = cycle.imaginary()[i];
                        cycle.real()[i] = (float) (cos * re - sin * im);
                        cycle.imaginary()[i] = (float) (sin * re + cos * im);
                    }
                    GaussianNoise noise = new GaussianNoise(50 + seed + j, 0);
                    noise.addTo(cycle.real(), cycle.real().length, NOISE);
                    noise.addTo(cycle.imaginary(), cycle.imaginary().length, NOISE);
                    return cycle;
                })
                .toList();
    }

    private static ComplexVolume copy(ComplexVolume image) {
        return new ComplexVolume(
                image.grid(), image.real().clone(), image.imaginary().clone());
    }

    private static ComplexVolume noisy(ComplexVolume image) {
        ComplexVolume noisy = copy(image);
        GaussianNoise noise = new GaussianNoise(5, 0);
        noise.addTo(noisy.real(), noisy.real().length, NOISE);
        noise.addTo(noisy.imaginary(), noisy.imaginary().length, NOISE);
        return noisy;
    }

    private static double energyRatio(RingingPhantom phantom, ComplexVolume clean, int[] distance, int from, int to) {
        return RingingPhantom.energy(clean, phantom.truth(), distance, from, to)
                / RingingPhantom.energy(phantom.ringing(), phantom.truth(), distance, from, to);
    }

    /** Mean and standard deviation of the real part's difference more than 8 voxels from every edge, and their number. */
    private static double[] moments(ComplexVolume image, ComplexVolume reference, int[] distance) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < distance.length; i++) {
            if (distance[i] > 8) {
                double difference = image.real()[i] - reference.real()[i];
                sum += difference;
                squares += difference * difference;
                count++;
            }
        }
        double mean = sum / count;
        return new double[] {mean, Math.sqrt(squares / count - mean * mean), count};
    }
}
