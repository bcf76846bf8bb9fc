package org.relaxometry.bssfp.io.dicom.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.text.Version;

/** One object in a file of its own: preamble, file meta information, elements. Source: DICOM PS3.10, 7.1. */
final class Instance {

    private static final int PREAMBLE_BYTES = 128;
    private static final String EXPLICIT_LITTLE = "1.2.840.10008.1.2.1";

    /** Of this writer, among all programs. */
    private static final String IMPLEMENTATION = Uid.of("implementation", Version.PROGRAM);

    private final String sopClass;
    private final String uid;
    private final DataSet set;

    /** @param uid of the object */
    Instance(String sopClass, String uid, int number, DataSet set) {
        this.sopClass = sopClass;
        this.uid = uid;
        this.set = set.text(DicomTag.SOP_CLASS, sopClass)
                .text(DicomTag.SOP_INSTANCE, uid)
                .numbers(DicomTag.INSTANCE_NUMBER, number);
    }

    void write(Path file) throws IOException {
        byte[] meta = new DataSet()
                .bytes(DicomTag.META_VERSION, new byte[] {0, 1})
                .text(DicomTag.MEDIA_CLASS, sopClass)
                .text(DicomTag.MEDIA_INSTANCE, uid)
                .text(DicomTag.TRANSFER_SYNTAX, EXPLICIT_LITTLE)
                .text(DicomTag.IMPLEMENTATION, IMPLEMENTATION)
                .text(DicomTag.IMPLEMENTATION_VERSION, "BSSFP_RELAXOMETR")
                .encoded();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(new byte[PREAMBLE_BYTES]);
            out.write(new byte[] {'D', 'I', 'C', 'M'});
            new DataSet().numbers(DicomTag.META_LENGTH, meta.length).writeTo(out);
            out.write(meta);
            set.writeTo(out);
        }
    }
}
