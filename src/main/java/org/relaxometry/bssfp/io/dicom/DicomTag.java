package org.relaxometry.bssfp.io.dicom;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The elements that are looked at, with the kind of value they hold. Source: DICOM PS3.6. */
enum DicomTag {
    TRANSFER_SYNTAX(0x00020010, "UI"),
    IMAGE_TYPE(0x00080008, "CS"),
    SOP_INSTANCE(0x00080018, "UI"),
    ACQUISITION_DATE_TIME(0x0008002A, "DT"),
    ACQUISITION_TIME(0x00080032, "TM"),
    CONTENT_TIME(0x00080033, "TM"),
    MANUFACTURER(0x00080070, "LO"),
    SERIES_DESCRIPTION(0x0008103E, "LO"),
    FRAME_TYPE(0x00089007, "CS"),
    COMPLEX_IMAGE_COMPONENT(0x00089208, "CS"),
    SLICE_THICKNESS(0x00180050, "DS"),
    REPETITION_TIME(0x00180080, "DS"),
    ECHO_TIME(0x00180081, "DS"),
    SLICE_SPACING(0x00180088, "DS"),
    FLIP_ANGLE(0x00181314, "DS"),
    FRAME_ACQUISITION_DATE_TIME(0x00189074, "DT"),
    EFFECTIVE_ECHO_TIME(0x00189082, "FD"),
    TIMING_SEQUENCE(0x00189112, "SQ"),
    ECHO_SEQUENCE(0x00189114, "SQ"),
    FRAME_TYPE_SEQUENCE(0x00189226, "SQ"),
    STUDY_UID(0x0020000D, "UI"),
    SERIES_UID(0x0020000E, "UI"),
    SERIES_NUMBER(0x00200011, "IS"),
    ACQUISITION_NUMBER(0x00200012, "IS"),
    INSTANCE_NUMBER(0x00200013, "IS"),
    POSITION(0x00200032, "DS"),
    ORIENTATION(0x00200037, "DS"),
    TEMPORAL_POSITION(0x00200100, "IS"),
    FRAME_CONTENT_SEQUENCE(0x00209111, "SQ"),
    POSITION_SEQUENCE(0x00209113, "SQ"),
    ORIENTATION_SEQUENCE(0x00209116, "SQ"),
    TEMPORAL_POSITION_INDEX(0x00209128, "UL"),
    FRAME_ACQUISITION_NUMBER(0x00209156, "US"),
    SAMPLES_PER_PIXEL(0x00280002, "US"),
    NUMBER_OF_FRAMES(0x00280008, "IS"),
    ROWS(0x00280010, "US"),
    COLUMNS(0x00280011, "US"),
    PIXEL_SPACING(0x00280030, "DS"),
    BITS_ALLOCATED(0x00280100, "US"),
    BITS_STORED(0x00280101, "US"),
    HIGH_BIT(0x00280102, "US"),
    PIXEL_REPRESENTATION(0x00280103, "US"),
    RESCALE_INTERCEPT(0x00281052, "DS"),
    RESCALE_SLOPE(0x00281053, "DS"),
    PIXEL_MEASURES_SEQUENCE(0x00289110, "SQ"),
    VALUE_TRANSFORMATION_SEQUENCE(0x00289145, "SQ"),
    /** Of the elements (0043,10xx): 0 magnitude, 1 phase, 2 real, 3 imaginary part. Source: GE, DICOM conformance statements. */
    GE_CREATOR(0x00430010, "LO"),
    GE_IMAGE_TYPE(0x0043102F, "SS"),
    PHILIPS_CREATOR(0x20050010, "LO"),
    PHILIPS_SCALE_SLOPE(0x2005100E, "FL"),
    /** Of a frame of an enhanced file. */
    PHILIPS_SEQUENCE(0x2005140F, "SQ"),
    SHARED_GROUPS(0x52009229, "SQ"),
    PER_FRAME_GROUPS(0x52009230, "SQ"),
    /** Of the first overlay; those of others have the numbers of other groups. */
    OVERLAY_BIT(0x60000102, "US"),
    PIXEL_DATA(0x7FE00010, "OW");

    private static final int OTHER_OVERLAYS = 0x001E0000;

    private static final Map<Integer, DicomTag> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toMap(tag -> tag.number, tag -> tag));

    final int number;
    final String vr;

    DicomTag(int number, String vr) {
        this.number = number;
        this.vr = vr;
    }

    /** Its tag by number, if it is one that is looked at. */
    static Optional<DicomTag> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(isOverlayBit(number) ? OVERLAY_BIT.number : number));
    }

    /** Overlays have the groups 6000 to 601E. */
    static boolean isOverlayBit(int number) {
        return (number & ~OTHER_OVERLAYS) == OVERLAY_BIT.number;
    }
}
