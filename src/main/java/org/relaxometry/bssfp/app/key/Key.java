package org.relaxometry.bssfp.app.key;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * One key of a command: what it is called, what it takes, what it holds when nobody touches it, and what was typed. Dialog,
 * macro, launcher, {@code --help}, the page of all keys and the SciJava inputs are made from it; it is declared in one line and
 * read with {@link #value}.
 *
 * @param <T> what the text means
 */
public final class Key<T> {

    /** How a key is shown. */
    public enum Form {
        TEXT(""),
        CHOICE(""),
        /** Title of an open image or path of a file; from a script, an image too. */
        IMAGE("image"),
        FILE("open"),
        FOLDER("directory"),
        /** A folder or a file. */
        PLACE(""),
        /** Several, separated by commas, most of them out of {@link Key#offered}. */
        LIST(""),
        TICK(""),
        WHOLE_NUMBER("");

        private final String style;

        Form(String style) {
            this.style = style;
        }

        /** Style of the widget, as SciJava names it; empty for the usual one. */
        public String style() {
            return style;
        }
    }

    private static final String NONE = "none";

    private static final Pattern WHEN_EMPTY = Pattern.compile("Empty: (.+?)\\.(?: |$)");

    private final String name;
    private final String label;
    private final String help;
    private final Form form;
    private final BiFunction<Key<T>, String, T> parser;
    private List<String> choices = List.of();
    private List<String> offered = List.of();
    private String others = "";
    private String words = "";
    private String usual = "";
    private int least = Integer.MIN_VALUE;
    private int most = Integer.MAX_VALUE;
    private boolean more;
    private String typed;

    private Key(String name, String label, String help, Form form, BiFunction<Key<T>, String, T> parser) {
        this.name = name;
        this.label = label;
        this.help = help;
        this.form = form;
        this.parser = parser;
    }

    /** Any text, without surrounding blanks. */
    public static Key<String> text(String name, String label, String help) {
        return new Key<>(name, label, help, Form.TEXT, (key, text) -> text);
    }

    /** An image, which is the title of an open one or a path; empty for none. */
    public static Key<String> image(String name, String label, String help) {
        return new Key<>(name, label, help, Form.IMAGE, (key, text) -> text.equalsIgnoreCase(NONE) ? "" : text);
    }

    /** The path of a file; empty for none. */
    public static Key<String> file(String name, String label, String help) {
        return new Key<>(name, label, help, Form.FILE, (key, text) -> text);
    }

    /** The path of a folder; empty for none. */
    public static Key<String> folder(String name, String label, String help) {
        return new Key<>(name, label, help, Form.FOLDER, (key, text) -> text);
    }

    /** The path of a folder or of a file; empty for none. */
    public static Key<String> place(String name, String label, String help) {
        return new Key<>(name, label, help, Form.PLACE, (key, text) -> text);
    }

    /**
     * Any text that lists things, separated by commas.
     *
     * @param offered what a dialog lets a user tick
     * @param others what may be typed besides, for a dialog; empty for nothing
     */
    public static Key<String> list(String name, String label, String help, List<String> offered, String others) {
        Key<String> key = new Key<>(name, label, help, Form.LIST, (it, text) -> text);
        key.offered = List.copyOf(offered);
        key.others = others;
        return key;
    }

    /** One of several, in any case; the first unless {@link #usual} says otherwise. */
    public static Key<String> choice(String name, String label, String help, String... choices) {
        return oneOf(name, label, help, List.of(choices), choice -> choice);
    }

    /** One of several that are chosen by a label, in any case; the first unless {@link #usual} says otherwise. */
    public static <E> Key<E> oneOf(
            String name, String label, String help, List<? extends E> values, Function<? super E, String> labels) {
        List<String> choices = values.stream().map(labels).toList();
        Key<E> key =
                new Key<>(name, label, help, Form.CHOICE, (it, text) -> values.get(choices.indexOf(it.chosen(text))));
        key.choices = choices;
        key.usual = choices.get(0);
        return key;
    }

    /** Yes or no. */
    public static Key<Boolean> tick(String name, String label, String help, boolean usual) {
        Key<Boolean> key = new Key<>(name, label, help, Form.TICK, (it, text) -> ticked(name, text));
        key.usual = Boolean.toString(usual);
        return key;
    }

    /** A whole number that always has a value. */
    public static Key<Integer> whole(String name, String label, String help, int usual) {
        Key<Integer> key = new Key<>(
                name,
                label,
                help,
                Form.WHOLE_NUMBER,
                (it, text) -> TypedNumber.whole(it.name, text, it.least, it.most));
        key.usual = Integer.toString(usual);
        return key;
    }

    /** What a parser makes of name and text. */
    public static <T> Key<T> typed(String name, String label, String help, BiFunction<String, String, T> parser) {
        return new Key<>(name, label, help, Form.TEXT, (key, text) -> parser.apply(name, text));
    }

    /** A range of positive numbers such as {@code 360-2080}; nothing where nothing is typed. What is expected is for messages. */
    public static Key<Optional<Range>> range(String name, String label, String help, String expected) {
        return typed(
                name,
                label,
                help,
                (key, text) -> text.isEmpty() ? Optional.empty() : Optional.of(Range.parse(key, text, expected)));
    }

    /** The value when nothing is typed. */
    public Key<T> usual(String text) {
        usual = text;
        return this;
    }

    /** Smallest and largest whole number allowed. */
    public Key<T> from(int smallest, int largest) {
        least = smallest;
        most = largest;
        return this;
    }

    /** Smallest whole number allowed. */
    public Key<T> from(int smallest) {
        return from(smallest, Integer.MAX_VALUE);
    }

    /** What a dialog calls it, where the label must begin with a key that is no word. */
    public Key<T> shownAs(String called) {
        words = called;
        return this;
    }

    /** Few need it: the dialog keeps it behind {@code More…}. */
    public Key<T> more() {
        return more(true);
    }

    public Key<T> more(boolean behind) {
        more = behind;
        return this;
    }

    public String name() {
        return name;
    }

    /** Label whose first word is the name, as scripts and the launcher's help show it. */
    public String label() {
        return label;
    }

    /** The label in the words of a dialog. */
    public String words() {
        return words.isEmpty() ? label : words;
    }

    public String help() {
        return help;
    }

    public Form form() {
        return form;
    }

    public List<String> choices() {
        return choices;
    }

    /** What a list may hold, to be ticked; it may hold others too. */
    public List<String> offered() {
        return offered;
    }

    /** What may be typed beside what is ticked; empty for nothing. */
    public String others() {
        return others;
    }

    /** What the key stands for while its field is empty, as its help says; empty where it says nothing. */
    public String whenEmpty() {
        Matcher said = WHEN_EMPTY.matcher(help);
        return said.find() ? said.group(1) : "";
    }

    /** The text that stands for no text. */
    public String usual() {
        return usual;
    }

    /** Smallest whole number allowed; {@link Integer#MIN_VALUE} for no limit. */
    public int least() {
        return least;
    }

    /** Largest whole number allowed; {@link Integer#MAX_VALUE} for no limit. */
    public int most() {
        return most;
    }

    public boolean isMore() {
        return more;
    }

    /**
     * Takes what a user typed, or a script gave.
     *
     * @param given null for nothing
     * @throws IllegalArgumentException where a tick or a whole number is not what it must be
     */
    public void set(String given) {
        String text = given == null ? null : given.strip();
        if (text != null && form == Form.WHOLE_NUMBER) {
            try {
                Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw TypedNumber.wrong(name, "a whole number", text);
            }
        } else if (text != null && form == Form.TICK) {
            ticked(name, text);
        }
        typed = text;
    }

    /** Whether anybody has set it. */
    public boolean isGiven() {
        return typed != null;
    }

    /** What was typed, or the usual text. */
    public String text() {
        return typed == null ? usual : typed;
    }

    /**
     * What the text means.
     *
     * @throws IllegalArgumentException where it is not what the key takes
     */
    public T value() {
        return parser.apply(this, text());
    }

    private String chosen(String text) {
        return choices.stream()
                .filter(choice -> choice.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not a value of '" + name
                        + "'. It may be one of: " + String.join(", ", choices) + "."));
    }

    private static boolean ticked(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw TypedNumber.wrong(name, "true or false", text);
        };
    }
}
