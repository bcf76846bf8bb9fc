package org.relaxometry.bssfp.montecarlo.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Voxels;

/**
 * Looks at one voxel or region with several methods: their estimates with uncertainties, and the signal of the model at the
 * estimates beside the samples.
 *
 * <p>The uncertainty of a voxel is what the noise does to the estimate, in first order and the same way for every method: each of
 * the 2N real and imaginary parts is moved by ±σ of the noise and the estimates are taken again,
 *
 * <pre>
 * σ(T)² = Σ_k [(T(s + σ e_k) − T(s − σ e_k)) / 2]²
 * </pre>
 *
 * Where the noise is not known it is the method's own, if it has one. Holds buffers: one instance serves one thread.
 */
public final class VoxelInspector {

    /** What is looked at, with the uncertainty a method may give itself. */
    private static final Map<Parameter, Parameter> SIGMA_OF = new EnumMap<>(Map.of(
            Parameter.T1, Parameter.T1_SIGMA,
            Parameter.T2, Parameter.T2_SIGMA,
            Parameter.OFF_RESONANCE, Parameter.OFF_RESONANCE_SIGMA));

    private final Protocol protocol;
    private final List<String> labels = new ArrayList<>();
    private final List<RelaxometryEstimator> estimators = new ArrayList<>();
    private final NoiseLevel noise;
    private final FittedSignal fittedSignal;

    /**
     * @param methods of one protocol
     * @param noise of the samples
     */
    public VoxelInspector(Protocol protocol, List<StudyMethod> methods, NoiseLevel noise) {
        StudyMethod.requireDistinct(methods);
        this.protocol = protocol;
        this.noise = noise;
        for (StudyMethod method : methods) {
            labels.add(method.label());
            // no noise is added to what the series holds
            estimators.add(method.atNoise().apply(NoiseLevel.NONE).independentCopy());
        }
        fittedSignal = new FittedSignal(protocol);
    }

    /** Looks at all these voxels together. */
    public Inspection inspect(Voxels voxels) {
        Voxels shown = voxels.count() == 1 ? voxels : mean(voxels);
        double[] real = samples(shown.real());
        double[] imaginary = samples(shown.imaginary());
        double b1Ratio = shown.b1Ratio()[0];
        List<Inspection.Fit> fits = new ArrayList<>();
        for (int m = 0; m < estimators.size(); m++) {
            RelaxometryEstimator estimator = estimators.get(m);
            ParameterBlock around = estimate(estimator, perturbed(shown));
            Map<Parameter, Inspection.Value> values;
            String remark;
            if (voxels.count() == 1) {
                values = ofVoxel(estimator, around);
                EstimationStatus status = EstimationStatus.ofCode(around.status()[0]);
                remark = status == EstimationStatus.OK ? "" : status.meaning();
            } else {
                ParameterBlock all = estimate(estimator, block(voxels));
                values = ofRegion(estimator, all, voxels.count());
                remark = failures(all, voxels.count());
            }
            FittedSignal.Curve curve = fittedSignal.at(
                    value(around, Parameter.T1, 0),
                    value(around, Parameter.T2, 0),
                    value(around, Parameter.OFF_RESONANCE, 0),
                    b1Ratio,
                    real,
                    imaginary);
            fits.add(new Inspection.Fit(
                    labels.get(m), values, remark, curve.real(), curve.imaginary(), curve.misfitRatio()));
        }
        Optional<Inspection.Posterior> posterior =
                voxels.count() == 1 ? PosteriorLook.of(labels, estimators, perturbed(shown)) : Optional.empty();
        return new Inspection(
                protocol, voxels.count(), real, imaginary, b1Ratio, fittedSignal.incrementsDeg(), fits, posterior);
    }

    /** The first voxel as it is, then with every part moved up and down by the noise. */
    private SeriesBlock perturbed(Voxels voxel) {
        int cycles = protocol.cycles();
        int size = noise instanceof NoiseLevel.Known ? 1 + 4 * cycles : 1;
        SeriesBlock block = new SeriesBlock(cycles, size);
        block.setSize(size);
        for (int k = 0; k < size; k++) {
            for (int j = 0; j < cycles; j++) {
                block.real()[j][k] = voxel.real()[j][0];
                block.imaginary()[j][k] = voxel.imaginary()[j][0];
            }
            block.b1Ratio()[k] = voxel.b1Ratio()[0];
        }
        if (noise instanceof NoiseLevel.Known known) {
            float sigma = (float) known.sigma(cycles);
            for (int j = 0; j < cycles; j++) {
                block.real()[j][1 + 4 * j] += sigma;
                block.real()[j][2 + 4 * j] -= sigma;
                block.imaginary()[j][3 + 4 * j] += sigma;
                block.imaginary()[j][4 + 4 * j] -= sigma;
            }
        }
        return block;
    }

    private Map<Parameter, Inspection.Value> ofVoxel(RelaxometryEstimator estimator, ParameterBlock around) {
        Map<Parameter, Inspection.Value> values = new EnumMap<>(Parameter.class);
        SIGMA_OF.forEach((parameter, itsSigma) -> {
            if (estimator.outputs().contains(parameter)) {
                double sigma = noise instanceof NoiseLevel.Known
                        ? propagated(around.of(parameter), parameter, estimator.longestMs())
                        : value(around, itsSigma, 0);
                values.put(parameter, new Inspection.Value(value(around, parameter, 0), sigma));
            }
        });
        return values;
    }

    private double propagated(float[] around, Parameter parameter, double longestMs) {
        double variance = 0;
        for (float each : around) {
            if (parameter != Parameter.OFF_RESONANCE && each >= longestMs) {
                // a bound does not move with the noise
                return Double.NaN;
            }
        }
        for (int k = 0; k < 2 * protocol.cycles(); k++) {
            double difference = around[1 + 2 * k] - around[2 + 2 * k];
            if (parameter == Parameter.OFF_RESONANCE) {
                difference = folded(difference);
            }
            variance += difference * difference / 4;
        }
        return Math.sqrt(variance);
    }

    /** ΔB0 is known modulo 1/TR. */
    private double folded(double offResonanceHz) {
        double periodHz = protocol.offResonancePeriodHz();
        return offResonanceHz - periodHz * Math.rint(offResonanceHz / periodHz);
    }

    private Map<Parameter, Inspection.Value> ofRegion(RelaxometryEstimator estimator, ParameterBlock all, int count) {
        Map<Parameter, Inspection.Value> values = new EnumMap<>(Parameter.class);
        for (Parameter parameter : SIGMA_OF.keySet()) {
            if (estimator.outputs().contains(parameter)) {
                double[] found = IntStream.range(0, count)
                        .filter(v -> all.status()[v] != EstimationStatus.AT_LEAST.code())
                        .mapToDouble(v -> all.of(parameter)[v])
                        .filter(Double::isFinite)
                        .toArray();
                if (parameter == Parameter.OFF_RESONANCE) {
                    // values on both sides of the wrap belong together
                    Arrays.setAll(found, i -> found[0] + folded(found[i] - found[0]));
                }
                double mean = Arrays.stream(found).average().orElse(Double.NaN);
                double squares = 0;
                for (double each : found) {
                    squares += (each - mean) * (each - mean);
                }
                double sigma = found.length < 2 ? Double.NaN : Math.sqrt(squares / (found.length - 1));
                values.put(parameter, new Inspection.Value(mean, sigma));
            }
        }
        return values;
    }

    private static String failures(ParameterBlock all, int count) {
        long failed = IntStream.range(0, count)
                .filter(v -> !EstimationStatus.ofCode(all.status()[v]).hasValues())
                .count();
        long beyond = IntStream.range(0, count)
                .filter(v -> all.status()[v] == EstimationStatus.AT_LEAST.code())
                .count();
        return Stream.of(
                        failed == 0 ? "" : "no value in " + failed + " of " + count + " voxels",
                        beyond == 0
                                ? ""
                                : beyond + " of " + count
                                        + " voxels beyond the longest time and left out: the mean is too short")
                .filter(remark -> !remark.isEmpty())
                .collect(Collectors.joining("; "));
    }

    static ParameterBlock estimate(RelaxometryEstimator estimator, SeriesBlock in) {
        ParameterBlock out = new ParameterBlock(estimator.outputs(), in.size());
        estimator.estimate(in, out);
        return out;
    }

    private static double value(ParameterBlock block, Parameter parameter, int voxel) {
        float[] values = block.of(parameter);
        return values == null ? Double.NaN : values[voxel];
    }

    private SeriesBlock block(Voxels voxels) {
        SeriesBlock block = new SeriesBlock(protocol.cycles(), voxels.count());
        block.setSize(voxels.count());
        for (int j = 0; j < protocol.cycles(); j++) {
            System.arraycopy(voxels.real()[j], 0, block.real()[j], 0, voxels.count());
            System.arraycopy(voxels.imaginary()[j], 0, block.imaginary()[j], 0, voxels.count());
        }
        System.arraycopy(voxels.b1Ratio(), 0, block.b1Ratio(), 0, voxels.count());
        return block;
    }

    /** The mean voxel: receive phases differ from voxel to voxel and must not cancel the signal. */
    private Voxels mean(Voxels voxels) {
        int cycles = protocol.cycles();
        float[][] real = new float[cycles][1];
        float[][] imaginary = new float[cycles][1];
        double b1Ratio = 0;
        for (int v = 0; v < voxels.count(); v++) {
            double x = 0;
            double y = 0;
            for (int j = 0; j < cycles; j++) {
                x += voxels.real()[j][v];
                y += voxels.imaginary()[j][v];
            }
            double length = Math.hypot(x, y);
            double cos = length > 0 ? x / length : 1;
            double sin = length > 0 ? y / length : 0;
            for (int j = 0; j < cycles; j++) {
                double re = voxels.real()[j][v];
                double im = voxels.imaginary()[j][v];
                real[j][0] += (float) ((re * cos + im * sin) / voxels.count());
                imaginary[j][0] += (float) ((im * cos - re * sin) / voxels.count());
            }
            b1Ratio += voxels.b1Ratio()[v] / voxels.count();
        }
        return new Voxels(protocol, real, imaginary, new float[] {(float) b1Ratio});
    }

    private static double[] samples(float[][] parts) {
        return IntStream.range(0, parts.length).mapToDouble(j -> parts[j][0]).toArray();
    }
}
