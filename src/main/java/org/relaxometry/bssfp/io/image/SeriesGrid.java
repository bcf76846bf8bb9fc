package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.TypedNumber;

/** The voxel grid of a series or a map: what all that belongs to it must share. */
public final class SeriesGrid {

    /** Rounding of quaternions and matrices in single precision stays far below, a shift of any meaning far above. */
    private static final double TOLERANCE_MM = 1e-3;

    private final String owner;
    private final String name;
    private final long[] size;
    private final Optional<NiftiGeometry> geometry;

    private SeriesGrid(String owner, String name, long[] size, Optional<NiftiGeometry> geometry) {
        this.owner = owner;
        this.name = name;
        this.size = size;
        this.geometry = geometry;
    }

    /**
     * The grid of the first image that states one; warns where two images of the series state different positions, of which one
     * may be no more than a voxel size.
     *
     * @throws IllegalArgumentException where both state an orientation
     */
    public static SeriesGrid of(List<SourceImage> images, long[] size, LoadLog log) {
        List<SourceImage> stating =
                images.stream().filter(image -> image.geometry().isPresent()).toList();
        if (stating.size() == 2 && !same(stating.get(0), stating.get(1))) {
            SourceImage one = stating.get(0);
            SourceImage other = stating.get(1);
            String message = "The " + one.name() + " and the " + other.name()
                    + " state different positions in space: " + affine(one.geometry()) + " and "
                    + affine(other.geometry()) + ".";
            if (one.geometry().get().statesOrientation()
                    && other.geometry().get().statesOrientation()) {
                throw new IllegalArgumentException(
                        message + " Magnitude and phase (or real and imaginary part) must lie on each"
                                + " other, voxel by voxel: read both from the same series, in the same orientation; if only a header is"
                                + " wrong, copy that of the other.");
            }
            log.warn(message + " The first is kept.");
        }
        SourceImage first = stating.isEmpty() ? images.get(0) : stating.get(0);
        return new SeriesGrid("series", first.name(), size, first.geometry());
    }

    /** The grid of a series that was read. */
    public static SeriesGrid of(LoadedSeries series) {
        return new SeriesGrid("series", "series", series.series().grid().size(), Optional.of(series.geometry()));
    }

    /** The grid of a map. */
    public static SeriesGrid of(SourceImage map) {
        return new SeriesGrid(
                map.role() + " map", map.name(), map.volume(map.values()).dimensionsAsLongArray(), map.geometry());
    }

    /**
     * @param owner what messages call it, such as {@code maps}
     * @param grid number and size of its voxels
     * @param geometry where they lie
     */
    public static SeriesGrid of(String owner, VolumeGrid grid, NiftiGeometry geometry) {
        return new SeriesGrid(owner, owner, grid.size(), Optional.of(geometry));
    }

    /**
     * Where the voxels of the maps lie: as the series states it, else from the calibration of the ImageJ image.
     *
     * @param image first image of the series
     */
    public NiftiGeometry geometry(SourceImage image, LoadLog log) {
        if (geometry.isEmpty() && image.isOfADataset()) {
            log.warn("The " + image.name()
                    + " comes by way of ImageJ2, as Fiji's SCIFIO opens images: where it lies in space is lost, and the maps"
                    + " have no orientation. " + SourceImage.WITHOUT_LOSS);
        }
        return geometry.or(() -> image.image().map(opened -> calibrated(opened, log)))
                .orElseGet(() -> NiftiGeometry.ofVoxelSize(1, 1, 1));
    }

    /**
     * Refuses a volume on another grid.
     *
     * @throws IllegalArgumentException if size or position in space differ
     */
    public void require(SourceImage image, RandomAccessibleInterval<?> volume, LoadLog log) {
        if (!Arrays.equals(size, volume.dimensionsAsLongArray())) {
            throw new IllegalArgumentException("The " + image.name() + " must have the grid of the " + owner + ", "
                    + text(size) + " voxels, but has " + text(volume.dimensionsAsLongArray())
                    + ". Resample it to the " + owner + " first.");
        }
        if (geometry.isEmpty()
                || image.geometry().isEmpty()
                || geometry.get().sameGridAs(image.geometry().get(), TOLERANCE_MM)) {
            return;
        }
        String message = "The " + image.name() + " has the size of the " + owner
                + ", but states another position in space: "
                + affine(image.geometry()) + ", the " + name + " " + affine(geometry) + ".";
        if (geometry.get().statesOrientation() && image.geometry().get().statesOrientation()) {
            throw new IllegalArgumentException(message
                    + " Resample it to the " + owner
                    + "; if only its header is wrong, copy the header of the " + owner + ".");
        }
        log.warn(message + " One of them states no orientation, so voxels were matched by their number.");
    }

    private static boolean same(SourceImage a, SourceImage b) {
        return a.geometry().get().sameGridAs(b.geometry().get(), TOLERANCE_MM);
    }

    private static NiftiGeometry calibrated(ImagePlus image, LoadLog log) {
        Calibration calibration = image.getCalibration();
        double mm = millimetres(calibration.getUnit());
        double x = calibration.pixelWidth * mm;
        double y = calibration.pixelHeight * mm;
        double z = calibration.pixelDepth * mm;
        if (!(x > 0 && y > 0 && z > 0)) {
            log.note("The image '" + image.getTitle() + "' states no voxel size in mm (its unit is '"
                    + calibration.getUnit()
                    + "'); files are written with voxels of 1 mm. Set it with Image > Properties….");
            return NiftiGeometry.ofVoxelSize(1, 1, 1);
        }
        return NiftiGeometry.ofVoxelSize(x, y, z);
    }

    /** 0 for a unit that is no length. */
    private static double millimetres(String unit) {
        return switch (unit.strip().toLowerCase(Locale.ROOT)) {
            case "mm", "millimeter", "millimeters", "millimetre", "millimetres" -> 1;
            case "cm", "centimeter", "centimeters" -> 10;
            case "m", "meter", "meters" -> 1000;
            case "µm", "um", "micron", "microns", "micrometer", "micrometers" -> 1e-3;
            case "inch", "inches", "in" -> 25.4;
            default -> 0;
        };
    }

    private static String affine(Optional<NiftiGeometry> geometry) {
        StringBuilder text = new StringBuilder("[");
        for (double[] row : geometry.orElseThrow().affine()) {
            text.append(text.length() > 1 ? "; " : "");
            text.append(String.join(
                    " ", Arrays.stream(row).mapToObj(TypedNumber::show).toList()));
        }
        return text.append("]").toString();
    }

    private static String text(long[] size) {
        return String.join(" × ", Arrays.stream(size).mapToObj(Long::toString).toList());
    }
}
