package org.relaxometry.bssfp.accuracy;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.SampleBrain.Errors;
import org.relaxometry.bssfp.SampleBrain.Tissue;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.miracle.FastMiracle;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkEngine;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.load.SeriesLoader;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** The sample brain of N cycles mapped by any method, with its true B1, inside its head. */
final class SampleBrainMaps {

    /** Methods that are networks, as tables and figures show them. */
    static final List<String> NETWORK_METHODS =
            List.of("SVNN", "PINN", "SVNN complex", "PINN complex", "full circle", "noise-aware");

    /** As its sidecars say, in units of the stored magnitudes. */
    private static final double NOISE_SIGMA = 0.0020930360723121805 * 10_000;

    private final int cycles;
    private final PhaseCycledSeries series;
    private final SampleBrain truth = new SampleBrain();

    SampleBrainMaps(int cycles) throws IOException {
        this.cycles = cycles;
        SeriesRequest request = new SeriesRequest(Map.of(
                "magnitude", SampleBrain.series(cycles, "mag").toString(),
                "phase", SampleBrain.series(cycles, "phase").toString(),
                "b1", SampleBrain.truth("B1_rel.nii.gz").toString(),
                "mask", SampleBrain.truth("PD.nii.gz").toString()));
        series = SeriesLoader.load(request, Progress.NONE).series();
    }

    /** By maximum likelihood, MIRACLE, and every network there is that was trained on tissue without noise, or aware of it. */
    Map<String, ParameterMaps> byEveryMethod(ShippedModels models) {
        Map<String, ParameterMaps> maps = new LinkedHashMap<>();
        maps.put("Maximum likelihood", map(new MaximumLikelihood(series.protocol())));
        maps.put("MIRACLE (fast)", map(new FastMiracle(series.protocol())));
        for (String method : NETWORK_METHODS) {
            models.of(method, cycles, "uniform").ifPresent(model -> maps.put(method, map(model)));
        }
        models.of("noise-aware", cycles, "log-uniform extended")
                .ifPresent(model -> maps.put("noise-aware, extended", map(model)));
        return maps;
    }

    Protocol protocol() {
        return series.protocol();
    }

    ParameterMaps map(NetworkModel model) {
        NetworkEngine engine = EngineChoice.AUTO.open(model.weights()).engine();
        return map(new NetworkEstimator(model, series.protocol(), engine, NoiseLevel.given(NOISE_SIGMA)));
    }

    Errors errors(Tissue tissue, ParameterMaps maps) {
        boolean hasOffResonance = maps.parameters().contains(Parameter.OFF_RESONANCE);
        return truth.errors(
                tissue,
                values(maps, Parameter.T1),
                values(maps, Parameter.T2),
                hasOffResonance ? values(maps, Parameter.OFF_RESONANCE) : null);
    }

    ParameterMaps map(RelaxometryEstimator estimator) {
        return ParameterMapper.map(series, estimator, 1, Progress.NONE);
    }

    /** Median T1 of fluid in ms, of the voxels that have one. */
    double fluidT1Ms(ParameterMaps maps) {
        double[] t1Ms = values(maps, Parameter.T1);
        double[] sorted = Arrays.stream(truth.fluid())
                .mapToDouble(v -> t1Ms[v])
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    /** Share of fluid whose status warns of the values, or that has none. */
    double fluidMarked(ParameterMaps maps) {
        double[] status = values(maps.status());
        return Arrays.stream(truth.fluid())
                .mapToDouble(v -> status[v] == EstimationStatus.OK.code() ? 0 : 1)
                .average()
                .orElseThrow();
    }

    private static double[] values(ParameterMaps maps, Parameter parameter) {
        return values(maps.map(parameter));
    }

    private static double[] values(PlanarImg<FloatType, FloatArray> map) {
        double[] values = new double[(int) map.size()];
        int v = 0;
        for (FloatType value : map) {
            values[v++] = value.get();
        }
        return values;
    }
}
