package org.relaxometry.bssfp.io.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.relaxometry.bssfp.concurrent.Progress;

/** A complex64 file, which scanners' converters write and the program only reads. */
public final class ComplexFile {

    private static final int HEADER_BYTES = 352;

    private ComplexFile() {}

    /**
     * Writes a NIfTI-1 file from parts of equal size.
     *
     * @param file a name that ends in .nii
     */
    public static void write(
            Path file,
            RandomAccessibleInterval<FloatType> real,
            RandomAccessibleInterval<FloatType> imaginary,
            NiftiGeometry geometry)
            throws IOException {
        NiftiWriter.write(file, real, geometry, "", false, Progress.NONE);
        byte[] ofReal = Files.readAllBytes(file);
        ByteBuffer bytes = ByteBuffer.allocate(2 * ofReal.length - HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(ofReal, 0, HEADER_BYTES).putShort(70, (short) 32).putShort(72, (short) 64);
        Cursor<FloatType> second = Views.flatIterable(imaginary).cursor();
        for (FloatType first : Views.flatIterable(real)) {
            bytes.putFloat(first.get()).putFloat(second.next().get());
        }
        Files.write(file, bytes.array());
    }
}
