package org.relaxometry.bssfp.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkEngine;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.montecarlo.StudyMethod;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * The methods of a study, as the user lists them: the methods of Map T1 T2 B0, where a network is the first shipped one that was
 * trained for the protocol, and networks by name of a shipped model or by file.
 *
 * @param methods of all protocols
 * @param records of the methods, in the same order
 * @param notes what the user should know, such as methods that are left out for some of the protocols
 */
record StudyMethods(List<StudyMethod> methods, List<Map<String, Object>> records, List<String> notes) {

    /**
     * Makes the methods for one protocol or several. Networks are left out where there is none for a protocol, as long as there is
     * one for another.
     *
     * @param text names separated by commas
     * @throws IllegalArgumentException where a name is none of a method or network, or fits none of the protocols
     * @throws IOException where the files of a network cannot be used
     */
    static StudyMethods parse(String text, List<Protocol> protocols, EngineChoice engine) throws IOException {
        List<String> names = Stream.of(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("At least one method is needed: give methods=" + known() + ".");
        }
        StudyMethods all = new StudyMethods(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String name : names) {
            IllegalArgumentException refusal = null;
            int before = all.methods.size();
            for (Protocol protocol : protocols) {
                try {
                    all.add(name, protocol, engine);
                } catch (IllegalArgumentException e) {
                    refusal = e;
                    all.notes.add(name + " is left out for " + protocol.cycles()
                            + " cycles: there is no network of this name for this protocol.");
                }
            }
            if (all.methods.size() == before) {
                throw refusal;
            }
        }
        return all;
    }

    private void add(String name, Protocol protocol, EngineChoice engine) throws IOException {
        Optional<Method> analytic = analytic(name);
        if (analytic.isPresent()) {
            RelaxometryEstimator estimator = analytic.get().estimator(protocol, OptionalDouble.empty());
            add(StudyMethod.of(analytic.get().title(), protocol, estimator), Map.of("Settings", estimator.settings()));
            return;
        }
        Optional<String> kind = networkMethod(name);
        NetworkChoice network = kind.isPresent() ? NetworkChoice.shipped(kind.get(), protocol) : named(name);
        network.requireProtocol(protocol);
        EngineChoice.Selection selection = engine.open(network.model().weights());
        String label = kind.orElse(network.model().card().name());
        add(
                new StudyMethod(label, protocol, sigma -> estimator(network, protocol, selection.engine(), sigma)),
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
            NetworkChoice network, Protocol protocol, NetworkEngine engine, double sigma) {
        if (sigma == 0 && network.model().card().input() == NetworkInput.SAMPLES) {
            throw new IllegalArgumentException(
                    "The network " + network.model().card().name()
                            + " is made for noisy data and must know how noisy they are. Give snr without inf, or leave this"
                            + " method out.");
        }
        return new NetworkEstimator(network.model(), protocol, engine, sigma);
    }

    private static NetworkChoice named(String name) throws IOException {
        try {
            return NetworkChoice.named(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is not a method (" + known() + ") nor a network. " + e.getMessage(), e);
        }
    }

    private static String known() {
        return String.join(
                ", ",
                Stream.concat(Arrays.stream(Method.values()).map(Method::title), NetworkChoice.METHODS.stream())
                        .toList());
    }

    private static Optional<Method> analytic(String name) {
        return Arrays.stream(Method.values())
                .filter(method -> method.title().equalsIgnoreCase(name))
                .findFirst();
    }

    private static Optional<String> networkMethod(String name) {
        return NetworkChoice.METHODS.stream()
                .filter(method -> method.equalsIgnoreCase(name))
                .findFirst();
    }
}
