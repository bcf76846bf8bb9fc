package org.relaxometry.bssfp.io.nifti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** A NIfTI file made byte by byte, its offsets taken from nifti1.h and nifti2.h and not from the reader. */
final class NiftiFile {

    final ByteBuffer header;
    byte[] voxels = {};

    private NiftiFile(int headerBytes, ByteOrder order) {
        header = ByteBuffer.allocate(headerBytes).order(order);
    }

    /** Header and voxels in one file. */
    static NiftiFile of(int version, ByteOrder order, int datatype, int bitpix, long... dimensions) {
        return version == 1 ? nifti1(order, datatype, bitpix, dimensions) : nifti2(order, datatype, bitpix, dimensions);
    }

    private static NiftiFile nifti1(ByteOrder order, int datatype, int bitpix, long... dimensions) {
        NiftiFile file = new NiftiFile(352, order);
        file.header.putInt(0, 348).putShort(40, (short) dimensions.length);
        for (int i = 0; i < 7; i++) {
            file.header.putShort(42 + 2 * i, i < dimensions.length ? (short) dimensions[i] : 1);
        }
        file.header.putShort(70, (short) datatype).putShort(72, (short) bitpix).putFloat(108, 352);
        for (int i = 0; i < 8; i++) {
            file.header.putFloat(76 + 4 * i, 1);
        }
        file.header.put(344, "n+1\0".getBytes(StandardCharsets.US_ASCII));
        return file;
    }

    private static NiftiFile nifti2(ByteOrder order, int datatype, int bitpix, long... dimensions) {
        NiftiFile file = new NiftiFile(544, order);
        file.header.putInt(0, 540).putLong(16, dimensions.length);
        for (int i = 0; i < 7; i++) {
            file.header.putLong(24 + 8 * i, i < dimensions.length ? dimensions[i] : 1);
        }
        file.header.putShort(12, (short) datatype).putShort(14, (short) bitpix).putLong(168, 544);
        for (int i = 0; i < 8; i++) {
            file.header.putDouble(104 + 8 * i, 1);
        }
        file.header.put(4, "n+2\0\r\n\032\n".getBytes(StandardCharsets.US_ASCII));
        return file;
    }

    NiftiFile voxels(byte... bytes) {
        voxels = bytes;
        return this;
    }

    /** The whole single file. */
    byte[] bytes() {
        byte[] bytes = Arrays.copyOf(header.array(), header.capacity() + voxels.length);
        System.arraycopy(voxels, 0, bytes, header.capacity(), voxels.length);
        return bytes;
    }

    /** Writes the single file, gzipped where its name ends in .gz. */
    Path writeTo(Path file) {
        return write(file, bytes());
    }

    /** Turns the header into that of a pair and writes both files, gzipped where the name of the header ends in .gz. */
    Path writePair(Path headerFile) {
        if (header.capacity() == 352) {
            header.putFloat(108, 0).put(345, (byte) 'i');
        } else {
            header.putLong(168, 0).put(5, (byte) 'i');
        }
        write(headerFile.resolveSibling(headerFile.getFileName().toString().replace(".hdr", ".img")), voxels);
        return write(headerFile, header.array());
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, file.toString().endsWith(".gz") ? gzip(bytes) : bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
