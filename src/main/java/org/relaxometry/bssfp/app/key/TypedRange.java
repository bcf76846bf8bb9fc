package org.relaxometry.bssfp.app.key;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaxometry.bssfp.statistics.Range;

/** A range as users type it: {@code 360-2080}, {@code 360 to 2080}; or one number, which is both its ends. */
public final class TypedRange {

    private static final String NUMBER = "(\\d+(?:\\.\\d*)?|\\.\\d+|inf|infinity)";
    private static final Pattern RANGE =
            Pattern.compile("(?i)" + NUMBER + "(?:\\s*(?:-|–|\\.\\.\\.|…|to|\\s)\\s*" + NUMBER + ")?(?:\\s*ms)?");

    private TypedRange() {}

    /**
     * @param key for the message
     * @param example for the message
     * @throws IllegalArgumentException where the text is no range, or the larger number comes first
     */
    public static Range parse(String key, String text, String example) {
        Matcher matcher = RANGE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    key + " must be a range such as " + example + ", but is \"" + text + "\".");
        }
        double min = number(matcher.group(1));
        double max = matcher.group(2) == null ? min : number(matcher.group(2));
        if (min > max) {
            throw new IllegalArgumentException(
                    key + " must go from the smaller to the larger number, but is \"" + text + "\".");
        }
        return new Range(min, max);
    }

    private static double number(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
