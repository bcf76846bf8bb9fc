package org.relaxometry.bssfp.io.nifti;

import java.nio.file.Path;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * A NIfTI file in memory: the stored numbers, to which slope and intercept have not been applied, and what the header
 * says about them. The images are ImgLib2 {@code PlanarImg}s.
 *
 * @param header what the header says
 * @param real the stored numbers, or the real part of complex ones
 * @param imaginary the imaginary part; null unless the file is complex
 */
public record NiftiImage(
        NiftiHeader header,
        RandomAccessibleInterval<? extends RealType<?>> real,
        RandomAccessibleInterval<? extends RealType<?>> imaginary) {

    /** The file that holds the header. */
    public Path file() {
        return header.file();
    }

    /** Size along each axis, at least 2, without trailing ones. */
    public long[] dimensions() {
        return header.dimensions();
    }

    /** Whether there is an imaginary part. */
    public boolean isComplex() {
        return header.type().isComplex();
    }

    /** Factor from stored to true values, 1 where the header states none. */
    public double slope() {
        return header.slope();
    }

    /** True value of a stored 0. */
    public double intercept() {
        return header.intercept();
    }

    /** Where the voxels lie in space. */
    public NiftiGeometry geometry() {
        return header.geometry();
    }

    /** Text of the header, may be empty. */
    public String description() {
        return header.description();
    }
}
