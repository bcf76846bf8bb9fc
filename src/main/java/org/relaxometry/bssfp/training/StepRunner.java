package org.relaxometry.bssfp.training;

import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.network.NetworkWeights;
import org.relaxometry.bssfp.training.TrainingData.Part;
import org.relaxometry.bssfp.training.pass.Adam;
import org.relaxometry.bssfp.training.pass.Batch;
import org.relaxometry.bssfp.training.pass.NetworkPass;
import org.relaxometry.bssfp.training.pass.PhysicsLoss;
import org.relaxometry.bssfp.training.pass.SupervisedLoss;
import org.relaxometry.bssfp.training.pass.TrainingEngine;
import org.relaxometry.bssfp.training.pass.TrainingLoss;

/**
 * Runs training steps and evaluations on several threads. A batch is cut into parts whose size does not depend on the number
 * of threads, and sums over parts run in their order: the result is the same, bit by bit, with any number of threads.
 */
public final class StepRunner implements AutoCloseable {

    /**
     * Samples of a part. Smaller ones cost: a batch of 128 takes two threads as long, in parts of 64, as one thread as a whole.
     */
    private static final int PART_SIZE = 128;

    /** Samples of one pass of an evaluation. */
    private static final int EVALUATION_CHUNK = 1024;

    /** What a thread works with. */
    private record Worker(
            NetworkPass pass,
            NetworkPass evaluation,
            TrainingLoss loss,
            SampleSimulator simulator,
            Batch batch,
            float[][] sums,
            float[][] bySums) {}

    private final TrainingData data;
    private final WorkerPool pool;
    private final Worker[] workers;
    /** Derivatives of every part of a batch. */
    private final float[][] partGradients;

    private final double[] partLosses;

    public StepRunner(TrainingSpecification specification, TrainingData data, TrainingEngine engine, int threads) {
        this.data = data;
        int batchSize = specification.optimisation().batchSize();
        int parts = (batchSize + PART_SIZE - 1) / PART_SIZE;
        List<Integer> layerSizes = specification.layerSizes();
        int outputs = layerSizes.get(layerSizes.size() - 1);
        pool = new WorkerPool(Math.min(threads, parts));
        workers = new Worker[pool.size()];
        Arrays.setAll(
                workers,
                w -> new Worker(
                        engine.newPass(layerSizes, PART_SIZE),
                        engine.newPass(layerSizes, EVALUATION_CHUNK),
                        newLoss(specification, data.mean(), data.standardDeviation()),
                        new SampleSimulator(specification, EVALUATION_CHUNK),
                        new Batch(layerSizes.get(0), EVALUATION_CHUNK),
                        new float[outputs][EVALUATION_CHUNK],
                        new float[outputs][EVALUATION_CHUNK]));
        partGradients = new float[parts][NetworkWeights.parameterCount(layerSizes)];
        partLosses = new double[parts];
    }

    static TrainingLoss newLoss(TrainingSpecification specification, List<Double> mean, List<Double> deviation) {
        return switch (specification.kind()) {
            case PINN ->
                new PhysicsLoss(
                        specification.protocol(), specification.input(), specification.ranges(), mean, deviation);
            case SVNN, FULL_CIRCLE, NOISE_AWARE ->
                new SupervisedLoss(specification.outputs(), specification.outputActivation(), specification.ranges());
        };
    }

    /**
     * One step of Adam on samples {@code order[from]} to {@code order[to - 1]} of an epoch.
     *
     * @return sum of the losses of the samples, before the step
     */
    public double step(float[] parameters, Adam adam, double learningRate, int epoch, int[] order, int from, int to) {
        int parts = (to - from + PART_SIZE - 1) / PART_SIZE;
        pool.onEach(w -> {
            Worker worker = workers[w];
            worker.pass.setParameters(parameters);
            for (int part = w; part < parts; part += workers.length) {
                int start = from + part * PART_SIZE;
                int end = Math.min(start + PART_SIZE, to);
                data.training(epoch, order, start, end, worker.simulator, worker.batch);
                worker.pass.forward(worker.batch.inputs(), worker.batch.size(), worker.sums);
                partLosses[part] = worker.loss.evaluate(worker.batch, worker.sums, 1.0 / (to - from), worker.bySums);
                worker.pass.backward(worker.bySums, partGradients[part]);
            }
        });
        adam.beginStep();
        pool.onEach(w -> {
            int begin = (int) ((long) parameters.length * w / workers.length);
            int end = (int) ((long) parameters.length * (w + 1) / workers.length);
            float[] sum = partGradients[0];
            for (int part = 1; part < parts; part++) {
                float[] gradient = partGradients[part];
                for (int i = begin; i < end; i++) {
                    sum[i] += gradient[i];
                }
            }
            adam.update(parameters, sum, learningRate, begin, end);
        });
        return sum(partLosses, parts);
    }

    /** Mean loss over a part of the data. */
    double loss(float[] parameters, Part which) {
        int size = data.size(which);
        int chunks = (size + EVALUATION_CHUNK - 1) / EVALUATION_CHUNK;
        double[] losses = new double[chunks];
        pool.onEach(w -> {
            Worker worker = workers[w];
            worker.evaluation.setParameters(parameters);
            for (int chunk = w; chunk < chunks; chunk += workers.length) {
                int start = chunk * EVALUATION_CHUNK;
                data.fixed(which, start, Math.min(start + EVALUATION_CHUNK, size), worker.batch);
                worker.evaluation.forward(worker.batch.inputs(), worker.batch.size(), worker.sums);
                losses[chunk] = worker.loss.evaluate(worker.batch, worker.sums, 0, null);
            }
        });
        return sum(losses, chunks) / size;
    }

    private static double sum(double[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }

    @Override
    public void close() {
        pool.close();
        for (Worker worker : workers) {
            worker.pass.close();
            worker.evaluation.close();
        }
    }
}
