package org.relaxometry.bssfp.io.map;

import java.io.IOException;
import java.nio.file.Path;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImageOpener;
import org.relaxometry.bssfp.io.image.SeriesGrid;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A map of this program, read from its file.
 *
 * @param quantity symbol of what it is a map of, as its record says; empty where that does not
 * @param unit of the values, ms for times; empty where unknown
 * @param values x fastest, NaN where there is none, infinite where no more is known than a lower bound
 */
public record MapVolume(String quantity, String unit, VolumeGrid grid, NiftiGeometry geometry, float[] values) {

    /**
     * Reads one.
     *
     * @throws IOException if the file cannot be read
     */
    public static MapVolume read(Path file, Progress progress) throws IOException {
        LoadLog log = new LoadLog();
        return of(StatedMap.of(ImageOpener.open("map", file.toString(), progress, log), MapPair.AUTO), log);
    }

    static MapVolume of(StatedMap map, LoadLog log) {
        float[] values = map.values();
        if (map.isTime()) {
            float factor = map.unit().equals("s") ? 1000 : 1;
            for (int v = 0; v < values.length; v++) {
                values[v] = values[v] == 0 ? Float.NaN : values[v] * factor;
            }
            map.markBounds(values);
        }
        NiftiGeometry geometry = SeriesGrid.of(map.image()).geometry(map.image(), log);
        return new MapVolume(
                map.quantity(),
                map.isTime() ? "ms" : map.unit(),
                geometry.grid(map.volume().dimensionsAsLongArray()),
                geometry,
                values);
    }

    /** As planes [z][x + y · width]. */
    public float[][] planes() {
        return new ScalarVolume(grid, values).planes();
    }
}
