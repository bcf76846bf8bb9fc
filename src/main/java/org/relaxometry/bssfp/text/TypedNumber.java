package org.relaxometry.bssfp.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as users type them, and numbers as messages show them. A decimal comma counts as a point; in a list it may only
 * where semicolons separate the numbers, and where a comma could be either, the text is refused. What is wrong is told as
 * {@code KEY must be EXPECTED, but is "TEXT".}
 */
public final class TypedNumber {

    private static final String DIGITS = "[+-]?(?:\\d+[.,]?\\d*|[.,]\\d+)(?:[eE][+-]?\\d{1,3})?";
    private static final Pattern NUMBER = Pattern.compile(DIGITS);
    private static final Pattern INFINITE = Pattern.compile("(?i)inf(inity)?|∞");
    private static final Pattern COMMA_BETWEEN_DIGITS = Pattern.compile("\\d,[+-]?\\d");
    private static final Pattern TWO_OR_ONE = Pattern.compile("\\d+,\\d+");

    private static final String END = "(\\d+(?:[.,]\\d*)?|[.,]\\d+|inf|infinity|∞)";
    private static final Pattern RANGE =
            Pattern.compile("(?i)" + END + "(?:\\s*(?:-|–|\\.\\.\\.|…|to|\\s)\\s*" + END + ")?(?:\\s*ms)?");

    private TypedNumber() {}

    /**
     * A number, or {@code inf}.
     *
     * @param key of the parameter, for the message
     * @param text what was typed
     * @param expected what it should be, for the message, such as {@code a number such as 2e-4}
     * @throws IllegalArgumentException where it is no number
     */
    public static double number(String key, String text, String expected) {
        String bare = text.strip();
        if (INFINITE.matcher(bare).matches()) {
            return Double.POSITIVE_INFINITY;
        }
        if (!NUMBER.matcher(bare).matches()) {
            throw wrong(key, expected, text);
        }
        return value(bare);
    }

    /**
     * A finite number with or without its unit.
     *
     * @param unit in full, for the message
     * @param spellings of the unit that may follow the number, in lower case
     */
    public static double number(String key, String text, String unit, Set<String> spellings) {
        Matcher matcher = NUMBER.matcher(text.strip());
        if (matcher.lookingAt()) {
            String rest = text.strip().substring(matcher.end()).strip().toLowerCase(Locale.ROOT);
            if (rest.isEmpty() || spellings.contains(rest)) {
                return value(matcher.group());
            }
        }
        throw wrong(key, "one number in " + unit + ", such as 4.8", text);
    }

    /** A whole number from {@code least} to {@code most}. */
    public static int whole(String key, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        String bounds = most < Integer.MAX_VALUE
                ? " from " + least + " to " + most
                : least > Integer.MIN_VALUE ? ", " + least + " or more" : "";
        throw wrong(key, "a whole number" + bounds, text);
    }

    /** Numbers separated by commas, blanks or semicolons; each may be {@code inf}. */
    public static List<Double> numbers(String key, String text, String expected) {
        if (TWO_OR_ONE.matcher(text.strip()).matches()) {
            String pair = text.strip();
            throw new IllegalArgumentException(key + " is \"" + pair + "\", which may be one number or two. Write "
                    + pair.replace(',', '.') + " or " + pair.replace(",", ", ") + ".");
        }
        List<Double> numbers = new ArrayList<>();
        for (String word : words(key, text)) {
            if (!INFINITE.matcher(word).matches() && !NUMBER.matcher(word).matches()) {
                throw wrong(key, expected, text);
            }
            numbers.add(number(key, word, expected));
        }
        return numbers;
    }

    /** Whole numbers, likewise. */
    public static List<Integer> wholes(String key, String text, String expected) {
        List<Integer> whole = new ArrayList<>();
        for (String word : words(key, text)) {
            try {
                whole.add(Integer.valueOf(word));
            } catch (NumberFormatException e) {
                throw wrong(key, expected, text);
            }
        }
        return whole;
    }

    /** Numbers in degrees, likewise, with or without degree signs and brackets. */
    public static List<Double> degrees(String key, String text) {
        List<Double> numbers = new ArrayList<>();
        for (String word :
                words(key, text.replaceAll("(?i)deg(rees)?|[°\\[\\](){}]", " ").strip())) {
            if (!NUMBER.matcher(word).matches()) {
                throw wrong(key, "a list of degrees, such as 0, 90, 180, 270, or the word standard", text);
            }
            numbers.add(value(word));
        }
        return numbers;
    }

    /**
     * A range: {@code 360-2080}, {@code 360 to 2080}; or one number, which is both its ends. Both may be {@code inf}.
     *
     * @param expected what it should be, for the message, such as {@code a range such as 360-2080}
     * @return the lower and the upper end
     */
    public static double[] range(String key, String text, String expected) {
        Matcher matcher = RANGE.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong(key, expected, text);
        }
        double min = number(key, matcher.group(1), expected);
        double max = matcher.group(2) == null ? min : number(key, matcher.group(2), expected);
        if (min > max) {
            throw new IllegalArgumentException(
                    key + " must go from the smaller to the larger number, but is \"" + text.strip() + "\".");
        }
        return new double[] {min, max};
    }

    /** What is told where a text is not what was expected. */
    public static IllegalArgumentException wrong(String key, String expected, String text) {
        return new IllegalArgumentException(key + " must be " + expected + ", but is \"" + text.strip() + "\".");
    }

    private static String[] words(String key, String text) {
        String bare = text.strip();
        boolean semicolons = bare.contains(";");
        if (!semicolons
                && COMMA_BETWEEN_DIGITS.matcher(bare).find()
                && bare.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("In '" + key + "' the commas of \"" + bare
                    + "\" may separate numbers or be decimal commas. Write 22.5, 67.5, 112.5 or 22,5; 67,5; 112,5.");
        }
        return bare.split(semicolons ? "\\s*;\\s*" : "\\s*,\\s*|\\s+", -1);
    }

    private static double value(String digits) {
        return Double.parseDouble(digits.replace(',', '.'));
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
