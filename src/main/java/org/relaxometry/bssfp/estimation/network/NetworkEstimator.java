package org.relaxometry.bssfp.estimation.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;

/**
 * T1, T2 and, where the network gives them, ΔB0 and standard deviations, by a trained network.
 *
 * <p>A network always gives numbers, also for voxels unlike any in its training. Three statuses tell of such voxels and keep
 * the numbers: {@link EstimationStatus#B1_OUTSIDE_TRAINING}; {@link EstimationStatus#NOISE_OUTSIDE_TRAINING} where ln(σ/r.m.s.)
 * lies more than two standard deviations from its mean over the training set, as it does for 2 % of that set itself; and
 * {@link EstimationStatus#NEAR_OUTPUT_BOUND} where T1, T2 or θ lies within 1 % of an end of its output range,
 * or T1 or T2 within the standard deviation that the network gives it. A network without
 * a sigmoid may leave that range; its value is then the end of it.
 *
 * <p>Source: Birk et al., Sci. Rep. 15, 4825 (2025).
 */
public final class NetworkEstimator implements RelaxometryEstimator {

    private static final double BOUND_FRACTION = 0.01;

    /** In standard deviations of ln(σ/r.m.s.), which is nearly uniform where the SNR is drawn log-uniformly. */
    private static final float MAX_NOISE_DEVIATION = 2;

    private final NetworkModel model;
    private final Protocol protocol;
    private final NetworkEngine engine;
    private final NoiseLevel noiseLevel;
    private final ProtocolMatch match;
    private final Set<Parameter> outputs;
    private final float[][] real;
    private final float[][] imaginary;
    private final float[][] results;
    private float[][] inputs = new float[0][];
    private float[] noise = new float[0];
    private boolean[] nearBound = new boolean[0];
    private InputKernel inputKernel;
    /** Null where the network sees voxels as they are. */
    private ThetaSector sector;

    /**
     * @param model trained for this protocol
     * @param protocol of the series
     * @param engine evaluates the model's weights
     * @param noiseLevel of the series, in its units; used where the model wants to know it ({@link NetworkInput#SAMPLES})
     * @throws IllegalArgumentException where the model was trained for another protocol, with the differences; or where the
     *     noise is needed and not known
     */
    public NetworkEstimator(NetworkModel model, Protocol protocol, NetworkEngine engine, NoiseLevel noiseLevel) {
        this.model = model;
        this.protocol = protocol;
        this.engine = engine;
        this.noiseLevel = noiseLevel;
        ModelCard card = model.card();
        match = new ProtocolMatch(card.protocol(), protocol);
        if (!match.differences().isEmpty()) {
            throw new IllegalArgumentException("The network " + card.name() + " was trained for another protocol: "
                    + String.join("; ", match.differences())
                    + ". Train a network for this protocol, or choose one that was.");
        }
        if (card.input() == NetworkInput.SAMPLES
                && !(noiseLevel instanceof NoiseLevel.Known known && !known.isNone())) {
            throw new IllegalArgumentException("The network " + card.name()
                    + " needs the standard deviation of the noise of the images, more than 0, but it is "
                    + (noiseLevel instanceof NoiseLevel.Known ? "0.0." : "not known."));
        }
        outputs = parameters(card.outputs());
        real = new float[protocol.cycles()][];
        imaginary = new float[protocol.cycles()][];
        results = new float[card.outputs().size()][];
    }

    @Override
    public String name() {
        return model.card().methodName();
    }

    @Override
    public String settings() {
        ModelCard card = model.card();
        return "network " + card.name() + " (" + card.kind().label() + ", "
                + card.input().label() + ", trained on "
                + card.distribution().name() + ", SHA-256 "
                + card.weightsSha256().substring(0, 12) + "), engine "
                + engine.name()
                + (card.input() == NetworkInput.SAMPLES && noiseLevel instanceof NoiseLevel.Known known
                        ? ", noise sigma " + known.sigma(protocol.cycles())
                        : "");
    }

    @Override
    public Set<Parameter> outputs() {
        return outputs;
    }

    @Override
    public RelaxometryEstimator independentCopy() {
        return new NetworkEstimator(model, protocol, engine.independentCopy(), noiseLevel);
    }

    @Override
    public void estimate(SeriesBlock in, ParameterBlock out) {
        ModelCard card = model.card();
        int size = in.size();
        if (size == 0) {
            return;
        }
        reserve(size, in.capacity());
        int[] order = match.order();
        for (int j = 0; j < order.length; j++) {
            real[j] = in.real()[order[j]];
            imaginary[j] = in.imaginary()[order[j]];
        }
        if (sector == null) {
            inputKernel.compute(real, imaginary, in.b1Ratio(), noise, size, inputs);
        } else {
            sector.turn(real, imaginary, size);
            inputKernel.compute(sector.real(), sector.imaginary(), in.b1Ratio(), noise, size, inputs);
        }
        InputKernel.standardise(inputs, size, card.inputMean(), card.inputStandardDeviation());
        engine.evaluate(inputs, size, results);
        decode(out, size);
        for (int v = 0; v < size; v++) {
            EstimationStatus status = status(in, v);
            if (status.hasValues()) {
                out.status()[v] = status.code();
            } else {
                out.reject(v, status);
            }
        }
    }

    private void reserve(int size, int capacity) {
        if (noise.length < size) {
            ModelCard card = model.card();
            inputKernel = new InputKernel(card.input(), card.protocol(), capacity);
            if (card.kind().turnsVoxels()) {
                sector = new ThetaSector(card.protocol(), capacity);
            }
            inputs = new float[inputKernel.width()][capacity];
            for (int k = 0; k < results.length; k++) {
                results[k] = new float[capacity];
            }
            nearBound = new boolean[capacity];
            noise = new float[capacity];
            if (noiseLevel instanceof NoiseLevel.Known known) {
                Arrays.fill(noise, (float) known.sigma(protocol.cycles()));
            }
        }
    }

    private EstimationStatus status(SeriesBlock in, int voxel) {
        double power = 0;
        for (int j = 0; j < real.length; j++) {
            power += (double) real[j][voxel] * real[j][voxel] + (double) imaginary[j][voxel] * imaginary[j][voxel];
        }
        if (!Double.isFinite(power)) {
            return EstimationStatus.NOT_FINITE;
        }
        if (power == 0) {
            return EstimationStatus.NO_SIGNAL;
        }
        float b1Ratio = in.b1Ratio()[voxel];
        if (!(b1Ratio > 0 && b1Ratio < Float.POSITIVE_INFINITY)) {
            return EstimationStatus.NO_B1;
        }
        for (float[] result : results) {
            if (!Float.isFinite(result[voxel])) {
                return EstimationStatus.NO_SOLUTION;
            }
        }
        Range trained = model.card().distribution().b1Ratio();
        if (b1Ratio < (float) trained.min() || b1Ratio > (float) trained.max()) {
            return EstimationStatus.B1_OUTSIDE_TRAINING;
        }
        if (model.card().input() == NetworkInput.SAMPLES
                && Math.abs(inputs[inputs.length - 1][voxel]) > MAX_NOISE_DEVIATION) {
            return EstimationStatus.NOISE_OUTSIDE_TRAINING;
        }
        return nearBound[voxel] ? EstimationStatus.NEAR_OUTPUT_BOUND : EstimationStatus.OK;
    }

    private void decode(ParameterBlock out, int size) {
        Arrays.fill(nearBound, 0, size, false);
        ModelCard.Ranges ranges = model.card().outputRanges();
        double hertzPerRadian = protocol.offResonancePeriodHz() / (2 * Math.PI);
        for (NetworkOutput output : model.card().outputs()) {
            switch (output) {
                case T1 -> scaled(output, ranges.t1Ms(), out.of(Parameter.T1), size);
                case T2 -> scaled(output, ranges.t2Ms(), out.of(Parameter.T2), size);
                case LN_T1 -> logarithm(output, ranges.t1Ms(), out.of(Parameter.T1), size);
                case LN_T2 -> logarithm(output, ranges.t2Ms(), out.of(Parameter.T2), size);
                case THETA -> {
                    float[] offResonance = out.of(Parameter.OFF_RESONANCE);
                    scaled(output, ranges.thetaRad(), offResonance, size);
                    for (int v = 0; v < size; v++) {
                        offResonance[v] = hertz(v, offResonance[v]);
                    }
                }
                case COS_THETA -> {
                    float[] cos = result(NetworkOutput.COS_THETA);
                    float[] sin = result(NetworkOutput.SIN_THETA);
                    float[] offResonance = out.of(Parameter.OFF_RESONANCE);
                    for (int v = 0; v < size; v++) {
                        offResonance[v] = hertz(v, Math.atan2(sin[v], cos[v]));
                    }
                }
                case SIN_THETA -> {
                    // taken together with the cosine
                }
                case LN_SIGMA_T1 -> sigma(output, ranges.t1Ms(), out, Parameter.T1, Parameter.T1_SIGMA, size);
                case LN_SIGMA_T2 -> sigma(output, ranges.t2Ms(), out, Parameter.T2, Parameter.T2_SIGMA, size);
                case LN_SIGMA_THETA -> exponential(output, hertzPerRadian, out.of(Parameter.OFF_RESONANCE_SIGMA), size);
            }
        }
    }

    /** From θ as the network gives it to the off-resonance of the series. */
    private float hertz(int voxel, double thetaRad) {
        double trained = sector == null ? thetaRad : sector.original(voxel, thetaRad);
        return (float) (protocol.offResonancePeriodHz() / (2 * Math.PI) * fold(trained + match.shiftRad()));
    }

    private void scaled(NetworkOutput output, Range range, float[] values, int size) {
        float[] y = result(output);
        for (int v = 0; v < size; v++) {
            nearBound[v] |= y[v] < BOUND_FRACTION || y[v] > 1 - BOUND_FRACTION;
            values[v] = (float) (range.min() + Math.min(1, Math.max(0, y[v])) * range.width());
        }
    }

    private void logarithm(NetworkOutput output, Range range, float[] values, int size) {
        scaled(output, range, values, size);
        for (int v = 0; v < size; v++) {
            double y = (values[v] - range.min()) / range.width();
            values[v] = (float) (range.min() * Math.pow(range.max() / range.min(), y));
        }
    }

    /** A value whose standard deviation reaches over an end of the range is near that end. */
    private void sigma(
            NetworkOutput output, Range range, ParameterBlock out, Parameter mean, Parameter deviation, int size) {
        float[] values = out.of(mean);
        float[] sigmas = out.of(deviation);
        exponential(output, range.width(), sigmas, size);
        List<NetworkOutput> outputs = model.card().outputs();
        boolean logarithmic = outputs.contains(mean == Parameter.T1 ? NetworkOutput.LN_T1 : NetworkOutput.LN_T2);
        for (int v = 0; v < size; v++) {
            if (logarithmic) {
                sigmas[v] *= (float) (values[v] * Math.log(range.max() / range.min()) / range.width());
            }
            nearBound[v] |= values[v] - sigmas[v] < range.min() || values[v] + sigmas[v] > range.max();
        }
    }

    private void exponential(NetworkOutput output, double unit, float[] values, int size) {
        float[] y = result(output);
        for (int v = 0; v < size; v++) {
            values[v] = (float) (unit * Math.exp(y[v]));
        }
    }

    private float[] result(NetworkOutput output) {
        return results[model.card().outputs().indexOf(output)];
    }

    /** Into (−π, π]. */
    private static double fold(double thetaRad) {
        return thetaRad - 2 * Math.PI * Math.ceil((thetaRad - Math.PI) / (2 * Math.PI));
    }

    private static Set<Parameter> parameters(List<NetworkOutput> outputs) {
        Set<Parameter> parameters = EnumSet.noneOf(Parameter.class);
        for (NetworkOutput output : outputs) {
            parameters.add(
                    switch (output) {
                        case T1, LN_T1 -> Parameter.T1;
                        case T2, LN_T2 -> Parameter.T2;
                        case THETA, COS_THETA, SIN_THETA -> Parameter.OFF_RESONANCE;
                        case LN_SIGMA_T1 -> Parameter.T1_SIGMA;
                        case LN_SIGMA_T2 -> Parameter.T2_SIGMA;
                        case LN_SIGMA_THETA -> Parameter.OFF_RESONANCE_SIGMA;
                    });
        }
        return Collections.unmodifiableSet(parameters);
    }
}
