package org.relaxometry.bssfp.io.series.scan;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts in the order people expect: numbers in them by size, so that {@code pc2} comes before {@code pc10}. */
public final class NaturalOrder implements Comparator<String> {

    private static final Pattern PART = Pattern.compile("\\d+|\\D+");

    @Override
    public int compare(String a, String b) {
        Matcher first = PART.matcher(a.toLowerCase(Locale.ROOT));
        Matcher second = PART.matcher(b.toLowerCase(Locale.ROOT));
        while (true) {
            boolean more = first.find();
            if (!more || !second.find()) {
                return more ? 1 : second.hitEnd() && !second.find() ? 0 : -1;
            }
            int order = part(first.group(), second.group());
            if (order != 0) {
                return order;
            }
        }
    }

    private static int part(String a, String b) {
        boolean numbers = Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0));
        return numbers ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
    }
}
