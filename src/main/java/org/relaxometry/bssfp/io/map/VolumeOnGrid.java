package org.relaxometry.bssfp.io.map;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImageOpener;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.SeriesGrid;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.space.ScalarVolume;

/**
 * A further volume on the grid of a series or of maps that were read.
 *
 * @param name as messages call it
 * @param values x + width · (y + height · z)
 * @param notes what the user should know about it
 * @param inputs the image or file it was read from
 */
public record VolumeOnGrid(String name, float[] values, List<String> notes, List<InputFile> inputs) {

    /**
     * Reads it.
     *
     * @param role key under which it was named
     * @param text title of an open image or path of a file
     * @throws IllegalArgumentException if there is no such image, or it lies on another grid
     * @throws IOException if the file cannot be read
     */
    public static VolumeOnGrid read(String role, String text, LoadedSeries series, Progress progress)
            throws IOException {
        return read(role, text, SeriesGrid.of(series), series.origins(), progress);
    }

    public static VolumeOnGrid read(String role, String text, SeriesGrid grid, Progress progress) throws IOException {
        return read(role, text, grid, Set.of(), progress);
    }

    private static VolumeOnGrid read(String role, String text, SeriesGrid grid, Set<String> origins, Progress progress)
            throws IOException {
        LoadLog log = new LoadLog();
        SourceImage image = ImageOpener.open(role, text, progress, log);
        RandomAccessibleInterval<FloatType> volume = image.volume(image.values());
        grid.require(image, volume, log);
        if (!origins.isEmpty()) {
            image.ofAnother(origins).ifPresent(log::warn);
        }
        List<String> notes = new ArrayList<>(log.notes());
        notes.addAll(log.warnings());
        return new VolumeOnGrid(image.name(), ScalarVolume.values(volume), notes, image.inputs(progress));
    }
}
