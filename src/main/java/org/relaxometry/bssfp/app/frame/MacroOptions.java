package org.relaxometry.bssfp.app.frame;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The option string of an ImageJ macro call, {@code key=value key=[value with blanks] flag}, as a map. ImageJ itself only
 * looks keys up one by one and so never notices a misspelt one.
 */
final class MacroOptions {

    private MacroOptions() {}

    /**
     * Parses an option string; a bare word is a flag and gets the value {@code true}.
     *
     * @return keys in lower case with their values, in order
     * @throws IllegalArgumentException for an unclosed bracket or a key given twice
     */
    static Map<String, String> parse(String options) {
        Map<String, String> values = new LinkedHashMap<>();
        int i = 0;
        while (i < options.length()) {
            if (Character.isWhitespace(options.charAt(i))) {
                i++;
                continue;
            }
            int end = i;
            while (end < options.length()
                    && !Character.isWhitespace(options.charAt(end))
                    && options.charAt(end) != '=') {
                end++;
            }
            String key = options.substring(i, end).toLowerCase(Locale.ROOT);
            String value = "true";
            if (end < options.length() && options.charAt(end) == '=') {
                int start = end + 1;
                end = endOfValue(options, start, key);
                value = unquote(options.substring(start, end));
            }
            if (values.put(key, value) != null) {
                throw new IllegalArgumentException(
                        "The key " + key + " is given twice in \"" + options.strip() + "\".");
            }
            i = end;
        }
        return values;
    }

    private static int endOfValue(String options, int start, String key) {
        if (start < options.length() && (options.charAt(start) == '[' || options.charAt(start) == '\'')) {
            int end = options.charAt(start) == '[' ? closingBracket(options, start) : options.indexOf('\'', start + 1);
            if (end < 0) {
                throw new IllegalArgumentException(
                        "The value of " + key + " is not closed in \"" + options.strip() + "\".");
            }
            return end + 1;
        }
        int end = start;
        while (end < options.length() && !Character.isWhitespace(options.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int closingBracket(String options, int start) {
        int depth = 0;
        for (int i = start; i < options.length(); i++) {
            depth += options.charAt(i) == '[' ? 1 : options.charAt(i) == ']' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static String unquote(String value) {
        boolean quoted = value.startsWith("[") || value.startsWith("'");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
