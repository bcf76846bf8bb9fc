package org.relaxometry.bssfp.io.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Text in several character sets with escapes between them: bytes below 128 are of the one set, those above of the other, and each
 * can be exchanged. Source: ISO 2022; DICOM PS3.5, 6.1.2.4 and 6.1.2.5; PS3.3, tables C.12-3 and C.12-4.
 */
final class EscapedText {

    static final byte ESCAPE = 0x1B;

    /** Of the lower half, what follows an escape; all others are ASCII or Japanese letters of one byte. */
    private static final String KANJI = "$B";

    private static final String FURTHER_KANJI = "$(D";

    /** Of the upper half, by what follows an escape. */
    private static final Map<String, String> UPPER = Map.ofEntries(
            Map.entry("-A", "ISO-8859-1"),
            Map.entry("-B", "ISO-8859-2"),
            Map.entry("-C", "ISO-8859-3"),
            Map.entry("-D", "ISO-8859-4"),
            Map.entry("-F", "ISO-8859-7"),
            Map.entry("-G", "ISO-8859-6"),
            Map.entry("-H", "ISO-8859-8"),
            Map.entry("-L", "ISO-8859-5"),
            Map.entry("-M", "ISO-8859-9"),
            Map.entry("-T", "TIS-620"),
            Map.entry("-b", "ISO-8859-15"),
            Map.entry(")I", "JIS_X0201"),
            Map.entry("$)A", "GB2312"),
            Map.entry("$)C", "EUC-KR"));

    /** Where both halves are again as at the beginning. */
    private static final String RESETTING = "\\^=\r\n\f\t";

    private final byte[] value;
    private final Charset initial;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private String lower = "";
    private Charset upper;

    /** @param initial of the upper half before any escape */
    EscapedText(byte[] value, Charset initial) {
        this.value = value;
        this.initial = initial;
        upper = initial;
    }

    String text() {
        while (at < value.length) {
            if (value[at] == ESCAPE) {
                escape();
            } else if (isKanji()) {
                kanji();
            } else {
                letters();
            }
        }
        return text.toString();
    }

    private boolean isKanji() {
        return lower.equals(KANJI) || lower.equals(FURTHER_KANJI);
    }

    /** One to three bytes, of which those but the last are from 20 to 2F. */
    private void escape() {
        int end = at + 1;
        while (end < value.length && (value[end] >= 0x20 && value[end] < 0x30 || end == at + 1 && value[end] == '$')) {
            end++;
        }
        end = Math.min(end + 1, value.length);
        String sequence = new String(value, at + 1, end - at - 1, StandardCharsets.ISO_8859_1);
        at = end;
        if (UPPER.containsKey(sequence)) {
            String name = UPPER.get(sequence);
            upper = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
        } else {
            lower = sequence;
        }
    }

    /** Pairs of bytes, up to the next escape. */
    private void kanji() {
        int end = at;
        while (end < value.length && value[end] != ESCAPE) {
            end++;
        }
        boolean isFurther = lower.equals(FURTHER_KANJI);
        ByteBuffer pairs = ByteBuffer.allocate(2 * (end - at));
        for (int i = at; i + 1 < end; i += 2) {
            if (isFurther) {
                // how EUC-JP marks letters of the further set
                pairs.put((byte) 0x8F);
            }
            pairs.put((byte) (value[i] | 0x80)).put((byte) (value[i + 1] | 0x80));
        }
        text.append(new String(
                pairs.array(),
                0,
                pairs.position(),
                Charset.isSupported("EUC-JP") ? Charset.forName("EUC-JP") : initial));
        at = end;
    }

    /** Up to the next escape, or up to where both halves are as at the beginning. */
    private void letters() {
        int end = at;
        while (end < value.length && value[end] != ESCAPE && RESETTING.indexOf(value[end]) < 0) {
            end++;
        }
        text.append(new String(value, at, end - at, upper));
        at = end;
        if (end < value.length && value[end] != ESCAPE) {
            text.append((char) value[end]);
            at++;
            lower = "";
            upper = initial;
        }
    }
}
