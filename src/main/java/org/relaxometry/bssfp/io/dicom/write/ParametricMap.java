package org.relaxometry.bssfp.io.dicom.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A map as a parametric map: one file of 32-bit floats, the values bit by bit, NaN where there is none. Few viewers open it, programs
 * for research do. Source: DICOM PS3.3, A.75.
 */
public final class ParametricMap {

    private static final String PARAMETRIC_MAP = "1.2.840.10008.5.1.4.1.1.30";

    private ParametricMap() {}

    public static void write(DerivedMap map, SlicePlacement placement, Derivation derivation, ResultPlace place)
            throws IOException {
        VolumeGrid grid = placement.grid();
        String series = Uid.of(
                "parametric map",
                derivation.examination().studyUid(),
                map.name(),
                derivation.account(),
                placement.text(),
                map.checksum());
        String dimension = Uid.of(series, "dimension");
        DataSet set = derivation
                // beside the series of MR images of the same map
                .series(series, "MR", 50 + map.number(), map.label())
                .with(derivation.derived(note(map)))
                .with(derivation.examination().placed())
                .with(derivation.examination().content())
                .text(DicomTag.IMAGE_TYPE, type(map))
                .text(DicomTag.CONTENT_LABEL, map.word())
                .text(DicomTag.CONTENT_DESCRIPTION, AsciiText.of(map.label(), 64))
                .unknown(DicomTag.CONTENT_CREATOR)
                .text(DicomTag.CONTENT_QUALIFICATION, "RESEARCH")
                .text(DicomTag.BURNED_IN_ANNOTATION, "NO")
                .text(DicomTag.RECOGNIZABLE_FEATURES, "NO")
                .text(DicomTag.LOSSY_COMPRESSION, "00")
                .text(DicomTag.PRESENTATION_SHAPE, "IDENTITY")
                .items(DicomTag.ACQUISITION_CONTEXT_SEQUENCE)
                .numbers(DicomTag.SAMPLES_PER_PIXEL, 1)
                .text(DicomTag.PHOTOMETRIC, "MONOCHROME2")
                .numbers(DicomTag.NUMBER_OF_FRAMES, grid.nz())
                .numbers(DicomTag.ROWS, grid.ny())
                .numbers(DicomTag.COLUMNS, grid.nx())
                .numbers(DicomTag.BITS_ALLOCATED, Float.SIZE)
                .items(
                        DicomTag.DIMENSION_ORGANIZATION_SEQUENCE,
                        new DataSet().text(DicomTag.DIMENSION_ORGANIZATION_UID, dimension))
                .items(
                        DicomTag.DIMENSION_INDEX_SEQUENCE,
                        new DataSet()
                                .text(DicomTag.DIMENSION_ORGANIZATION_UID, dimension)
                                .pointer(DicomTag.DIMENSION_INDEX_POINTER, DicomTag.POSITION)
                                .pointer(DicomTag.FUNCTIONAL_GROUP_POINTER, DicomTag.POSITION_SEQUENCE))
                .items(DicomTag.SHARED_GROUPS, shared(map, placement))
                .items(DicomTag.PER_FRAME_GROUPS, frames(placement))
                .bytes(DicomTag.FLOAT_PIXEL_DATA, pixels(map, placement));
        new Instance(PARAMETRIC_MAP, Uid.of(series, "0"), 1, set).write(place.of(map.name() + ".dcm"));
    }

    private static String note(DerivedMap map) {
        double longest = map.longest().orElse(Double.POSITIVE_INFINITY);
        int bounds = 0;
        for (float[] plane : map.planes()) {
            for (float value : plane) {
                bounds += Float.isFinite(value) && value >= longest ? 1 : 0;
            }
        }
        return bounds == 0 ? map.note() : map.meaning(longest, bounds);
    }

    private static String type(DerivedMap map) {
        return "DERIVED\\PRIMARY\\VOLUME\\" + map.word();
    }

    private static DataSet shared(DerivedMap map, SlicePlacement placement) {
        DataSet realWorld = MapQuantity.of(map.symbol(), map.unit())
                .realWorld(map)
                .numbers(DicomTag.REAL_WORLD_FIRST_FLOAT, -Float.MAX_VALUE)
                .numbers(DicomTag.REAL_WORLD_LAST_FLOAT, Float.MAX_VALUE)
                .numbers(DicomTag.REAL_WORLD_INTERCEPT, 0)
                .numbers(DicomTag.REAL_WORLD_SLOPE, 1);
        return new DataSet()
                .items(
                        DicomTag.PIXEL_MEASURES_SEQUENCE,
                        new DataSet()
                                .numbers(DicomTag.PIXEL_SPACING, placement.spacingMm())
                                .numbers(DicomTag.SLICE_THICKNESS, placement.sliceSpacingMm())
                                .numbers(DicomTag.SLICE_SPACING, placement.sliceSpacingMm()))
                .items(
                        DicomTag.ORIENTATION_SEQUENCE,
                        new DataSet().numbers(DicomTag.ORIENTATION, placement.orientation()))
                .items(DicomTag.PARAMETRIC_FRAME_TYPE_SEQUENCE, new DataSet().text(DicomTag.FRAME_TYPE, type(map)))
                .items(DicomTag.VOI_LUT_SEQUENCE, map.window())
                .items(
                        DicomTag.VALUE_TRANSFORMATION_SEQUENCE,
                        new DataSet()
                                .numbers(DicomTag.RESCALE_INTERCEPT, 0)
                                .numbers(DicomTag.RESCALE_SLOPE, 1)
                                .text(DicomTag.RESCALE_TYPE, "US"))
                .items(DicomTag.REAL_WORLD_SEQUENCE, realWorld);
    }

    private static DataSet[] frames(SlicePlacement placement) {
        DataSet[] frames = new DataSet[placement.grid().nz()];
        for (int slice = 0; slice < frames.length; slice++) {
            frames[slice] = new DataSet()
                    .items(
                            DicomTag.FRAME_CONTENT_SEQUENCE,
                            new DataSet().numbers(DicomTag.DIMENSION_INDEX_VALUES, slice + 1))
                    .items(
                            DicomTag.POSITION_SEQUENCE,
                            new DataSet().numbers(DicomTag.POSITION, placement.positionMm(slice)));
        }
        return frames;
    }

    private static byte[] pixels(DerivedMap map, SlicePlacement placement) {
        ByteBuffer bytes = ByteBuffer.allocate(
                        Math.multiplyExact(Float.BYTES, placement.grid().voxels()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] plane : map.planes()) {
            for (float value : placement.upright(plane)) {
                bytes.putFloat(Float.isFinite(value) ? value : Float.NaN);
            }
        }
        return bytes.array();
    }
}
