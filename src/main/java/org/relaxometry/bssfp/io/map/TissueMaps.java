package org.relaxometry.bssfp.io.map;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImageOpener;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * T1 and T2 maps of the same voxels, as values.
 *
 * @param t1Ms T1 in ms, voxel by voxel; NaN where there is none, or a lower bound only
 * @param t2Ms T2 in ms of the same voxels
 * @param images the T1 map and the T2 map as they were opened
 * @param notes what was decided about their units, and whether they are of different runs
 */
public record TissueMaps(float[] t1Ms, float[] t2Ms, List<SourceImage> images, List<String> notes) {

    /** Maps in BIDS files are in s, images in ImageJ in ms: no tissue has a median T1 of 20 ms, or of 20 s. */
    private static final double HIGHEST_T1_IN_S = 20;

    /** As for T1. */
    private static final double HIGHEST_T2_IN_S = 3;

    /**
     * Reads two maps.
     *
     * @param t1Key under which the T1 map was named
     * @param t1 title of an open image or path of a file
     * @param t2Key the same for T2
     * @param t2 the same for T2
     * @throws IllegalArgumentException if an image does not exist, has no values or another size than the other
     * @throws IOException if a file cannot be read
     */
    public static TissueMaps load(String t1Key, String t1, String t2Key, String t2, Progress progress)
            throws IOException {
        LoadLog log = new LoadLog();
        SourceImage t1Image = ImageOpener.open(t1Key, t1, progress, log);
        SourceImage t2Image = ImageOpener.open(t2Key, t2, progress, log);
        long[] t1Size = size(t1Image);
        long[] t2Size = size(t2Image);
        if (!Arrays.equals(t1Size, t2Size)) {
            throw new IllegalArgumentException("The " + t1Image.name() + " has " + Arrays.toString(t1Size)
                    + " voxels and the " + t2Image.name() + " " + Arrays.toString(t2Size)
                    + ", but they must cover the same voxels.");
        }
        t1Image.otherRun(t2Image).ifPresent(text -> log.note("WARNING: " + text));
        return new TissueMaps(
                valuesMs(t1Image, HIGHEST_T1_IN_S, log),
                valuesMs(t2Image, HIGHEST_T2_IN_S, log),
                List.of(t1Image, t2Image),
                log.notes());
    }

    private static long[] size(SourceImage image) {
        return image.volume(image.values()).dimensionsAsLongArray();
    }

    private static float[] valuesMs(SourceImage image, double highestInS, LoadLog log) {
        RandomAccessibleInterval<FloatType> volume = image.volume(image.values());
        double median = VolumeValues.positive(volume).median();
        if (Double.isNaN(median)) {
            throw new IllegalArgumentException("The " + image.name() + " has no value above 0.");
        }
        boolean seconds = median < highestInS;
        log.note("The " + image.name() + " is in " + (seconds ? "s" : "ms") + " (median " + TypedNumber.show(median)
                + ").");
        float[] values = ScalarVolume.values(volume);
        double longestMs = StatedMap.of(image, MapPair.AUTO).longestMs();
        int bounds = 0;
        for (int i = 0; i < values.length; i++) {
            float ms = seconds ? values[i] * 1000 : values[i];
            boolean isBound = ms >= longestMs;
            values[i] = isBound ? Float.NaN : ms;
            bounds += isBound ? 1 : 0;
        }
        if (bounds > 0) {
            log.note("The " + image.name() + " holds no more than a lower bound in " + bounds
                    + " voxels; they were left out.");
        }
        return values;
    }
}
