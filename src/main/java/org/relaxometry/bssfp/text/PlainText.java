package org.relaxometry.bssfp.text;

import java.util.regex.Pattern;

/** Names from elsewhere, of images, regions and files, made fit for lines, tables, pages and figures. */
public final class PlainText {

    /** Control characters, those that turn the direction of writing, line breaks, halves of a pair of surrogates, and what is no character. */
    private static final Pattern UNFIT = Pattern.compile(
            "[\\p{Cntrl}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\u2028\\u2029\\p{Cs}\\uFFFE\\uFFFF]");

    private PlainText() {}

    /** On one line, and of characters that every file of ours may hold: others become blanks. */
    public static String of(String text) {
        return UNFIT.matcher(text).replaceAll(" ");
    }
}
