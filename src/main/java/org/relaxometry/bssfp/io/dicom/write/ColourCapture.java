package org.relaxometry.bssfp.io.dicom.write;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.io.file.InputFile;

/** A figure as a colour secondary capture, a series of its own. Source: DICOM PS3.3, A.8.1. */
public final class ColourCapture {

    private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";

    /** Behind all maps. */
    private static final int SERIES = 98;

    private ColourCapture() {}

    /** @param label what it shows */
    public static void write(BufferedImage figure, String label, Derivation derivation, String name, ResultPlace place)
            throws IOException {
        byte[] pixels = pixels(figure);
        String series =
                Uid.of("capture", derivation.examination().studyUid(), derivation.account(), InputFile.sha256(pixels));
        DataSet set = derivation
                .series(series, "OT", SERIES, label)
                .with(derivation.derived(""))
                .text(DicomTag.CONVERSION_TYPE, "WSD")
                .unknown(DicomTag.PATIENT_ORIENTATION)
                .text(DicomTag.IMAGE_TYPE, "DERIVED\\SECONDARY")
                .text(DicomTag.BURNED_IN_ANNOTATION, "NO")
                .numbers(DicomTag.SAMPLES_PER_PIXEL, 3)
                .text(DicomTag.PHOTOMETRIC, "RGB")
                .numbers(DicomTag.PLANAR_CONFIGURATION, 0)
                .numbers(DicomTag.ROWS, figure.getHeight())
                .numbers(DicomTag.COLUMNS, figure.getWidth())
                .numbers(DicomTag.BITS_ALLOCATED, Byte.SIZE)
                .numbers(DicomTag.BITS_STORED, Byte.SIZE)
                .numbers(DicomTag.HIGH_BIT, Byte.SIZE - 1)
                .numbers(DicomTag.PIXEL_REPRESENTATION, 0)
                .bytes(DicomTag.PIXEL_DATA, pixels);
        new Instance(SECONDARY_CAPTURE, Uid.of(series, "0"), 1, set).write(place.of(name + ".dcm"));
    }

    private static byte[] pixels(BufferedImage figure) {
        int width = figure.getWidth();
        ByteBuffer bytes = ByteBuffer.allocate(3 * width * figure.getHeight());
        for (int rgb : figure.getRGB(0, 0, width, figure.getHeight(), null, 0, width)) {
            bytes.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
        }
        return bytes.array();
    }
}
