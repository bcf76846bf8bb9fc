package org.relaxometry.bssfp.training.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkOutput;
import org.relaxometry.bssfp.estimation.network.OutputActivation;
import org.relaxometry.bssfp.statistics.Range;

class SupervisedLossTest {

    private static final ModelCard.Ranges RANGES =
            new ModelCard.Ranges(new Range(400, 2400), new Range(20, 120), new Range(-Math.PI, Math.PI));

    @Test
    void outputsOnTheParametersLoseNothing() {
        Batch batch = new Batch(0, 1);
        batch.setSize(1);
        batch.t1Ms()[0] = 1400;
        batch.t2Ms()[0] = 45;
        batch.thetaRad()[0] = 0.5f;
        float[][] sums = {{0.5f}, {0.25f}, {(float) Math.cos(0.5)}, {(float) Math.sin(0.5)}};
        TrainingLoss loss = new SupervisedLoss(
                List.of(NetworkOutput.T1, NetworkOutput.T2, NetworkOutput.COS_THETA, NetworkOutput.SIN_THETA),
                OutputActivation.LINEAR,
                RANGES);
        // single precision of the outputs
        assertThat(loss.evaluate(batch, sums, 1, null)).isCloseTo(0, within(1e-14));
    }

    @Test
    void lossIsTheMeanSquareOfScaledDifferences() {
        Batch batch = new Batch(0, 2);
        batch.setSize(2);
        batch.t1Ms()[0] = 400;
        batch.t1Ms()[1] = 1400;
        batch.t2Ms()[0] = 20;
        batch.t2Ms()[1] = 70;
        float[][] sums = {{0, 0}, {0, 0}};
        TrainingLoss loss =
                new SupervisedLoss(List.of(NetworkOutput.T1, NetworkOutput.T2), OutputActivation.SIGMOID, RANGES);
        // sigmoid(0) = 0.5: differences 0.5 and 0, twice
        assertThat(loss.evaluate(batch, sums, 0.5, null)).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void likelihoodIsSmallestWhereSigmaIsTheRootMeanSquareError() {
        Batch batch = new Batch(0, 2);
        batch.setSize(2);
        batch.t1Ms()[0] = 600;
        batch.t1Ms()[1] = 1000;
        batch.t2Ms()[0] = 30;
        batch.t2Ms()[1] = 50;
        // T1 is 0.1 and 0.3 of its range, T2 too; the outputs say 0
        float rootMeanSquare = (float) Math.log(Math.sqrt((0.01 + 0.09) / 2));
        float[][] sums = {{0, 0}, {0, 0}, {rootMeanSquare, rootMeanSquare}, {-1, -1}};
        float[][] gradient = new float[4][2];
        TrainingLoss loss = new SupervisedLoss(
                List.of(NetworkOutput.T1, NetworkOutput.T2, NetworkOutput.LN_SIGMA_T1, NetworkOutput.LN_SIGMA_T2),
                OutputActivation.LINEAR,
                RANGES);
        loss.evaluate(batch, sums, 0.5, gradient);
        // single precision of ln sigma
        assertThat(gradient[2][0] + gradient[2][1]).isCloseTo(0, within(1e-8f));
        // e^{-1} is more than the error
        assertThat(gradient[3][0] + gradient[3][1]).isPositive();
    }

    @Test
    void sigmaDoesNotChangeWhatTheMeanLearns() {
        Batch batch = new Batch(0, 1);
        batch.setSize(1);
        batch.t1Ms()[0] = 600;
        batch.t2Ms()[0] = 30;
        TrainingLoss loss = new SupervisedLoss(
                List.of(NetworkOutput.T1, NetworkOutput.T2, NetworkOutput.LN_SIGMA_T1, NetworkOutput.LN_SIGMA_T2),
                OutputActivation.LINEAR,
                RANGES);
        float[][] certain = new float[4][1];
        float[][] uncertain = new float[4][1];
        loss.evaluate(batch, new float[][] {{0.3f}, {0.3f}, {-5}, {-5}}, 1, certain);
        loss.evaluate(batch, new float[][] {{0.3f}, {0.3f}, {0}, {0}}, 1, uncertain);
        assertThat(certain[0]).isEqualTo(uncertain[0]);
        assertThat(certain[1]).isEqualTo(uncertain[1]);
        // the derivative of (y − p)² / 2 outputs
        assertThat((double) certain[0][0]).isCloseTo(0.3 - 0.1, within(1e-6));
    }
}
