package org.relaxometry.bssfp.io.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Elements by number: values as they stand in the file, and the data sets of sequences. Read for every one of thousands of files,
 * so written in loops: streams took longer to be compiled than the files to be read.
 */
final class DicomDataset {

    private static final DicomDataset EMPTY = new DicomDataset();

    private final Map<Integer, ByteBuffer> values = new HashMap<>();
    private final Map<Integer, List<DicomDataset>> sequences = new HashMap<>();

    void put(int tag, ByteBuffer value) {
        values.put(tag, value);
    }

    void put(int tag, List<DicomDataset> items) {
        sequences.put(tag, items);
    }

    boolean has(DicomTag tag) {
        return values.containsKey(tag.number) || sequences.containsKey(tag.number);
    }

    List<DicomDataset> items(DicomTag tag) {
        return sequences.getOrDefault(tag.number, List.of());
    }

    /** The first data set of a sequence; one without elements where there is none. */
    DicomDataset item(DicomTag tag) {
        List<DicomDataset> items = items(tag);
        return items.isEmpty() ? EMPTY : items.get(0);
    }

    /** Bits of a pixel's cell that overlays say they lie in. */
    List<Integer> overlayBits() {
        return values.entrySet().stream()
                .filter(value -> DicomTag.isOverlayBit(value.getKey())
                        && value.getValue().remaining() >= Short.BYTES)
                .map(value -> Short.toUnsignedInt(value.getValue().getShort(0)))
                .toList();
    }

    /** The value as it stands in the file. */
    Optional<byte[]> bytes(DicomTag tag) {
        return Optional.ofNullable(values.get(tag.number))
                .map(value -> value.array().clone());
    }

    /** The text without the blanks that fill it; empty text counts as missing. */
    Optional<String> text(DicomTag tag) {
        ByteBuffer value = values.get(tag.number);
        if (value == null) {
            return Optional.empty();
        }
        String text = CharacterSet.isFor(tag)
                ? CharacterSet.of(bytes(DicomTag.CHARACTER_SET)).decode(value.array())
                : new String(value.array(), StandardCharsets.ISO_8859_1)
                        .replace('\0', ' ')
                        .strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The values of a text with several, in capitals. */
    List<String> words(DicomTag tag) {
        Optional<String> text = text(tag);
        if (text.isEmpty()) {
            return List.of();
        }
        String[] words = text.get().split("\\\\");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].strip().toUpperCase(Locale.ROOT);
        }
        return List.of(words);
    }

    /** Numbers, written as text or in binary; empty where there are none or one of them is not a number. */
    List<Double> numbers(DicomTag tag) {
        ByteBuffer value = values.get(tag.number);
        if (value == null) {
            return List.of();
        }
        List<Double> numbers = new ArrayList<>();
        ByteBuffer bytes = value.duplicate().order(value.order());
        switch (tag.vr) {
            case "US" -> {
                while (bytes.remaining() >= 2) {
                    numbers.add((double) Short.toUnsignedInt(bytes.getShort()));
                }
            }
            case "SS" -> {
                if (bytes.remaining() == 2) {
                    numbers.add((double) bytes.getShort());
                }
            }
            case "FL" -> {
                // single values; some programs write another kind of value under the numbers of private elements
                if (bytes.remaining() == 4) {
                    numbers.add((double) bytes.getFloat());
                }
            }
            case "UL" -> {
                while (bytes.remaining() >= 4) {
                    numbers.add((double) Integer.toUnsignedLong(bytes.getInt()));
                }
            }
            case "FD" -> {
                while (bytes.remaining() >= 8) {
                    numbers.add(bytes.getDouble());
                }
            }
            default -> {
                for (String word : words(tag)) {
                    try {
                        numbers.add(Double.valueOf(word));
                    } catch (NumberFormatException e) {
                        return List.of();
                    }
                }
            }
        }
        return numbers;
    }

    Optional<Double> number(DicomTag tag) {
        List<Double> numbers = numbers(tag);
        return numbers.isEmpty() || !Double.isFinite(numbers.get(0)) ? Optional.empty() : Optional.of(numbers.get(0));
    }
}
