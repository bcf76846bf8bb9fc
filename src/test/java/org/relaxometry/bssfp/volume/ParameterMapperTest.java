package org.relaxometry.bssfp.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

class ParameterMapperTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));

    /** T1 is the sum of all samples times B1, T2 the last imaginary part: enough to see every voxel arrive in its place. */
    private static final class Sum implements RelaxometryEstimator {
        @Override
        public String name() {
            return "sum";
        }

        @Override
        public String settings() {
            return "none";
        }

        @Override
        public Set<Parameter> outputs() {
            return EnumSet.of(Parameter.T1, Parameter.T2);
        }

        @Override
        public void estimate(SeriesBlock in, ParameterBlock out) {
            for (int v = 0; v < in.size(); v++) {
                float sum = 0;
                for (int j = 0; j < in.cycles(); j++) {
                    sum += in.real()[j][v] + in.imaginary()[j][v];
                }
                out.of(Parameter.T1)[v] = sum * in.b1Ratio()[v];
                out.of(Parameter.T2)[v] = in.imaginary()[in.cycles() - 1][v];
                out.status()[v] = EstimationStatus.OK.code();
            }
        }

        @Override
        public RelaxometryEstimator independentCopy() {
            return new Sum();
        }
    }

    private static Img<FloatType> random(long seed, long... size) {
        Random random = new Random(seed);
        Img<FloatType> image = PlanarImgs.floats(size);
        image.forEach(value -> value.set(random.nextFloat()));
        return image;
    }

    private static PhaseCycledSeries series(boolean withMask) {
        Img<FloatType> mask = PlanarImgs.floats(67, 71, 5);
        int[] count = {0};
        mask.forEach(value -> value.set(count[0]++ % 3 == 0 ? 1 : 0));
        return new PhaseCycledSeries(
                new VolumeGrid(67, 71, 5, 1, 1, 1),
                new ComplexImages(random(1, 67, 71, 5, 4), random(2, 67, 71, 5, 4), ComplexImages.Form.REAL_IMAGINARY),
                PROTOCOL,
                Optional.of(random(3, 67, 71, 5)),
                withMask ? Optional.of(Mask.of(mask)) : Optional.empty());
    }

    private static float[] values(Img<FloatType> image) {
        float[] values = new float[(int) image.size()];
        int i = 0;
        for (FloatType value : image) {
            values[i++] = value.get();
        }
        return values;
    }

    @Test
    void everyVoxelArrivesInItsPlace() {
        PhaseCycledSeries series = series(false);
        ParameterMaps maps = ParameterMapper.map(series, new Sum(), 3, Progress.NONE);
        var first = series.images().first().randomAccess();
        var second = series.images().second().randomAccess();
        var b1 = series.b1Ratio().orElseThrow().randomAccess();
        var t1 = maps.map(Parameter.T1).localizingCursor();
        while (t1.hasNext()) {
            t1.fwd();
            float sum = 0;
            for (int j = 0; j < 4; j++) {
                long[] at = {t1.getLongPosition(0), t1.getLongPosition(1), t1.getLongPosition(2), j};
                sum += first.setPositionAndGet(at).get()
                        + second.setPositionAndGet(at).get();
            }
            assertThat(t1.get().get()).isEqualTo(sum * b1.setPositionAndGet(t1).get());
        }
    }

    @Test
    void voxelsOutsideTheMaskHaveNoValueAndSaySo() {
        ParameterMaps all = ParameterMapper.map(series(false), new Sum(), 2, Progress.NONE);
        ParameterMaps masked = ParameterMapper.map(series(true), new Sum(), 2, Progress.NONE);
        float[] expected = values(all.map(Parameter.T2));
        float[] t2 = values(masked.map(Parameter.T2));
        float[] status = values(masked.status());
        for (int i = 0; i < t2.length; i++) {
            boolean inside = i % 3 == 0;
            assertThat(t2[i]).isEqualTo((Float) (inside ? expected[i] : Float.NaN));
            assertThat(status[i]).isEqualTo(inside ? EstimationStatus.OK.code() : EstimationStatus.OUTSIDE_MASK.code());
        }
    }

    @Test
    void mapsAreTheSameForAnyNumberOfThreads() {
        float[] one = values(
                ParameterMapper.map(series(true), new Sum(), 1, Progress.NONE).map(Parameter.T1));
        for (int threads : new int[] {2, 3, 8, 1000}) {
            assertThat(values(ParameterMapper.map(series(true), new Sum(), threads, Progress.NONE)
                            .map(Parameter.T1)))
                    .isEqualTo(one);
        }
    }

    @Test
    void cancellingEndsTheRunWithoutMaps() {
        AtomicInteger updates = new AtomicInteger();
        Progress cancelAfterTwo = new Progress() {
            @Override
            public void update(double fraction) {
                updates.incrementAndGet();
            }

            @Override
            public boolean isCanceled() {
                return updates.get() >= 2;
            }
        };
        assertThatThrownBy(() -> ParameterMapper.map(series(false), new Sum(), 1, cancelAfterTwo))
                .isInstanceOf(CancellationException.class);
        assertThat(updates.get()).isEqualTo(2);
    }

    @Test
    void magnitudeAndPhaseGiveTheSamplesOfRealAndImaginary() {
        PhaseCycledSeries series = series(false);
        Img<FloatType> magnitude = PlanarImgs.floats(67, 71, 5, 4);
        Img<FloatType> phase = PlanarImgs.floats(67, 71, 5, 4);
        var first = series.images().first().randomAccess();
        var second = series.images().second().randomAccess();
        var m = magnitude.localizingCursor();
        var p = phase.randomAccess();
        while (m.hasNext()) {
            m.fwd();
            double x = first.setPositionAndGet(m).get();
            double y = second.setPositionAndGet(m).get();
            m.get().set((float) Math.hypot(x, y));
            p.setPositionAndGet(m).set((float) Math.atan2(y, x));
        }
        PhaseCycledSeries polar = new PhaseCycledSeries(
                series.grid(),
                new ComplexImages(magnitude, phase, ComplexImages.Form.MAGNITUDE_PHASE),
                PROTOCOL,
                series.b1Ratio(),
                Optional.empty());
        float[] expected =
                values(ParameterMapper.map(series, new Sum(), 2, Progress.NONE).map(Parameter.T2));
        float[] actual =
                values(ParameterMapper.map(polar, new Sum(), 2, Progress.NONE).map(Parameter.T2));
        for (int i = 0; i < expected.length; i++) {
            // a phase in float, ±1.6, is rounded by 6e-8
            assertThat(actual[i]).isCloseTo(expected[i], within(4e-7f));
        }
    }
}
