package org.relaxometry.bssfp.text;

import java.util.regex.Pattern;

/** A cell of comma-separated values (RFC 4180). */
public final class CsvCell {

    /** What a spreadsheet takes for the beginning of a formula, also as Asian keyboards write it. */
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-−@＝＋－＠\\t\\r].*");

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]Infinity");

    private static final Pattern QUOTED = Pattern.compile("(?s).*[,\"\\n\\r].*");

    private CsvCell() {}

    /**
     * Numbers as they are. A text that a spreadsheet would compute, such as the name {@code =1+1} of a region, gets an apostrophe
     * before it, which spreadsheets take for "this is text"; other control characters than line breaks become blanks.
     */
    public static String of(Object value) {
        String text = value.toString();
        if (!(value instanceof Number)
                && FORMULA.matcher(text).matches()
                && !NUMBER.matcher(text).matches()) {
            text = "'" + text;
        }
        text = text.replaceAll("[\\p{Cntrl}&&[^\\n\\r]]", " ");
        return QUOTED.matcher(text).matches() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
