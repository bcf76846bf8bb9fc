package org.relaxometry.bssfp.bench;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.PyTorch;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.training.NetworkTrainer;
import org.relaxometry.bssfp.training.TrainingData;
import org.relaxometry.bssfp.training.TrainingData.Part;
import org.relaxometry.bssfp.training.TrainingSpecification;
import org.relaxometry.bssfp.training.TrainingState;
import org.relaxometry.bssfp.training.pass.Batch;

/**
 * Training as DJL offers it: {@link Model}, {@link Trainer}, {@link Loss}, Adam and automatic differentiation. What
 * {@link NetworkTrainer} is measured by, in speed and in losses; nothing else uses it.
 *
 * <p>All samples lie in memory in the order of the first epoch, so that a batch is a view of them, and every epoch keeps that
 * order. Batches neither go through a DJL data set nor are they shuffled, which would only take longer.
 */
final class AutogradReference implements EpochBenchmark.Epochs {

    private final NDManager manager;
    private final Model model;
    private final Trainer trainer;
    /** One sample per row. */
    private final NDArray inputs;

    private final NDList labels;
    private final int batchSize;

    AutogradReference(TrainingSpecification specification, TrainingData data) {
        List<Integer> layerSizes = specification.layerSizes();
        batchSize = specification.optimisation().batchSize();
        manager = PyTorch.instance().newManager();
        Batch samples = new Batch(layerSizes.get(0), data.size(Part.TRAINING));
        data.training(1, data.order(1), 0, samples.capacity(), null, samples);
        inputs = columns(samples.inputs());
        boolean physics = specification.kind() == NetworkKind.PINN;
        labels = physics
                ? new NDList(inputs, columns(samples.b1Ratio()))
                : new NDList(columns(scaledParameters(samples, specification)));
        model = Model.newInstance("autograd reference", Device.cpu(), "PyTorch");
        model.setBlock(block(layerSizes));
        Loss loss = physics ? new AutogradPhysicsLoss(manager, specification, data) : new MeanSquare();
        trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optDevices(new Device[] {Device.cpu()})
                .optInitializer(initialWeights(specification), parameter -> true)
                .optOptimizer(Adam.builder()
                        .optLearningRateTracker(Tracker.fixed(
                                (float) specification.optimisation().learningRate()))
                        .build()));
        trainer.initialize(new Shape(batchSize, layerSizes.get(0)));
    }

    /** Mean squared difference. DJL's own scales by a plain number, whose derivative is unsafe in DJL 0.35. */
    private static final class MeanSquare extends Loss {

        MeanSquare() {
            super("mean square");
        }

        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            return predictions
                    .singletonOrThrow()
                    .sub(labels.singletonOrThrow())
                    .square()
                    .mean();
        }
    }

    private static SequentialBlock block(List<Integer> layerSizes) {
        SequentialBlock block = new SequentialBlock();
        for (int layer = 1; layer < layerSizes.size(); layer++) {
            block.add(Linear.builder().setUnits(layerSizes.get(layer)).build());
            block.add(layer < layerSizes.size() - 1 ? Activation::relu : Activation::sigmoid);
        }
        return block;
    }

    /** Parameters are asked for in the order W1, b1, W2, b2, … */
    private static Initializer initialWeights(TrainingSpecification specification) {
        float[] parameters = TrainingState.initial(specification).parameters;
        int[] offset = {0};
        return (arrays, shape, type) -> {
            int start = offset[0];
            offset[0] += (int) shape.size();
            return arrays.create(Arrays.copyOfRange(parameters, start, offset[0]), shape);
        };
    }

    private static float[][] scaledParameters(Batch samples, TrainingSpecification specification) {
        ModelCard.Ranges ranges = specification.ranges();
        float[][] scaled = {
            scaled(samples.t1Ms(), ranges.t1Ms()),
            scaled(samples.t2Ms(), ranges.t2Ms()),
            scaled(samples.thetaRad(), ranges.thetaRad())
        };
        return Arrays.copyOf(scaled, specification.outputs().size());
    }

    private static float[] scaled(float[] values, Range range) {
        float[] scaled = new float[values.length];
        for (int s = 0; s < values.length; s++) {
            scaled[s] = (float) ((values[s] - range.min()) / range.width());
        }
        return scaled;
    }

    private NDArray columns(float[]... columns) {
        int rows = columns[0].length;
        float[] values = new float[rows * columns.length];
        for (int k = 0; k < columns.length; k++) {
            for (int s = 0; s < rows; s++) {
                values[s * columns.length + k] = columns[k][s];
            }
        }
        return manager.create(values, new Shape(rows, columns.length));
    }

    @Override
    public double run() {
        long samples = inputs.getShape().get(0);
        double sum = 0;
        for (long from = 0; from < samples; from += batchSize) {
            long to = Math.min(from + batchSize, samples);
            sum += (to - from) * step(NDIndex.sliceAxis(0, from, to));
        }
        return sum / samples;
    }

    private double step(NDIndex batch) {
        try (NDManager step = manager.newSubManager()) {
            NDList batchLabels = new NDList();
            labels.forEach(array -> batchLabels.add(array.get(step, batch)));
            double loss;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList predictions = trainer.forward(new NDList(inputs.get(step, batch)));
                NDArray value = trainer.getLoss().evaluate(batchLabels, predictions);
                collector.backward(value);
                loss = value.getFloat();
            }
            trainer.step();
            return loss;
        }
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
        manager.close();
    }
}
