package org.relaxometry.bssfp.app.map;

import java.io.IOException;
import java.util.function.Consumer;
import org.relaxometry.bssfp.app.estimate.CheckedSeriesCommand.CheckedSeries;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.map.VolumeOnGrid;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/** A map of the noise, for adaptive maximum likelihood. */
final class NoiseMapKey {

    private final Key<String> noiseMap;

    NoiseMapKey(Keys keys) {
        noiseMap = keys.add(Key.image(
                        "noisemap",
                        "Noisemap",
                        "For adaptive maximum likelihood: standard deviation of the noise of real and imaginary part in"
                                + " image units, voxel by voxel, where parallel imaging makes it vary. Empty: the same"
                                + " everywhere.")
                .shownAs("Noise map")
                .more());
    }

    /** @throws IllegalArgumentException where one is given that the method would not use, or that is not the only noise */
    void requireValid(Method method, String noise) {
        if (isGiven() && !method.needsNeighbours()) {
            throw new IllegalArgumentException(noiseMap.name() + " is used by " + Method.ADAPTIVE_NAME
                    + " only, but the method is " + method.title() + ". Leave it empty.");
        }
        if (isGiven() && !noise.isBlank()) {
            throw new IllegalArgumentException("The noise is given twice, noise=" + noise.strip() + " and noisemap="
                    + noiseMap.value() + ". Give one of them.");
        }
    }

    boolean isGiven() {
        return !noiseMap.value().isBlank();
    }

    /**
     * The noise of every voxel by the map.
     *
     * @param log takes what a user should look at
     * @param record takes where it comes from, and what the reader should know about it
     * @throws IllegalArgumentException if it lies on another grid, or has no positive value for a voxel inside the mask
     */
    VoxelNoise noise(CheckedSeries checked, Progress progress, Consumer<String> log, RunRecord record)
            throws IOException {
        VolumeOnGrid map = VolumeOnGrid.read("noisemap", noiseMap.value(), checked.loaded(), progress);
        PhaseCycledSeries series = checked.series();
        int wrong = 0;
        for (int i = 0; i < map.values().length; i++) {
            boolean counts = series.mask().isEmpty() || series.mask().get().inside()[i];
            boolean positive = map.values()[i] > 0 && map.values()[i] < Float.POSITIVE_INFINITY;
            wrong += counts && !positive ? 1 : 0;
        }
        if (wrong > 0) {
            throw new IllegalArgumentException("The " + map.name() + " has no positive value in " + wrong + " of the "
                    + (series.mask().isPresent() ? "voxels inside the mask" : "voxels of the series")
                    + ". Give a map of the standard deviation of the noise, or a mask that leaves these voxels out.");
        }
        record.put("FilesOfNoise", map.inputs());
        map.notes().forEach(note -> {
            log.accept("WARNING: " + note);
            record.warn(note);
        });
        return new VoxelNoise(Double.NaN, map.values());
    }
}
