package org.relaxometry.bssfp.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Siemens says of an image in an element of its own, (0029,xx10): names with values as text, little-endian. Every length is
 * checked against what is left. Source: NiBabel, "Siemens format DICOM with CSA header"; dcm2niix.
 */
final class CsaHeader {

    private static final String MAGIC = "SV10";

    /** Names in a header; real ones have some hundred. */
    private static final int MOST_NAMES = 1024;

    private static final int NAME_BYTES = 64;
    private static final int HEAD_OF_NAME_BYTES = NAME_BYTES + 20;
    private static final int HEAD_OF_VALUE_BYTES = 16;

    private final Map<String, List<String>> values;

    private CsaHeader(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Of one image; without names where there is no such element or it is damaged. */
    static CsaHeader of(DicomDataset set) {
        Optional<byte[]> bytes = set.words(DicomTag.SIEMENS_CSA_CREATOR).contains("SIEMENS CSA HEADER")
                ? set.bytes(DicomTag.SIEMENS_CSA_IMAGE)
                : Optional.empty();
        return new CsaHeader(bytes.map(CsaHeader::read).orElse(Map.of()));
    }

    private static Map<String, List<String>> read(byte[] header) {
        ByteBuffer in = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        // the older form begins with the number of names at once
        boolean isOld =
                header.length < MAGIC.length() || !text(in, 0, MAGIC.length()).equals(MAGIC);
        in.position(isOld ? 0 : Math.min(2 * MAGIC.length(), header.length));
        if (in.remaining() < 2 * Integer.BYTES) {
            return Map.of();
        }
        int names = in.getInt();
        in.getInt();
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < Math.min(names, MOST_NAMES) && in.remaining() >= HEAD_OF_NAME_BYTES; i++) {
            String name = text(in, in.position(), NAME_BYTES);
            int count = in.getInt(in.position() + HEAD_OF_NAME_BYTES - 2 * Integer.BYTES);
            in.position(in.position() + HEAD_OF_NAME_BYTES);
            List<String> texts = new ArrayList<>();
            for (int j = 0; j < count && in.remaining() >= HEAD_OF_VALUE_BYTES; j++) {
                // in the older form the first number is larger by that of the names
                int length = isOld ? in.getInt(in.position()) - names : in.getInt(in.position() + Integer.BYTES);
                in.position(in.position() + HEAD_OF_VALUE_BYTES);
                if (length < 0 || length > in.remaining()) {
                    return values;
                }
                texts.add(text(in, in.position(), length));
                // values fill words of four bytes
                in.position(Math.min(in.position() + (length + 3) / 4 * 4, in.limit()));
            }
            values.put(name, texts);
        }
        return values;
    }

    /** Up to the first 0. */
    private static String text(ByteBuffer in, int from, int length) {
        int end = from;
        while (end < from + length && in.get(end) != 0) {
            end++;
        }
        return new String(in.array(), from, end - from, StandardCharsets.ISO_8859_1).strip();
    }

    /** The numbers of a name; empty where it has none or one of its values is none. */
    List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        for (String text : values.getOrDefault(name, List.of())) {
            // places that are kept free follow the values
            if (!text.isEmpty()) {
                try {
                    numbers.add(Double.valueOf(text));
                } catch (NumberFormatException e) {
                    return List.of();
                }
            }
        }
        return numbers;
    }
}
