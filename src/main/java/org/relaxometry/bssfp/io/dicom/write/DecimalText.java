package org.relaxometry.bssfp.io.dicom.write;

import java.math.BigDecimal;
import java.math.MathContext;

/** A number as text of at most 16 characters, as exact as they allow. Source: DICOM PS3.5, 6.2, DS. */
final class DecimalText {

    private static final int MOST_CHARACTERS = 16;

    private DecimalText() {}

    static String of(double number) {
        BigDecimal exact = new BigDecimal(number == 0 ? 0 : number);
        for (int digits = MOST_CHARACTERS; ; digits--) {
            BigDecimal rounded = exact.round(new MathContext(digits)).stripTrailingZeros();
            String plain = rounded.toPlainString();
            String text = plain.length() <= MOST_CHARACTERS ? plain : rounded.toString();
            if (text.length() <= MOST_CHARACTERS) {
                return text;
            }
        }
    }
}
