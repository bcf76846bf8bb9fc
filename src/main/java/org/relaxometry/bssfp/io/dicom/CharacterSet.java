package org.relaxometry.bssfp.io.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the bytes of names and descriptions become letters: by the specific character set that a file states, escapes between several
 * of them included. Source: DICOM PS3.3, C.12.1.1.2; PS3.5, 6.1.2.
 */
public final class CharacterSet {

    /** What names letters of all languages; the one that is written. */
    public static final String UNICODE = "ISO_IR 192";

    /** Kinds of values that the specific character set is for. */
    private static final Set<String> KINDS = Set.of("LO", "LT", "PN", "SH", "ST", "UC", "UT");

    private static final Pattern REGISTERED = Pattern.compile("ISO[ _-]?(?:2022[ _-])?IR[ _-]?(\\d+)");

    /** By their numbers in the registry of ISO; of those of several bytes, letters that are not of them are ASCII. */
    private static final Map<Integer, String> BY_NUMBER = Map.ofEntries(
            Map.entry(6, "US-ASCII"),
            Map.entry(13, "JIS_X0201"),
            Map.entry(14, "JIS_X0201"),
            Map.entry(58, "GB2312"),
            Map.entry(87, "EUC-JP"),
            Map.entry(100, "ISO-8859-1"),
            Map.entry(101, "ISO-8859-2"),
            Map.entry(109, "ISO-8859-3"),
            Map.entry(110, "ISO-8859-4"),
            Map.entry(126, "ISO-8859-7"),
            Map.entry(127, "ISO-8859-6"),
            Map.entry(138, "ISO-8859-8"),
            Map.entry(144, "ISO-8859-5"),
            Map.entry(148, "ISO-8859-9"),
            Map.entry(149, "EUC-KR"),
            Map.entry(159, "EUC-JP"),
            Map.entry(166, "TIS-620"),
            Map.entry(192, "UTF-8"),
            Map.entry(203, "ISO-8859-15"));

    private static final Map<String, String> BY_NAME = Map.of("GB18030", "GB18030", "GBK", "GBK");

    private final String stated;
    private final boolean isKnown;

    /** Of what comes before any escape; empty where nothing is stated that is known. */
    private final Optional<Charset> first;

    private CharacterSet(String stated) {
        this.stated = stated;
        String initial = stated.split("\\\\", 2)[0].strip();
        first = initial.isEmpty() ? Optional.empty() : charset(initial);
        isKnown = initial.isEmpty() || first.isPresent();
    }

    /** @param stated bytes of the element (0008,0005) */
    public static CharacterSet of(Optional<byte[]> stated) {
        return new CharacterSet(stated.map(bytes -> new String(bytes, StandardCharsets.US_ASCII)
                        .replace('\0', ' ')
                        .strip())
                .orElse(""));
    }

    private static Optional<Charset> charset(String term) {
        Matcher registered = REGISTERED.matcher(term.toUpperCase(Locale.ROOT));
        String name = registered.matches() && registered.group(1).length() < 4
                ? BY_NUMBER.get(Integer.valueOf(registered.group(1)))
                : BY_NAME.get(term.toUpperCase(Locale.ROOT));
        // a small Java may lack those of the far east
        return Optional.ofNullable(name).filter(Charset::isSupported).map(Charset::forName);
    }

    /** Whether letters beyond ASCII are those of the file; if not, they are shown as �. */
    public boolean isKnown() {
        return isKnown;
    }

    /** As the file states it. */
    public String stated() {
        return stated;
    }

    static boolean isFor(DicomTag tag) {
        return KINDS.contains(tag.vr);
    }

    /** The letters, without the blanks that fill the value; groups and parts of a name stay as they are marked. */
    public String decode(byte[] value) {
        String text =
                stated.contains("2022") && hasEscape(value) ? new EscapedText(value, initial()).text() : plain(value);
        return text.replace('\0', ' ').strip();
    }

    private String plain(byte[] value) {
        return first.isPresent() && !isAscii(first.get()) ? new String(value, first.get()) : undeclared(value);
    }

    private Charset initial() {
        return first.orElse(StandardCharsets.US_ASCII);
    }

    private static boolean isAscii(Charset charset) {
        return charset.equals(StandardCharsets.US_ASCII);
    }

    private static boolean hasEscape(byte[] value) {
        for (byte each : value) {
            if (each == EscapedText.ESCAPE) {
                return true;
            }
        }
        return false;
    }

    /** Where no set is stated there should be ASCII alone; what else is met is Unicode or the Latin of older files. */
    private String undeclared(byte[] value) {
        if (!isKnown) {
            return new String(value, StandardCharsets.US_ASCII);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(value, StandardCharsets.ISO_8859_1);
        }
    }
}
