package org.relaxometry.bssfp.app.key;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys of one command, declared one after another, by the command itself or by groups that several commands share. */
public final class Keys {

    private static final String OUTPUT = "output";

    private final Map<String, Key<?>> byName = new LinkedHashMap<>();
    private final Keys all;

    public Keys() {
        this(null);
    }

    private Keys(Keys all) {
        this.all = all;
    }

    /** Keys that belong together: what is declared here is declared there too. */
    public Keys group() {
        return new Keys(this);
    }

    /** Declares a key. */
    public <T> Key<T> add(Key<T> key) {
        if (byName.put(key.name(), key) != null) {
            throw new IllegalStateException("The key " + key.name() + " is declared twice.");
        }
        if (all != null) {
            all.add(key);
        }
        return key;
    }

    /** As a dialog shows them: what goes in, then where the results go, then what few people need. */
    public List<Key<?>> inOrder() {
        List<Key<?>> keys = new ArrayList<>(byName.values());
        keys.sort(Comparator.comparingInt(Keys::rank));
        return keys;
    }

    /**
     * @param command for the message
     * @throws IllegalArgumentException if there is no such key
     */
    public Key<?> get(String name, String command) {
        Key<?> key = byName.get(name);
        if (key == null) {
            throw new IllegalArgumentException("\"" + name + "\" is not a key of " + command + ". Its keys are: "
                    + inOrder().stream().map(Key::name).collect(Collectors.joining(", ")) + ".");
        }
        return key;
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** What stands in the keys, by name. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        byName.values().forEach(key -> texts.put(key.name(), key.text()));
        return texts;
    }

    /** The first key that holds something else than it does when nobody touches it. */
    public Optional<Key<?>> touched() {
        return inOrder().stream().filter(key -> !key.text().equals(key.usual())).findFirst();
    }

    /**
     * Hosts do not enforce choices.
     *
     * @throws IllegalArgumentException for a value that is none of them
     */
    public void requireValidChoices() {
        byName.values().stream().filter(key -> !key.choices().isEmpty()).forEach(Key::value);
    }

    private static int rank(Key<?> key) {
        return key.isMore() ? 2 : key.name().equals(OUTPUT) ? 1 : 0;
    }
}
