package org.relaxometry.bssfp.app.estimate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.sidecar.ProtocolItem;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.MethodList;
import org.relaxometry.bssfp.method.PreparedMethod;
import org.relaxometry.bssfp.preprocessing.check.NoiseEstimate;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.signal.PulseBias;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/** A command that lets methods estimate voxels of a series, networks among them. */
public abstract class EstimationCommand extends CheckedSeriesCommand {

    /** What may be typed beside methods that are ticked. */
    public static final String OTHER_METHODS = "others: names or files of models, separated by commas";

    protected final Key<EngineChoice> engine = key(Key.oneOf(
                    "engine",
                    "Engine of networks",
                    "What evaluates a network: DJL PyTorch (fast), Java (runs everywhere, same maps), or auto: PyTorch"
                            + " where it can be loaded.",
                    List.of(EngineChoice.values()),
                    EngineChoice::label)
            .more());

    /** Declares the pulse behind the keys of the series. */
    protected EstimationCommand() {
        series.pulse();
    }

    @Override
    protected List<String> notes(LoadedSeries loaded) {
        return loaded.sourced().sources().containsKey(ProtocolItem.PULSE)
                ? List.of()
                : List.of(PulseBias.unstated(loaded.series().protocol()));
    }

    /**
     * Makes a method ready for a protocol; the log says which network on which engine, log and record what it does not know of
     * the protocol.
     */
    protected final PreparedMethod prepare(Method method, Protocol protocol, RunRecord record) throws IOException {
        PreparedMethod prepared = method.prepare(protocol, engine.value());
        prepared.remarks().forEach(this::log);
        prepared.warning().ifPresent(warning -> {
            log("WARNING: " + warning);
            record.warn(warning);
        });
        return prepared;
    }

    /**
     * The methods a user listed that take voxels one by one, made for a series; the record says which.
     *
     * @throws IllegalArgumentException if one of them cannot work with the protocol
     */
    protected final List<StudyMethod> studyMethods(MethodList list, PhaseCycledSeries series, RunRecord record)
            throws IOException {
        List<StudyMethod> studied = new ArrayList<>();
        List<Map<String, Object>> records = new ArrayList<>();
        for (Method method : list.methods()) {
            if (method.needsNeighbours()) {
                // works on the series itself, and has a record of its own
                records.add(Map.of("Name", method.title()));
                continue;
            }
            PreparedMethod prepared = prepare(method, series.protocol(), record);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Name", prepared.label());
            prepared.network()
                    .ifPresentOrElse(
                            network -> entry.put("Network", network), () -> entry.put("Settings", prepared.settings()));
            NoiseLevel ofSeries = NoiseLevel.FROM_RESIDUAL;
            if (prepared.needsNoise()) {
                NoiseLevel.Sigma noise = noiseOf(series, "Leave " + prepared.label() + " out.");
                log("Told " + prepared.label() + " besides the noise that is added: " + noise.report());
                entry.put("NoiseOfSeries", noise.record());
                ofSeries = noise;
            }
            records.add(entry);
            studied.add(prepared.sampled(ofSeries));
        }
        record.put("Methods", records);
        return studied;
    }

    /** The noise level of a series for the Inspector: without it, it shows no uncertainties, but all the rest. */
    protected final NoiseLevel noiseShown(PhaseCycledSeries series) {
        try {
            NoiseLevel.Sigma level = noiseOf(series, "Give the Inspector noise=… for uncertainties.");
            log(level.report());
            return level;
        } catch (IllegalArgumentException e) {
            log(e.getMessage());
            return NoiseLevel.FROM_RESIDUAL;
        }
    }

    /**
     * Estimates the noise level of a series.
     *
     * @param wayOut what the user can do where the series does not show its noise
     * @throws IllegalArgumentException where the series does not show its noise
     */
    protected static NoiseLevel.Sigma noiseOf(PhaseCycledSeries series, String wayOut) {
        try {
            return NoiseEstimate.of(series).level();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " " + wayOut, e);
        }
    }

    /** Several methods, by name, of these or models of networks. */
    protected static Key<String> methodsKey(List<String> titles) {
        return Key.list(
                        "methods",
                        "Methods",
                        "Separated by commas: methods of Map T1 T2 B0 (networks are the shipped ones"
                                + " that fit the protocol), names of shipped models such as svnn-12-invivo, or"
                                + " files of models.",
                        titles,
                        OTHER_METHODS)
                .usual(Method.MAXIMUM_LIKELIHOOD_NAME + ", " + Method.MIRACLE_FAST_NAME);
    }

    /** Refuses a choice of engine that nothing would use. */
    protected final void requireEngineInUse(MethodList list) {
        if (engine.value() != EngineChoice.AUTO && !list.hasNetworks()) {
            throw new IllegalArgumentException(
                    "engine is used by networks only, but none is among the methods. Leave it at " + engine.usual()
                            + ".");
        }
    }
}
