package org.relaxometry.bssfp.accuracy;

import java.io.IOException;
import java.util.Map;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.SampleBrain.Errors;
import org.relaxometry.bssfp.SampleBrain.Tissue;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.Progress;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.SeriesLoader;
import org.relaxometry.bssfp.io.SeriesRequest;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.PhaseCycledSeries;

/** The sample brain of N cycles mapped by any estimator, with its true B1, inside its head. */
final class SampleBrainMaps {

    static final int WIDTH = 64;
    static final int HEIGHT = 64;

    /** As its sidecars say, in units of the stored magnitudes. */
    private static final double NOISE_SIGMA = 0.0020930360723121805 * 10_000;

    private final SampleBrain truth = new SampleBrain();
    private final PhaseCycledSeries series;

    private SampleBrainMaps(PhaseCycledSeries series) {
        this.series = series;
    }

    static SampleBrainMaps read(int cycles) throws IOException {
        SeriesRequest request = new SeriesRequest(Map.of(
                "magnitude", SampleBrain.series(cycles, "mag").toString(),
                "phase", SampleBrain.series(cycles, "phase").toString(),
                "b1", SampleBrain.truth("B1_rel.nii.gz").toString(),
                "mask", SampleBrain.truth("PD.nii.gz").toString()));
        return new SampleBrainMaps(SeriesLoader.load(request, Progress.NONE).series());
    }

    Protocol protocol() {
        return series.protocol();
    }

    ParameterMaps map(RelaxometryEstimator estimator) {
        return ParameterMapper.map(series, estimator, 1, Progress.NONE);
    }

    ParameterMaps map(NetworkModel model) {
        return map(new NetworkEstimator(
                model, series.protocol(), EngineChoice.AUTO.open(model.weights()).engine(), NOISE_SIGMA));
    }

    Errors errors(Tissue tissue, ParameterMaps maps) {
        boolean hasOffResonance = maps.parameters().contains(Parameter.OFF_RESONANCE);
        return truth.errors(
                tissue,
                values(maps, Parameter.T1),
                values(maps, Parameter.T2),
                hasOffResonance ? values(maps, Parameter.OFF_RESONANCE) : null);
    }

    private static double[] values(ParameterMaps maps, Parameter parameter) {
        double[] values = new double[(int) maps.map(parameter).size()];
        int v = 0;
        for (FloatType value : maps.map(parameter)) {
            values[v++] = value.get();
        }
        return values;
    }
}
