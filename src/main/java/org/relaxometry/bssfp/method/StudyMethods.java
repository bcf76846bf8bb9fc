package org.relaxometry.bssfp.method;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkEngine;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;

/**
 * The methods of a study on simulated tissue, made for its protocols.
 *
 * @param methods of all protocols
 * @param records of the methods, in the same order
 * @param notes what the user should know, such as methods that are left out for some of the protocols
 */
public record StudyMethods(List<StudyMethod> methods, List<Map<String, Object>> records, List<String> notes) {

    /**
     * Makes the methods for one protocol or several. Networks are left out where there is none for a protocol, as long as there is
     * one for another.
     *
     * @throws IllegalArgumentException where a method fits none of the protocols
     * @throws IOException where the files of a network cannot be used
     */
    public static StudyMethods of(MethodList list, List<Protocol> protocols, EngineChoice engine) throws IOException {
        StudyMethods all = new StudyMethods(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (MethodList.Entry entry : list.entries()) {
            IllegalArgumentException refusal = null;
            int before = all.methods.size();
            for (Protocol protocol : protocols) {
                try {
                    all.add(entry, protocol, engine);
                } catch (IllegalArgumentException e) {
                    refusal = e;
                    all.notes.add(entry.label() + " is left out for " + protocol.cycles()
                            + " cycles: there is no network of this name for this protocol.");
                }
            }
            if (all.methods.size() == before) {
                throw refusal;
            }
        }
        return all;
    }

    private void add(MethodList.Entry entry, Protocol protocol, EngineChoice engine) throws IOException {
        if (!entry.isNetwork()) {
            RelaxometryEstimator estimator = entry.method().orElseThrow().estimator(protocol, NoiseLevel.FROM_RESIDUAL);
            add(StudyMethod.of(entry.label(), protocol, estimator), Map.of("Settings", estimator.settings()));
            return;
        }
        NetworkChoice network = entry.network(protocol);
        EngineChoice.Selection selection = engine.open(network.model().weights());
        add(
                new StudyMethod(
                        entry.label(), protocol, noise -> estimator(network, protocol, selection.engine(), noise)),
                network.record(selection.engine().name()));
    }

    private void add(StudyMethod method, Map<String, Object> about) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Method", method.label());
        record.put("Protocol", method.protocol().describe());
        record.putAll(about);
        methods.add(method);
        records.add(record);
    }

    private static RelaxometryEstimator estimator(
            NetworkChoice network, Protocol protocol, NetworkEngine engine, NoiseLevel.Known noise) {
        if (noise.isNone() && network.model().card().input() == NetworkInput.SAMPLES) {
            throw new IllegalArgumentException(
                    "The network " + network.model().card().name()
                            + " is made for noisy data and must know how noisy they are. Give snr without inf, or leave this"
                            + " method out.");
        }
        return new NetworkEstimator(network.model(), protocol, engine, noise);
    }
}
