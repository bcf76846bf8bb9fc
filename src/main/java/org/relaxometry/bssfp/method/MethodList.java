package org.relaxometry.bssfp.method;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Several methods side by side, in the order in which a user lists them.
 *
 * @param methods at least one, with different titles
 */
public record MethodList(List<Method> methods) {

    /**
     * Reads a list whose entries are separated by commas.
     *
     * @param text titles of methods, names of shipped models, paths of a model's files
     * @throws IllegalArgumentException for a name that there is not, for one that is given twice, for a method that looks at
     *     neighbours, or if there is none at all
     * @throws IOException where a model's files cannot be used
     */
    public static MethodList parse(String text) throws IOException {
        MethodList list = ofSeries(text, Methods.voxelwiseTitles());
        for (Method method : list.methods) {
            if (method instanceof NeighbourMethod neighbours) {
                throw new IllegalArgumentException(neighbours.refusal());
            }
        }
        return list;
    }

    /** The same for whole series, where methods may look at neighbours. */
    public static MethodList ofSeries(String text) throws IOException {
        return ofSeries(text, Methods.titles());
    }

    private static MethodList ofSeries(String text, List<String> known) throws IOException {
        List<Method> methods = new ArrayList<>();
        for (String word : text == null ? new String[0] : text.split(",")) {
            if (!word.isBlank()) {
                methods.add(method(word.strip(), known));
            }
        }
        MethodList list = new MethodList(methods);
        List<String> labels = list.labels();
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "At least one method is needed in 'methods', such as Maximum likelihood.");
        }
        for (String label : labels) {
            if (labels.indexOf(label) != labels.lastIndexOf(label)) {
                throw new IllegalArgumentException("The method " + label + " is given twice.");
            }
        }
        return list;
    }

    private static Method method(String word, List<String> known) throws IOException {
        Optional<Method> named = Methods.named(word);
        try {
            return named.isPresent() ? named.get() : NetworkChoice.named(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" is not a method (" + String.join(", ", known) + ") nor a network. "
                            + e.getMessage(),
                    e);
        }
    }

    /** How tables and figures call the methods, in their order. */
    public List<String> labels() {
        return methods.stream().map(Method::title).toList();
    }

    /** Where the method that looks at neighbours stands; empty where there is none. There is one of the kind. */
    public OptionalInt placeOfNeighbours() {
        return IntStream.range(0, methods.size())
                .filter(i -> methods.get(i).needsNeighbours())
                .findFirst();
    }

    public boolean hasNetworks() {
        return methods.stream().anyMatch(Method::isNetwork);
    }
}
