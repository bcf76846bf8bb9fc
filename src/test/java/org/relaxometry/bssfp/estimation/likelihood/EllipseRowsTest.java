package org.relaxometry.bssfp.estimation.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.RowProgram.Row;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;

class EllipseRowsTest {

    private static final double[] SNRS = {2, 6, 25, 1e6};

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 12})
    void whatSettlesHasTheBitsOfTheFitOfOneVoxel(int cycles) {
        for (boolean uniform : new boolean[] {true, false}) {
            Protocol protocol = protocol(cycles, uniform);
            EllipseFit one = new EllipseFit(protocol);
            EllipseFit adopted = new EllipseFit(protocol);
            EllipseRows rows = new EllipseRows(protocol);
            double[] real = new double[cycles];
            double[] imaginary = new double[cycles];
            SeriesBlock block = tissue(protocol, 700);
            int settled = 0;
            int from = 0;
            // any number of voxels at a time
            for (int count : new int[] {1, 2, 61, 199, 256, 181}) {
                rows.fit(block, from, count);
                for (int v = 0; v < count; v++) {
                    read(block, from + v, real, imaginary);
                    EstimationStatus status = one.fit(real, imaginary);
                    if (rows.isSettled(v)) {
                        adopted.adopt(rows, v);
                        assertThat(status).isEqualTo(EstimationStatus.OK);
                        assertThat(values(adopted)).isEqualTo(values(one));
                        settled++;
                    }
                }
                from += count;
            }
            assertThat(from).isEqualTo(block.size());
            // a quarter has an SNR of 2, where few take the common way, and some of the others need their own
            assertThat(settled).isBetween(block.size() / 3, block.size() - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 12})
    void mapsAlongRowsHaveTheBitsOfThoseOfOneVoxelAfterTheOther(int cycles) {
        Protocol protocol = protocol(cycles, true);
        SeriesBlock block = tissue(protocol, 700);
        for (int v = 0; v < block.size(); v++) {
            block.b1Ratio()[v] = v % 50 == 0 ? 0 : 0.8f + 0.001f * (v % 400);
        }
        block.real()[1][301] = Float.NaN;
        MaximumLikelihood estimator = new MaximumLikelihood(protocol);
        ParameterBlock oneByOne = new ParameterBlock(estimator.outputs(), block.size());
        ParameterBlock alongRows = new ParameterBlock(estimator.outputs(), block.size());
        estimator.estimate(block, oneByOne, false);
        estimator.estimate(block, alongRows, true);
        assertThat(alongRows.status()).isEqualTo(oneByOne.status()).contains(EstimationStatus.OK.code());
        for (Parameter parameter : estimator.outputs()) {
            assertThat(alongRows.of(parameter)).isEqualTo(oneByOne.of(parameter));
        }
    }

    @Test
    void rowsTakeOverInALongRun() {
        SeriesBlock empty = new SeriesBlock(3, 10_000);
        empty.setSize(10_000);
        RelaxometryEstimator estimator = new MaximumLikelihood(protocol(3, true));
        ParameterBlock out = new ParameterBlock(estimator.outputs(), empty.size());
        for (int done = 0; done < MaximumLikelihood.VOXELS_BEFORE_ROWS; done += empty.size()) {
            estimator = estimator.independentCopy();
            estimator.estimate(empty, out);
        }
        assertThat(MaximumLikelihood.isAlongRows()).isTrue();
    }

    @Test
    void nearlyAllVoxelsOfTissueTakeTheCommonWay() {
        Protocol protocol = protocol(12, true);
        EllipseRows rows = new EllipseRows(protocol);
        SeriesBlock block = tissue(protocol, 256);
        rows.fit(block, 0, 256);
        int left = 0;
        for (int v = 0; v < 256; v++) {
            left += SNRS[v % SNRS.length] >= 25 && !rows.isSettled(v) ? 1 : 0;
        }
        assertThat(left).isLessThan(5);
    }

    @Test
    void aVoxelWithoutUsableSamplesLeavesTheOthersAlone() {
        Protocol protocol = protocol(6, true);
        EllipseRows rows = new EllipseRows(protocol);
        SeriesBlock block = tissue(protocol, 60);
        rows.fit(block, 0, 60);
        List<double[]> expected = settled(rows, protocol, 60);
        for (int v = 0; v < 60; v += 4) {
            block.real()[v % 6][v] = new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 1e30f}[v % 3];
        }
        for (int j = 0; j < 6; j++) {
            block.real()[j][20] = 0;
            block.imaginary()[j][20] = 0;
        }
        rows.fit(block, 0, 60);
        List<double[]> actual = settled(rows, protocol, 60);
        for (int v = 0; v < 60; v++) {
            assertThat(actual.get(v)).isEqualTo(v % 4 == 0 ? null : expected.get(v));
        }
    }

    @Test
    void aRowThatIsNotKeptServesOnce() {
        RowProgram program = new RowProgram(3);
        Row x = program.input();
        Row square = x.times(x);
        square.plus(1);
        assertThatIllegalStateException().isThrownBy(() -> square.plus(x)).withMessageContaining("kept");
    }

    @Test
    void aProgramGivesTheBitsOfItsFormula() {
        RowProgram program = new RowProgram(40);
        Row x = program.input();
        Row y = program.input();
        Row sum = program.input();
        sum.clear();
        sum.plusProduct(x, y).into(sum);
        Row result = x.times(x)
                .plus(y.over(3))
                .minusProduct(x.plus(-2), y.times(7))
                .plusProduct(x, x.minus(y).over(y))
                .plus(1)
                .inverse()
                .kept();
        Row root = y.root().kept();
        RowProgram.Operation run = program.finish();
        SplittableRandom random = new SplittableRandom(1);
        for (int v = 0; v < 40; v++) {
            x.values[v] = random.nextDouble(-5, 5);
            y.values[v] = random.nextDouble(0, 5);
        }
        root.values[37] = -1;
        run.apply(37);
        for (int v = 0; v < 37; v++) {
            double p = x.values[v];
            double q = y.values[v];
            assertThat(result.values[v]).isEqualTo(1 / (p * p + q / 3 - (p - 2) * (q * 7) + p * ((p - q) / q) + 1));
            assertThat(sum.values[v]).isEqualTo(p * q);
            assertThat(root.values[v]).isEqualTo(Math.sqrt(q));
        }
        assertThat(root.values[37]).isEqualTo(-1);
    }

    private static Protocol protocol(int cycles, boolean uniform) {
        List<Double> increments = new ArrayList<>(Protocol.standardIncrementsDeg(cycles));
        for (int j = 0; j < cycles && !uniform; j++) {
            increments.set(j, increments.get(j) + 7 * Math.sin(3 * j));
        }
        return new Protocol(4.8, 2.4, 15, increments);
    }

    /** Voxels of all kinds, the noise of neighbours as different as can be. */
    private static SeriesBlock tissue(Protocol protocol, int voxels) {
        int cycles = protocol.cycles();
        SeriesBlock block = new SeriesBlock(cycles, voxels);
        block.setSize(voxels);
        BssfpSignal signal = new BssfpSignal(protocol);
        SplittableRandom random = new SplittableRandom(cycles);
        GaussianNoise noise = new GaussianNoise(1, cycles);
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        for (int v = 0; v < voxels; v++) {
            double t2Ms = random.nextDouble(20, 200);
            double theta = random.nextDouble(-Math.PI, Math.PI);
            signal.simulate(t2Ms * random.nextDouble(3, 20), t2Ms, theta, 1, 1, real, imaginary);
            double sigma = GaussianNoise.standardDeviation(SNRS[v % SNRS.length]);
            noise.addTo(real, sigma);
            noise.addTo(imaginary, sigma);
            for (int j = 0; j < cycles; j++) {
                block.real()[j][v] = (float) real[j];
                block.imaginary()[j][v] = (float) imaginary[j];
            }
        }
        return block;
    }

    private static void read(SeriesBlock block, int voxel, double[] real, double[] imaginary) {
        for (int j = 0; j < real.length; j++) {
            real[j] = block.real()[j][voxel];
            imaginary[j] = block.imaginary()[j][voxel];
        }
    }

    /** Results of every voxel, null where it has not settled. */
    private static List<double[]> settled(EllipseRows rows, Protocol protocol, int voxels) {
        EllipseFit fit = new EllipseFit(protocol);
        List<double[]> results = new ArrayList<>();
        for (int v = 0; v < voxels; v++) {
            if (rows.isSettled(v)) {
                fit.adopt(rows, v);
            }
            results.add(rows.isSettled(v) ? values(fit) : null);
        }
        return results;
    }

    private static double[] values(EllipseFit fit) {
        double[] covariance = new double[4];
        fit.covariance(covariance);
        return new double[] {
            fit.a(),
            fit.b(),
            fit.thetaRad(),
            fit.mReal(),
            fit.mImaginary(),
            fit.signalPower(),
            fit.residualPower(),
            covariance[0],
            covariance[1],
            covariance[2],
            covariance[3],
            fit.thetaVarianceAtShape()
        };
    }
}
