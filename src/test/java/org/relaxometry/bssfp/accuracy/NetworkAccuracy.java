package org.relaxometry.bssfp.accuracy;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkEngine;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.training.ParameterDistribution;
import org.relaxometry.bssfp.training.TrainingSpecification;

/**
 * How far T1 and T2 of an estimator lie from those that its samples were simulated from. M0 = 1, noise as
 * {@link GaussianNoise} defines it for an SNR, everything seeded.
 */
final class NetworkAccuracy {

    private static final List<ParameterDistribution> DISTRIBUTIONS = List.of(
            ParameterDistribution.uniform(),
            ParameterDistribution.uniformExtended(),
            ParameterDistribution.logUniform(
                    "log-uniform extended", ParameterDistribution.LIQUID_T1_MS, ParameterDistribution.LIQUID_T2_MS),
            ParameterDistribution.inVivo());

    private static final Range CIRCLE = new Range(-Math.PI, Math.PI);
    private static final double LARGEST_TRAINING_SNR = 100;
    private static final long SEED = 20_250_210;

    /** One number for T1 and one for T2. */
    record Pair(double t1, double t2) {}

    /** What samples are simulated from. */
    private record Truth(double[] t1Ms, double[] t2Ms, double[] thetaRad, double[] b1Ratio) {

        Truth(int size) {
            this(new double[size], new double[size], new double[size], new double[size]);
            Arrays.fill(b1Ratio, 1);
        }

        int size() {
            return t1Ms.length;
        }
    }

    private final Protocol protocol;
    private final ParameterDistribution tissue;
    private final Range thetaRad;
    private final DoubleFunction<RelaxometryEstimator> estimatorForSnr;

    private NetworkAccuracy(
            Protocol protocol,
            ParameterDistribution tissue,
            Range thetaRad,
            DoubleFunction<RelaxometryEstimator> estimatorForSnr) {
        this.protocol = protocol;
        this.tissue = tissue;
        this.thetaRad = thetaRad;
        this.estimatorForSnr = estimatorForSnr;
    }

    /** Of a network, for tissue and θ as in its training. One that wants to know the noise is told it: SNR 100 where none. */
    static NetworkAccuracy of(NetworkModel model) {
        ModelCard card = model.card();
        boolean magnitude = card.input() == NetworkInput.MAGNITUDE_CONFIGURATIONS;
        NetworkEngine engine = EngineChoice.AUTO.open(model.weights()).engine();
        return new NetworkAccuracy(
                card.protocol(),
                DISTRIBUTIONS.stream()
                        .filter(each -> each.name().equals(card.distribution().name()))
                        .findFirst()
                        .orElseThrow(),
                magnitude ? new Range(0, 0) : card.distribution().ranges().thetaRad(),
                snr -> {
                    NoiseLevel noise = NoiseLevel.snr(Math.min(snr, LARGEST_TRAINING_SNR));
                    return new NetworkEstimator(model, card.protocol(), engine, noise);
                });
    }

    /** Of maximum likelihood, for tissue and any θ. */
    static NetworkAccuracy ofMaximumLikelihood(Protocol protocol) {
        return new NetworkAccuracy(
                protocol, ParameterDistribution.uniform(), CIRCLE, snr -> new MaximumLikelihood(protocol));
    }

    /** Of the best that is possible on the grid of tissue, {@link PosteriorMean}. */
    static NetworkAccuracy ofPosteriorMean(Protocol protocol) {
        // several times the standard deviation of θ, which rises steeply where cycles are few
        double thetaBySnr = protocol.cycles() < 12 ? 9 : 3.3;
        return new NetworkAccuracy(
                protocol,
                ParameterDistribution.uniform(),
                CIRCLE,
                snr -> new PosteriorMean(protocol, GaussianNoise.standardDeviation(snr), thetaBySnr / snr));
    }

    /** Largest |error| in % of one tissue without noise, B1 = 1, θ at 2001 places from end to end of its range. */
    Pair largestErrorPercent(Tissue tissue) {
        int count = thetaRad.width() == 0 ? 1 : 2001;
        Truth truth = new Truth(count);
        Arrays.fill(truth.t1Ms, tissue.t1Ms());
        Arrays.fill(truth.t2Ms, tissue.t2Ms());
        Arrays.setAll(truth.thetaRad, v -> within(thetaRad, (double) v / Math.max(1, count - 1)));
        ParameterBlock out = estimate(truth, Double.POSITIVE_INFINITY, 0);
        return new Pair(
                Arrays.stream(errorsPercent(out.of(Parameter.T1), truth.t1Ms))
                        .max()
                        .orElseThrow(),
                Arrays.stream(errorsPercent(out.of(Parameter.T2), truth.t2Ms))
                        .max()
                        .orElseThrow());
    }

    /** Mean |error| in % of random tissues without noise: T1, T2 and θ as in the training, B1 uniform. */
    Pair meanErrorPercent(int count) {
        Truth truth = random(count);
        ParameterBlock out = estimate(truth, Double.POSITIVE_INFINITY, 0);
        return new Pair(
                Arrays.stream(errorsPercent(out.of(Parameter.T1), truth.t1Ms))
                        .average()
                        .orElseThrow(),
                Arrays.stream(errorsPercent(out.of(Parameter.T2), truth.t2Ms))
                        .average()
                        .orElseThrow());
    }

    /**
     * Errors over the grid of tissue, θ = 0, B1 = 1.
     *
     * @param snr infinite for no noise
     * @param side tissues along T1 and along T2
     * @param samples with noise of their own, for every tissue
     */
    GridErrors onGrid(double snr, int side, int samples) {
        Truth truth = new Truth(side * side);
        Arrays.setAll(truth.t1Ms, v -> within(GridErrors.T1_MS, v % side / (side - 1.0)));
        Arrays.setAll(truth.t2Ms, v -> within(GridErrors.T2_MS, (v / side) / (side - 1.0)));
        GridErrors errors = new GridErrors(truth.t1Ms, truth.t2Ms);
        for (int sample = 0; sample < samples; sample++) {
            ParameterBlock out = estimate(truth, snr, sample);
            errors.add(out.of(Parameter.T1), out.of(Parameter.T2));
        }
        return errors;
    }

    /** Share of random tissues whose T1 and T2 lie within the standard deviation that the estimator gives them. */
    Pair coverage(double snr, int count) {
        Truth truth = random(count);
        ParameterBlock out = estimate(truth, snr, 0);
        return new Pair(
                covered(out.of(Parameter.T1), out.of(Parameter.T1_SIGMA), truth.t1Ms),
                covered(out.of(Parameter.T2), out.of(Parameter.T2_SIGMA), truth.t2Ms));
    }

    private Truth random(int count) {
        GaussianNoise random = new GaussianNoise(SEED, -1);
        Truth truth = new Truth(count);
        for (int v = 0; v < count; v++) {
            Tissue drawn = tissue.draw(random);
            truth.t1Ms[v] = drawn.t1Ms();
            truth.t2Ms[v] = drawn.t2Ms();
            truth.thetaRad[v] = within(thetaRad, random.uniform());
            truth.b1Ratio[v] = within(TrainingSpecification.B1_RATIO, random.uniform());
        }
        return truth;
    }

    private ParameterBlock estimate(Truth truth, double snr, long stream) {
        int size = truth.size();
        SeriesBlock in = new SeriesBlock(protocol.cycles(), size);
        in.setSize(size);
        BssfpSignal signal = new BssfpSignal(protocol);
        GaussianNoise noise = new GaussianNoise(SEED, stream);
        double sigma = GaussianNoise.standardDeviation(snr);
        double[] real = new double[protocol.cycles()];
        double[] imaginary = new double[protocol.cycles()];
        for (int v = 0; v < size; v++) {
            signal.simulate(truth.t1Ms[v], truth.t2Ms[v], truth.thetaRad[v], truth.b1Ratio[v], 1, real, imaginary);
            if (sigma > 0) {
                noise.addTo(real, sigma);
                noise.addTo(imaginary, sigma);
            }
            for (int j = 0; j < real.length; j++) {
                in.real()[j][v] = (float) real[j];
                in.imaginary()[j][v] = (float) imaginary[j];
            }
            in.b1Ratio()[v] = (float) truth.b1Ratio[v];
        }
        RelaxometryEstimator estimator = estimatorForSnr.apply(snr);
        ParameterBlock out = new ParameterBlock(estimator.outputs(), size);
        estimator.estimate(in, out);
        return out;
    }

    private static double covered(float[] values, float[] sigmas, double[] truth) {
        int inside = 0;
        for (int v = 0; v < truth.length; v++) {
            inside += Math.abs(values[v] - truth[v]) <= sigmas[v] ? 1 : 0;
        }
        return (double) inside / truth.length;
    }

    private static double[] errorsPercent(float[] values, double[] truth) {
        double[] errors = new double[truth.length];
        Arrays.setAll(errors, v -> 100 * Math.abs(values[v] / truth[v] - 1));
        return errors;
    }

    private static double within(Range range, double fraction) {
        return range.min() + fraction * range.width();
    }
}
