package org.relaxometry.bssfp.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.relaxometry.bssfp.estimation.network.NetworkWeights;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.statistics.RandomStreams;
import org.relaxometry.bssfp.statistics.RandomStreams.Purpose;
import org.relaxometry.bssfp.training.pass.Adam;

/**
 * Where a training stands at the end of an epoch: all it needs to go on as if there had been no break. Random numbers belong to
 * epochs ({@link RandomStreams}), so the epoch is all there is to know of them.
 */
public final class TrainingState {

    private static final String HEADER = "bSSFP training state 1";

    public final float[] parameters;
    final float[] bestParameters;
    public final Adam adam;
    /** Losses of the epochs run, in order. */
    final List<Double> trainingLosses = new ArrayList<>();

    final List<Double> validationLosses = new ArrayList<>();

    private TrainingState(float[] parameters, float[] bestParameters, Adam adam) {
        this.parameters = parameters;
        this.bestParameters = bestParameters;
        this.adam = adam;
    }

    /** The beginning: weights and biases uniform within ±1/√(inputs of the layer), PyTorch's default. */
    public static TrainingState initial(TrainingSpecification specification) {
        List<Integer> layerSizes = specification.layerSizes();
        float[] parameters = new float[NetworkWeights.parameterCount(layerSizes)];
        GaussianNoise random =
                new RandomStreams(specification.seed()).of(Purpose.INITIAL_WEIGHTS, RandomStreams.ONCE, 0);
        int offset = 0;
        for (int layer = 1; layer < layerSizes.size(); layer++) {
            int in = layerSizes.get(layer - 1);
            double bound = 1 / Math.sqrt(in);
            int end = offset + (in + 1) * layerSizes.get(layer);
            for (; offset < end; offset++) {
                parameters[offset] = (float) (bound * (2 * random.uniform() - 1));
            }
        }
        return new TrainingState(parameters, parameters.clone(), new Adam(parameters.length));
    }

    TrainingState copy() {
        TrainingState copy = new TrainingState(
                parameters.clone(),
                bestParameters.clone(),
                new Adam(adam.firstMoment().clone(), adam.secondMoment().clone(), adam.steps()));
        copy.trainingLosses.addAll(trainingLosses);
        copy.validationLosses.addAll(validationLosses);
        return copy;
    }

    /** Number of epochs run. */
    int epoch() {
        return validationLosses.size();
    }

    /** The first epoch of the smallest validation loss, from 1; 0 before the first epoch. */
    int bestEpoch() {
        int best = 0;
        for (int i = 1; i <= epoch(); i++) {
            if (best == 0 || validationLosses.get(i - 1) < validationLosses.get(best - 1)) {
                best = i;
            }
        }
        return best;
    }

    /** Notes the losses of an epoch, and its weights where they are the best. */
    void endEpoch(double trainingLoss, double validationLoss) {
        trainingLosses.add(trainingLoss);
        validationLosses.add(validationLoss);
        if (bestEpoch() == epoch()) {
            System.arraycopy(parameters, 0, bestParameters, 0, parameters.length);
        }
    }

    /** Replaces the file in one move, so that a break while writing leaves the old one. */
    void save(Path file, TrainingSpecification specification) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(HEADER);
            out.writeUTF(specification.toString());
            out.writeLong(adam.steps());
            out.writeInt(epoch());
            for (int i = 0; i < epoch(); i++) {
                out.writeDouble(trainingLosses.get(i));
                out.writeDouble(validationLosses.get(i));
            }
            for (float[] vector : vectors()) {
                for (float value : vector) {
                    out.writeFloat(value);
                }
            }
            CRC32 checksum = new CRC32();
            checksum.update(bytes.toByteArray());
            out.writeLong(checksum.getValue());
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes.toByteArray());
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** @throws IOException where the file is broken, or of another training */
    static TrainingState load(Path file, TrainingSpecification specification) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        TrainingState state = initial(specification);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (!HEADER.equals(in.readUTF())) {
                throw new IOException(file + " is not the state of a training.");
            }
            CRC32 checksum = new CRC32();
            checksum.update(bytes, 0, bytes.length - Long.BYTES);
            String trained = in.readUTF();
            if (!trained.equals(specification.toString())) {
                throw new IOException(file + " belongs to another training. It was: " + trained + "; asked for is: "
                        + specification + ". Delete the file to start anew.");
            }
            Adam adam = new Adam(state.adam.firstMoment(), state.adam.secondMoment(), in.readLong());
            TrainingState loaded = new TrainingState(state.parameters, state.bestParameters, adam);
            int epochs = in.readInt();
            for (int i = 0; i < epochs; i++) {
                loaded.trainingLosses.add(in.readDouble());
                loaded.validationLosses.add(in.readDouble());
            }
            for (float[] vector : loaded.vectors()) {
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = in.readFloat();
                }
            }
            if (in.readLong() != checksum.getValue()) {
                throw new IOException(file + " is damaged: its checksum does not fit. Delete it to start anew.");
            }
            return loaded;
        } catch (java.io.EOFException | java.io.UTFDataFormatException e) {
            throw new IOException(file + " is not the state of a training, or was cut off.", e);
        }
    }

    private List<float[]> vectors() {
        return List.of(parameters, bestParameters, adam.firstMoment(), adam.secondMoment());
    }
}
