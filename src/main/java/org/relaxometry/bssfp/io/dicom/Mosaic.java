package org.relaxometry.bssfp.io.dicom;

import java.util.List;

/**
 * All slices of a volume as tiles of one image, row by row, as Siemens writes them. The position that the file states is that of the first pixel of an
 * image of one tile's pixels as large as all tiles together, with the centre of the first slice: it does not lie in the slice. The slices follow one another
 * along the normal that the header of Siemens states. Source: NiBabel, "DICOM mosaic"; dcm2niix; SPM, spm_dicom_convert.
 *
 * @param slices how many of the tiles are slices; the last may be empty
 * @param side tiles in a row and in a column
 * @param columns of pixels of a tile
 * @param rows of pixels of a tile
 * @param stepMm from a slice to the next
 */
record Mosaic(int slices, int side, int columns, int rows, double[] stepMm) {

    private static final int MOST_SLICES = 4096;

    /** Of 1: the normal is one, and stands upright on the rows and columns. */
    private static final double SAME_DIRECTION = 1e-3;

    static boolean is(DicomDataset top) {
        return top.words(DicomTag.IMAGE_TYPE).contains("MOSAIC");
    }

    /**
     * What a file says of its tiles.
     *
     * @throws DicomException if it does not say where the slices lie
     */
    static Mosaic of(DicomFile file) throws DicomException {
        DicomDataset top = file.dataset();
        CsaHeader header = CsaHeader.of(top);
        int slices = count(top, header);
        if (slices < 1 || slices > MOST_SLICES) {
            throw lost(file, "how many slices it has");
        }
        int side = (int) Math.ceil(Math.sqrt(slices));
        int columns = top.number(DicomTag.COLUMNS).orElse(0.0).intValue();
        int rows = top.number(DicomTag.ROWS).orElse(0.0).intValue();
        if (columns < 1 || rows < 1 || columns % side != 0 || rows % side != 0) {
            throw new DicomException(
                    file.path(),
                    "says that it is a mosaic of " + slices + " slices, which " + columns + " × " + rows
                            + " pixels cannot be. " + DicomException.CONVERT);
        }
        return new Mosaic(slices, side, columns / side, rows / side, step(file, header));
    }

    private static int count(DicomDataset top, CsaHeader header) {
        List<Double> stated = header.numbers("NumberOfImagesInMosaic");
        if (!stated.isEmpty()) {
            return stated.get(0).intValue();
        }
        return top.words(DicomTag.SIEMENS_MR_CREATOR).contains("SIEMENS MR HEADER")
                ? top.number(DicomTag.SIEMENS_MOSAIC_SLICES).orElse(0.0).intValue()
                : 0;
    }

    private static double[] step(DicomFile file, CsaHeader header) throws DicomException {
        List<Double> normal = header.numbers("SliceNormalVector");
        List<Double> o = file.dataset().numbers(DicomTag.ORIENTATION);
        double spacing = file.dataset().number(DicomTag.SLICE_SPACING).orElse(0.0);
        if (normal.size() != 3 || o.size() != 6) {
            throw lost(file, "in which direction its slices follow one another");
        }
        if (!(spacing > 0)) {
            throw lost(file, "how far apart its slices are");
        }
        double[] upright = {
            o.get(1) * o.get(5) - o.get(2) * o.get(4),
            o.get(2) * o.get(3) - o.get(0) * o.get(5),
            o.get(0) * o.get(4) - o.get(1) * o.get(3)
        };
        double along = upright[0] * normal.get(0) + upright[1] * normal.get(1) + upright[2] * normal.get(2);
        if (!(Math.abs(Math.abs(along) - 1) < SAME_DIRECTION)) {
            throw new DicomException(
                    file.path(),
                    "is damaged: the normal of its slices does not stand upright on their rows and columns. "
                            + DicomException.CONVERT);
        }
        // the cross product has more digits than what the header states
        double signed = Math.signum(along) * spacing;
        return new double[] {signed * upright[0], signed * upright[1], signed * upright[2]};
    }

    private static DicomException lost(DicomFile file, String what) {
        return new DicomException(
                file.path(),
                "is a mosaic, all slices as tiles of one image, that has lost " + what
                        + ": it stands in the private elements of Siemens (0019,100A) and (0029,1010), which anonymising removes."
                        + " Export the series again with them, or not as a mosaic. " + DicomException.CONVERT);
    }

    /** The centre of the first pixel of a slice, from what the file states. */
    double[] positionMm(int slice, double[] stated, double[] orientation, double[] spacingMm) {
        double acrossMm = 0.5 * columns * (side - 1) * spacingMm[1];
        double downMm = 0.5 * rows * (side - 1) * spacingMm[0];
        double[] position = new double[3];
        for (int i = 0; i < 3; i++) {
            position[i] = stated[i] + acrossMm * orientation[i] + downMm * orientation[3 + i] + slice * stepMm[i];
        }
        return position;
    }

    /** The pixels of a slice. */
    float[] tile(int slice, float[] all) {
        float[] tile = new float[columns * rows];
        int first = (slice / side * rows * side + slice % side) * columns;
        for (int row = 0; row < rows; row++) {
            System.arraycopy(all, first + row * side * columns, tile, row * columns, columns);
        }
        return tile;
    }
}
