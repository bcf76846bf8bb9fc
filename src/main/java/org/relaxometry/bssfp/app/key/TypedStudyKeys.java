package org.relaxometry.bssfp.app.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.protocol.Tissue;

/** Lists of numbers, whole numbers and tissues as users type them for a study. */
public final class TypedStudyKeys {

    private TypedStudyKeys() {}

    /**
     * Numbers separated by commas, semicolons or blanks; {@code inf} is infinite.
     *
     * @param key for the message
     * @param example for the message
     */
    public static List<Double> numbers(String key, String text, String example) {
        List<Double> numbers = new ArrayList<>();
        for (String word : text.strip().split("\\s*[,;]\\s*|\\s+")) {
            numbers.add(number(key, word, text, example));
        }
        return numbers;
    }

    /** Whole numbers, likewise. */
    public static List<Integer> wholeNumbers(String key, String text, String example) {
        List<Integer> whole = new ArrayList<>();
        for (double number : numbers(key, text, example)) {
            if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
                throw wrong(key, text, "whole numbers such as " + example);
            }
            whole.add((int) number);
        }
        return whole;
    }

    /** One whole number. */
    public static int wholeNumber(String key, String text, int least) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, text, "a whole number, " + least + " or more");
        }
        throw wrong(key, text, "a whole number, " + least + " or more");
    }

    /** Tissues separated by commas: {@code WM}, {@code GM}, or T1/T2 in ms such as {@code 939/62}. */
    public static List<Tissue> tissues(String text) {
        List<Tissue> tissues = new ArrayList<>();
        for (String word : text.strip().split("\\s*[,;]\\s*")) {
            tissues.add(tissue(word));
        }
        return tissues;
    }

    private static Tissue tissue(String word) {
        switch (word.toUpperCase(Locale.ROOT)) {
            case "WM":
                return Tissue.WHITE_MATTER;
            case "GM":
                return Tissue.GREY_MATTER;
            default:
                String expected = "WM, GM or T1/T2 in ms such as 939/62";
                String[] times = word.split("/");
                if (times.length != 2) {
                    throw wrong("tissue", word, expected);
                }
                Tissue tissue = new Tissue(
                        number("tissue", times[0], word, expected), number("tissue", times[1], word, expected));
                if (tissue.t1Ms() < tissue.t2Ms()) {
                    throw new IllegalArgumentException("T1 is never shorter than T2, but tissue is \"" + word
                            + "\". Write T1/T2 in ms, such as 939/62.");
                }
                return tissue;
        }
    }

    private static double number(String key, String word, String text, String example) {
        String bare = word.strip();
        if (bare.toLowerCase(Locale.ROOT).matches("inf(inity)?|∞")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            return Double.parseDouble(bare);
        } catch (NumberFormatException e) {
            throw wrong(key, text, example);
        }
    }

    private static IllegalArgumentException wrong(String key, String text, String expected) {
        return new IllegalArgumentException(key + " must be " + expected + ", but is \"" + text + "\".");
    }
}
