package org.relaxometry.bssfp.io.dicom.write;

import java.text.Normalizer;
import java.util.Map;

/** Our own words in letters that every set of characters of a patient's name has. */
final class AsciiText {

    private static final Map<String, String> WORDS = Map.of(
            "Δ", "d", "σ", "sigma", "°", " deg", "…", "...", "−", "-", "–", "-", "±", "+/-", "×", "x", "\\", "/");

    private AsciiText() {}

    /** @param most characters that it may have */
    static String of(String text, int most) {
        String ascii = text.replaceAll(" ?· ?", "; ");
        for (Map.Entry<String, String> word : WORDS.entrySet()) {
            ascii = ascii.replace(word.getKey(), word.getValue());
        }
        ascii = Normalizer.normalize(ascii, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^\\x20-\\x7E]", "?")
                .strip();
        return ascii.length() <= most ? ascii : ascii.substring(0, most - 3) + "...";
    }
}
