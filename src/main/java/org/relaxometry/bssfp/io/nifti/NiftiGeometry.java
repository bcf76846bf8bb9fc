package org.relaxometry.bssfp.io.nifti;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.space.Upright;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Where the voxels of a NIfTI file lie in space: exactly the numbers of its header, in the header's own units, so that a
 * map is written with the geometry of its series bit for bit.
 *
 * <p>Source: nifti1.h, methods 1 to 3.
 *
 * @param units xyzt_units as stored: spatial unit in bits 0 to 2, unit of time in bits 3 to 5
 * @param pixdim pixdim[0] (qfac) to pixdim[4]
 * @param qformCode 0 where the quaternion says nothing
 * @param qform quatern_b, quatern_c, quatern_d, qoffset_x, qoffset_y, qoffset_z
 * @param sformCode 0 where the matrix says nothing
 * @param sform srow_x, srow_y and srow_z, four numbers each
 */
public record NiftiGeometry(
        int units, List<Double> pixdim, int qformCode, List<Double> qform, int sformCode, List<Double> sform) {

    private static final int MILLIMETRES_AND_SECONDS = 2 | 8;

    /**
     * a² below which the first number of the quaternion is nothing but the rounding of the other three to 32 bits. Source:
     * nifti_quatern_to_mat44 of the reference library.
     */
    private static final double HALF_TURN = 1e-7;

    private static final Pattern TEXT =
            Pattern.compile("units (\\S+); pixdim ([^;]+); qform (\\S+) ([^;]+); sform (\\S+) ([^;]+)");

    public NiftiGeometry {
        pixdim = requireSize(pixdim, 5, "pixdim");
        qform = requireSize(qform, 6, "qform");
        sform = requireSize(sform, 12, "sform");
    }

    /** Voxels of this size in mm, and nothing known of position and direction. */
    public static NiftiGeometry ofVoxelSize(double xMm, double yMm, double zMm) {
        if (!(xMm > 0 && yMm > 0 && zMm > 0)) {
            throw new IllegalArgumentException(
                    "A voxel size must be positive, but was " + xMm + " × " + yMm + " × " + zMm + " mm.");
        }
        // rounded as NIfTI-1 stores it, so that a calibration such as 25.4/7 does not force NIfTI-2
        List<Double> pixdim = List.of(1.0, (double) (float) xMm, (double) (float) yMm, (double) (float) zMm, 1.0);
        return new NiftiGeometry(MILLIMETRES_AND_SECONDS, pixdim, 0, zeros(6), 0, zeros(12));
    }

    /**
     * Voxels that this matrix places in the scanner.
     *
     * @param affine [3][4] in mm, as {@link #affine} gives it; its columns must not be zero
     */
    public static NiftiGeometry ofAffine(double[][] affine) {
        List<Double> pixdim = new ArrayList<>(List.of(1.0));
        List<Double> sform = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            double length = Math.sqrt(
                    Math.pow(affine[0][axis], 2) + Math.pow(affine[1][axis], 2) + Math.pow(affine[2][axis], 2));
            if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("A voxel size must be positive, but was " + length + " mm.");
            }
            pixdim.add((double) (float) length);
            for (double element : affine[axis]) {
                sform.add((double) (float) element);
            }
        }
        pixdim.add(1.0);
        return new NiftiGeometry(MILLIMETRES_AND_SECONDS, pixdim, 0, zeros(6), 1, sform);
    }

    /** Size of a voxel in mm; 1 where the header states none. */
    public double[] voxelSizeMm() {
        double[] size = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            size[axis] = zoom(axis) * millimetres();
        }
        return size;
    }

    /**
     * The grid of an image with this geometry.
     *
     * @param size number of voxels along x, y and z
     */
    public VolumeGrid grid(long[] size) {
        double[] mm = voxelSizeMm();
        return new VolumeGrid(
                Math.toIntExact(size[0]), Math.toIntExact(size[1]), Math.toIntExact(size[2]), mm[0], mm[1], mm[2]);
    }

    /**
     * The matrix [3][4] that takes voxel indices (i, j, k, 1) to scanner or template coordinates in mm, x to the right, y
     * to the front, z to the top: the sform where it has a code, else the qform, else the voxel size alone.
     */
    public double[][] affine() {
        double[][] affine = sformCode > 0 ? sformMatrix() : qformCode > 0 ? qformMatrix() : zoomMatrix();
        for (double[] row : affine) {
            for (int column = 0; column < 4; column++) {
                row[column] *= millimetres();
            }
        }
        return affine;
    }

    /** Whether the header states position and direction, not only the voxel size. */
    public boolean statesOrientation() {
        return sformCode > 0 || qformCode > 0;
    }

    /** How its slices stand upright; as stored where the header states no orientation. */
    public Upright upright() {
        return statesOrientation() ? Upright.of(affine()) : Upright.AS_STORED;
    }

    /** Whether no element of the two affine matrices differs by more than this. */
    public boolean sameGridAs(NiftiGeometry other, double toleranceMm) {
        double[][] mine = affine();
        double[][] theirs = other.affine();
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                if (!(Math.abs(mine[row][column] - theirs[row][column]) <= toleranceMm)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** One line that {@link #fromText} turns into an equal geometry. */
    public String toText() {
        return "units " + units + "; pixdim " + join(pixdim) + "; qform " + qformCode + " " + join(qform) + "; sform "
                + sformCode + " " + join(sform);
    }

    /**
     * The geometry that {@link #toText} wrote.
     *
     * @throws IllegalArgumentException if the text is of another form
     */
    public static NiftiGeometry fromText(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "A NIfTI geometry reads 'units …; pixdim …; qform …; sform …', but was '" + text + "'.");
        }
        return new NiftiGeometry(
                Integer.parseInt(matcher.group(1)),
                split(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                split(matcher.group(4)),
                Integer.parseInt(matcher.group(5)),
                split(matcher.group(6)));
    }

    static NiftiGeometry readFrom(HeaderBytes header) {
        return new NiftiGeometry(
                (int) header.integer(HeaderField.XYZT_UNITS, 0),
                reals(header, HeaderField.PIXDIM, 5),
                (int) header.integer(HeaderField.QFORM_CODE, 0),
                reals(header, HeaderField.QFORM, 6),
                (int) header.integer(HeaderField.SFORM_CODE, 0),
                reals(header, HeaderField.SROW, 12));
    }

    void writeTo(HeaderBytes header) {
        header.set(HeaderField.XYZT_UNITS, 0, units);
        header.set(HeaderField.QFORM_CODE, 0, qformCode);
        header.set(HeaderField.SFORM_CODE, 0, sformCode);
        setReals(header, HeaderField.PIXDIM, pixdim);
        setReals(header, HeaderField.QFORM, qform);
        setReals(header, HeaderField.SROW, sform);
    }

    private double[][] sformMatrix() {
        double[][] matrix = new double[3][4];
        for (int i = 0; i < 12; i++) {
            matrix[i / 4][i % 4] = sform.get(i);
        }
        return matrix;
    }

    private double[][] qformMatrix() {
        double b = qform.get(0);
        double c = qform.get(1);
        double d = qform.get(2);
        double squares = b * b + c * c + d * d;
        double a = 0;
        if (1 - squares >= HALF_TURN) {
            a = Math.sqrt(1 - squares);
        } else {
            double length = Math.sqrt(squares);
            b /= length;
            c /= length;
            d /= length;
        }
        double[][] rotation = {
            {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
            {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
            {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c}
        };
        double handedness = pixdim.get(0) < 0 ? -1 : 1;
        double[][] matrix = new double[3][4];
        for (int row = 0; row < 3; row++) {
            matrix[row][0] = rotation[row][0] * zoom(0);
            matrix[row][1] = rotation[row][1] * zoom(1);
            matrix[row][2] = rotation[row][2] * zoom(2) * handedness;
            matrix[row][3] = qform.get(3 + row);
        }
        return matrix;
    }

    private double[][] zoomMatrix() {
        return new double[][] {{zoom(0), 0, 0, 0}, {0, zoom(1), 0, 0}, {0, 0, zoom(2), 0}};
    }

    /** As the reference library does, a missing voxel size counts as 1 and its sign does not count. */
    private double zoom(int axis) {
        double size = Math.abs(pixdim.get(1 + axis));
        return size > 0 && size < Double.POSITIVE_INFINITY ? size : 1;
    }

    /** Millimetres per spatial unit; an unknown unit counts as mm. */
    private double millimetres() {
        return switch (units & 7) {
            case 1 -> 1e3;
            case 3 -> 1e-3;
            default -> 1;
        };
    }

    private static List<Double> reals(HeaderBytes header, HeaderField field, int count) {
        return IntStream.range(0, count).mapToObj(i -> header.real(field, i)).toList();
    }

    private static void setReals(HeaderBytes header, HeaderField field, List<Double> values) {
        for (int i = 0; i < values.size(); i++) {
            header.set(field, i, values.get(i));
        }
    }

    private static List<Double> zeros(int count) {
        return Collections.nCopies(count, 0.0);
    }

    private static String join(List<Double> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static List<Double> split(String text) {
        List<Double> values = new ArrayList<>();
        for (String word : text.split(" ")) {
            values.add(Double.valueOf(word));
        }
        return values;
    }

    private static List<Double> requireSize(List<Double> values, int size, String name) {
        if (values.size() != size) {
            throw new IllegalArgumentException(
                    name + " of a NIfTI geometry has " + size + " numbers, but " + values.size() + " were given.");
        }
        return List.copyOf(values);
    }
}
