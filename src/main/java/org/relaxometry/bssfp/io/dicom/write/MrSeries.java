package org.relaxometry.bssfp.io.dicom.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A map as a series of MR images, one file a slice, which every viewer opens. The values are 16-bit integers, with the scale as a
 * rescale slope, which viewers apply, and as a real world value mapping, which says unit and quantity. Source: DICOM PS3.3, A.4.
 */
public final class MrSeries {

    private static final String MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4";

    /** How it is said that values are missing. */
    public static final String LEFT_OUT = " values too large for them left out";

    private MrSeries() {}

    /** Its files. */
    public static List<String> files(DerivedMap map) {
        return IntStream.range(0, map.planes().length)
                .mapToObj(slice -> file(map, slice))
                .toList();
    }

    private static String file(DerivedMap map, int slice) {
        return String.format(Locale.ROOT, "%s_%04d.dcm", map.name(), slice + 1);
    }

    /**
     * Writes a map.
     *
     * @return what its values were stored as, in words
     */
    public static String write(
            DerivedMap map, SlicePlacement placement, Derivation derivation, ResultPlace place, Progress progress)
            throws IOException {
        StoredScale scale = StoredScale.of(map.planes(), map.upper() - map.lower(), map.longest());
        boolean hasBounds = scale.bounds() > 0;
        String label = hasBounds ? map.label(scale.bound()) : map.label();
        String note = hasBounds ? map.meaning(scale.bound(), scale.bounds()) + ", marked by an overlay" : map.note();
        String series = Uid.of(
                "MR series",
                derivation.examination().studyUid(),
                map.name(),
                derivation.account(),
                placement.text(),
                map.checksum());
        for (int slice = 0; slice < map.planes().length; slice++) {
            progress.checkCanceled();
            short[] stored = stored(placement.upright(map.planes()[slice]), scale);
            DataSet set = derivation
                    .series(series, "MR", map.number(), label)
                    .with(derivation.derived(note))
                    .with(derivation.examination().placed())
                    .with(acquisition(derivation))
                    .with(plane(placement, slice))
                    .with(values(map, scale))
                    .with(BoundsOverlay.of(stored, map, scale, placement.grid()))
                    .bytes(DicomTag.PIXEL_DATA, pixels(stored));
            new Instance(MR_IMAGE, Uid.of(series, Integer.toString(slice)), slice + 1, set)
                    .write(place.of(file(map, slice)));
        }
        return map.label() + " in steps of " + DecimalText.of(scale.step())
                + (hasBounds ? ", " + scale.bounds() + " lower bounds as " + DecimalText.of(scale.bound()) : "")
                + (scale.left() == 0 ? "" : ", " + scale.left() + LEFT_OUT);
    }

    private static DataSet acquisition(Derivation derivation) {
        DataSet set = new DataSet()
                .text(DicomTag.SCANNING_SEQUENCE, "GR")
                .text(DicomTag.SEQUENCE_VARIANT, "SS")
                .unknown(DicomTag.SCAN_OPTIONS)
                .unknown(DicomTag.ACQUISITION_TYPE)
                .unknown(DicomTag.REPETITION_TIME)
                .unknown(DicomTag.ECHO_TIME)
                .unknown(DicomTag.ECHO_TRAIN_LENGTH);
        if (derivation.protocol().isPresent()) {
            Protocol protocol = derivation.protocol().get();
            set.numbers(DicomTag.REPETITION_TIME, protocol.repetitionTimeMs())
                    .numbers(DicomTag.ECHO_TIME, protocol.echoTimeMs())
                    .numbers(DicomTag.FLIP_ANGLE, protocol.flipAngleDeg());
        }
        return set;
    }

    private static DataSet plane(SlicePlacement placement, int slice) {
        VolumeGrid grid = placement.grid();
        return new DataSet()
                .numbers(DicomTag.POSITION, placement.positionMm(slice))
                .numbers(DicomTag.ORIENTATION, placement.orientation())
                .numbers(DicomTag.PIXEL_SPACING, placement.spacingMm())
                .numbers(DicomTag.SLICE_THICKNESS, placement.sliceSpacingMm())
                .numbers(DicomTag.SLICE_SPACING, placement.sliceSpacingMm())
                .numbers(DicomTag.ROWS, grid.ny())
                .numbers(DicomTag.COLUMNS, grid.nx());
    }

    private static DataSet values(DerivedMap map, StoredScale scale) {
        MapQuantity quantity = MapQuantity.of(map.symbol(), map.unit());
        DataSet realWorld = quantity.realWorld(map)
                .numbers(DicomTag.REAL_WORLD_FIRST, -Short.MAX_VALUE)
                .numbers(DicomTag.REAL_WORLD_LAST, Short.MAX_VALUE)
                .numbers(DicomTag.REAL_WORLD_INTERCEPT, 0)
                .numbers(DicomTag.REAL_WORLD_SLOPE, scale.step());
        return new DataSet()
                .text(DicomTag.IMAGE_TYPE, "DERIVED\\SECONDARY\\" + quantity.imageType() + "\\" + map.word())
                .numbers(DicomTag.SAMPLES_PER_PIXEL, 1)
                .text(DicomTag.PHOTOMETRIC, "MONOCHROME2")
                .numbers(DicomTag.BITS_ALLOCATED, Short.SIZE)
                .numbers(DicomTag.BITS_STORED, Short.SIZE)
                .numbers(DicomTag.HIGH_BIT, Short.SIZE - 1)
                .numbers(DicomTag.PIXEL_REPRESENTATION, 1)
                .numbers(DicomTag.PIXEL_PADDING, StoredScale.PADDING)
                .with(map.window())
                .numbers(DicomTag.RESCALE_INTERCEPT, 0)
                .numbers(DicomTag.RESCALE_SLOPE, scale.step())
                .text(DicomTag.RESCALE_TYPE, AsciiText.of(map.unit().isEmpty() ? "US" : map.unit(), 64))
                .items(DicomTag.REAL_WORLD_SEQUENCE, realWorld);
    }

    private static short[] stored(float[] values, StoredScale scale) {
        short[] stored = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            stored[i] = scale.stored(values[i]);
        }
        return stored;
    }

    private static byte[] pixels(short[] stored) {
        ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * stored.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(stored);
        return bytes.array();
    }
}
