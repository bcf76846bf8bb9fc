package org.relaxometry.bssfp.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as users type them, and numbers as messages show them. */
public final class TypedNumber {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+[.,]?\\d*|[.,]\\d+)(?:[eE][+-]?\\d{1,3})?");
    private static final Pattern COMMA_BETWEEN_DIGITS = Pattern.compile("\\d,[+-]?\\d");

    private TypedNumber() {}

    /**
     * A number with or without its unit; a decimal comma counts as a point.
     *
     * @param key of the parameter, for the message
     * @param text what was typed
     * @param unit in full, for the message
     * @param spellings of the unit that may follow the number, in lower case
     */
    public static double parse(String key, String text, String unit, Set<String> spellings) {
        Matcher matcher = NUMBER.matcher(text.strip());
        if (matcher.lookingAt()) {
            String rest = text.strip().substring(matcher.end()).strip().toLowerCase(Locale.ROOT);
            if (rest.isEmpty() || spellings.contains(rest)) {
                return Double.parseDouble(matcher.group().replace(',', '.'));
            }
        }
        throw new IllegalArgumentException(
                "'" + key + "' expects one number in " + unit + ", such as 4.8, but received '" + text + "'.");
    }

    /**
     * Numbers in degrees, separated by commas or spaces, or by semicolons, and only then with decimal commas.
     *
     * @param key of the parameter, for the message
     * @param text what was typed
     */
    public static List<Double> parseListDeg(String key, String text) {
        String bare = text.replaceAll("(?i)deg(rees)?|[°\\[\\](){}]", " ").strip();
        boolean semicolons = bare.contains(";");
        if (!semicolons
                && COMMA_BETWEEN_DIGITS.matcher(bare).find()
                && bare.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("In '" + key + "' the commas of '" + text
                    + "' may separate numbers or be decimal commas. Write 22.5, 67.5, 112.5 or 22,5; 67,5; 112,5.");
        }
        List<Double> numbers = new ArrayList<>();
        for (String word : Arrays.asList(bare.split(semicolons ? "\\s*;\\s*" : "\\s*,\\s*|\\s+"))) {
            if (!NUMBER.matcher(word).matches()) {
                throw new IllegalArgumentException("'" + key
                        + "' expects a list of degrees, such as 0, 90, 180, 270, or the word standard, but received '"
                        + text + "' ('" + word + "' is not a number).");
            }
            numbers.add(Double.valueOf(word.replace(',', '.')));
        }
        return numbers;
    }

    /** At most five significant digits. */
    public static String show(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return Double.isFinite(value) ? "0" : Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(5)).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= 1e-4 && size < 1e7 ? rounded.toPlainString() : rounded.toString();
    }
}
