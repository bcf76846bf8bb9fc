package org.relaxometry.bssfp.app.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.text.TypedNumber;

/** Tissues as users type them: {@code WM}, {@code GM}, or T1/T2 in ms such as {@code 939/62}. */
final class TypedTissue {

    private static final String EXPECTED = "WM, GM or T1/T2 in ms such as 939/62";

    private TypedTissue() {}

    /**
     * Tissues separated by commas or semicolons.
     *
     * @param key for the message
     */
    static List<Tissue> list(String key, String text) {
        List<Tissue> tissues = new ArrayList<>();
        for (String word : text.strip().split("\\s*[,;]\\s*")) {
            tissues.add(tissue(key, word));
        }
        return tissues;
    }

    private static Tissue tissue(String key, String word) {
        switch (word.toUpperCase(Locale.ROOT)) {
            case "WM":
                return Tissue.WHITE_MATTER;
            case "GM":
                return Tissue.GREY_MATTER;
            default:
                String[] times = word.split("/");
                if (times.length != 2) {
                    throw TypedNumber.wrong(key, EXPECTED, word);
                }
                Tissue tissue = new Tissue(
                        TypedNumber.number(key, times[0], EXPECTED), TypedNumber.number(key, times[1], EXPECTED));
                if (tissue.t1Ms() < tissue.t2Ms()) {
                    throw new IllegalArgumentException("T1 is never shorter than T2, but '" + key + "' is \"" + word
                            + "\". Write T1/T2 in ms, such as 939/62.");
                }
                return tissue;
        }
    }
}
