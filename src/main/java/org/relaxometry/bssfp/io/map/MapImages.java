package org.relaxometry.bssfp.io.map;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.JsonTime;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Maps as 32-bit images of ImageJ, over the same arrays, placed in space as the series they come from. */
public final class MapImages {

    /** Member of the record of a run: longest T1 and T2 in s, of which a map holds no more than a lower bound. */
    public static final String LONGEST_TIME = "LongestTime";

    private MapImages() {}

    /**
     * The longest T1 or T2 in ms that a map holds, of which it is no more than a lower bound; infinite where there is none.
     *
     * @param image with the record of its run in its info
     * @param quantity symbol of what it is a map of
     */
    public static double longestMs(ImagePlus image, String quantity) {
        return longestMs(image.getNumericProperty(LONGEST_TIME), quantity);
    }

    /** As the record says it, NaN where it does not. */
    static double longestMs(double seconds, String quantity) {
        boolean isTime = quantity.equals(Parameter.T1.symbol()) || quantity.equals(Parameter.T2.symbol());
        return isTime && seconds > 0 ? JsonTime.milliseconds(seconds) : Double.POSITIVE_INFINITY;
    }

    /**
     * Wraps a map.
     *
     * @param title title of the image
     * @param map [x, y, z], not copied
     * @param unit unit of the values
     * @param series what it was computed from; gives pixel size and geometry
     * @param info text for Image &gt; Show Info…
     */
    public static ImagePlus wrap(
            String title, PlanarImg<FloatType, FloatArray> map, String unit, LoadedSeries series, String info) {
        ImageStack stack = new ImageStack((int) map.dimension(0), (int) map.dimension(1));
        for (int z = 0; z < map.numSlices(); z++) {
            stack.addSlice(label(title, unit, z), map.getPlane(z).getCurrentStorageArray());
        }
        return image(title, stack, 1, unit, series, info);
    }

    /**
     * Wraps maps of the same quantity as the channels of one image.
     *
     * @param maps by name, which labels the channel; not copied
     */
    public static ImagePlus wrap(
            String title,
            Map<String, PlanarImg<FloatType, FloatArray>> maps,
            String unit,
            LoadedSeries series,
            String info) {
        PlanarImg<FloatType, FloatArray> first = maps.values().iterator().next();
        ImageStack stack = new ImageStack((int) first.dimension(0), (int) first.dimension(1));
        for (int z = 0; z < first.numSlices(); z++) {
            for (Map.Entry<String, PlanarImg<FloatType, FloatArray>> map : maps.entrySet()) {
                stack.addSlice(
                        map.getKey() + ": " + label(title, unit, z),
                        map.getValue().getPlane(z).getCurrentStorageArray());
            }
        }
        ImagePlus image = image(title, stack, maps.size(), unit, series, info);
        image.setOpenAsHyperStack(maps.size() > 1);
        return image;
    }

    private static ImagePlus image(
            String title, ImageStack stack, int channels, String unit, LoadedSeries series, String info) {
        ImagePlus image = new ImagePlus(title, stack);
        image.setDimensions(channels, stack.size() / channels, 1);
        image.setCalibration(calibration(series.images(), series.geometry(), unit));
        image.setProperty("Info", info);
        ImageProperties.storeProtocol(image, series.sourced());
        ImageProperties.storeSeries(image, series.id());
        ImageProperties.storeGeometry(image, series.geometry());
        return image;
    }

    /**
     * A volume in memory as an image.
     *
     * @param unit unit of the values
     * @param geometry where the voxels lie
     * @param info text for Image &gt; Show Info…
     */
    public static ImagePlus wrap(String title, ScalarVolume volume, String unit, NiftiGeometry geometry, String info) {
        VolumeGrid grid = volume.grid();
        ImageStack stack = new ImageStack(grid.nx(), grid.ny());
        for (int z = 0; z < grid.nz(); z++) {
            stack.addSlice(
                    label(title, unit, z),
                    Arrays.copyOfRange(volume.values(), z * grid.sliceVoxels(), (z + 1) * grid.sliceVoxels()));
        }
        ImagePlus image = new ImagePlus(title, stack);
        image.setDimensions(1, stack.size(), 1);
        image.setCalibration(calibration(List.of(), geometry, unit));
        image.setProperty("Info", info);
        ImageProperties.storeGeometry(image, geometry);
        return image;
    }

    /**
     * The difference of two maps as an image.
     *
     * @param differences on their grid, x fastest
     */
    public static ImagePlus wrap(String title, float[] differences, MapPair maps, String info) {
        ScalarVolume volume = new ScalarVolume(maps.grid(), differences);
        ImagePlus image = wrap(title, volume, maps.unit(), maps.geometry(), info);
        image.setCalibration(calibration(maps.images(), maps.geometry(), maps.unit()));
        return image;
    }

    /** Of its own: those of the series name cycles. */
    private static String label(String title, String unit, int z) {
        return title + (unit.isEmpty() ? "" : " (" + unit + ")") + ", slice " + (z + 1);
    }

    private static Calibration calibration(List<ImagePlus> images, NiftiGeometry geometry, String unit) {
        Calibration calibration = new Calibration();
        if (images.isEmpty()) {
            calibration.pixelWidth = geometry.voxelSizeMm()[0];
            calibration.pixelHeight = geometry.voxelSizeMm()[1];
            calibration.pixelDepth = geometry.voxelSizeMm()[2];
            calibration.setUnit("mm");
        } else {
            calibration = images.get(0).getCalibration().copy();
            calibration.disableDensityCalibration();
        }
        calibration.setValueUnit(unit);
        return calibration;
    }
}
