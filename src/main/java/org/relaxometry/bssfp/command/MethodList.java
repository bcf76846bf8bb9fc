package org.relaxometry.bssfp.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Several methods side by side.
 *
 * @param methods names, as the key {@code method} of the main job takes them; those that are networks stand for the shipped one
 *     that fits the protocol
 * @param networks further methods, each labelled by the name of its model
 */
record MethodList(List<String> methods, List<NetworkChoice> networks) {

    /** Every name there is. */
    static final List<String> NAMES = Stream.concat(
                    Arrays.stream(Method.values()).map(Method::title), NetworkChoice.METHODS.stream())
            .toList();

    /**
     * Reads two lists whose entries are separated by commas.
     *
     * @param methods names of methods
     * @param models names of shipped models, or paths of a model's files
     * @throws IllegalArgumentException for a name that there is not, for one that is given twice, or if there is none at all
     * @throws IOException where a model's files cannot be used
     */
    static MethodList parse(String methods, String models) throws IOException {
        List<String> names = new ArrayList<>();
        for (String word : words(methods)) {
            names.add(NAMES.stream()
                    .filter(name -> name.equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + word
                            + "\" is not one of the methods. There are: " + String.join(", ", NAMES)
                            + ". Separate several by commas; a model of your own goes into models.")));
        }
        List<NetworkChoice> networks = new ArrayList<>();
        for (String word : words(models)) {
            networks.add(NetworkChoice.named(word));
        }
        MethodList list = new MethodList(names, networks);
        List<String> labels = list.labels();
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("Give at least one method, such as methods=[Maximum likelihood, SVNN].");
        }
        for (String label : labels) {
            if (labels.indexOf(label) != labels.lastIndexOf(label)) {
                throw new IllegalArgumentException("The method " + label + " is given twice.");
            }
        }
        return list;
    }

    /** How tables and figures call the methods, in their order. */
    List<String> labels() {
        return Stream.concat(
                        methods.stream(),
                        networks.stream().map(network -> network.model().card().name()))
                .toList();
    }

    boolean hasNetworks() {
        return !networks.isEmpty() || methods.stream().anyMatch(NetworkChoice.METHODS::contains);
    }

    private static List<String> words(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
