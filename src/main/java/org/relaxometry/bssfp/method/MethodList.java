package org.relaxometry.bssfp.method;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * Several methods side by side, in the order in which a user lists them.
 *
 * @param entries at least one, with different labels
 */
public record MethodList(List<Entry> entries) {

    /** Every name of a method that there is; models have names of their own. */
    public static final List<String> NAMES = Stream.concat(
                    Arrays.stream(Method.values()).map(Method::title), NetworkChoice.METHODS.stream())
            .toList();

    /**
     * One method.
     *
     * @param label how tables and figures call it: the method's name, or that of the model where the user named one
     * @param method empty for a network
     * @param model the network that the user named; empty for the shipped one that fits the protocol
     */
    public record Entry(String label, Optional<Method> method, Optional<NetworkChoice> model) {

        public boolean isNetwork() {
            return method.isEmpty();
        }

        /**
         * The network for a protocol.
         *
         * @throws IllegalArgumentException where there is none, or the one named was trained for another protocol
         */
        public NetworkChoice network(Protocol protocol) throws IOException {
            NetworkChoice network = model.isPresent() ? model.get() : NetworkChoice.shipped(label, protocol);
            network.requireProtocol(protocol);
            return network;
        }
    }

    /**
     * Reads a list whose entries are separated by commas.
     *
     * @param text names of methods, names of shipped models, paths of a model's files
     * @throws IllegalArgumentException for a name that there is not, for one that is given twice, or if there is none at all
     * @throws IOException where a model's files cannot be used
     */
    public static MethodList parse(String text) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String word : text == null ? new String[0] : text.split(",")) {
            if (!word.isBlank()) {
                entries.add(entry(word.strip()));
            }
        }
        MethodList list = new MethodList(entries);
        List<String> labels = list.labels();
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "At least one method is needed, such as methods=[Maximum likelihood, SVNN].");
        }
        for (String label : labels) {
            if (labels.indexOf(label) != labels.lastIndexOf(label)) {
                throw new IllegalArgumentException("The method " + label + " is given twice.");
            }
        }
        return list;
    }

    private static Entry entry(String word) throws IOException {
        Optional<String> name =
                NAMES.stream().filter(known -> known.equalsIgnoreCase(word)).findFirst();
        if (name.isPresent()) {
            boolean isNetwork = NetworkChoice.METHODS.contains(name.get());
            return new Entry(
                    name.get(),
                    isNetwork ? Optional.empty() : Optional.of(Method.ofTitle(name.get())),
                    Optional.empty());
        }
        NetworkChoice network = named(word);
        return new Entry(network.model().card().name(), Optional.empty(), Optional.of(network));
    }

    private static NetworkChoice named(String word) throws IOException {
        try {
            return NetworkChoice.named(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" is not a method (" + String.join(", ", NAMES) + ") nor a network. "
                            + e.getMessage(),
                    e);
        }
    }

    /** How tables and figures call the methods, in their order. */
    public List<String> labels() {
        return entries.stream().map(Entry::label).toList();
    }

    public boolean hasNetworks() {
        return entries.stream().anyMatch(Entry::isNetwork);
    }
}
