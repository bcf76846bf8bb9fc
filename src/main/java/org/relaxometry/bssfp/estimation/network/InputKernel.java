package org.relaxometry.bssfp.estimation.network;

import java.util.List;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.ConfigurationBlock;
import org.relaxometry.bssfp.signal.ConfigurationTransform;

/**
 * From samples to the inputs of a network: phase reference and normalisation, then the z-score as a step of its own. Owns
 * scratch buffers, so an instance serves one thread. {@link NetworkInput} says which inputs there are.
 */
public final class InputKernel {

    private final NetworkInput input;
    private final int cycles;
    private final List<String> features;
    private final ConfigurationTransform transform;
    private final ConfigurationBlock configurations;

    /**
     * @param input what the network is shown
     * @param protocol gives number and increments of the phase cycles; uniform ones where configurations are shown
     * @param capacity most voxels of a block
     */
    public InputKernel(NetworkInput input, Protocol protocol, int capacity) {
        this.input = input;
        cycles = protocol.cycles();
        features = input.features(cycles);
        boolean ofSamples = input == NetworkInput.SAMPLES;
        transform = ofSamples ? null : new ConfigurationTransform(protocol);
        configurations = ofSamples ? null : new ConfigurationBlock(capacity);
    }

    /** Number of inputs of the network. */
    public int width() {
        return features.size();
    }

    /**
     * Writes the inputs of the first {@code size} voxels, before the z-score. A voxel without signal gets zeros, one with a
     * sample that is not finite gets inputs that are not finite.
     *
     * @param real real parts of the samples, [cycle][voxel]
     * @param imaginary imaginary parts of the samples, [cycle][voxel]
     * @param b1Ratio actual over nominal flip angle, [voxel]
     * @param noiseSigma standard deviation of the noise of each real and imaginary part, in the units of the samples, [voxel];
     *     used by {@link NetworkInput#SAMPLES} only, else it may be null
     * @param size number of voxels
     * @param out receives the inputs, [input][voxel]
     */
    public void compute(
            float[][] real, float[][] imaginary, float[] b1Ratio, float[] noiseSigma, int size, float[][] out) {
        if (input == NetworkInput.SAMPLES) {
            samples(real, imaginary, noiseSigma, size, out);
        } else {
            transform.transform(real, imaginary, size, configurations);
            if (input == NetworkInput.COMPLEX_CONFIGURATIONS) {
                configurations.referencePhase();
            }
            configurations.normalise();
            configurations(size, out);
        }
        System.arraycopy(b1Ratio, 0, out[features.indexOf("B1")], 0, size);
    }

    /**
     * Turns inputs into z-scores, (x − mean) / standard deviation.
     *
     * @param inputs [input][voxel], changed in place
     * @param size number of voxels
     * @param mean one per input
     * @param standardDeviation one per input
     */
    public static void standardise(float[][] inputs, int size, List<Double> mean, List<Double> standardDeviation) {
        for (int i = 0; i < mean.size(); i++) {
            double centre = mean.get(i);
            double scale = 1 / standardDeviation.get(i);
            float[] values = inputs[i];
            for (int v = 0; v < size; v++) {
                values[v] = (float) ((values[v] - centre) * scale);
            }
        }
    }

    private void configurations(int size, float[][] out) {
        if (input == NetworkInput.MAGNITUDE_CONFIGURATIONS) {
            for (int order = -1; order <= 1; order++) {
                magnitude(configurations.real(order), configurations.imaginary(order), size, out[order + 1]);
            }
            return;
        }
        for (int order = -1; order <= 1; order++) {
            System.arraycopy(configurations.real(order), 0, out[order + 1], 0, size);
        }
        float[] minus = configurations.imaginary(-1);
        for (int v = 0; v < size; v++) {
            out[3][v] = -minus[v];
        }
        System.arraycopy(configurations.imaginary(1), 0, out[4], 0, size);
    }

    private static void magnitude(float[] real, float[] imaginary, int size, float[] out) {
        for (int v = 0; v < size; v++) {
            out[v] = (float) Math.sqrt((double) real[v] * real[v] + (double) imaginary[v] * imaginary[v]);
        }
    }

    private void samples(float[][] real, float[][] imaginary, float[] noiseSigma, int size, float[][] out) {
        for (int v = 0; v < size; v++) {
            double sumReal = 0;
            double sumImaginary = 0;
            double power = 0;
            for (int j = 0; j < cycles; j++) {
                double x = real[j][v];
                double y = imaginary[j][v];
                sumReal += x;
                sumImaginary += y;
                power += x * x + y * y;
            }
            double rms = Math.sqrt(power / cycles);
            double magnitude = Math.sqrt(sumReal * sumReal + sumImaginary * sumImaginary);
            // without a sum there is no phase to refer to, without signal nothing to divide by
            double cos = magnitude == 0 ? 1 : sumReal / magnitude;
            double sin = magnitude == 0 ? 0 : sumImaginary / magnitude;
            double scale = rms == 0 ? 0 : 1 / rms;
            for (int j = 0; j < cycles; j++) {
                out[j][v] = (float) ((real[j][v] * cos + imaginary[j][v] * sin) * scale);
                out[cycles + j][v] = (float) ((imaginary[j][v] * cos - real[j][v] * sin) * scale);
            }
            out[2 * cycles + 1][v] = rms == 0 ? 0 : (float) Math.log(noiseSigma[v] / rms);
        }
    }
}
