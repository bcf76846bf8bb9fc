package org.relaxometry.bssfp.training;

import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.estimation.network.InputKernel;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.statistics.RandomStreams;
import org.relaxometry.bssfp.statistics.RandomStreams.Purpose;
import org.relaxometry.bssfp.training.pass.Batch;

/**
 * The samples of a training: parameters drawn once, the first 60 % to train, then 20 % to validate and 20 % to test. Inputs of
 * noise-free samples are simulated once; noise is drawn anew in every epoch, but for validation and test, where it stays the
 * same, so that epochs compare. Immutable after construction.
 */
public final class TrainingData {

    /** Which samples. */
    public enum Part {
        TRAINING,
        VALIDATION,
        TEST
    }

    private static final int CHUNK = 4096;

    private final TrainingSpecification specification;
    private final RandomStreams streams;
    private final Batch all;
    private final List<Double> mean = new ArrayList<>();
    private final List<Double> standardDeviation = new ArrayList<>();

    public TrainingData(TrainingSpecification specification) {
        this.specification = specification;
        streams = new RandomStreams(specification.seed());
        int inputs = specification.layerSizes().get(0);
        all = new Batch(inputs, specification.samples());
        all.setSize(specification.samples());
        Batch chunk = new Batch(inputs, CHUNK);
        SampleSimulator simulator = new SampleSimulator(specification, CHUNK);
        for (int start = 0; start < all.size(); start += CHUNK) {
            int size = Math.min(CHUNK, all.size() - start);
            simulator.draw(chunk, size, streams.of(Purpose.PARAMETERS, RandomStreams.ONCE, start));
            simulator.simulate(chunk, streams.of(Purpose.NOISE, RandomStreams.ONCE, start));
            chunk.copyTo(all, start);
        }
        for (float[] values : all.inputs()) {
            standardise(values);
        }
    }

    private void standardise(float[] values) {
        int count = start(Part.VALIDATION);
        double sum = 0;
        for (int s = 0; s < count; s++) {
            sum += values[s];
        }
        double centre = sum / count;
        double squares = 0;
        for (int s = 0; s < count; s++) {
            squares += (values[s] - centre) * (values[s] - centre);
        }
        double deviation = Math.sqrt(squares / (count - 1));
        mean.add(centre);
        standardDeviation.add(deviation);
        for (int s = 0; s < values.length; s++) {
            values[s] = (float) ((values[s] - centre) / deviation);
        }
    }

    /** Mean of every input over the training samples. */
    public List<Double> mean() {
        return mean;
    }

    /** Standard deviation (n − 1) of every input over the training samples. */
    public List<Double> standardDeviation() {
        return standardDeviation;
    }

    /** Number of samples of a part. */
    public int size(Part part) {
        return start(part.ordinal() + 1) - start(part);
    }

    private int start(Part part) {
        return start(part.ordinal());
    }

    private int start(int part) {
        // 60, 20 and 20 %
        return (int) (all.size() * (part == 0 ? 0 : part + 2L) / 5);
    }

    /** The order in which an epoch visits the training samples. */
    public int[] order(int epoch) {
        int[] order = new int[size(Part.TRAINING)];
        GaussianNoise random = streams.of(Purpose.ORDER, epoch, 0);
        for (int i = 0; i < order.length; i++) {
            int j = Math.min(i, (int) (random.uniform() * (i + 1)));
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Fills a batch with training samples of an epoch, {@code order[from]} to {@code order[to - 1]}. */
    public void training(int epoch, int[] order, int from, int to, SampleSimulator simulator, Batch batch) {
        if (specification.drawsEveryEpoch()) {
            simulator.draw(batch, to - from, streams.of(Purpose.PARAMETERS, epoch, from));
        } else {
            all.gather(order, from, to, batch);
        }
        if (specification.drawsEveryEpoch() || specification.isNoisy()) {
            simulator.simulate(batch, streams.of(Purpose.NOISE, epoch, from));
            InputKernel.standardise(batch.inputs(), batch.size(), mean, standardDeviation);
        }
    }

    /** Fills a batch with samples {@code from} to {@code to - 1} of a part, always the same. */
    void fixed(Part part, int from, int to, Batch batch) {
        all.copyRange(start(part) + from, start(part) + to, batch);
    }
}
