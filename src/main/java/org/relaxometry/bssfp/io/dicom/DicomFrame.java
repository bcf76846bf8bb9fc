package org.relaxometry.bssfp.io.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One slice: the only one of a classic file, a tile of a mosaic, or a frame of an enhanced file, where what it says of itself comes before what
 * is said of all frames, and that before what the file says. Source: DICOM PS3.3, C.7.6.16.
 */
public final class DicomFrame {

    private static final int SECONDS_OF_HOUR = 3600;
    private static final List<String> GE_TYPES = List.of("M", "P", "R", "I");

    private final DicomFile file;
    private final int index;

    /** That the file has. */
    private final int frames;

    /** From the frame's own to the file's. */
    private final List<DicomDataset> levels;

    /** Of which the frame is a tile. */
    private final Optional<Mosaic> mosaic;

    private final int tile;
    private final int storedColumns;
    private final int storedRows;
    private final double[] positionMm;
    private final double[] orientation;
    private final double[] spacingMm;

    private DicomFrame(
            DicomFile file, int index, int frames, List<DicomDataset> levels, Optional<Mosaic> mosaic, int tile)
            throws DicomException {
        this.file = file;
        this.index = index;
        this.frames = frames;
        this.levels = levels;
        this.mosaic = mosaic;
        this.tile = tile;
        storedColumns = size(DicomTag.COLUMNS, "columns");
        storedRows = size(DicomTag.ROWS, "rows");
        double[] stated = numbers(DicomTag.POSITION_SEQUENCE, DicomTag.POSITION, 3, "position in space");
        orientation = numbers(DicomTag.ORIENTATION_SEQUENCE, DicomTag.ORIENTATION, 6, "orientation in space");
        spacingMm = numbers(DicomTag.PIXEL_MEASURES_SEQUENCE, DicomTag.PIXEL_SPACING, 2, "pixel spacing");
        if (!(spacingMm[0] > 0 && spacingMm[1] > 0)) {
            throw new DicomException(file.path(), "has a pixel spacing that is not positive.");
        }
        positionMm = mosaic.map(of -> of.positionMm(tile, stated, orientation, spacingMm))
                .orElse(stated);
    }

    /**
     * The frames of a file.
     *
     * @throws DicomException if it states no place in space, or its pixels are not single 8, 16 or 32 bit integers
     */
    public static List<DicomFrame> of(DicomFile file) throws DicomException {
        DicomDataset top = file.dataset();
        List<DicomDataset> own = top.items(DicomTag.PER_FRAME_GROUPS);
        int count = (int) Math.round(top.number(DicomTag.NUMBER_OF_FRAMES).orElse(1.0));
        if (count < 1 || (count > 1 || !own.isEmpty()) && own.size() != count) {
            throw new DicomException(
                    file.path(),
                    "has " + count + " frames, but states the place of " + own.size()
                            + (own.isEmpty()
                                    ? "; old multi-frame files are not read. " + DicomException.CONVERT
                                    : "."));
        }
        if (Mosaic.is(top)) {
            return tiles(file, count);
        }
        DicomDataset shared = top.item(DicomTag.SHARED_GROUPS);
        List<DicomFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<DicomDataset> levels = own.isEmpty() ? List.of(top) : List.of(own.get(i), shared, top);
            DicomFrame frame = new DicomFrame(file, i, count, levels, Optional.empty(), 0);
            PixelCell.require(file, (long) count * frame.storedRows * frame.storedColumns);
            frames.add(frame);
        }
        return frames;
    }

    private static List<DicomFrame> tiles(DicomFile file, int count) throws DicomException {
        if (count > 1) {
            throw new DicomException(
                    file.path(), "is a mosaic of " + count + " frames, which is not read. " + DicomException.CONVERT);
        }
        Mosaic mosaic = Mosaic.of(file);
        List<DicomFrame> frames = new ArrayList<>();
        for (int slice = 0; slice < mosaic.slices(); slice++) {
            frames.add(new DicomFrame(file, 0, 1, List.of(file.dataset()), Optional.of(mosaic), slice));
        }
        PixelCell.require(file, (long) frames.get(0).storedRows * frames.get(0).storedColumns);
        return frames;
    }

    public DicomFile file() {
        return file;
    }

    public int columns() {
        return mosaic.map(Mosaic::columns).orElse(storedColumns);
    }

    public int rows() {
        return mosaic.map(Mosaic::rows).orElse(storedRows);
    }

    /** Centre of the first pixel, x to the left, y to the back, z to the head. */
    public double[] positionMm() {
        return positionMm.clone();
    }

    /** Direction along a row, then down a column. */
    public double[] orientation() {
        return orientation.clone();
    }

    /** Distance of two rows, then of two columns. */
    public double[] spacingMm() {
        return spacingMm.clone();
    }

    /** Distance of two slices where it is stated, else their thickness, else 1: for a series of one slice. */
    public double sliceSpacingMm() {
        return number(DicomTag.PIXEL_MEASURES_SEQUENCE, DicomTag.SLICE_SPACING)
                .or(() -> number(DicomTag.PIXEL_MEASURES_SEQUENCE, DicomTag.SLICE_THICKNESS))
                .filter(mm -> mm > 0)
                .orElse(1.0);
    }

    /** What kind of image it says it is, in capitals, such as {@code ORIGINAL, PRIMARY, P, ND}. */
    public List<String> typeWords() {
        List<String> words = new ArrayList<>();
        for (DicomTag tag : List.of(DicomTag.COMPLEX_IMAGE_COMPONENT, DicomTag.FRAME_TYPE)) {
            find(DicomTag.FRAME_TYPE_SEQUENCE, tag).ifPresent(set -> words.addAll(set.words(tag)));
        }
        return words.isEmpty() ? top().words(DicomTag.IMAGE_TYPE) : words;
    }

    /** M, P, R or I as GE says it in an element of its own, for want of the standard's. */
    public Optional<String> privateType() {
        return Optional.of(top())
                .filter(set -> set.words(DicomTag.GE_CREATOR).contains("GEMS_PARM_01"))
                .flatMap(set -> set.number(DicomTag.GE_IMAGE_TYPE))
                .filter(type -> type >= 0 && type < GE_TYPES.size())
                .map(type -> GE_TYPES.get(type.intValue()));
    }

    /** The scale that is stated for the display, to which Philips fits every series anew. */
    public PixelScale displayScale() {
        return new PixelScale(
                number(DicomTag.VALUE_TRANSFORMATION_SEQUENCE, DicomTag.RESCALE_SLOPE)
                        .filter(slope -> slope != 0)
                        .orElse(1.0),
                number(DicomTag.VALUE_TRANSFORMATION_SEQUENCE, DicomTag.RESCALE_INTERCEPT)
                        .orElse(0.0));
    }

    /** The scale by which values of several series of Philips can be compared; empty where it is not stated. */
    public Optional<PixelScale> measuredScale() {
        return find(DicomTag.PHILIPS_SEQUENCE, DicomTag.PHILIPS_SCALE_SLOPE)
                .filter(set -> set.words(DicomTag.PHILIPS_CREATOR).contains("PHILIPS MR IMAGING DD 001"))
                .flatMap(set -> set.number(DicomTag.PHILIPS_SCALE_SLOPE))
                .filter(slope -> slope > 0)
                .map(slope -> displayScale().undone(slope));
    }

    /** Whether the scale for the display differs from series to series. */
    public boolean isScaledForDisplay() {
        return top().text(DicomTag.MANUFACTURER)
                .filter(name -> name.toUpperCase(Locale.ROOT).contains("PHILIPS"))
                .isPresent();
    }

    public Optional<Double> repetitionTimeMs() {
        return number(DicomTag.TIMING_SEQUENCE, DicomTag.REPETITION_TIME);
    }

    public Optional<Double> echoTimeMs() {
        return number(DicomTag.ECHO_SEQUENCE, DicomTag.EFFECTIVE_ECHO_TIME).or(() -> top().number(DicomTag.ECHO_TIME));
    }

    public Optional<Double> flipAngleDeg() {
        return number(DicomTag.TIMING_SEQUENCE, DicomTag.FLIP_ANGLE);
    }

    /** Seconds since midnight when the frame was acquired. */
    public Optional<Double> timeSeconds() {
        Optional<String> dateAndTime = find(DicomTag.FRAME_CONTENT_SEQUENCE, DicomTag.FRAME_ACQUISITION_DATE_TIME)
                .flatMap(set -> set.text(DicomTag.FRAME_ACQUISITION_DATE_TIME))
                .or(() -> top().text(DicomTag.ACQUISITION_DATE_TIME))
                .filter(text -> text.length() > 8)
                .map(text -> text.substring(8));
        return top().text(DicomTag.ACQUISITION_TIME).or(() -> dateAndTime).flatMap(DicomFrame::secondsOfDay);
    }

    /** Seconds since midnight when the image was made, which may be long after it was acquired. */
    public Optional<Double> contentTimeSeconds() {
        return top().text(DicomTag.CONTENT_TIME).flatMap(DicomFrame::secondsOfDay);
    }

    /** What tells apart several images of one place in a series: the acquisition's number, then the temporal position. */
    public double[] repetition() {
        return new double[] {
            number(DicomTag.FRAME_CONTENT_SEQUENCE, DicomTag.FRAME_ACQUISITION_NUMBER)
                    .or(() -> top().number(DicomTag.ACQUISITION_NUMBER))
                    .orElse(0.0),
            number(DicomTag.FRAME_CONTENT_SEQUENCE, DicomTag.TEMPORAL_POSITION_INDEX)
                    .or(() -> top().number(DicomTag.TEMPORAL_POSITION))
                    .orElse(0.0),
            top().number(DicomTag.INSTANCE_NUMBER).orElse(0.0),
            index
        };
    }

    public Optional<Integer> seriesNumber() {
        return top().number(DicomTag.SERIES_NUMBER).map(Double::intValue);
    }

    public String seriesDescription() {
        return top().text(DicomTag.SERIES_DESCRIPTION).orElse("");
    }

    /** Unique identifier of the series; empty where the file has lost it. */
    public String seriesUid() {
        return top().text(DicomTag.SERIES_UID).orElse("");
    }

    /** Unique identifier of the image, which copies of its file share. */
    public Optional<String> imageUid() {
        return top().text(DicomTag.SOP_INSTANCE).map(uid -> uid + " " + (index + tile));
    }

    public Optional<String> studyUid() {
        return top().text(DicomTag.STUDY_UID);
    }

    /** The stored integers, row by row, to which slope and intercept have not been applied. */
    public float[] samples() throws IOException {
        float[] stored = FramePixels.samples(file, index, frames, storedRows, storedColumns);
        return mosaic.map(of -> of.tile(tile, stored)).orElse(stored);
    }

    private DicomDataset top() {
        return levels.get(levels.size() - 1);
    }

    /** The innermost data set that has the element, in the sequence where enhanced files keep it or outside of it. */
    private Optional<DicomDataset> find(DicomTag sequence, DicomTag tag) {
        for (DicomDataset level : levels) {
            DicomDataset item = level.item(sequence);
            if (item.has(tag)) {
                return Optional.of(item);
            }
            if (level.has(tag)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    private Optional<Double> number(DicomTag sequence, DicomTag tag) {
        return find(sequence, tag).flatMap(set -> set.number(tag));
    }

    private double[] numbers(DicomTag sequence, DicomTag tag, int count, String what) throws DicomException {
        List<Double> numbers = find(sequence, tag).map(set -> set.numbers(tag)).orElse(List.of());
        if (numbers.size() != count || !numbers.stream().allMatch(Double::isFinite)) {
            throw new DicomException(file.path(), "states no " + what + ", as MR images do. " + DicomException.CONVERT);
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private int size(DicomTag tag, String what) throws DicomException {
        return top().number(tag)
                .filter(n -> n >= 1)
                .map(Double::intValue)
                .orElseThrow(() -> new DicomException(file.path(), "states no number of " + what + "."));
    }

    /** Of {@code HHMMSS.FFFFFF}, in which what follows the hours may be missing. */
    private static Optional<Double> secondsOfDay(String text) {
        if (!text.matches("\\d{2}(\\d{2}(\\d{2}(\\.\\d+)?)?)?([+-]\\d{4})?")) {
            return Optional.empty();
        }
        String digits = text.split("[+-]")[0];
        double seconds = Double.parseDouble(digits.substring(0, 2)) * SECONDS_OF_HOUR;
        if (digits.length() >= 4) {
            seconds += Double.parseDouble(digits.substring(2, 4)) * 60;
        }
        return Optional.of(digits.length() >= 6 ? seconds + Double.parseDouble(digits.substring(4)) : seconds);
    }
}
